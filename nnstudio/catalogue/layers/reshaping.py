"""Layers that only arrange the numbers anew."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.params import ShapeParam, number_text
from nnstudio.catalogue.shapes import only, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _


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


FLATTEN = Layer(
    key="flatten",
    title=N_("Flatten"),
    help=N_("Lays all numbers in one row, so that a Dense layer can follow an image."),
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
    title=N_("Reshape"),
    help=N_("Arranges the same numbers in another shape, such as a row as an image."),
    params=(
        ShapeParam(
            name="target_shape",
            title=N_("Shape"),
            help=N_("The new sizes; -1 stands for what is left over."),
            default=(-1,),
        ),
    ),
    keras="Reshape",
    category=Category.RESHAPING,
    formula="the same numbers, in another shape",
    shape=_reshaped,
    weights=no_weights,
    cost=no_cost,
    takes=Takes.BOTH,
    summary="{target_shape}",
)
