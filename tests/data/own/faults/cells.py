"""The words of the table of faults: what a reader makes of data that are wrong in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from nnstudio.data.own.reading import Progress, silent
from nnstudio.design.own import OwnData

FAULTS: Final[Mapping[str, str]] = {
    "empty": "a file or folder with nothing in it",
    "wrong type": "something else than its name says",
    "mixed": "numbers and words in one column, or several kinds in one folder",
    "wide": "a thousand columns",
    "one class": "a target of which all are the same",
    "one row": "a single example",
    "not finite": "NaN and infinity",
    "cp1251": "Cyrillic of older Windows programs",
    "utf-16": "as Excel saves “Unicode text”",
    "unclosed quote": "a quotation mark that is opened and never closed",
    "same names": "two columns, arrays or folders of one name",
    "bomb": "little that would become very much",
    "link": "a link out of what was chosen",
    "one bad": "one that is damaged among many good ones",
    "vanishes": "gone while it is read",
    "no permission": "not for this user to read",
    "no disk": "no room where something is to be written",
    "runs code": "pickled objects, macros, formulas",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a reading: data to learn from, what was left out, and names that were found."""

    own: OwnData
    left_out: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Examples that are learned from; of texts to be written on characters."""
        return self.own.count


class Read(Protocol):
    """From a path to data that are ready to be learned from. Raises UserError."""

    def __call__(self, path: Path, progress: Progress = silent, target: str = "") -> Outcome: ...


Write: TypeAlias = Callable[[Path], Path]  # something into a folder; tells what of it is chosen


@dataclass(frozen=True)
class Reader:
    """good: writes data with nothing wrong."""

    good: Write
    read: Read


@dataclass(frozen=True)
class Refused:
    """One sentence that the pattern is found in. target: a column that is made the class by force."""

    bad: Write
    sentence: str
    target: str = ""


@dataclass(frozen=True)
class Taken:
    """It is read nevertheless. count: examples; left_out: a pattern for each that is; names: some found."""

    bad: Write
    count: int
    left_out: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Not:
    """It cannot happen to that reader."""

    because: str


@dataclass(frozen=True)
class Proven:
    """By a test of its own, "file::name"."""

    by: str


@dataclass(frozen=True)
class WhileRead:
    """It happens to good data: the sentence, or "" where the rest is read and the lost one is named."""

    sentence: str
    left_out: tuple[str, ...] = ()


Cell: TypeAlias = Refused | Taken | Not | Proven | WhileRead
