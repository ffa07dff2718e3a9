"""Shapes in words, and the refusals that several layers share. A shape never has a batch axis."""

from __future__ import annotations

from collections.abc import Sequence

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


def image(inputs: Sequence[Shape], layer: str) -> tuple[int, int, int]:
    """The input as (height, width, channels); layer: its title, already translated."""
    shape = only(inputs)
    if len(shape) == 3:
        return shape[0], shape[1], shape[2]
    raise ShapeError(
        _(
            "{layer} needs images (height × width × channels), but receives {what}."
            " Put a Reshape row above it, such as {example}."
        ).format(layer=layer, what=shape_words(shape), example=shape_text(_as_image(shape)))
    )


def sequence(inputs: Sequence[Shape], layer: str) -> tuple[int, int]:
    """The input as (steps, features); layer: its title, already translated."""
    shape = only(inputs)
    if len(shape) == 2:
        return shape[0], shape[1]
    if len(shape) == 1:
        sentence = _(
            "{layer} needs sequences (steps × features), but receives {what}. Turn on “Return sequences”"
            " if the row above is recurrent; otherwise put a Reshape row above it, such as {example}."
        )
    else:
        sentence = _(
            "{layer} needs sequences (steps × features), but receives {what}."
            " Put a Reshape row above it, such as {example}."
        )
    raise ShapeError(
        sentence.format(layer=layer, what=shape_words(shape), example=shape_text(_as_sequence(shape)))
    )


def _as_image(shape: Shape) -> Shape:
    """An image with as many numbers: square if it can be, in one row otherwise."""
    if len(shape) != 1:
        size = 1
        for axis in shape[2:]:
            size *= axis
        return (*shape[:2], size)
    side = round(shape[0] ** 0.5)
    return (side, side, 1) if side * side == shape[0] else (1, shape[0], 1)


def _as_sequence(shape: Shape) -> Shape:
    """A sequence with as many numbers: an image is read row by row."""
    features = 1
    for axis in shape[1:]:
        features *= axis
    return (shape[0], features)
