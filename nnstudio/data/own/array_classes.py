"""How an array tells classes apart: by the value of each example, or the place of the only 1 in its row."""

from __future__ import annotations

from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.npy import Npy
from nnstudio.data.own.numbers import is_good
from nnstudio.data.source import Integers

MOST_CLASSES: Final = 1_000

Classes = tuple[tuple[str, ...], Integers]
Mask = NDArray[np.bool_]


class ClassReader(Protocol):
    """Folds in the blocks of an array. found: the names in order, and (n,) which of them each example has."""

    def take(self, block: NDArray[Any], broken: Mask) -> bool:
        """Whether they can be classes until here."""

    def found(self) -> Classes: ...


def class_reader(npy: Npy) -> ClassReader | None:
    """What could tell classes apart in an array of that shape."""
    if npy.shape in ((npy.length,), (npy.length, 1)):
        return _Values()
    if len(npy.shape) == 2 and npy.shape[1] <= MOST_CLASSES and not npy.is_words:
        return _OneHot()
    return None


def broken_rows(block: NDArray[Any]) -> Mask:
    """(m,) which examples have something that is no finite number."""
    if block.dtype.kind != "f":
        return np.zeros(len(block), np.bool_)
    return np.asarray(~is_good(block.reshape(len(block), -1)).all(axis=1))


class _Values:
    """Whole numbers, True and False, or words."""

    def __init__(self) -> None:
        self._seen: set[Any] = set()
        self._values: list[NDArray[Any]] = []

    def take(self, block: NDArray[Any], broken: Mask) -> bool:
        flat = block.reshape(-1)
        if flat.dtype.kind == "f":
            flat = np.where(broken, 0, flat)
            if not (flat == np.rint(flat)).all() or np.abs(flat).max() > 2**53:
                return False
            flat = flat.astype(np.int64)
        self._seen.update(np.unique(flat).tolist())
        self._values.append(flat.copy())
        return len(self._seen) <= MOST_CLASSES

    def found(self) -> Classes:
        return _named(self._values)


class _OneHot:
    """Rows of zeros with a single 1."""

    def __init__(self) -> None:
        self._places: list[NDArray[np.intp]] = []

    def take(self, block: NDArray[Any], broken: Mask) -> bool:
        rows = block[~broken]
        if not (((rows == 0) | (rows == 1)).all() and (rows.sum(axis=1) == 1).all()):
            return False
        self._places.append(block.argmax(axis=1))
        return True

    def found(self) -> Classes:
        return _named(self._places)


def _named(parts: list[NDArray[Any]]) -> Classes:
    known, labels = np.unique(np.concatenate(parts), return_inverse=True)
    return tuple(map(str, known.tolist())), labels.reshape(-1).astype(np.int32)
