"""What makes rows fit that are to be merged: a projection, or another row to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Reads, ShapeError
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.fixes import Fix, InsertAbove, ReadAlso, Together, params_of
from nnstudio.design.model import LayerId
from nnstudio.i18n import _

Projection = tuple[str, Params]  # a kind of layer, and its parameters


def joined(case: Case, site: Site, shapes: Sequence[Shape], field: str) -> Iterator[Fix]:
    """Ways to make a row fit that reads several rows, or should."""
    if len(shapes) == 1:
        yield from _another_row(case, site, shapes[0])
    elif len(set(shapes)) > 1:
        yield from _projected(site, shapes, case.named_reads(site))


def _another_row(case: Case, site: Site, shape: Shape) -> Iterator[Fix]:
    """The nearest row above that gives the same shape as the one that is read."""
    if site.layer.reads is Reads.ONE or not site.takes(shape, shape):
        return
    for other in reversed(case.above(site)):
        if other.output == shape and other.id not in site.reads:
            yield ReadAlso(site.listed, other.listed, _(other.layer.title))


def _projected(site: Site, shapes: Sequence[Shape], names: Sequence[LayerId]) -> Iterator[Fix]:
    """All like one of them, the one that is met most often and last first. names: of what is read."""
    for wanted in sorted(dict.fromkeys(reversed(shapes)), key=shapes.count, reverse=True):
        found = [None if shape == wanted else _projection(shape, wanted) for shape in shapes]
        pairs = list(zip(names, shapes, found, strict=True))
        if any(shape != wanted and way is None for _name, shape, way in pairs):
            continue
        if not site.takes(*[wanted] * len(shapes)):
            continue
        fixes = tuple(
            InsertAbove(site.listed, *way, of=name) for name, _shape, way in pairs if way is not None
        )
        yield fixes[0] if len(fixes) == 1 else Together(fixes)


def _projection(shape: Shape, wanted: Shape) -> Projection | None:
    """A layer without activation that makes the wanted shape of another; None where one alone cannot."""
    channels = wanted[-1] if wanted else 0
    dense = ("dense", params_of(units=channels, activation="linear"))
    kernel = f"conv{len(wanted) - 1}d"
    ways: list[Projection] = [dense]
    if kernel in LAYERS and len(shape) == len(wanted):
        strides = tuple(-(-size // less) for size, less in zip(shape[:-1], wanted[:-1], strict=True))
        params = params_of(
            filters=channels,
            kernel_size=(1,) * len(strides),
            strides=strides,
            padding="same",
            activation="linear",
        )
        convolution = (kernel, params)
        ways = [convolution, dense] if len(wanted) > 2 else [dense, convolution]
    return next((way for way in ways if _given(way, shape) == wanted), None)


def _given(way: Projection, shape: Shape) -> Shape | None:
    kind, params = way
    try:
        return LAYERS[kind].shape([shape], {**LAYERS[kind].defaults, **params})
    except ShapeError:
        return None
