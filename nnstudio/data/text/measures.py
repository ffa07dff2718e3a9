"""What a set of texts is like, in numbers: how long they are, and how much of them is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnstudio.data.text.vocabulary import UNKNOWN, Vocabulary

_MOST: Final = 200_000  # letters that are looked at: a quarter of a second


@dataclass(frozen=True)
class Measures:
    """Of the first texts of the training part.

    lengths: at n, how many texts have n tokens. unknown: the share of tokens that the vocabulary does not
    know, in texts that it was not made of; None where there are none.
    """

    lengths: tuple[int, ...]
    unknown: float | None = None

    @property
    def count(self) -> int:
        """How many texts were looked at."""
        return sum(self.lengths)

    def median(self) -> int:
        return int(np.searchsorted(np.cumsum(self.lengths), self.count / 2)) if self.count else 0

    def longer_than(self, length: int) -> float:
        """The share of texts of which the network reads the beginning only."""
        return sum(self.lengths[length + 1 :]) / max(1, self.count)


def measure(vocabulary: Vocabulary, training: Iterable[str], others: Iterable[str]) -> Measures:
    """training: texts that the vocabulary was made of; others: texts that it was not made of."""
    lengths = [len(vocabulary.split(text)) for text in _first(training)]
    tokens = [token for text in _first(others) for token in vocabulary.split(text)]
    known = [vocabulary.numbers.get(token, UNKNOWN) != UNKNOWN for token in tokens]
    return Measures(
        tuple(np.bincount(lengths).tolist()) if lengths else (),
        1 - sum(known) / len(known) if known else None,
    )


def _first(texts: Iterable[str]) -> Sequence[str]:
    """As many as have so many letters together, and at least one."""
    chosen: list[str] = []
    letters = 0
    for text in texts:
        if letters >= _MOST:
            break
        chosen.append(text)
        letters += len(text)
    return chosen
