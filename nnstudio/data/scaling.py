"""Bringing numbers to a similar size, measured on the training part alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from nnstudio.data import arithmetic
from nnstudio.data.source import LEVELS, Bytes, Floats, Scale
from nnstudio.design.model import Scaling

Fit = Callable[[arithmetic.Array], arithmetic.Scale]
_FITS: Final[Mapping[Scaling, Fit]] = {
    "standard": arithmetic.fit_standard,
    "range": arithmetic.fit_range,
}
_FITS_OF_BYTES: Final[Mapping[Scaling, Fit]] = {
    "standard": arithmetic.fit_standard_bytes,
    "range": arithmetic.fit_range_bytes,
}


def unscaled(features: int) -> Scale:
    return Scale(offset=np.zeros(features), factor=np.ones(features))


def fit(scaling: Scaling, training: Floats) -> Scale:
    """The scale of each column along the last axis: a feature, a colour channel, a quantity.

    A column that is the same in every training row is only moved, never divided by zero.
    """
    return _fitted(_FITS, scaling, training)


def fit_bytes(scaling: Scaling, training: Bytes) -> Scale:
    """The same for bytes that stand for 0 to 1, from how often each occurs: no array of floats is made."""
    return _fitted(_FITS_OF_BYTES, scaling, training)


def _fitted(fits: Mapping[Scaling, Fit], scaling: Scaling, training: Floats | Bytes) -> Scale:
    if scaling == "none":
        return unscaled(training.shape[-1])
    return Scale(*fits[scaling](training))


def of_levels(scale: Scale) -> Scale:
    """What a byte stands for, where the quantities it stands for are scaled so."""
    return Scale(offset=LEVELS * scale.offset, factor=LEVELS * scale.factor)


def apply(scale: Scale, numbers: Floats) -> Floats:
    """Prepared numbers, float32, in an array of their own."""
    return arithmetic.scaled(numbers, (scale.offset, scale.factor))
