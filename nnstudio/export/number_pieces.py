"""What an exported program does with numbers in a way of its own, with the same result to the bit.

These functions are quoted in the program, so they know nothing but numpy.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Scale = tuple[Array, Array]


def unscaled(numbers: Array, scale: Scale) -> Array:
    """Back in the unit of the data."""
    offset, factor = scale
    return numbers * factor + offset


def from_bytes(images: Array, scale: Scale) -> Array:
    """Bytes, which stand for 0 to 1, as scaled numbers."""
    offset, factor = scale
    return ((images - 255.0 * offset) / (255.0 * factor)).astype(np.float32)


def windows(values: Array, starts: Array, length: int) -> Array:
    """The values from each start on: (starts, length)."""
    return values[starts[:, None] + np.arange(length)]
