"""Layers that bring numbers to a similar size while they pass through the network."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, WeightRule, Weights
from nnstudio.catalogue.layers.core import no_weights
from nnstudio.catalogue.layers.params import constraint, initializer, regularizer
from nnstudio.catalogue.masks import MaskRule, loses, passes
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
    initializer("beta_initializer", N_("Shift initializer"), "zeros", N_("How the shifts start."), axes=1),
    initializer("gamma_initializer", N_("Scale initializer"), "ones", N_("How the factors start."), axes=1),
    regularizer("beta_regularizer", N_("Shift regularization"), N_("Keeps the shifts small.")),
    regularizer("gamma_regularizer", N_("Scale regularization"), N_("Keeps the factors small.")),
    constraint(
        "beta_constraint",
        N_("Shift constraint"),
        N_("What the shifts are brought back to after every update."),
    ),
    constraint(
        "gamma_constraint",
        N_("Scale constraint"),
        N_("What the factors are brought back to after every update."),
    ),
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
    shape = _normalized("GroupNormalization")(inputs, params)
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


def _normalization(
    key: str,
    keras: str,
    help: str,
    formula: str,
    *params: Param,
    weights: WeightRule = _shift_and_scale,
    shape: ShapeRule | None = None,
    summary: str = "",
    masks: MaskRule = passes,
) -> Layer:
    return Layer(
        key=key,
        title=keras,
        help=help,
        params=params,
        concepts=("normalization",),
        keras=keras,
        category=Category.NORMALIZATION,
        formula=formula,
        shape=shape or _normalized(keras),
        weights=weights,
        cost=_cost,
        summary=summary,
        masks=masks,
    )


NORMALIZATION_LAYERS = (
    _normalization(
        "batch_normalization",
        "BatchNormalization",
        N_("Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it."),
        "y = γ · (x − μ) / √(σ² + ε) + β",
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
        weights=_with_averages,
    ),
    _normalization(
        "layer_normalization",
        "LayerNormalization",
        N_(
            "Brings the features of each example, at each step, to mean 0 and deviation 1; independent of"
            " the batch, as Transformers like it."
        ),
        "y = γ · (x − μ) / √(σ² + ε) + β, μ and σ over the features",
        _epsilon(0.001),
        *_SHIFT_AND_SCALE,
    ),
    _normalization(
        "group_normalization",
        "GroupNormalization",
        N_("Brings groups of channels of each example to mean 0 and deviation 1; good for small batches."),
        "y = γ · (x − μ) / √(σ² + ε) + β, μ and σ over a group of channels",
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
        shape=_grouped,
        summary="{groups}",
    ),
    _normalization(
        "rms_normalization",
        "RMSNormalization",
        N_("Divides the features by their root mean square, then scales them: LayerNormalization, cheaper."),
        "y = γ · x / √(mean(x²) + ε)",
        _epsilon(1e-6),
        weights=_factors,
        masks=loses,
    ),
    _normalization(
        "unit_normalization",
        "UnitNormalization",
        N_("Makes the features of each example an arrow of length 1: only their direction is left."),
        "y = x / √Σ x²",
        weights=no_weights,
    ),
)
