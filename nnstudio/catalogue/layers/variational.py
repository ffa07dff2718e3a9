"""VariationalCode: not of Keras, which leaves it to everyone who builds a variational autoencoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.layers.params import (
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_INITIALIZER,
    MATRIX_REGULARIZER,
    UNITS,
)
from nnstudio.catalogue.params import Float
from nnstudio.catalogue.shapes import only, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _shape(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = only(inputs)
    if len(shape) != 1:
        raise ShapeError(
            _(
                "VariationalCode needs a vector of numbers, but receives {what}. Put a Flatten row above it."
            ).format(what=shape_words(shape))
        )
    return (cast(int, params["units"]),)


def _weights(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=2 * (only(inputs)[0] + 1) * cast(int, params["units"]))


def _cost(inputs: Sequence[Shape], params: Params) -> int:
    return 2 * only(inputs)[0] * cast(int, params["units"])


def _held(inputs: Sequence[Shape], params: Params) -> int:
    """Mean, log-variance, its exponential, the noise, and what comes of them."""
    return 5 * cast(int, params["units"])


VARIATIONAL_CODE = Layer(
    key="variational_code",
    title=Name("VariationalCode"),
    help=N_(
        "The narrow layer of a variational autoencoder: gives a random code around a mean in training, the "
        "mean itself otherwise, and keeps all codes close to the normal distribution."
    ),
    params=(
        replace(UNITS, default=2, help=N_("How many numbers a code has.")),
        Float(
            name="weight",
            title=N_("Weight"),
            help=N_(
                "How much it counts in the loss that codes are far from the normal distribution. Too much, "
                "and all codes become alike; 0, and nothing holds them together."
            ),
            default=0.001,
            min=0.0,
            max=1_000.0,
        ),
        MATRIX_REGULARIZER,
        KERNEL_INITIALIZER,
        BIAS_INITIALIZER,
        BIAS_REGULARIZER,
    ),
    concepts=("variational_code", "autoencoder"),
    keras="VariationalCode",
    category=Category.CORE,
    formula="z = μ + exp(λ/2) · n, n is normally distributed;  loss + weight · ½ Σ(μ² + exp(λ) − 1 − λ)",
    shape=_shape,
    weights=_weights,
    cost=_cost,
    held=_held,
    summary="{units} · {weight}",
    each_step=False,  # Keras forgets what a layer at each step adds to the loss
)
