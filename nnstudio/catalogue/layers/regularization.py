"""Layers that help a network to learn well: Dropout, BatchNormalization."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.layers.core import no_cost, no_weights, unchanged
from nnstudio.catalogue.layers.params import initializer, regularizer
from nnstudio.catalogue.params import Bool, Float
from nnstudio.catalogue.shapes import only
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _


def _normalized(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = only(inputs)
    if not shape:
        raise ShapeError(_("BatchNormalization needs at least one number for each example."))
    return shape


def _norm_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    """The moving mean and variance of each channel are kept, but not trained."""
    channels = inputs[0][-1]
    return Weights(trainable=channels * (bool(params["center"]) + bool(params["scale"])), fixed=2 * channels)


def _norm_cost(inputs: Sequence[Shape], params: Params) -> int:
    return 2 * prod(inputs[0])


DROPOUT = Layer(
    key="dropout",
    title=N_("Dropout"),
    help=N_("Sets a random share of the numbers to 0 in training, so that no neuron relies on another."),
    params=(
        Float(
            name="rate",
            title=N_("Rate"),
            help=N_("Share of the numbers that are dropped; 0 drops none."),
            default=0.2,
            min=0.0,
            max=0.99,
        ),
    ),
    keras="Dropout",
    category=Category.REGULARIZATION,
    formula="y = x · m / (1 − rate), m is 0 with probability rate, otherwise 1",
    shape=unchanged,
    weights=no_weights,
    cost=no_cost,
    summary="{rate}",
)

BATCH_NORMALIZATION = Layer(
    key="batch_normalization",
    title=N_("BatchNormalization"),
    help=N_("Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it."),
    params=(
        Float(
            name="momentum",
            title=N_("Momentum"),
            help=N_("How slowly the averages that are used after training follow the batches."),
            default=0.99,
            min=0.0,
            max=0.999_999,
        ),
        Float(
            name="epsilon",
            title=N_("Epsilon"),
            help=N_("A small number that keeps the division from going wild where a channel hardly varies."),
            default=0.001,
            min=0.0,
            max=1.0,
            open_min=True,
            advanced=True,
        ),
        Bool(
            name="center",
            title=N_("Shift"),
            help=N_("Learns a number that is added to each channel (beta)."),
            default=True,
            advanced=True,
        ),
        Bool(
            name="scale",
            title=N_("Scale"),
            help=N_("Learns a factor for each channel (gamma)."),
            default=True,
            advanced=True,
        ),
        initializer("beta_initializer", N_("Shift initializer"), "zeros", N_("How the shifts start.")),
        initializer("gamma_initializer", N_("Scale initializer"), "ones", N_("How the factors start.")),
        regularizer("beta_regularizer", N_("Shift regularization"), N_("Keeps the shifts small.")),
        regularizer("gamma_regularizer", N_("Scale regularization"), N_("Keeps the factors small.")),
    ),
    keras="BatchNormalization",
    category=Category.NORMALIZATION,
    formula="y = γ · (x − μ) / √(σ² + ε) + β",
    shape=_normalized,
    weights=_norm_weights,
    cost=_norm_cost,
)
