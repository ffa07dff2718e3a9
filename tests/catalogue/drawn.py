"""Parameters and shapes drawn from a layer's own table: modest ones, with which Keras is quick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

from hypothesis import strategies as st

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Reads, ShapeError
from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Numbers,
    Param,
    PartParam,
    Rising,
    ShapeParam,
    Sizes,
    check_params,
)
from nnstudio.catalogue.values import Shape, Value

MOST_AXES = 5
_SPREAD = 6  # values above the smallest that a whole number may be
_LONGEST = 9  # of an axis
_RICH = (8, 32, 3)  # lengths of axes with which most layers have enough of everything


@dataclass(frozen=True)
class Drawn:
    """A layer's parameters, only those that differ from the defaults, and the shapes that it reads."""

    params: dict[str, Value]
    shapes: tuple[Shape, ...]


@st.composite
def cases(draw: st.DrawFn, kind: str) -> Drawn:
    """Around what fits the layer: most of them fit it, some do not."""
    layer = LAYERS[kind]
    shapes = draw(_shapes(layer.reads, fitting_axes(kind)))
    params = {}
    for param in layer.params:
        if draw(st.booleans()):
            params[param.name] = draw(modest(param, shapes[0]))
    return Drawn(params, shapes)


@cache
def fitting_axes(kind: str) -> tuple[int, ...]:
    """How many axes an input has that the layer takes with its defaults; any number if it takes none."""
    layer = LAYERS[kind]
    params = check_params(layer.params, {})
    count = 1 if layer.reads is Reads.ONE else 2
    found = set()
    for axes in range(1, MOST_AXES + 1):
        for length in _RICH:
            try:
                layer.shape([(length,) * axes] * count, params)
            except ShapeError:
                continue
            found.add(axes)
    return tuple(sorted(found)) or tuple(range(1, MOST_AXES + 1))


def modest(param: Param, shape: Shape) -> st.SearchStrategy[Any]:
    """Values that the parameter accepts; shape: of what the layer reads."""
    match param:
        case Int():
            return st.integers(param.min, min(param.max, param.min + _SPREAD))
        case Float():
            lowest = st.just(param.default) if param.open_min else st.just(param.min)
            # Between, not at the far ends of what is allowed, where float32 itself may give up.
            high = min(param.max, max(1.0, 2 * abs(param.default)))
            return (
                lowest
                | st.just(param.default)
                | st.floats(max(param.min, -high), high).map(lambda drawn: round(drawn, 3) or param.default)
            )
        case Numbers():
            return _several(param)
        case Rising():
            few = st.sets(st.integers(param.min, min(param.max, _SPREAD)), max_size=3)
            return few.map(sorted).map(tuple).filter(lambda drawn: drawn or param.none)
        case Bool():
            return st.booleans()
        case Choice():
            return st.sampled_from(param.keys)
        case Sizes():
            size = st.integers(param.min, min(param.max, param.min + _SPREAD - 2))
            sizes = st.tuples(*[size] * param.count)
            alike = size.map(lambda drawn: (drawn,) * param.count)
            return st.one_of(sizes, alike, *([st.none()] if param.none else []))
        case ShapeParam():
            return _rearranged(param, shape)
        case PartParam():
            # Which initializer suits which weights is not the layer's affair.
            plain = [kind for kind in param.kinds if not param.name.endswith("_initializer")]
            return st.sampled_from([kind.key for kind in plain]) if plain else st.just(param.default)
    return st.just(param.default)


def _several(param: Numbers) -> st.SearchStrategy[tuple[float, ...]]:
    number = st.floats(max(param.min, -9), min(param.max, 9)).map(lambda drawn: round(drawn, 2))
    lists = st.lists(
        number, min_size=param.fewest, max_size=min(param.most, param.fewest + 2), unique=param.rising
    )
    several = lists.map(sorted).map(tuple) if param.rising else lists.map(tuple)
    return several | st.just(()) if param.none else several


def _rearranged(param: ShapeParam, shape: Shape) -> st.SearchStrategy[Shape]:
    """The same numbers arranged anew, or something else."""
    if not param.is_open:
        orders = st.permutations(range(1, len(shape) + 1)).map(lambda order: tuple(order[: param.max_axes]))
        size = st.integers(1, min(param.max, _SPREAD)) | st.sampled_from(
            [size for size in shape if size <= param.max] or [1]
        )
        numbers = st.lists(size, min_size=1, max_size=param.max_axes).map(tuple)
        return orders | numbers
    halves = [(*shape[:at], prod(shape[at:])) for at in range(min(len(shape), param.max_axes))]
    fitting = [shape[: param.max_axes], shape[::-1][: param.max_axes], (-1,), (*shape[:1], -1), *halves]
    sizes = st.lists(st.integers(1, _SPREAD), min_size=1, max_size=param.max_axes).map(tuple)
    return st.sampled_from(fitting) | sizes


@st.composite
def _shapes(draw: st.DrawFn, reads: Reads, fitting: Sequence[int]) -> tuple[Shape, ...]:
    any_axes = st.integers(1, MOST_AXES)
    axes = draw(any_axes if draw(st.integers(0, 9)) == 9 else st.sampled_from(fitting))
    first = draw(_shape(axes))
    if reads is Reads.ONE:
        return (first,)
    least = 2 if reads is Reads.MANY else 1
    others = draw(st.lists(_like(first), min_size=least - 1, max_size=2))
    return (first, *others)


def _shape(axes: int) -> st.SearchStrategy[Shape]:
    lengths = st.integers(1, _LONGEST) | st.sampled_from([4, 8])
    channels = st.sampled_from([1, 3]) | lengths  # grey and coloured images
    return st.tuples(*[lengths] * (axes - 1), channels)


@st.composite
def _like(draw: st.DrawFn, shape: Shape) -> Shape:
    """Often the same, often but for one axis; sometimes an axis more or less."""
    choice = draw(st.integers(0, 9))
    if choice <= 4:
        return shape
    if choice <= 8:
        at = draw(st.integers(0, len(shape) - 1))
        return (*shape[:at], draw(st.integers(1, _LONGEST)), *shape[at + 1 :])
    return draw(st.sampled_from([shape[1:] or (1,), (draw(st.integers(1, 3)), *shape)]))
