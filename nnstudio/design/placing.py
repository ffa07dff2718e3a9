"""What a hand that clicks, sprays and erases does to points on a plane."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from nnstudio.catalogue.placed import Placed, Point
from nnstudio.i18n import _, grouped, ngettext

ERASER = -1  # in place of a class

_APART = 0.055  # of half the plane: how far a hand moves from one sprayed point to the next
_SCATTER = 0.045  # of half the plane: standard deviation of a sprayed point from the hand's way
_ERASED = 0.06  # of half the plane: how near to the hand points are erased


@dataclass
class Stroke:
    """From pressing a button to letting it go: one step to undo.

    points: as they stand, changed while the hand moves. label: the class, or ERASER.
    """

    param: Placed
    points: list[Point]
    label: int
    added: int = 0
    erased: int = 0
    _at: tuple[float, float] | None = field(default=None, repr=False)

    def move(self, x: float, y: float) -> bool:
        """The hand is here now, the first time where it was pressed; whether a point came or went."""
        if self.label == ERASER:
            return self._erase(x, y)
        if self._at is None:
            return self._add(x, y)
        half = self.param.half
        if math.dist(self._at, (x, y)) < _APART * half:
            return False
        scatter = random.Random(len(self.points))  # the same hand makes the same points
        return self._add(x, y, scatter.gauss(0, _SCATTER * half), scatter.gauss(0, _SCATTER * half))

    @property
    def text(self) -> str:
        """What undoing it takes back."""
        if self.label == ERASER:
            return ngettext("Erase {count} point", "Erase {count} points", self.erased).format(
                count=self.erased
            )
        return ngettext("Add {count} point", "Add {count} points", self.added).format(count=self.added)

    @property
    def is_full(self) -> bool:
        return len(self.points) >= self.param.most

    def _add(self, x: float, y: float, aside: float = 0.0, up: float = 0.0) -> bool:
        half = self.param.half
        self._at = (x, y)
        if self.is_full or max(abs(x), abs(y)) > half:
            return False
        inside = (max(-half, min(half, x + aside)), max(-half, min(half, y + up)))
        self.points.append(Point(*inside, self.label))
        self.added += 1
        return True

    def _erase(self, x: float, y: float) -> bool:
        near = _ERASED * self.param.half
        left = [point for point in self.points if math.dist(point[:2], (x, y)) > near]
        gone = len(self.points) - len(left)
        self.points[:] = left
        self.erased += gone
        return gone > 0


def full_text(param: Placed) -> str:
    return _("There is room for {count} points; erase some first.").format(count=grouped(param.most))
