"""What would mend a row that does not fit: ways out are tried on the row's own shape rule.

Nothing here knows a kind of layer by heart: a parameter is changed, a row put above or taken away, and the
first way that the rule accepts is offered. A new layer of the catalogue needs no line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes
from nnstudio.catalogue.params import Int, ParamError
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.joining import joined
from nnstudio.design.doctor.settings import other_values
from nnstudio.design.fixes import (
    Fix,
    InsertAbove,
    ReadAbove,
    RemoveRow,
    ReplaceKind,
    SetParam,
    Together,
    params_of,
)
from nnstudio.design.model import INPUT, LayerId
from nnstudio.design.problems import Problem

_AXES = ("1d", "2d", "3d")
_RESHAPE = "reshape"

Way = Callable[[Case, Site, Sequence[Shape], str], Iterator[Fix]]


def with_way_out(problem: Problem, case: Case) -> Problem:
    """The problem of a row, with what mends it, where anything tried does."""
    site = case.site(problem.layer)
    if site is None or problem.fix is not None:
        return problem
    return problem.mended_by(next(_ways_out(case, site, problem.field), None))


def _ways_out(case: Case, site: Site, field: str) -> Iterator[Fix]:
    if not site.reads or not all(read == INPUT or case.is_above(read, site) for read in site.reads):
        yield ReadAbove(site.listed)
        return
    shapes = [shape for shape in site.inputs if shape is not None]
    if site.output is not None or len(shapes) < len(site.inputs):
        return
    for way in (_whole_numbers,) if _is_misunderstood(case, site, field) else _WAYS:
        yield from way(case, site, shapes, field)


def _whole_numbers(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """Numbers that stand for something, such as words, in place of quantities, or the other way round."""
    pairs = zip(case.named_reads(site), site.reads, strict=True)
    different = {name: many for name, read in pairs if (many := _different(case, read))}
    most = max(different.values(), default=0)
    if site.layer.takes is Takes.NUMBERS:
        embedding = next(each for each in LAYERS.values() if each.knows and each.gives is None)
        several = len(site.reads) > 1
        fixes = [
            InsertAbove(
                site.listed,
                embedding.key,
                params_of(**{embedding.knows: many}),
                of=name if several else "",
            )
            for name, many in different.items()
        ]
        yield fixes[0] if len(fixes) == 1 else Together(tuple(fixes))
    elif different and field == site.layer.knows:
        yield SetParam(site.listed, site.row.kind, field, most)
    else:
        yield RemoveRow(site.listed)


def _is_misunderstood(case: Case, site: Site, field: str) -> bool:
    """Whether it is given quantities for whole numbers, or the other way round, or too many different ones.

    field: which the row was refused for.
    """
    if field and field == site.layer.knows:
        return True
    are_whole = any(_different(case, read) for read in site.reads)
    return site.layer.takes is (Takes.NUMBERS if are_whole else Takes.WHOLE)


def _different(case: Case, read: LayerId) -> int:
    """How many different whole numbers a row gives; 0 where it gives quantities."""
    site = case.site(read)
    if site is None:
        return case.facts.vocabulary if read == INPUT else 0
    if site.layer.gives is not None:
        return site.layer.gives(site.params)
    if site.layer.takes is not Takes.BOTH:
        return 0
    return max((_different(case, each) for each in site.reads), default=0)


def _another_value(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """The parameter that the row was refused for, or another padding."""
    for param in site.layer.params if field else ():
        if param.name not in (field, "padding"):
            continue
        for value in other_values(param, site.params[param.name], shapes, case.facts.target_shape):
            shape = site.given_with({param.name: value}, shapes)
            does_nothing = site.layer.category is Category.POOLING and shape == shapes[0]
            if shape is not None and not does_nothing:
                yield SetParam(site.listed, site.row.kind, param.name, value)


def _sequences_above(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """A recurrent row above that gives its last step only."""
    above = case.only_read(site)
    if above is None or above.params.get("return_sequences", True):
        return
    shape = above.given_with({"return_sequences": True})
    if shape is not None and site.takes(shape):
        yield SetParam(above.listed, above.row.kind, "return_sequences", True)


def _needless_above(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """A row above that only arranges numbers, in a way that the row does not take."""
    above = case.only_read(site)
    if above is None or above.layer.category is not Category.RESHAPING:
        return
    if len(above.inputs) == 1 and above.inputs[0] is not None and site.takes(above.inputs[0]):
        yield RemoveRow(above.listed, above.row.kind)


def _other_axes(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """The same kind of layer for sequences, images or blocks."""
    if len(shapes[0]) == 1:  # a vector has none
        return
    own = next((axes for axes in _AXES if axes in site.layer.key), None)
    for axes in _AXES if own else ():
        key = site.layer.key.replace(own or "", axes)
        if key in LAYERS and key != site.layer.key:
            params = _carried(site, key)  # all there are
            if _fits(LAYERS[key], shapes, params):
                yield ReplaceKind(site.listed, key, params)


def _reshaped_above(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """The same numbers in another shape."""
    if len(shapes) != 1 or site.layer.category is Category.RESHAPING:
        return
    for shape in _arrangements(shapes[0]):
        if shape != shapes[0] and site.takes(shape):
            if len(shape) == 1:
                yield InsertAbove(site.listed, "flatten")
            elif _is_a_shape(shape):
                yield InsertAbove(site.listed, _RESHAPE, params_of(target_shape=shape))


def _without_it(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    if len(case.design.layers) > 1:
        yield RemoveRow(site.listed)


_WAYS: tuple[Way, ...] = (
    _another_value,
    joined,
    _sequences_above,
    _needless_above,
    _other_axes,
    _reshaped_above,
    _without_it,
)


def _fits(layer: Layer, shapes: Sequence[Shape], params: Params) -> bool:
    try:
        layer.shape(shapes, params)
    except ShapeError:
        return False
    return True


def _is_a_shape(shape: Shape) -> bool:
    """Whether a Reshape row can have it: neither too large nor of too many axes."""
    (param,) = LAYERS[_RESHAPE].params
    try:
        param.check(shape)
    except ParamError:
        return False
    return True


def _carried(site: Site, key: str) -> Params:
    """The row's parameters as another kind takes them, a size for each of its axes."""
    taken = {}
    for param in LAYERS[key].params:
        value = site.params.get(param.name, param.default)
        count = getattr(param, "count", 0)
        if count and isinstance(value, (int, tuple)) and not isinstance(value, bool):
            sizes = (value,) if isinstance(value, int) else value
            value = (*sizes, *[sizes[-1]] * count)[:count]
        elif isinstance(value, tuple) and isinstance(param, Int):
            value = value[0]
        taken[param.name] = value
    return params_of(**taken)


def _arrangements(shape: Shape) -> Iterator[Shape]:
    """The same numbers as a sequence, an image, a vector, in the order in which they are likely meant."""
    count = 1
    for size in shape:
        count *= size
    side = round(count**0.5)
    if len(shape) == 1:
        yield (shape[0], 1)
        if side * side == count:
            yield (side, side, 1)
        yield (1, shape[0], 1)
        return
    if len(shape) > 2:
        yield (shape[0], count // shape[0])  # an image is read row by row
    yield (*shape, 1)
    if len(shape) > 3:
        yield (*shape[:2], count // (shape[0] * shape[1]))
    yield (count,)
