"""Bringing numbers to a similar size, measured on the training part alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import LEVELS, Bytes, Floats, Scale
from nnstudio.design.model import Scaling

Doubles = NDArray[np.float64]


def _standard(table: Doubles) -> tuple[Doubles, Doubles]:
    return table.mean(axis=0), table.std(axis=0)


def _range(table: Doubles) -> tuple[Doubles, Doubles]:
    return table.min(axis=0), np.ptp(table, axis=0)


_MEASURES: Final[Mapping[Scaling, Callable[[Doubles], tuple[Doubles, Doubles]]]] = {
    "standard": _standard,
    "range": _range,
}


def unscaled(features: int) -> Scale:
    return Scale(offset=np.zeros(features), factor=np.ones(features))


def fit(scaling: Scaling, training: Floats) -> Scale:
    """The scale of each column along the last axis: a feature, a colour channel, a quantity.

    A column that is the same in every training row is only moved, never divided by zero.
    """
    if scaling == "none":
        return unscaled(training.shape[-1])
    table = training.reshape(-1, training.shape[-1]).astype(np.float64)
    offset, factor = _MEASURES[scaling](table)
    return Scale(offset=offset, factor=np.where(np.ptp(table, axis=0) > 0, factor, 1.0))


def fit_bytes(scaling: Scaling, training: Bytes) -> Scale:
    """The same for bytes that stand for 0 to 1, from how often each occurs: no array of floats is made."""
    channels = training.shape[-1]
    if scaling == "none":
        return unscaled(channels)
    pixels = training.reshape(-1, channels)
    levels = np.arange(256)
    counts = np.stack([np.bincount(pixels[:, at], minlength=256) for at in range(channels)], axis=1)
    if scaling == "range":
        seen = counts > 0
        low = seen.argmax(axis=0)
        high = 255 - seen[::-1].argmax(axis=0)
        offset, factor = low / LEVELS, (high - low) / LEVELS
    else:
        shares = counts / counts.sum(axis=0)
        offset = levels @ shares / LEVELS
        factor = np.sqrt(np.maximum(0.0, np.square(levels / LEVELS) @ shares - np.square(offset)))
    return Scale(offset=offset, factor=np.where((counts > 0).sum(axis=0) > 1, factor, 1.0))


def of_levels(scale: Scale) -> Scale:
    """What a byte stands for, where the quantities it stands for are scaled so."""
    return Scale(offset=LEVELS * scale.offset, factor=LEVELS * scale.factor)


def apply(scale: Scale, numbers: Floats) -> Floats:
    """Prepared numbers, float32, in an array of their own."""
    return ((numbers - scale.offset) / scale.factor).astype(np.float32)
