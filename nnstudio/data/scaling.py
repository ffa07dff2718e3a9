"""Bringing numbers to a similar size, measured on the training part alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Floats, Scale
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


def apply(scale: Scale, numbers: Floats) -> Floats:
    """Prepared numbers, float32, in an array of their own."""
    return ((numbers - scale.offset) / scale.factor).astype(np.float32)
