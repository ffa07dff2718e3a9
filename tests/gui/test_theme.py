"""Colours that stand for something are told apart with any of the common colour-vision deficiencies."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Category
from nnstudio.gui.theme import THEMES

Color = NDArray[np.float64]
APART = 15.0  # in CIE L*a*b*, where 2 can just be seen side by side

# Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics, 2009; for severity 1.
SEEN = {
    "all cones": np.eye(3),
    "no long ones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no middle ones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no short ones": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(shade: str) -> Color:
    color = np.array([int(shade[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)


def lab(color: Color) -> Color:
    scaled = XYZ @ np.clip(color, 0, 1) / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("seen", SEEN)
def test_that_categories_are_told_apart(theme: object, seen: str) -> None:
    shades = theme.categories  # type: ignore[attr-defined]
    assert set(shades) == set(Category)
    for one, other in combinations(Category, 2):
        apart = np.linalg.norm(
            lab(SEEN[seen] @ linear(shades[one])) - lab(SEEN[seen] @ linear(shades[other]))
        )
        assert apart > APART, (one, other)
