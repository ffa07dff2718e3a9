"""Axes whose numbers read as numbers: thousands apart, a true minus, few and even powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from nnstudio.figures import LARGEST, figure
from nnstudio.i18n import grouped

_LINES_APART = {False: 50, True: 44}  # pixels between two lines, at least: across and up
_APART = 22  # pixels between two labels on a logarithmic axis, at least
_ENDS = 15  # pixels
_STEPS = ((1, 2, 5), (1, 3), (1,))  # within a power of ten, the more the better


def decades(bottom: float, top: float, pixels: float) -> list[float]:
    """Where labels stand on a logarithmic axis from 10^bottom to 10^top: logarithms, ascending."""
    room = max(2, int(pixels // _APART))
    powers = range(math.floor(bottom), math.ceil(top) + 1)
    for steps in _STEPS:
        places = [power + math.log10(step) for power in powers for step in steps]
        inside = [place for place in places if bottom <= place <= top]
        apart = (top - bottom) / pixels * _APART if pixels else 0.0
        if len(inside) <= room and all(b - a >= apart for a, b in pairwise(inside)):
            return inside
    every = -(-len(powers) // room)
    return [float(power) for power in powers if power % every == 0 and bottom <= power <= top]


def _plain(number: float) -> str:
    """0.05 or 2,000; without zeros that say nothing."""
    if not 1e-4 <= number < 1e7:
        return f"{number:.2g}".replace("-", "−")
    return grouped(number, ".0f") if number >= 1000 else f"{number:.3g}"


def _decimals(spacing: float) -> int:
    """How many are needed to tell numbers at this distance apart: 2 for 0.25, 1 for 0.2, 0 for 5."""
    for many in range(9):
        shifted = spacing * 10**many
        if shifted > 0.999 and abs(shifted - round(shifted)) < 0.001:
            return many
    return 9


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of a plot, for numbers of any size."""

    def boundingRect(self) -> QRectF:
        """With room for the numbers at both ends, which pyqtgraph leaves out where there is a grid."""
        rectangle: QRectF = super().boundingRect()
        return rectangle.adjusted(-_ENDS, -_ENDS, _ENDS, _ENDS)

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """One spacing, all of it labelled: finer lines say nothing, and cost half of each redraw."""
        span = abs(maxVal - minVal)
        if not span or not size:
            return []
        apart = _LINES_APART[self.orientation in ("left", "right")]
        least = span / max(2.0, size / apart)
        power = 10.0 ** math.floor(math.log10(least))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= least)
        return [(step, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [_plain(10.0**value) for value in values]
        decimals = _decimals(spacing * scale)
        if decimals > 4 or any(abs(value * scale) >= LARGEST for value in values):
            return [figure(value * scale) for value in values]
        return [grouped(value * scale, f".{decimals}f").replace("-", "−") for value in values]

    def logTickValues(
        self, minVal: float, maxVal: float, size: float, stdTicks: object
    ) -> list[tuple[float | None, list[float]]]:
        places = decades(minVal, maxVal, size)
        if len(places) < 2:  # zoomed in to less than a step: any even numbers
            step = (maxVal - minVal) / 4
            places = [minVal + step * at for at in range(1, 4)] if step else [minVal]
        return [(None, places)]
