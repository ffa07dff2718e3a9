"""Layers that bring numbers to a similar size while they pass through the network."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.core import no_weights
from nnstudio.catalogue.layers.params import initializer, regularizer
from nnstudio.catalogue.params import Bool, Float, Int, Param
from nnstudio.catalogue.shapes import only
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _


def _epsilon(default: float) -> Float:
    return Float(
        name="epsilon",
        title=N_("Epsilon"),
        help=N_("A small number that keeps the division from going wild where the numbers hardly vary."),
        default=default,
        min=0.0,
        max=1.0,
        open_min=True,
        advanced=True,
    )


_SHIFT_AND_SCALE: tuple[Param, ...] = (
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
)


def _normalized(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        shape = only(inputs)
        if not shape:
            raise ShapeError(_("{layer} needs at least one number for each example.").format(layer=_(title)))
        return shape

    return rule


def _shift_and_scale(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=inputs[0][-1] * (bool(params["center"]) + bool(params["scale"])))


def _with_averages(inputs: Sequence[Shape], params: Params) -> Weights:
    """The moving mean and variance of each channel are kept, but not trained."""
    return Weights(trainable=_shift_and_scale(inputs, params).trainable, fixed=2 * inputs[0][-1])


def _factors(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=inputs[0][-1])


def _cost(inputs: Sequence[Shape], params: Params) -> int:
    return 2 * prod(inputs[0])


def _grouped(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = _normalized(N_("GroupNormalization"))(inputs, params)
    channels, groups = shape[-1], cast(int, params["groups"])
    if channels % groups:
        raise ShapeError(
            _(
                "{channels:,} channels cannot be divided into {groups:,} groups of the same size."
                " Choose a number of groups that divides {channels:,}."
            ).format(channels=channels, groups=groups),
            "groups",
        )
    return shape


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
        _epsilon(0.001),
        *_SHIFT_AND_SCALE,
    ),
    keras="BatchNormalization",
    category=Category.NORMALIZATION,
    formula="y = γ · (x − μ) / √(σ² + ε) + β",
    shape=_normalized(N_("BatchNormalization")),
    weights=_with_averages,
    cost=_cost,
)

LAYER_NORMALIZATION = Layer(
    key="layer_normalization",
    title=N_("LayerNormalization"),
    help=N_(
        "Brings the features of each example, at each step, to mean 0 and deviation 1; independent of"
        " the batch, as Transformers like it."
    ),
    params=(_epsilon(0.001), *_SHIFT_AND_SCALE),
    keras="LayerNormalization",
    category=Category.NORMALIZATION,
    formula="y = γ · (x − μ) / √(σ² + ε) + β, μ and σ over the features",
    shape=_normalized(N_("LayerNormalization")),
    weights=_shift_and_scale,
    cost=_cost,
)

GROUP_NORMALIZATION = Layer(
    key="group_normalization",
    title=N_("GroupNormalization"),
    help=N_("Brings groups of channels of each example to mean 0 and deviation 1; good for small batches."),
    params=(
        Int(
            name="groups",
            title=N_("Groups"),
            help=N_("Into how many groups the channels are divided; as many as channels: each on its own."),
            default=32,
            min=1,
            max=65_536,
        ),
        _epsilon(0.001),
        *_SHIFT_AND_SCALE,
    ),
    keras="GroupNormalization",
    category=Category.NORMALIZATION,
    formula="y = γ · (x − μ) / √(σ² + ε) + β, μ and σ over a group of channels",
    shape=_grouped,
    weights=_shift_and_scale,
    cost=_cost,
    summary="{groups}",
)

RMS_NORMALIZATION = Layer(
    key="rms_normalization",
    title=N_("RMSNormalization"),
    help=N_("Divides the features by their root mean square, then scales them: LayerNormalization, cheaper."),
    params=(_epsilon(1e-6),),
    keras="RMSNormalization",
    category=Category.NORMALIZATION,
    formula="y = γ · x / √(mean(x²) + ε)",
    shape=_normalized(N_("RMSNormalization")),
    weights=_factors,
    cost=_cost,
)

UNIT_NORMALIZATION = Layer(
    key="unit_normalization",
    title=N_("UnitNormalization"),
    help=N_("Makes the features of each example an arrow of length 1: only their direction is left."),
    keras="UnitNormalization",
    category=Category.NORMALIZATION,
    formula="y = x / √Σ x²",
    shape=_normalized(N_("UnitNormalization")),
    weights=no_weights,
    cost=_cost,
)

NORMALIZATION_LAYERS = (
    BATCH_NORMALIZATION,
    LAYER_NORMALIZATION,
    GROUP_NORMALIZATION,
    RMS_NORMALIZATION,
    UNIT_NORMALIZATION,
)
