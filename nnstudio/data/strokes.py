"""Strokes drawn by hand, brought into an image as the symbols of a data set were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.images import enlarged
from nnstudio.data.source import Floats, Symbols

Doubles = NDArray[np.float64]

_FINE: Final = 4  # squares of so many pixels a side become one, as those of the handwritten digits did
_LEVELS: Final = 16  # that such a square can have: how many of its pixels are ink
_SMALLEST: Final = 0.15  # of the pad: what is drawn smaller is not made larger than this would be


def as_image(strokes: Sequence[Doubles], symbols: Symbols, side: int) -> Floats:
    """Strokes, each (points, 2) of x and y downwards on a pad from 0 to 1, as an image (side, side, 1).

    Only their shape counts: where they stand on the pad, and how large, makes no difference. Ink is 1.
    """
    fine = _FINE * symbols.grain
    pen = symbols.pen * fine
    ink = np.zeros((fine, fine))
    for line in _fitted(strokes, symbols.height * fine - pen, fine):
        for start, end in zip(line, line[1:] if len(line) > 1 else line, strict=False):
            _add_segment(ink, start, end, pen / 2)
    squares = ink.reshape(symbols.grain, _FINE, symbols.grain, _FINE).mean(axis=(1, 3))
    levels: Floats = (np.rint(squares * _LEVELS) / _LEVELS).astype(np.float32)[..., None]
    return levels if side == symbols.grain else enlarged(levels[None], side)[0]


def _fitted(strokes: Sequence[Doubles], size: float, side: int) -> list[Doubles]:
    """Moved to the middle of a square, as large as ``size`` in height, or in width if they are wide."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = size / max(float((high - low).max()), _SMALLEST)
    return [(stroke - (low + high) / 2) * scale + side / 2 for stroke in strokes]


def _add_segment(ink: Doubles, start: Doubles, end: Doubles, radius: float) -> None:
    """A round brush goes straight from start to end, in pixels; its edge is a pixel wide."""
    side = len(ink)
    reach = radius + 1
    low = np.clip(np.floor(np.minimum(start, end) - reach), 0, side).astype(int)
    high = np.clip(np.ceil(np.maximum(start, end) + reach), 0, side).astype(int)
    x = np.arange(low[0], high[0]) + 0.5 - start[0]
    y = (np.arange(low[1], high[1]) + 0.5 - start[1])[:, None]
    way = end - start
    length = float(way @ way)
    along = np.clip((x * way[0] + y * way[1]) / length, 0, 1) if length else 0.0
    distance = np.hypot(x - along * way[0], y - along * way[1])
    place = ink[low[1] : high[1], low[0] : high[0]]
    np.maximum(place, np.clip(radius + 0.5 - distance, 0, 1), out=place)
