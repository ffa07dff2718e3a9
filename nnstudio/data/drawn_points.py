"""Points that a person places on the plane by hand; they stand in the choice of data itself."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.placed import Placed, Point, points_of, value_of
from nnstudio.catalogue.values import Params
from nnstudio.data.points import HALF
from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, _, grouped, ngettext

CLASSES: Final = (N_("class 1"), N_("class 2"), N_("class 3"), N_("class 4"))
FEWEST: Final = 4  # points from which there is something to learn and something to keep aside

_EACH: Final = 20  # points of each class to begin with


def _beginning() -> tuple[float, ...]:
    """A wave of points over another, so that there is something to learn before anything is drawn."""
    points = []
    for at in range(_EACH):
        x = HALF * 0.85 * (2 * at / (_EACH - 1) - 1)
        middle = 0.9 * math.sin(1.5 * x)
        points += [Point(x, middle + 0.75, 0), Point(x, middle - 0.75, 1)]
    return tuple(round(number, 2) for number in value_of(points))


PLACED: Final = Placed(
    name="points",
    title=N_("Points"),
    help=N_("Click them into the plane under Predictions: x, y and class of each are kept in the design."),
    default=_beginning(),
    half=HALF,
    classes=len(CLASSES),
)

_HOW_MANY: Final = Int(
    name="classes",
    title=N_("Classes"),
    help=N_("How many kinds of points there are. With more than two, the network ends in as many neurons."),
    default=2,
    min=2,
    max=len(CLASSES),
)


def _load(params: Params) -> Raw:
    points = points_of(params[PLACED.name])
    inputs = np.array([(point.x, point.y) for point in points], np.float32).reshape(-1, 2)
    return Raw(inputs, np.array([point.label for point in points], np.int32))


def _with_classes(source: Source, params: Params) -> Source:
    many = params.get(_HOW_MANY.name)
    if not isinstance(many, int) or not _HOW_MANY.min <= many <= _HOW_MANY.max:
        return source
    return replace(source, classes=CLASSES[:many])


def _lacking(params: Params) -> str:
    """What has to be drawn before anything can be learned; "" where all is well."""
    points, many = points_of(params[PLACED.name]), params[_HOW_MANY.name]
    assert isinstance(many, int)
    beyond = sum(point.label >= many for point in points)
    if beyond:
        return ngettext(
            "{count} point is of a class that there is no more: erase it, or choose more classes.",
            "{count} points are of a class that there is no more: erase them, or choose more classes.",
            beyond,
        ).format(count=grouped(beyond))
    if len(points) < FEWEST or len({point.label for point in points}) < 2:
        return _("Click at least {count} points of two classes into the plane under Predictions.").format(
            count=FEWEST
        )
    return ""


DRAWN_POINTS: Final[tuple[Source, ...]] = (
    Source(
        key="drawn_points",
        title=N_("Your own points"),
        help=N_("Points that you click into the plane yourself: make a pattern and see who can learn it."),
        params=(_HOW_MANY, PLACED),
        domain=Domain.POINTS,
        input_shape=(2,),
        features=("x₁", "x₂"),
        classes=CLASSES[: _HOW_MANY.default],
        target_names=(N_("class"),),
        count=lambda params: len(points_of(params[PLACED.name])),
        origin=N_("Drawn by hand; the points are kept in the design."),
        licence="MIT",
        load=_load,
        preparation=immutabledict(validation=0.25),
        reach=HALF,
        plane=HALF,
        fitted=_with_classes,
        lacking=_lacking,
    ),
)
