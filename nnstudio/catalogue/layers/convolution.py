"""Layers that slide small filters over sequences, images and volumes. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, CostRule, Layer, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_REGULARIZER,
    LARGEST_SIZE,
    USE_BIAS,
    WINDOW_INITIALIZER,
    activation,
)
from nnstudio.catalogue.layers.windows import (
    CAUSAL_PADDING,
    GROUPS,
    PADDING,
    dilation_rate,
    kernel_size,
    patches_under,
    places,
    refuse_strides_with_dilation,
    strides,
    without_xla,
)
from nnstudio.catalogue.params import Int, number_text
from nnstudio.catalogue.shapes import spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

FILTERS = Int(
    name="filters",
    title=N_("Filters"),
    help=N_("Number of patterns to look for; also how many channels come out."),
    default=32,
    min=1,
    max=LARGEST_SIZE,
)
ACTIVATION = activation("relu")  # Keras' own default is linear, as with Dense


def _shape(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        refuse_strides_with_dilation(params)
        filters, groups = cast(int, params["filters"]), cast(int, params["groups"])
        if filters % groups:
            raise _not_divided(groups, _("the {count} filters").format(count=number_text(filters)))
        if channels % groups:
            raise _not_divided(
                groups, _("the {count} channels it receives").format(count=number_text(channels))
            )
        return (*places(size, params), filters)

    return rule


def _not_divided(groups: int, what: str) -> ShapeError:
    return ShapeError(
        _("{groups} groups do not divide {what} evenly. Choose another number of groups, such as 1.").format(
            groups=groups, what=what
        ),
        "groups",
    )


def _weights(inputs: Sequence[Shape], params: Params) -> Weights:
    channels = inputs[0][-1] // cast(int, params["groups"])
    filters = cast(int, params["filters"])
    kernel = prod(cast(Shape, params["kernel_size"]))
    return Weights(trainable=kernel * channels * filters + filters * bool(params["use_bias"]))


def _cost(shape: ShapeRule) -> CostRule:
    def rule(inputs: Sequence[Shape], params: Params) -> int:
        kernel = prod(cast(Shape, params["kernel_size"]))
        return prod(shape(inputs, params)) * kernel * inputs[0][-1] // cast(int, params["groups"])

    return rule


def _conv(axes: int, title: str, help: str, formula: str) -> Layer:
    shape = _shape(title, axes)
    return Layer(
        key=title.lower(),
        title=title,
        help=help,
        params=(
            FILTERS,
            kernel_size(axes),
            strides(axes),
            CAUSAL_PADDING if axes == 1 else PADDING,
            ACTIVATION,
            KERNEL_REGULARIZER,
            dilation_rate(axes),
            GROUPS,
            USE_BIAS,
            WINDOW_INITIALIZER,
            BIAS_INITIALIZER,
            BIAS_REGULARIZER,
            ACTIVITY_REGULARIZER,
            KERNEL_CONSTRAINT,
            BIAS_CONSTRAINT,
        ),
        concepts=("convolution", "stride_and_padding"),
        keras=title,
        category=Category.CONVOLUTION,
        formula=formula,
        shape=shape,
        weights=_weights,
        cost=_cost(shape),
        patches=patches_under("kernel_size") if axes < 3 else without_xla,
        summary="{filters} · {kernel_size} · {activation}",
        kernel_width=lambda inputs, params: cast(int, params["filters"]),
    )


CONV1D = _conv(
    1,
    Name("Conv1D"),
    N_("Slides small filters along a sequence; each answers where its own pattern is found."),
    "y[t, k] = f(Σ W[a, c, k] · x[t+a, c] + b[k])",
)
CONV2D = _conv(
    2,
    Name("Conv2D"),
    N_("Slides small filters over an image; each answers where its own pattern is found."),
    "y[i, j, k] = f(Σ W[a, b, c, k] · x[i+a, j+b, c] + b[k])",
)
CONV3D = _conv(
    3,
    Name("Conv3D"),
    N_("Slides small filters through a volume, such as a scan or a film; each looks for its own pattern."),
    "y[h, i, j, k] = f(Σ W[a, b, d, c, k] · x[h+a, i+b, j+d, c] + b[k])",
)

CONVOLUTIONS = (CONV1D, CONV2D, CONV3D)
