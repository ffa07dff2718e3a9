"""Principal components: the best that a linear network with a narrow layer can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
MOST: Final = 64  # components

_MANY: Final = 1_024  # numbers of an example from which products of examples are the smaller table
_ROWS: Final = 2_000  # examples that are then looked at


@dataclass(frozen=True)
class Principal:
    """mean: (numbers,). axes: (components, numbers), the widest first, each of length 1."""

    mean: Doubles
    axes: Doubles

    def given_back(self, flat: NDArray[Any], width: int) -> Doubles:
        """Examples (n, numbers) as the first ``width`` components tell them."""
        axes = self.axes[:width]
        return self.mean + ((flat - self.mean) @ axes.T) @ axes


def looked_at(count: int, numbers: int) -> int:
    """How many of the examples tell the components."""
    return min(count, _ROWS) if numbers > _MANY else count


def principal(flat: NDArray[Any]) -> Principal:
    """The components of examples (n, numbers); of very large ones, those of the first few thousand."""
    count, numbers = flat.shape
    seen = flat[: looked_at(count, numbers)]
    mean = seen.mean(axis=0, dtype=np.float64)
    centred = seen - mean
    most = min(MOST, numbers, max(1, len(seen) - 1))
    if numbers <= len(seen):
        _sizes, axes = np.linalg.eigh(centred.T @ centred)
        return Principal(mean, axes.T[::-1][:most].copy())
    sizes, rows = np.linalg.eigh(centred @ centred.T)
    kept = sizes[::-1][:most] > sizes[-1] * 1e-12  # beyond them nothing is left to tell
    axes = rows.T[::-1][:most][kept] @ centred
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    return Principal(mean, axes / np.where(lengths > 0, lengths, 1.0))
