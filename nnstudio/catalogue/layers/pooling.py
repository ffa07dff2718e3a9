"""Pooling: one number stands for many, those under a small window or all of a channel. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule
from nnstudio.catalogue.layers.core import no_weights
from nnstudio.catalogue.layers.params import PADDING, sizes
from nnstudio.catalogue.layers.windows import Pair, patches_under, slid
from nnstudio.catalogue.shapes import image, sequence, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _


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


def _channels_of_images(title: str) -> ShapeRule:
    return lambda inputs, params: (image(inputs, _(title))[2],)


def _features_of_sequences(title: str) -> ShapeRule:
    return lambda inputs, params: (sequence(inputs, _(title))[1],)


def _global_cost(inputs: Sequence[Shape], params: Params) -> int:
    """One operation for each number that is looked at."""
    return prod(inputs[0])


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
    patches=patches_under("pool_size"),
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
    patches=patches_under("pool_size"),
    summary="{pool_size}",
)

GLOBAL_AVERAGE_POOLING2D = Layer(
    key="global_average_pooling2d",
    title=N_("GlobalAveragePooling2D"),
    help=N_("Keeps one number for each channel, its mean over the whole image."),
    keras="GlobalAveragePooling2D",
    category=Category.POOLING,
    formula="y[c] = 1/(h·w) · Σ x[i, j, c]",
    shape=_channels_of_images(N_("GlobalAveragePooling2D")),
    weights=no_weights,
    cost=_global_cost,
)

GLOBAL_AVERAGE_POOLING1D = Layer(
    key="global_average_pooling1d",
    title=N_("GlobalAveragePooling1D"),
    help=N_("Keeps one number for each feature, its mean over all steps of the sequence."),
    keras="GlobalAveragePooling1D",
    category=Category.POOLING,
    formula="y[f] = 1/t · Σ x[i, f]",
    shape=_features_of_sequences(N_("GlobalAveragePooling1D")),
    weights=no_weights,
    cost=_global_cost,
)

GLOBAL_MAX_POOLING1D = Layer(
    key="global_max_pooling1d",
    title=N_("GlobalMaxPooling1D"),
    help=N_("Keeps one number for each feature, the largest of all steps of the sequence."),
    keras="GlobalMaxPooling1D",
    category=Category.POOLING,
    formula="y[f] = max of x[i, f] over all steps i",
    shape=_features_of_sequences(N_("GlobalMaxPooling1D")),
    weights=no_weights,
    cost=_global_cost,
)
