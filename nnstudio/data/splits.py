"""How rows are dealt to the training, validation and test parts."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Integers
from nnstudio.design.model import DataChoice

Rows = NDArray[np.int64]

_SPLIT: Final = 1  # beside the seed, so that a split never reuses the random numbers of the points
_WITHIN: Final = 4  # beside the seed: the order of rows that were dealt in blocks
_APART: Final = 3  # beside the seed: who goes with the rows that training has none of


@dataclass(frozen=True)
class Sizes:
    """How many rows each part has. train is below 1 where the other parts leave nothing."""

    train: int
    validation: int
    test: int

    def times(self, rows: int) -> Sizes:
        """The same where what is dealt is so many rows each."""
        return Sizes(rows * self.train, rows * self.validation, rows * self.test)


def sizes(count: int, choice: DataChoice) -> Sizes:
    """Shares of the whole set in rows, rounded; a share above 0 is at least one row."""
    validation, test = _share(count, choice.validation), _share(count, choice.test)
    return Sizes(count - validation - test, validation, test)


def _share(count: int, share: float) -> int:
    return max(1, math.floor(count * share + 0.5)) if share > 0 else 0


@dataclass(frozen=True)
class Parts:
    """Which rows of the source each part has."""

    train: Rows
    validation: Rows
    test: Rows


def deal(count: int, choice: DataChoice, labels: Integers | None, same: Integers | None = None) -> Parts:
    """Rows dealt by the choice's seed, each part in an order of its own.

    With labels every part has, to within a row or two, its share of each class. The test part depends
    on its own share and the seed alone: it stays the same whatever else is changed.
    same: (n,) equal numbers for rows that are the same; such rows go to one part, and to training where they
    are too many for another.
    """
    rng = np.random.default_rng((choice.seed, _SPLIT))
    shuffled = np.argsort(rng.random(count), kind="stable")
    dealt = shuffled if labels is None else shuffled[_spread(labels[shuffled])]
    many = sizes(count, choice)
    if same is not None and len(np.unique(same)) < count:
        dealt = _repeats_together(dealt, same, labels, (many.test, many.validation))
    ends = np.cumsum((many.test, many.validation))
    test, validation, train = (_shuffled(part, rng) for part in np.split(dealt, ends))
    return Parts(train, validation, test)


def sizes_beside(count: int, held_out: int, choice: DataChoice) -> Sizes:
    """Where the last rows are the test part, whatever the choice says: the others without such a part."""
    others = sizes(count - held_out, choice.model_copy(update={"test": 0.0}))
    return Sizes(others.train, others.validation, held_out)


def deal_beside(
    count: int, held_out: int, choice: DataChoice, labels: Integers | None, same: Integers | None
) -> Parts:
    """Rows dealt as ``deal`` does, but for the last ones, which are the test part."""
    usual = slice(count - held_out)
    parts = deal(
        count - held_out,
        choice.model_copy(update={"test": 0.0}),
        None if labels is None else labels[usual],
        None if same is None else same[usual],
    )
    return Parts(parts.train, parts.validation, np.arange(count - held_out, count))


def deal_in_order(many: Sizes) -> Parts:
    """Rows as they follow one another: what is trained on comes before what is held out."""
    ends = np.cumsum((many.train, many.validation, many.test))
    train, validation, test, _none = np.split(np.arange(ends[-1]), ends)
    return Parts(train, validation, test)


def sizes_apart(usual: int, unusual: int, choice: DataChoice) -> Sizes:
    """Shares of the usual rows, and beside them all of the unusual ones: none of these is in training.

    The validation and the test part share them as they share the others.
    """
    shared, to_test = sizes(usual, choice), _to_test(unusual, choice)
    return Sizes(shared.train, shared.validation + unusual - to_test, shared.test + to_test)


def _to_test(unusual: int, choice: DataChoice) -> int:
    held_out = choice.validation + choice.test
    return math.floor(unusual * choice.test / held_out + 0.5) if held_out else 0


def deal_apart(labels: Integers, unusual: int, choice: DataChoice, same: Integers | None = None) -> Parts:
    """Rows dealt as ``deal`` does, but for those of the class ``unusual``, which training has none of."""
    rng = np.random.default_rng((choice.seed, _APART))
    usual, others = np.flatnonzero(labels != unusual), np.flatnonzero(labels == unusual)
    parts = deal(len(usual), choice, labels[usual], None if same is None else same[usual])
    to_test, to_validation = np.split(_shuffled(others, rng), [_to_test(len(others), choice)])

    def joined(rows: Rows, more: Rows) -> Rows:
        return _shuffled(np.concatenate([usual[rows], more]), rng)

    return Parts(usual[parts.train], joined(parts.validation, to_validation), joined(parts.test, to_test))


def written_out(parts: Parts, together: int, choice: DataChoice) -> Parts:
    """The rows of blocks that were dealt, of ``together`` rows each, each part in an order of its own."""
    rng = np.random.default_rng((choice.seed, _WITHIN))

    def rows(blocks: Rows) -> Rows:
        return _shuffled((blocks[:, None] * together + np.arange(together)).ravel(), rng)

    return Parts(rows(parts.train), rows(parts.validation), rows(parts.test))


def _spread(labels: Integers) -> Rows:
    """An order in which every stretch holds the classes in proportion.

    Row r of the n rows of a class stands at (r + 1/2) / n of the way.
    """
    place = np.empty(len(labels))
    for label in np.unique(labels):
        members = labels == label
        count = np.count_nonzero(members)
        place[members] = (np.arange(count) + 0.5) / count
    return np.argsort(place, kind="stable")


def _repeats_together(
    dealt: Rows, same: Integers, labels: Integers | None, held_out: tuple[int, ...]
) -> Rows:
    """An order as near to that of ``dealt`` as can be, of which no cut parts rows that are the same.

    held_out: how long the stretches are that are cut off from its beginning. Each has as many of every class
    as before, where the rows allow it; only where no group of the same rows is small enough is one parted.
    """
    kinds = np.zeros(len(dealt), np.int32) if labels is None else labels
    groups, start = _Groups(dealt, same, kinds), 0
    for size in held_out:
        wanted = Counter(kinds[dealt[start : start + size]].tolist())
        start += size
        groups.take(wanted)
        room = start - groups.taken
        groups.take(Counter({0: room}), of_any_kind=True)
        groups.part(start - groups.taken)
    return groups.order()


class _Groups:
    """The same rows stand together, the groups as their first rows were dealt. taken: rows, in an order."""

    def __init__(self, dealt: Rows, same: Integers, kinds: Integers) -> None:
        _numbers, first, group = np.unique(same[dealt], return_index=True, return_inverse=True)
        rank = np.empty(len(first), np.int64)
        rank[np.argsort(first)] = np.arange(len(first))
        self._rows = dealt[np.argsort(rank[group], kind="stable")]
        sizes = np.bincount(rank[group])
        self._starts = np.cumsum(sizes) - sizes
        self._sizes: list[int] = sizes.tolist()
        self._kinds: list[int] = kinds[self._rows[self._starts]].tolist()
        self._free = [True] * len(sizes)
        self._smallest: dict[int, int] = {}  # group of each kind, or smaller than any that is left
        for kind, size in zip(self._kinds, self._sizes, strict=True):
            self._smallest[kind] = min(size, self._smallest.get(kind, size))
        self._parted: set[int] = set()
        self._order: list[Rows] = []
        self.taken = 0

    def take(self, wanted: Counter[int], *, of_any_kind: bool = False) -> None:
        """Groups, from the first on, that are no larger than what is still wanted of their kind.

        of_any_kind: what is wanted is told of the kind 0, for all.
        """
        smallest = {0: min(self._smallest.values())} if of_any_kind else self._smallest
        open_kinds = {kind for kind, size in smallest.items() if wanted[kind] >= size}
        for group, size in enumerate(self._sizes):
            if not open_kinds:
                return
            kind = 0 if of_any_kind else self._kinds[group]
            if self._free[group] and size <= wanted[kind]:
                start = self._starts[group]
                self._order.append(self._rows[start : start + size])
                self.taken += size
                self._free[group] = False
                wanted[kind] -= size
                if wanted[kind] < smallest[kind]:
                    open_kinds.discard(kind)

    def part(self, room: int) -> None:
        """Take the last rows of the first group that is left: all groups are larger."""
        if room > 0 and True in self._free:
            group = self._free.index(True)
            self._sizes[group] -= room
            self._parted.add(group)
            end = self._starts[group] + self._sizes[group]
            self._order.append(self._rows[end : end + room][::-1])
            self.taken += room
            self._smallest[self._kinds[group]] = min(self._smallest[self._kinds[group]], self._sizes[group])

    def order(self) -> Rows:
        """What was taken, and then the others."""
        ends = np.append(self._starts[1:], len(self._rows))
        left = np.repeat(self._free, ends - self._starts)
        for group in self._parted:
            left[self._starts[group] + self._sizes[group] : ends[group]] = False
        return np.concatenate([*self._order, self._rows[left]])


def _shuffled(rows: Rows, rng: np.random.Generator) -> Rows:
    return rows[np.argsort(rng.random(len(rows)), kind="stable")]
