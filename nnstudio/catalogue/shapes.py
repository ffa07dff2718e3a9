"""Shapes in words, and the refusals that several layers share. A shape never has a batch axis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import prod

from nnstudio.catalogue.entries import ShapeError
from nnstudio.catalogue.params import number_text
from nnstudio.catalogue.values import Shape
from nnstudio.i18n import _, ngettext


def shape_text(shape: Shape) -> str:
    """A shape as the interface writes it: "26×26×32", "5,408"."""
    return "×".join(number_text(size) for size in shape) if shape else "1"


def shape_words(shape: Shape) -> str:
    """What a shape is, to follow "receives": "images of 28×28×1", "a vector of 64 numbers"."""
    if len(shape) == 1:
        return ngettext("a vector of {count} number", "a vector of {count} numbers", shape[0]).format(
            count=number_text(shape[0])
        )
    if len(shape) == 2:
        return _("sequences of {shape} (steps × features)").format(shape=shape_text(shape))
    if len(shape) == 3:
        return _("images of {shape}").format(shape=shape_text(shape))
    return _("blocks of {shape}").format(shape=shape_text(shape))


def only(inputs: Sequence[Shape]) -> Shape:
    """The one input of a layer that takes one."""
    if len(inputs) != 1:
        raise ShapeError(
            ngettext(
                "This layer takes one input, but reads {count} row. Let it read one.",
                "This layer takes one input, but reads {count} rows. Let it read one.",
                len(inputs),
            ).format(count=len(inputs))
        )
    return inputs[0]


def several(inputs: Sequence[Shape], layer: str) -> Sequence[Shape]:
    """The inputs of a layer that merges; layer: its title, already translated."""
    if len(inputs) > 1:
        return inputs
    raise ShapeError(
        _(
            "{layer} joins what several rows give, but reads only one. Let it read another row as well,"
            " such as one further up."
        ).format(layer=layer)
    )


def query(inputs: Sequence[Shape], layer: str) -> tuple[Shape, Shape, Shape]:
    """Query, value and key of a layer of attention, as Keras takes them where some are left out.

    layer: its title, already translated.
    """
    if not 1 <= len(inputs) <= 3:
        raise ShapeError(
            _(
                "{layer} reads one row, or up to three (query, value and key), but here it reads {count}."
                " Take some of them away."
            ).format(layer=layer, count=len(inputs))
        )
    first, value = inputs[0], inputs[min(1, len(inputs) - 1)]
    return first, value, inputs[2] if len(inputs) == 3 else value


def image(inputs: Sequence[Shape], layer: str) -> tuple[int, int, int]:
    """The input as (height, width, channels); layer: its title, already translated."""
    (height, width), channels = spatial(inputs, layer, 2)
    return height, width, channels


def sequence(inputs: Sequence[Shape], layer: str) -> tuple[int, int]:
    """The input as (steps, features); layer: its title, already translated."""
    (steps,), features = spatial(inputs, layer, 1)
    return steps, features


def spatial(inputs: Sequence[Shape], layer: str, axes: int) -> tuple[Shape, int]:
    """The input as its sizes along 1, 2 or 3 axes, and its channels.

    layer: its title, already translated.
    """
    shape = only(inputs)
    if len(shape) == axes + 1:
        return shape[:-1], shape[-1]
    raise ShapeError(partial(_of_other_axes, shape, layer, axes))


def _of_other_axes(shape: Shape, layer: str, axes: int) -> str:
    """Why a shape does not do for a layer of so many axes."""
    if axes == 1 and len(shape) == 1:
        sentence = _(
            "{layer} needs {wanted}, but receives {what}. Turn on “Return sequences”"
            " if the row above is recurrent; otherwise put a Reshape row above it, such as {example}."
        )
    else:
        sentence = _(
            "{layer} needs {wanted}, but receives {what}. Put a Reshape row above it, such as {example}."
        )
    wanted = {
        1: _("sequences (steps × features)"),
        2: _("images (height × width × channels)"),
        3: _("volumes (depth × height × width × channels)"),
    }[axes]
    example = shape_text(arranged(shape, axes))
    return sentence.format(layer=layer, wanted=wanted, what=shape_words(shape), example=example)


def arranged(shape: Shape, axes: int) -> Shape:
    """A shape of 1, 2 or 3 axes and channels with as many numbers.

    A vector becomes a square image if it can, a row of one otherwise; an image is read row by row.
    """
    if axes == 1 or len(shape) > axes + 1:
        return (*shape[:axes], prod(shape[axes:]))
    if len(shape) == 1 and axes == 2:
        side = round(shape[0] ** 0.5)
        return (side, side, 1) if side * side == shape[0] else (1, shape[0], 1)
    return (*(1,) * (axes - len(shape)), *shape, 1)
