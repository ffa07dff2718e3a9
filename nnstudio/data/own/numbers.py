"""What all readers of numbers share: which are good, and what stands for those that are not."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Floats

LARGEST_NUMBER: Final = float(np.finfo(np.float32).max)  # that a network can be given


def is_good(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Which are finite, also as the network is given them."""
    return np.asarray(np.isfinite(numbers) & (np.abs(numbers) <= LARGEST_NUMBER))


def only_good(numbers: NDArray[Any]) -> NDArray[Any]:
    """NaN in place of the others; whole numbers are good as they are."""
    return np.where(is_good(numbers), numbers, np.nan) if numbers.dtype.kind == "f" else numbers


def filled_forward(values: NDArray[Any]) -> Floats:
    """Where there is nothing, what was there last; before the first value, the first."""
    places = np.where(np.isnan(values), -1, np.arange(len(values)))
    last = np.maximum.accumulate(places)
    first = int(np.argmax(places >= 0))
    return values[np.where(last < 0, first, last)].astype(np.float32)
