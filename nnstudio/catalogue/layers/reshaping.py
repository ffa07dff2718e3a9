"""Layers that only arrange the numbers anew."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.params import Int, ShapeParam, number_text
from nnstudio.catalogue.shapes import only, shape_text, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _flat(inputs: Sequence[Shape], params: Params) -> Shape:
    return (prod(only(inputs)),)


def _reshaped(inputs: Sequence[Shape], params: Params) -> Shape:
    source = only(inputs)
    wanted = cast(Shape, params["target_shape"])
    count = prod(source)
    known = prod(size for size in wanted if size != -1)
    if -1 in wanted and count % known == 0:
        return tuple(count // known if size == -1 else size for size in wanted)
    if known == count:
        return wanted
    if -1 in wanted:
        sentence = _(
            "{source} is {count} numbers, which cannot be divided into parts of {known} ({wanted})."
            " Choose sizes whose product divides {count}."
        )
    else:
        sentence = _(
            "{wanted} would be {known} numbers, but {source} is {count}."
            " Choose sizes whose product is {count}, or -1 for one of them."
        )
    raise ShapeError(
        sentence.format(
            source=shape_text(source),
            wanted=shape_text(wanted),
            count=number_text(count),
            known=number_text(known),
        ),
        "target_shape",
    )


def _permuted(inputs: Sequence[Shape], params: Params) -> Shape:
    source, order = only(inputs), cast(Shape, params["dims"])
    if sorted(order) != list(range(1, len(source) + 1)):
        raise ShapeError(
            _("{source} has {axes} axes: name each number from 1 to {axes} once, such as {example}.").format(
                source=shape_text(source),
                axes=len(source),
                example="×".join(str(axis) for axis in range(len(source), 0, -1)),
            ),
            "dims",
        )
    return tuple(source[axis - 1] for axis in order)


def _repeated(inputs: Sequence[Shape], params: Params) -> Shape:
    source, times = only(inputs), params["n"]
    assert isinstance(times, int)
    if len(source) != 1:
        raise ShapeError(
            _("RepeatVector needs a vector, but receives {what}. Put a Flatten row above it.").format(
                what=shape_words(source)
            )
        )
    return (times, *source)


FLATTEN = Layer(
    key="flatten",
    title=Name("Flatten"),
    help=N_("Lays all numbers in one row, so that a Dense layer can follow an image."),
    concepts=("shape",),
    keras="Flatten",
    category=Category.RESHAPING,
    formula="h×w×c → h·w·c",
    shape=_flat,
    weights=no_weights,
    cost=no_cost,
    takes=Takes.BOTH,
)

RESHAPE = Layer(
    key="reshape",
    title=Name("Reshape"),
    help=N_("Arranges the same numbers in another shape, such as a row as an image."),
    params=(
        ShapeParam(
            name="target_shape",
            title=N_("Shape"),
            help=N_("The new sizes; -1 stands for what is left over."),
            default=(-1,),
        ),
    ),
    concepts=("shape",),
    keras="Reshape",
    category=Category.RESHAPING,
    formula="the same numbers, in another shape",
    shape=_reshaped,
    weights=no_weights,
    cost=no_cost,
    takes=Takes.BOTH,
    summary="{target_shape}",
)

PERMUTE = Layer(
    key="permute",
    title=Name("Permute"),
    help=N_("Puts the axes in another order, so that what follows can look along features instead of steps."),
    params=(
        ShapeParam(
            name="dims",
            title=N_("Order"),
            help=N_("The numbers of the axes in their new order; 2×1 exchanges steps and features."),
            default=(2, 1),
            max=4,
            is_open=False,
        ),
    ),
    concepts=("shape",),
    keras="Permute",
    category=Category.RESHAPING,
    formula="y[j, i] = x[i, j]",
    shape=_permuted,
    weights=no_weights,
    cost=no_cost,
    summary="{dims}",
    takes=Takes.BOTH,
)

REPEAT_VECTOR = Layer(
    key="repeat_vector",
    title=Name("RepeatVector"),
    help=N_("Makes a sequence of a vector by repeating it; between an encoder and a decoder of sequences."),
    params=(
        Int(
            name="n",
            title=N_("Times"),
            help=N_("How many steps the sequence has."),
            default=10,
            min=1,
            max=65_536,
        ),
    ),
    concepts=("encoder_decoder", "shape"),
    keras="RepeatVector",
    category=Category.RESHAPING,
    formula="y[t] = x for every step t",
    shape=_repeated,
    weights=no_weights,
    cost=no_cost,
    summary="×{n}",
    takes=Takes.BOTH,
)
