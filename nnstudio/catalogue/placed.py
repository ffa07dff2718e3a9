"""Points that a person placed on a plane, as a parameter: they are edited in the plane, not in a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from nnstudio.catalogue.params import Param, number_text
from nnstudio.catalogue.values import Value
from nnstudio.i18n import _, ngettext

_DECIMALS = 3  # finer than a pixel of any plane that is drawn


class Point(NamedTuple):
    """A place, and the number of its class."""

    x: float
    y: float
    label: int


@dataclass(frozen=True, kw_only=True)
class Placed(Param):
    """x, y and class of one point after another, in one row of numbers.

    half: coordinates go from minus it to it. classes, most: how many classes and points there can be.
    """

    default: tuple[float, ...]
    half: float
    classes: int
    most: int = 2_000

    def check(self, value: Value) -> tuple[float, ...]:
        numbers = value if isinstance(value, tuple) else None
        if numbers is None or len(numbers) % 3 or len(numbers) > 3 * self.most:
            raise self.refuse(value)
        if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
            raise self.refuse(value)
        checked = tuple(round(float(number), _DECIMALS) for number in numbers)
        for x, y, label in zip(checked[::3], checked[1::3], checked[2::3], strict=True):
            if not (abs(x) <= self.half and abs(y) <= self.half and label in range(self.classes)):
                raise self.refuse(value)
        return checked

    def requirement(self) -> str:
        return _(
            "x, y and class of up to {most} points, one after the other: coordinates from {min} to {max},"
            " classes from 0 to {last}"
        ).format(
            most=number_text(self.most),
            min=number_text(-self.half),
            max=number_text(self.half),
            last=self.classes - 1,
        )

    def text(self, value: Value) -> str:
        count = len(value) // 3 if isinstance(value, tuple) else 0
        return ngettext("{count} point", "{count} points", count).format(count=number_text(count))


def points_of(value: Value) -> tuple[Point, ...]:
    """The points in a checked value."""
    assert isinstance(value, tuple)
    return tuple(
        Point(float(x), float(y), int(label))
        for x, y, label in zip(value[::3], value[1::3], value[2::3], strict=True)
    )


def value_of(points: Iterable[Point]) -> tuple[float, ...]:
    """Points as a parameter holds them."""
    return tuple(float(number) for point in points for number in point)
