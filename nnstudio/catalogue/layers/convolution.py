"""Layers that slide small filters over an image. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.layers.params import (
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_INITIALIZER,
    KERNEL_REGULARIZER,
    LARGEST_KERNEL,
    LARGEST_SIZE,
    PADDING,
    USE_BIAS,
    activation,
    sizes,
)
from nnstudio.catalogue.layers.windows import Pair, patches_under, slid
from nnstudio.catalogue.params import Int
from nnstudio.catalogue.shapes import image, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _


def _conv_shape(inputs: Sequence[Shape], params: Params) -> Shape:
    height, width, _channels = image(inputs, _("Conv2D"))
    kernel = cast(Pair, params["kernel_size"])
    size = slid((height, width), kernel, cast(Pair, params["strides"]), str(params["padding"]))
    if size is None:
        raise ShapeError(
            _(
                "A {kernel} kernel does not fit into a {image} image."
                " Choose a kernel of at most {image}, or padding “same”."
            ).format(kernel=shape_text(kernel), image=shape_text((height, width))),
            "kernel_size",
        )
    return (*size, cast(int, params["filters"]))


def _conv_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    channels = inputs[0][-1]
    filters = cast(int, params["filters"])
    kernel = prod(cast(Pair, params["kernel_size"]))
    return Weights(trainable=kernel * channels * filters + filters * bool(params["use_bias"]))


def _conv_cost(inputs: Sequence[Shape], params: Params) -> int:
    kernel = prod(cast(Pair, params["kernel_size"]))
    return prod(_conv_shape(inputs, params)) * kernel * inputs[0][-1]


CONV2D = Layer(
    key="conv2d",
    title=N_("Conv2D"),
    help=N_("Slides small filters over an image; each answers where its own pattern is found."),
    params=(
        Int(
            name="filters",
            title=N_("Filters"),
            help=N_("Number of patterns to look for; also how many channels come out."),
            default=32,
            min=1,
            max=LARGEST_SIZE,
        ),
        sizes(
            "kernel_size",
            N_("Kernel size"),
            (3, 3),
            N_("Height and width of a filter."),
            max=LARGEST_KERNEL,
        ),
        sizes("strides", N_("Strides"), (1, 1), N_("How far a filter moves at a time, down and across.")),
        PADDING,
        activation("relu"),  # Keras' own default is linear, as with Dense
        KERNEL_REGULARIZER,
        USE_BIAS,
        KERNEL_INITIALIZER,
        BIAS_INITIALIZER,
        BIAS_REGULARIZER,
    ),
    keras="Conv2D",
    category=Category.CONVOLUTION,
    formula="y[i, j, k] = f(Σ W[a, b, c, k] · x[i+a, j+b, c] + b[k])",
    shape=_conv_shape,
    weights=_conv_weights,
    cost=_conv_cost,
    patches=patches_under("kernel_size"),
    summary="{filters} · {kernel_size} · {activation}",
)
