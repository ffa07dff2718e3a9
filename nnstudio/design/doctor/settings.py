"""Other values that a parameter could have, near the one that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.params import Choice, Int, Param, ShapeParam, Sizes
from nnstudio.catalogue.values import Shape, Value

_MOST = 64  # values that are tried


def other_values(param: Param, value: Value, shapes: Sequence[Shape], wanted: Shape) -> Iterator[Value]:
    """shapes: what the row reads. wanted: the shape of a target."""
    match param:
        case Sizes() if isinstance(value, tuple):
            yield from _clipped(param, cast(Shape, value), shapes)
        case Choice() if "same" in param.keys:
            yield "same"
        case ShapeParam() if isinstance(value, tuple):
            yield from _of_as_many(cast(Shape, value), prod(shapes[0]), wanted)
        case Int() if isinstance(value, int):
            yield from _divisors(param, value, shapes[0])


def _clipped(param: Sizes, value: Shape, shapes: Sequence[Shape]) -> Iterator[Shape]:
    """The usual size, or else no larger than what it moves over; a window of one place would do nothing."""
    if param.default is not None and param.default < value:
        yield param.default
    for shape in shapes:
        sizes = tuple(max(param.min, min(pair)) for pair in zip(value, shape, strict=False))
        if len(sizes) == param.count and sizes != value and max(sizes) > 1:
            yield sizes


def _of_as_many(value: Shape, count: int, wanted: Shape) -> Iterator[Shape]:
    """As many numbers as there are: what is asked for at the end, or one axis as large as it must be."""
    if prod(wanted) == count:
        yield wanted
    for at in range(len(value) - 1, -1, -1):
        rest = prod(value[:at]) * prod(value[at + 1 :])
        if rest > 0 and count % rest == 0:
            yield (*value[:at], count // rest, *value[at + 1 :])
    yield (-1,)


def _divisors(param: Int, value: int, shape: Shape) -> Iterator[int]:
    """Parts of equal size: the nearest number that divides an axis, and what the axes themselves allow."""
    for size in reversed(shape):
        near = range(min(value - 1, size), 0, -1)
        yield from [each for each in near[:_MOST] if size % each == 0 and each >= param.min]
    yield from (size for size in shape if param.min <= size <= param.max and size != value)
