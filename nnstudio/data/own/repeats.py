"""Which examples stand there more than once: these are no test of what was learned."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.reading import Progress, silent, watched
from nnstudio.data.source import Integers, Raw
from nnstudio.data.text.tokens import normal


def repeats_of(raw: Raw, progress: Progress = silent) -> Integers | None:
    """(n,) the same number for the same text, or for the same image; None for rows of numbers.

    Two rows of few numbers may well be equal, and yet be two things that were measured.
    """
    if raw.texts is not None and len(raw.texts) == len(raw.inputs):
        # By their hashes, for their normal forms would take as much memory as they do.
        return _numbered(hash(normal(text, True)) for text in watched(raw.texts, progress))
    if raw.pixels is not None:
        return _numbered(
            blake2b(image.tobytes(), digest_size=16).digest() for image in watched(list(raw.pixels), progress)
        )
    return None


def hashes_of(rows: NDArray[Any]) -> NDArray[np.int64]:
    """(n,) of n arrays; those of equal numbers are equal."""
    flat = np.ascontiguousarray(rows).reshape(len(rows), -1)
    return np.fromiter((hash(row.tobytes()) for row in flat), np.int64, len(flat))


class PartsOfASet:
    """Folds in the examples of a set that lies in parts.

    repeated: how many stood there before. across: how many of these in another part alone, or in one besides.
    """

    def __init__(self) -> None:
        self._parts: dict[Hashable, frozenset[str]] = {}
        self.repeated = self.across = 0

    def take(self, content: Hashable, part: str) -> None:
        seen = self._parts.get(content)
        if seen is None:
            self._parts[content] = frozenset((part,))
            return
        self.repeated += 1
        if part not in seen:
            self.across += 1
            self._parts[content] = seen | {part}


def _numbered(contents: Iterable[Hashable]) -> Integers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in contents], np.int32)
