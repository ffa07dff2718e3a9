"""Pooling: one number stands for many, those under a small window or all of a channel. Channels come last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import prod
from typing import Final, cast

from nnstudio.catalogue.entries import Category, CostRule, Layer, PatchRule, ShapeError, ShapeRule
from nnstudio.catalogue.layers.core import no_weights
from nnstudio.catalogue.layers.windows import (
    PADDING,
    POOLS,
    patches_under,
    pool_size,
    pool_strides,
    slid,
    too_large,
    without_xla,
)
from nnstudio.catalogue.masks import ends, loses
from nnstudio.catalogue.params import Bool, Sizes
from nnstudio.catalogue.shapes import shape_words, spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

_KEEP_AXES = Bool(
    name="keepdims",
    title=N_("Keep axes"),
    help=N_("Leaves what was pooled with size 1, so that the result can be joined with what it is from."),
    default=False,
    advanced=True,
)
Make = Callable[[str, str, int, str, str], Layer]
"""Key, title, number of axes, help and formula to a layer."""

_OUTPUT_HELP: Final[Mapping[int, str]] = {
    1: N_("How many steps come out, at least 2; for one there are the global poolings."),
    2: N_("Height and width of what comes out, at least 2; for 1×1 there are the global poolings."),
    3: N_("Depth, height and width of what comes out, at least 2; for 1×1×1 there are the global poolings."),
}


def _pool_shape(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        pool = cast(Shape, params["pool_size"])
        strides = cast("Shape | None", params["strides"]) or pool
        found = slid(size, pool, strides, str(params["padding"]))
        if found is None:
            raise ShapeError(too_large(POOLS, pool, size), "pool_size")
        return (*found, channels)

    return rule


def _pool_cost(shape: ShapeRule) -> CostRule:
    """One operation for each number that is looked at."""
    return lambda inputs, params: prod(shape(inputs, params)) * prod(cast(Shape, params["pool_size"]))


def _pool(key: str, title: str, axes: int, help: str, formula: str) -> Layer:
    shape = _pool_shape(title, axes)
    return Layer(
        key=key,
        title=title,
        help=help,
        params=(pool_size(axes), pool_strides(axes), PADDING),
        concepts=("pooling",),
        keras=title,
        category=Category.POOLING,
        formula=formula,
        shape=shape,
        weights=no_weights,
        cost=_pool_cost(shape),
        patches=patches_under("pool_size") if axes < 3 else without_xla,
        summary="{pool_size}",
    )


def _global_shape(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        _size, channels = spatial(inputs, _(title), axes)
        return (*(1,) * axes, channels) if params["keepdims"] else (channels,)

    return rule


def all_numbers(inputs: Sequence[Shape], params: Params) -> int:
    """One operation for each number that comes in."""
    return sum(prod(shape) for shape in inputs)


def _global(key: str, title: str, axes: int, help: str, formula: str) -> Layer:
    return Layer(
        key=key,
        title=title,
        help=help,
        params=(_KEEP_AXES,),
        concepts=("pooling",),
        keras=title,
        category=Category.POOLING,
        formula=formula,
        shape=_global_shape(title, axes),
        weights=no_weights,
        cost=all_numbers,
        masks=ends if title == "GlobalAveragePooling1D" else loses,
    )


def _adaptive_shape(title: str, axes: int) -> ShapeRule:
    """Keras 3.15 pools with windows of two sizes, of which the larger fits no axis of size 1."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        if min(size) < 2:
            raise ShapeError(
                _(
                    "{layer} needs at least 2 numbers along each axis, but receives {what}."
                    " Use a Reshape row, or one of the global poolings."
                ).format(layer=_(title), what=shape_words(inputs[0]))
            )
        return (*cast(Shape, params["output_size"]), channels)

    return rule


def _output_size(axes: int) -> Sizes:
    return Sizes(
        name="output_size",
        title=N_("Output size"),
        help=_OUTPUT_HELP[axes],
        default=(2,) * axes,
        count=axes,
        min=2,
        max=1_024,
    )


def _adaptive(
    key: str, title: str, axes: int, help: str, formula: str, patches: PatchRule | None = None
) -> Layer:
    return Layer(
        key=key,
        title=title,
        help=help,
        params=(_output_size(axes),),
        concepts=("pooling",),
        keras=title,
        category=Category.POOLING,
        formula=formula,
        shape=_adaptive_shape(title, axes),
        weights=no_weights,
        cost=all_numbers,
        patches=patches,
        summary="{output_size}",
    )


def _three(make: Make, key: str, title: str, *texts: tuple[str, str]) -> tuple[Layer, ...]:
    """The same for sequences, images and volumes. texts: help and formula of each."""
    return tuple(
        make(f"{key}{axes}d", f"{title}{axes}D", axes, help, formula)
        for axes, (help, formula) in enumerate(texts, start=1)
    )


POOLINGS = (
    *_three(
        _pool,
        "max_pooling",
        "MaxPooling",
        (
            N_("Keeps the largest number of each few steps, so that the sequence becomes shorter."),
            "y[t, c] = max of x over the window at t",
        ),
        (
            N_("Keeps the largest number of each small window, so that the image becomes smaller."),
            "y[i, j, c] = max of x over the window at i, j",
        ),
        (
            N_("Keeps the largest number of each small block, so that the volume becomes smaller."),
            "y[h, i, j, c] = max of x over the block at h, i, j",
        ),
    ),
    *_three(
        _pool,
        "average_pooling",
        "AveragePooling",
        (
            N_("Keeps the mean of each few steps, so that the sequence becomes shorter and smoother."),
            "y[t, c] = mean of x over the window at t",
        ),
        (
            N_("Keeps the mean of each small window, so that the image becomes smaller and smoother."),
            "y[i, j, c] = mean of x over the window at i, j",
        ),
        (
            N_("Keeps the mean of each small block, so that the volume becomes smaller and smoother."),
            "y[h, i, j, c] = mean of x over the block at h, i, j",
        ),
    ),
    *_three(
        _global,
        "global_average_pooling",
        "GlobalAveragePooling",
        (
            N_("Keeps one number for each feature, its mean over all steps of the sequence."),
            "y[f] = 1/t · Σ x[i, f]",
        ),
        (
            N_("Keeps one number for each channel, its mean over the whole image."),
            "y[c] = 1/(h·w) · Σ x[i, j, c]",
        ),
        (
            N_("Keeps one number for each channel, its mean over the whole volume."),
            "y[c] = 1/(d·h·w) · Σ x[g, i, j, c]",
        ),
    ),
    *_three(
        _global,
        "global_max_pooling",
        "GlobalMaxPooling",
        (
            N_("Keeps one number for each feature, the largest of all steps of the sequence."),
            "y[f] = max of x[i, f] over all steps i",
        ),
        (
            N_("Keeps one number for each channel, the largest of the whole image."),
            "y[c] = max of x[i, j, c] over all i, j",
        ),
        (
            N_("Keeps one number for each channel, the largest of the whole volume."),
            "y[c] = max of x[h, i, j, c] over all h, i, j",
        ),
    ),
    *_three(
        _adaptive,
        "adaptive_average_pooling",
        "AdaptiveAveragePooling",
        (
            N_("Means over parts of the sequence, as many parts as you ask for, however long it is."),
            "y[p, c] = mean of x over part p",
        ),
        (
            N_("Means over parts of the image, as many parts as you ask for, however large it is."),
            "y[p, q, c] = mean of x over part p, q",
        ),
        (
            N_("Means over parts of the volume, as many parts as you ask for, however large it is."),
            "y[p, q, r, c] = mean of x over part p, q, r",
        ),
    ),
    *_three(
        partial(_adaptive, patches=without_xla),
        "adaptive_max_pooling",
        "AdaptiveMaxPooling",
        (
            N_("The largest of each part of the sequence, as many parts as you ask for, however long it is."),
            "y[p, c] = max of x over part p",
        ),
        (
            N_("The largest of each part of the image, as many parts as you ask for, however large it is."),
            "y[p, q, c] = max of x over part p, q",
        ),
        (
            N_("The largest of each part of the volume, as many parts as you ask for, however large it is."),
            "y[p, q, r, c] = max of x over part p, q, r",
        ),
    ),
)
