"""Colours of what a network answers over the plane, and of the quantities at its points."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from nnstudio.gui.theme import Theme
from nnstudio.protocol.events import Floats

Bytes = NDArray[np.uint8]

_STRENGTH: Final = 0.56  # of a class's colour where the network is sure; points on it stay visible
_STEPS: Final = 256


def class_color(number: int, theme: Theme) -> QColor:
    return QColor(theme.classes[number % len(theme.classes)])


def class_surface(shares: Floats, theme: Theme) -> Bytes:
    """(h, w, classes) from 0 to 1 as (h, w, 3): the likeliest class, the fainter the less sure it is.

    Two classes meet in the field's colour where the network is in two minds.
    """
    chance = 1.0 / shares.shape[-1]
    sure = (shares.max(axis=-1) - chance) / (1.0 - chance)
    ends = np.array([rgb(class_color(at, theme)) for at in range(shares.shape[-1])])
    return _mixed(rgb(QColor(theme.field)), ends[shares.argmax(axis=-1)], _STRENGTH * np.clip(sure, 0, 1))


def value_surface(values: Floats, limit: float, theme: Theme) -> Bytes:
    """(h, w) quantities as (h, w, 3), fainter than ``value_colors`` gives."""
    return _diverging(values, limit, theme, _STRENGTH)


def value_colors(values: Floats, limit: float, theme: Theme) -> Bytes:
    """(n,) quantities as (n, 3): one hue down to -limit, another up to limit, the field's colour at 0."""
    return _diverging(values, limit, theme, 1.0)


def value_scale(theme: Theme) -> Bytes:
    """(steps, 3) from the lowest to the highest value."""
    return value_colors(np.linspace(-1, 1, _STEPS, dtype=np.float32), 1.0, theme)


def _diverging(values: Floats, limit: float, theme: Theme, strength: float) -> Bytes:
    share = np.clip(np.nan_to_num(values, nan=0.0) / limit, -1, 1)
    low, high = rgb(class_color(0, theme)), rgb(class_color(1, theme))
    ends = np.where(share[..., None] < 0, low, high)
    return _mixed(rgb(QColor(theme.field)), ends, strength * np.abs(share))


def _mixed(ground: NDArray[np.float64], ends: NDArray[np.float64], amount: NDArray[np.floating]) -> Bytes:
    """ground (3,) and ends (…, 3), mixed by amount (…) from 0, all ground, to 1."""
    mixed: Bytes = np.rint(ground + amount[..., None] * (ends - ground)).astype(np.uint8)
    return mixed


def rgb(color: QColor) -> NDArray[np.float64]:
    """(3,) from 0 to 255."""
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float64)
