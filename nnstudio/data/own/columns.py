"""What one look at a whole table tells of each column: how full it is, what it could be, what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.chunks import TELLING, Cells, are_empty, keys_in, number_key, numbers_in, texts_of
from nnstudio.data.own.dialects import Decimal
from nnstudio.data.own.numbers import is_good
from nnstudio.data.own.times import is_time
from nnstudio.data.own.wording import Wording
from nnstudio.design.own import ColumnKind, OwnWriting

MOST_CATEGORIES: Final = 1_000
FEW_CLASSES: Final = 20  # whole numbers so few are rather classes than quantities
_FEW_CATEGORIES: Final = 50  # of a text that a network can take as zeros and ones
_EXAMPLES: Final = 5
_LOOKED_AT: Final = 100  # cells of a chunk

Rows = NDArray[np.int32]


@dataclass(frozen=True)
class ColumnFound:
    """kind: the likeliest. examples: the first different cells. categories: all different cells in order,
    with how many there are of each; () where these are too many.

    empty: rows, counted from 0, where there is nothing; broken: where there is something that is no finite
    number. lowest, highest: of the numbers, nan where there are none. whole: whether all are whole numbers.
    steady: whether each is larger than the one before. writing: of its cells as texts, None of numbers;
    repeated: how many of them stood there before.
    """

    name: str
    kind: ColumnKind
    examples: tuple[str, ...]
    categories: tuple[str, ...]
    counts: tuple[int, ...]
    empty: Rows
    broken: Rows
    lowest: float
    highest: float
    whole: bool
    steady: bool
    writing: OwnWriting | None = None
    repeated: int = 0

    @property
    def reach(self) -> float:
        return max(abs(self.lowest), abs(self.highest)) if np.isfinite(self.lowest) else 0.0

    def bad_rows(self, kind: ColumnKind) -> Rows:
        """Rows that cannot be used where the column is of that kind."""
        return np.union1d(self.empty, self.broken).astype(np.int32) if kind == "number" else self.empty


class ColumnSeen:
    """Folds in the chunks of one column."""

    def __init__(self, name: str, decimal: Decimal) -> None:
        self._name = name
        self._decimal = decimal
        self._counts: Counter[str] | None = Counter()
        self._examples: list[str] = []
        self._empty: list[Rows] = []
        self._broken: list[Rows] = []
        self._lowest, self._highest, self._last = np.inf, -np.inf, -np.inf
        self._whole = self._steady = True
        self._wording: Wording | None = Wording()
        self._untold: list[str] = []  # texts, until it is clear that they are not mostly numbers
        self._filled = self._numbers = self._times = self._length = 0

    def take(self, cells: Cells, first_row: int) -> None:
        texts = None if isinstance(cells, np.ndarray) else texts_of(cells)
        numbers = cells if isinstance(cells, np.ndarray) else numbers_in(texts or (), self._decimal)
        empty = np.isnan(numbers) if texts is None else are_empty(texts)
        finite = is_good(numbers)
        self._empty.append(_rows(empty, first_row))
        self._broken.append(_rows(~empty & ~finite, first_row))
        self._filled += int((~empty).sum())
        self._take_numbers(numbers[finite])
        there = None if texts is None else [text for text in texts if text]
        self._take_keys(there, numbers[~empty])
        self._take_texts(there)

    def _take_numbers(self, numbers: NDArray[np.float64]) -> None:
        self._numbers += len(numbers)
        if len(numbers):
            self._lowest = min(self._lowest, float(numbers.min()))
            self._highest = max(self._highest, float(numbers.max()))
            self._whole = self._whole and bool((numbers == np.rint(numbers)).all())
            self._steady = self._steady and numbers[0] > self._last and bool((np.diff(numbers) > 0).all())
            self._last = float(numbers[-1])

    def _take_keys(self, texts: Sequence[str] | None, numbers: NDArray[np.float64]) -> None:
        """texts: in step with the numbers; None where there are numbers alone."""
        if self._counts is None:
            return
        if texts is None:
            unique, counts = np.unique(numbers, return_counts=True)
            if len(unique) > MOST_CATEGORIES:
                unique, counts = unique[: MOST_CATEGORIES + 1], counts[: MOST_CATEGORIES + 1]
            found = Counter(
                {number_key(number): int(count) for number, count in zip(unique, counts, strict=True)}
            )
        else:
            self._look_at_text(texts[:_LOOKED_AT])
            found = Counter(keys_in(texts, numbers))
        self._examples += list(found)[: _EXAMPLES - len(self._examples)]
        self._counts += found
        if len(self._counts) > MOST_CATEGORIES:
            self._counts = None

    def _take_texts(self, texts: Sequence[str] | None) -> None:
        if texts is None:
            self._wording = None
        elif self._wording is not None:
            self._untold += texts
            if self._filled >= TELLING:
                self._tell_texts()

    def _tell_texts(self) -> None:
        """Once most of them are numbers it is no text."""
        if 2 * self._numbers > self._filled:
            self._wording = None
        if self._wording is not None:
            self._wording.take(self._untold)
        self._untold = []

    def _look_at_text(self, cells: Sequence[str]) -> None:
        self._length = max([self._length, *map(len, cells)])
        self._times += sum(map(is_time, cells)) - len(cells) // 2

    def found(self) -> ColumnFound:
        self._tell_texts()
        counts = self._counts or Counter()
        order = sorted(counts, key=_in_order)
        return ColumnFound(
            name=self._name,
            kind=self._kind(),
            examples=tuple(self._examples),
            categories=tuple(order),
            counts=tuple(counts[key] for key in order),
            empty=_joined(self._empty),
            broken=_joined(self._broken),
            lowest=self._lowest if self._numbers else float("nan"),
            highest=self._highest if self._numbers else float("nan"),
            whole=self._whole and self._numbers > 0,
            steady=self._steady and self._numbers > 2,
            writing=None if self._wording is None else self._wording.writing(),
            repeated=0 if self._wording is None else self._wording.repeated,
        )

    def _kind(self) -> ColumnKind:
        if self._filled and 2 * self._numbers > self._filled:
            return "number"
        if self._times > 0:
            return "time"
        few = self._counts is not None and 2 * len(self._counts) <= max(4, self._filled)
        return "category" if few else "text"


def _rows(there: NDArray[np.bool_], first: int) -> Rows:
    return (np.flatnonzero(there) + first).astype(np.int32)


def _joined(parts: Sequence[Rows]) -> Rows:
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _in_order(key: str) -> tuple[int, float, str]:
    """Numbers by size before words by letter."""
    try:
        return 0, float(key), key
    except ValueError:
        return 1, 0.0, key


def is_like_classes(column: ColumnFound) -> bool:
    """Whether its numbers are rather classes than quantities."""
    few = 2 <= len(column.categories) <= FEW_CLASSES
    return column.whole and few and column.highest - column.lowest < 2 * len(column.categories)


def can_be_zeros_and_ones(column: ColumnFound) -> bool:
    return 2 <= len(column.categories) <= _FEW_CATEGORIES


NAMES_OF_TARGETS: Final = re.compile(
    r"(?i)(target|label|class|y|species|outcome|result|answer|класс|вид|метка|цель|ответ|результат)"
)
NAMES_OF_NUMBERS: Final = re.compile(r"(?i)(id|index|nr|no|n|№|номер|код|unnamed.*)")


def is_counter(column: ColumnFound) -> bool:
    """Whether it only numbers the rows."""
    return column.whole and column.steady and NAMES_OF_NUMBERS.fullmatch(column.name) is not None
