"""Convolutions with fewer weights: each channel has filters of its own. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeRule, Weights
from nnstudio.catalogue.layers.convolution import ACTIVATION, FILTERS
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    USE_BIAS,
    constraint,
    initializer,
    regularizer,
)
from nnstudio.catalogue.layers.windows import (
    PADDING,
    dilation_rate,
    kernel_size,
    patches_under,
    places,
    strides,
    without_xla,
)
from nnstudio.catalogue.params import Int
from nnstudio.catalogue.shapes import spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_DEPTH = Int(
    name="depth_multiplier",
    title=N_("Filters per channel"),
    help=N_("How many filters each channel has of its own."),
    default=1,
    min=1,
    max=1_024,
)
_OWN_INITIALIZER = initializer(
    "depthwise_initializer",
    N_("Channel initializer"),
    "glorot_uniform",
    N_("How the filters of the channels start."),
    axes=3,
)
_MIX_INITIALIZER = initializer(
    "pointwise_initializer",
    N_("Mixing initializer"),
    "glorot_uniform",
    N_("How the weights that mix the channels start."),
    axes=3,
)
_OWN_REGULARIZER = regularizer(
    "depthwise_regularizer",
    N_("Regularization"),
    N_("Keeps the filters of the channels small; “none” leaves it to the recipe's setting for all layers."),
    advanced=False,
    from_recipe=True,
)
_MIX_REGULARIZER = regularizer(
    "pointwise_regularizer",
    N_("Mixing regularization"),
    N_("Keeps the mixing weights small; “none” leaves it to the recipe's setting for all layers."),
    from_recipe=True,
)
_OWN_CONSTRAINT = constraint(
    "depthwise_constraint",
    N_("Channel constraint"),
    N_("What the filters of the channels are brought back to after every update."),
)
_MIX_CONSTRAINT = constraint(
    "pointwise_constraint",
    N_("Mixing constraint"),
    N_("What the mixing weights are brought back to after every update."),
)


def _depth(inputs: Sequence[Shape], params: Params) -> int:
    """How many channels there are after each had its own filters."""
    return inputs[0][-1] * cast(int, params["depth_multiplier"])


def _kernel(params: Params) -> int:
    return prod(cast(Shape, params["kernel_size"]))


def _depthwise_shape(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, _channels = spatial(inputs, _(title), axes)
        return (*places(size, params), _depth(inputs, params))

    return rule


def _depthwise_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=(_kernel(params) + bool(params["use_bias"])) * _depth(inputs, params))


def _separable_shape(title: str, axes: int) -> ShapeRule:
    depthwise = _depthwise_shape(title, axes)
    return lambda inputs, params: (*depthwise(inputs, params)[:-1], cast(int, params["filters"]))


def _separable_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    depth, filters = _depth(inputs, params), cast(int, params["filters"])
    return Weights(trainable=depth * (_kernel(params) + filters) + filters * bool(params["use_bias"]))


def _depthwise_cost(inputs: Sequence[Shape], params: Params) -> int:
    return prod(places(inputs[0][:-1], params)) * _kernel(params) * _depth(inputs, params)


def _separable_cost(inputs: Sequence[Shape], params: Params) -> int:
    depth, filters = _depth(inputs, params), cast(int, params["filters"])
    return prod(places(inputs[0][:-1], params)) * depth * (_kernel(params) + filters)


def _held(inputs: Sequence[Shape], params: Params) -> int:
    """What lies between the two parts, and what comes out."""
    found = prod(places(inputs[0][:-1], params))
    return found * (_depth(inputs, params) + cast(int, params["filters"]))


def _depthwise(axes: int, title: str, help: str, formula: str) -> Layer:
    return Layer(
        key=f"depthwise_conv{axes}d",
        title=title,
        help=help,
        params=(
            kernel_size(axes),
            strides(axes),
            PADDING,
            _DEPTH,
            ACTIVATION,
            _OWN_REGULARIZER,
            dilation_rate(axes),
            USE_BIAS,
            _OWN_INITIALIZER,
            BIAS_INITIALIZER,
            BIAS_REGULARIZER,
            ACTIVITY_REGULARIZER,
            _OWN_CONSTRAINT,
            BIAS_CONSTRAINT,
        ),
        concepts=("separable_convolution", "convolution"),
        keras=title,
        category=Category.CONVOLUTION,
        formula=formula,
        shape=_depthwise_shape(title, axes),
        weights=_depthwise_weights,
        cost=_depthwise_cost,
        patches=patches_under("kernel_size") if axes == 1 else without_xla,
        summary="{kernel_size} · {activation}",
        kernel_width=lambda inputs, params: cast(int, params["depth_multiplier"]),
    )


def _separable(axes: int, title: str, help: str, formula: str) -> Layer:
    return Layer(
        key=f"separable_conv{axes}d",
        title=title,
        help=help,
        params=(
            FILTERS,
            kernel_size(axes),
            strides(axes),
            PADDING,
            _DEPTH,
            ACTIVATION,
            _OWN_REGULARIZER,
            dilation_rate(axes),
            _MIX_REGULARIZER,
            USE_BIAS,
            _OWN_INITIALIZER,
            _MIX_INITIALIZER,
            BIAS_INITIALIZER,
            BIAS_REGULARIZER,
            ACTIVITY_REGULARIZER,
            _OWN_CONSTRAINT,
            _MIX_CONSTRAINT,
            BIAS_CONSTRAINT,
        ),
        concepts=("separable_convolution", "convolution"),
        keras=title,
        category=Category.CONVOLUTION,
        formula=formula,
        shape=_separable_shape(title, axes),
        weights=_separable_weights,
        cost=_separable_cost,
        held=_held,
        patches=patches_under("kernel_size") if axes == 1 else without_xla,
        summary="{filters} · {kernel_size} · {activation}",
    )


DEPTHWISE_CONV1D = _depthwise(
    1,
    Name("DepthwiseConv1D"),
    N_("Slides filters along a sequence, for each feature its own; features are not mixed."),
    "y[t, c] = f(Σ W[a, c] · x[t+a, c] + b[c])",
)
DEPTHWISE_CONV2D = _depthwise(
    2,
    Name("DepthwiseConv2D"),
    N_("Slides filters over an image, for each channel its own; channels are not mixed."),
    "y[i, j, c] = f(Σ W[a, b, c] · x[i+a, j+b, c] + b[c])",
)
SEPARABLE_CONV1D = _separable(
    1,
    Name("SeparableConv1D"),
    N_("A Conv1D with far fewer weights: first each feature by itself, then the features are mixed."),
    "y[t, k] = f(Σ P[c, k] · Σ W[a, c] · x[t+a, c] + b[k])",
)
SEPARABLE_CONV2D = _separable(
    2,
    Name("SeparableConv2D"),
    N_("A Conv2D with far fewer weights: first each channel by itself, then the channels are mixed."),
    "y[i, j, k] = f(Σ P[c, k] · Σ W[a, b, c] · x[i+a, j+b, c] + b[k])",
)

SEPARABLE_CONVOLUTIONS = (SEPARABLE_CONV1D, SEPARABLE_CONV2D, DEPTHWISE_CONV1D, DEPTHWISE_CONV2D)
