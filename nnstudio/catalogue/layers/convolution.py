"""Layers that slide a small window over an image: convolution and pooling. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.core import no_weights
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
from nnstudio.catalogue.params import Int
from nnstudio.catalogue.shapes import image, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

Pair = tuple[int, int]


def slid(size: Pair, window: Pair, strides: Pair, padding: str) -> Pair | None:
    """How often a window fits into a size, along both axes; None where it does not fit at all.

    https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
    """
    if padding == "same":
        return -(-size[0] // strides[0]), -(-size[1] // strides[1])
    if window[0] > size[0] or window[1] > size[1]:
        return None
    return (size[0] - window[0]) // strides[0] + 1, (size[1] - window[1]) // strides[1] + 1


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


def _pool_shape(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        height, width, channels = image(inputs, _(title))
        pool = cast(Pair, params["pool_size"])
        strides = cast("Pair | None", params["strides"]) or pool
        size = slid((height, width), pool, strides, str(params["padding"]))
        if size is None:
            raise ShapeError(
                _(
                    "A {pool} window does not fit into a {image} image."
                    " Choose a pool size of at most {image}, or padding “same”."
                ).format(pool=shape_text(pool), image=shape_text((height, width))),
                "pool_size",
            )
        return (*size, channels)

    return rule


def _pool_cost(inputs: Sequence[Shape], params: Params) -> int:
    """One operation for each number that is looked at."""
    return prod(_pool_shape("")(inputs, params)) * prod(cast(Pair, params["pool_size"]))


def _global_shape(inputs: Sequence[Shape], params: Params) -> Shape:
    return (image(inputs, _("GlobalAveragePooling2D"))[2],)


def _global_cost(inputs: Sequence[Shape], params: Params) -> int:
    return prod(inputs[0])


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
    summary="{filters} · {kernel_size} · {activation}",
)

_POOL_PARAMS = (
    sizes("pool_size", N_("Pool size"), (2, 2), N_("Height and width of the window.")),
    sizes(
        "strides",
        N_("Strides"),
        None,
        N_("How far the window moves at a time, down and across."),
        none=N_("as pool size"),
    ),
    PADDING,
)

MAX_POOLING2D = Layer(
    key="max_pooling2d",
    title=N_("MaxPooling2D"),
    help=N_("Keeps the largest number of each small window, so that the image becomes smaller."),
    params=_POOL_PARAMS,
    keras="MaxPooling2D",
    category=Category.POOLING,
    formula="y[i, j, c] = max of x over the window at i, j",
    shape=_pool_shape(N_("MaxPooling2D")),
    weights=no_weights,
    cost=_pool_cost,
    summary="{pool_size}",
)

AVERAGE_POOLING2D = Layer(
    key="average_pooling2d",
    title=N_("AveragePooling2D"),
    help=N_("Keeps the mean of each small window, so that the image becomes smaller and smoother."),
    params=_POOL_PARAMS,
    keras="AveragePooling2D",
    category=Category.POOLING,
    formula="y[i, j, c] = mean of x over the window at i, j",
    shape=_pool_shape(N_("AveragePooling2D")),
    weights=no_weights,
    cost=_pool_cost,
    summary="{pool_size}",
)

GLOBAL_AVERAGE_POOLING2D = Layer(
    key="global_average_pooling2d",
    title=N_("GlobalAveragePooling2D"),
    help=N_("Keeps one number for each channel, its mean over the whole image."),
    keras="GlobalAveragePooling2D",
    category=Category.POOLING,
    formula="y[c] = 1/(h·w) · Σ x[i, j, c]",
    shape=_global_shape,
    weights=no_weights,
    cost=_global_cost,
)
