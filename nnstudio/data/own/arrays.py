"""What one look at a file of arrays tells of each: its range, what is wrong in it, which classes it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.array_classes import class_reader
from nnstudio.data.own.npy import Npy, arrays_of, blocks_of
from nnstudio.data.own.numbers import is_good
from nnstudio.data.own.reading import Progress, file_checksum, refusal, silent
from nnstudio.data.own.repeats import hashes_of
from nnstudio.data.source import Integers
from nnstudio.i18n import _

_FIRST: Final = 8  # examples that are shown
_LARGEST_SHOWN: Final = 4_000_000  # numbers of an example
_TRAIN: Final = re.compile(r"(?i)train(ing)?")


@dataclass(frozen=True)
class ArrayFound:
    """An array, read through once. fault: why it is of no use; the rest is empty then.

    lowest, highest: of its finite numbers. whole: whether all of them are whole numbers. broken: (n,) which
    examples have something that is no finite number; classes: names in order, and labels: (n,) which of them
    each example has, where the array can tell classes apart, as one number or word of each example, or as
    rows with a single 1. first: some examples. hashes: (n,) equal for equal examples, where this array or
    another is named as the test part of the other; else empty.
    """

    npy: Npy
    fault: str = ""
    lowest: float = 0.0
    highest: float = 0.0
    whole: bool = False
    broken: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    classes: tuple[str, ...] = ()
    labels: Integers = field(default_factory=lambda: np.zeros(0, np.int32))
    first: NDArray[Any] = field(default_factory=lambda: np.zeros(0))
    hashes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def name(self) -> str:
        return self.npy.name

    @property
    def is_input(self) -> bool:
        """Whether a network can be given it."""
        return not self.fault and not self.npy.is_words


@dataclass(frozen=True)
class ArraysFound:
    """A file of arrays, looked at once."""

    path: Path
    checksum: str
    arrays: tuple[ArrayFound, ...]

    def named(self, name: str) -> ArrayFound:
        return next(each for each in self.arrays if each.name == name)


def look_at_arrays(path: Path, progress: Progress = silent) -> ArraysFound:
    """Every array is read once, in blocks. Raises UserError."""
    headers = arrays_of(path)
    if not headers:
        raise refusal(
            _("“{name}” has no arrays in it.").format(name=path.name),
            _("Save them with numpy.savez, each under a name."),
        )
    total = sum(npy.length for npy in headers if not npy.fault) or 1
    checksum, done = file_checksum(path, _quietly(progress)), 0
    found, compared = [], _compared(headers)
    for npy in headers:
        if npy.fault:
            found.append(ArrayFound(npy, npy.fault))
            continue
        seen = _Seen(npy, compared.get(npy.name))
        for block in blocks_of(path, npy):
            seen.take(block)
            done += len(block)
            progress(done, total)
        found.append(seen.found())
    if not any(each.is_input for each in found):
        raise refusal(
            _("“{name}” has no numbers that a network can be given. “{array}”: {reason}").format(
                name=path.name, array=found[0].name, reason=found[0].fault or _("It has only words.")
            )
        )
    return ArraysFound(path, checksum, tuple(found))


def name_in_test(name: str) -> str:
    """What the array of the test part is called, in small letters; the same name where none is."""
    return _TRAIN.sub("test", name).lower()


def _compared(headers: Sequence[Npy]) -> Mapping[str, np.dtype[Any]]:
    """The arrays that have their like in a test part or a training part, with a type that both go into."""
    sound = [npy for npy in headers if not npy.fault and not npy.is_words]
    compared: dict[str, np.dtype[Any]] = {}
    for npy in sound:
        for test in sound:
            named = name_in_test(npy.name) == test.name.lower() != npy.name.lower()
            if named and npy.shape[1:] == test.shape[1:]:
                compared[npy.name] = compared[test.name] = np.result_type(npy.dtype, test.dtype)
    return compared


def _quietly(progress: Progress) -> Progress:
    """Asks whether to stop, and tells nothing."""
    return lambda _done, _total: progress(0, 1)


class _Seen:
    """Folds in the blocks of one array. compared_as: the type in which its examples are told from others."""

    def __init__(self, npy: Npy, compared_as: np.dtype[Any] | None) -> None:
        self._npy = npy
        self._compared_as = compared_as
        self._hashes: list[NDArray[np.int64]] = []
        self._lowest, self._highest = np.inf, -np.inf
        self._whole = not npy.is_words
        self._broken: list[NDArray[np.bool_]] = []
        self._first = np.zeros(0)
        self._names = class_reader(npy)

    def take(self, block: NDArray[Any]) -> None:
        if not len(self._first) and block[0].size <= _LARGEST_SHOWN:
            self._first = block[:_FIRST].copy()
        broken = np.zeros(len(block), np.bool_)
        if not self._npy.is_words:
            broken = self._take_numbers(block)
        self._broken.append(broken)
        if self._compared_as is not None:
            self._hashes.append(hashes_of(block.astype(self._compared_as, copy=False)))
        if self._names is not None and not self._names.take(block, broken):
            self._names = None

    def _take_numbers(self, block: NDArray[Any]) -> NDArray[np.bool_]:
        """Which examples are broken."""
        flat = block.reshape(len(block), -1)
        if block.dtype.kind != "f":
            self._lowest = min(self._lowest, float(flat.min()))
            self._highest = max(self._highest, float(flat.max()))
            return np.zeros(len(block), np.bool_)
        good = is_good(flat)
        known = flat if good.all() else flat[good]
        if known.size:
            self._lowest = min(self._lowest, float(known.min()))
            self._highest = max(self._highest, float(known.max()))
            self._whole = self._whole and bool((known == np.rint(known)).all())
        return np.asarray(~good.all(axis=1))

    def found(self) -> ArrayFound:
        if not self._npy.is_words and self._lowest > self._highest:
            return ArrayFound(self._npy, _("None of its numbers is finite."))
        classes, labels = self._names.found() if self._names is not None else ((), np.zeros(0, np.int32))
        return ArrayFound(
            self._npy,
            lowest=min(self._lowest, self._highest),
            highest=max(self._lowest, self._highest),
            whole=self._whole,
            broken=np.concatenate(self._broken),
            classes=classes,
            labels=labels,
            first=self._first,
            hashes=np.concatenate(self._hashes) if self._hashes else np.zeros(0, np.int64),
        )
