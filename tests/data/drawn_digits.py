"""Digits as a hand draws them on a pad: strokes from 0 to 1, y downwards, each time a little different."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Points = list[tuple[float, float]]


def _arc(x: float, y: float, wide: float, high: float, start: float, end: float) -> Points:
    """Part of an ellipse around (x, y); angles in turns, 0 to the right, a quarter upwards."""
    angles = 2 * np.pi * np.linspace(start, end, 16)
    return [(x + wide * float(np.cos(a)), y - high * float(np.sin(a))) for a in angles]


DIGITS: list[list[Points]] = [
    [_arc(0.5, 0.5, 0.25, 0.4, 0.25, 1.25)],
    [[(0.38, 0.25), (0.55, 0.1), (0.55, 0.9)]],
    [[*_arc(0.5, 0.3, 0.24, 0.2, 0.45, -0.1), (0.26, 0.9), (0.78, 0.9)]],
    [[*_arc(0.47, 0.3, 0.22, 0.2, 0.4, -0.25), *_arc(0.47, 0.7, 0.26, 0.2, 0.25, -0.4)]],
    [[(0.55, 0.1), (0.22, 0.6), (0.8, 0.6)], [(0.62, 0.35), (0.62, 0.92)]],
    [[(0.72, 0.1), (0.34, 0.1), (0.3, 0.45), *_arc(0.48, 0.66, 0.25, 0.24, 0.3, -0.4)]],
    [[(0.62, 0.08), (0.4, 0.3), *_arc(0.5, 0.69, 0.22, 0.22, 0.45, 1.45)]],
    [[(0.25, 0.12), (0.76, 0.12), (0.45, 0.92)]],
    [[*_arc(0.5, 0.3, 0.19, 0.2, -0.25, 0.75), *_arc(0.5, 0.71, 0.22, 0.21, 0.25, -0.75)]],
    [[*_arc(0.48, 0.32, 0.22, 0.22, 0.0, 1.0), (0.68, 0.4), (0.62, 0.92)]],
]


def drawn(digit: int, rng: np.random.Generator) -> list[Doubles]:
    """One digit, leaning, stretched, shaky, anywhere on the pad and of any size."""
    lean, wide = rng.uniform(-0.2, 0.2), rng.uniform(0.8, 1.2)
    size, place = rng.uniform(0.5, 0.9), rng.uniform(0.05, 0.1, 2)
    turn = rng.uniform(-0.12, 0.12)
    map_ = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    map_ = map_ @ np.array([[wide, lean], [0.0, 1.0]])
    made = []
    for stroke in DIGITS[digit]:
        points = np.array(stroke) + rng.normal(0, 0.008, (len(stroke), 2))
        made.append((points - 0.5) @ map_.T * size + 0.5 + place - 0.075)
    return made
