"""The records of a delimited text, one by one as they stand in the file; what is none is told, not guessed.

A quotation mark that is opened and never closed would swallow the rest of the file: a record ends after a few
lines at most, or its first line is left out and the next one is taken for itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TextIO, TypeAlias

from nnstudio.data.own.encodings import DAMAGED
from nnstudio.i18n import _, ngettext

_LONGEST: Final = 20  # lines of one record
QUOTE: Final = '"'
_END: Final = "\x03"


@dataclass(frozen=True)
class BadRow:
    """A row that is left out. number: of its line in the file, from 1."""

    number: int
    reason: str


# The line numbers of some records from 1, and their text, each ending in a line break.
Records: TypeAlias = tuple[list[int], list[str]]


class RecordReader:
    """Cuts a text into records that all have ``width`` cells; tells the others to ``bad``."""

    def __init__(self, file: TextIO, separator: str, width: int, bad: Callable[[BadRow], None]) -> None:
        self._lines = _Lines(file)
        self._separator = separator
        self._width = width
        self._bad = bad

    def skip(self, lines: int) -> None:
        for _line in islice(self._lines, lines):
            pass

    def chunks(self, size: int) -> Iterator[Records]:
        """Of so many records at most, until the text ends."""
        numbers: list[int] = []
        records: list[str] = []
        separators, separator = self._width - 1, self._separator
        for line in self._lines:
            number = self._lines.number
            if QUOTE in line or "\0" in line:
                record = self._quoted(line, number)
                if record is None:
                    continue
                line = record
            elif line.count(separator) != separators:
                if line.strip():
                    self._bad(BadRow(number, cells_reason(line.count(separator) + 1, self._width)))
                continue
            elif not separators and not line.strip():
                continue
            if DAMAGED in line:
                self._bad(BadRow(number, _("bytes that are no text")))
                continue
            numbers.append(number)
            records.append(line)
            if len(records) == size:
                yield numbers, records
                numbers, records = [], []
        if records:
            yield numbers, records

    def _quoted(self, line: str, number: int) -> str | None:
        """The record that begins with this line; None where there is none."""
        record, cells, taken = self._lines.whole(line, self._separator)
        if len(cells) == self._width:
            return record
        self._lines.give_back(taken)
        reason = (
            cells_reason(len(cells), self._width) if cells else _("a quotation mark is opened and not closed")
        )
        self._bad(BadRow(number, reason))
        return None


class _Lines:
    """The lines of a file, of which the last few can be given back. number: of the last one, from 1."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._ahead: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while (line := self.next()) is not None:
            yield line

    def next(self) -> str | None:
        line = self._ahead.pop() if self._ahead else self._file.readline()
        if not line:
            return None
        self.number += 1
        return line if line.endswith("\n") else line + "\n"

    def whole(self, line: str, separator: str) -> tuple[str, list[str], list[str]]:
        """The record that begins with a line, its cells, and the further lines that it takes.

        Without cells where its quotation mark is not closed; then no line is taken.
        """
        record = line.replace("\0", "")
        taken: list[str] = []
        while (cells := _closed(record, separator, strict=bool(taken))) is None:
            following = self.next() if len(taken) < _LONGEST else None
            if following is None:
                self.give_back(taken)
                return line, [], []
            taken.append(following)
            record += following.replace("\0", "")
        return record, cells, taken

    def give_back(self, lines: list[str]) -> None:
        self._ahead.extend(reversed(lines))
        self.number -= len(lines)


def first_cells(lines: Sequence[str], separator: str) -> list[list[str]]:
    """The cells of the records in some lines, whether or not they are sound."""
    rest = _Lines(io.StringIO("\n".join(lines)))
    rows = []
    for line in rest:
        _record, cells, _taken = rest.whole(line, separator)
        rows.append(cells or split(line, separator))
    return rows


def split(line: str, separator: str) -> list[str]:
    """The cells of a line, whether or not its last quotation mark is closed."""
    line = line.rstrip("\r\n")
    return _closed(line, separator) or line.split(separator)


def _closed(record: str, separator: str, strict: bool = False) -> list[str] | None:
    """The cells of a record; None where its last quotation mark is open.

    strict: a quotation mark is closed only at the end of its cell.
    """
    line = record.removesuffix("\n") + separator + _END  # a last cell, which an open mark swallows
    try:
        *cells, end = next(csv.reader([line], delimiter=separator, strict=strict))
    except csv.Error:  # also for a cell longer than the module takes
        return None
    return cells if end == _END else None


def cells_reason(found: int, wanted: int) -> str:
    form = ngettext(
        "{found} cell where there should be {wanted}", "{found} cells where there should be {wanted}", found
    )
    return form.format(found=f"{found:,}", wanted=f"{wanted:,}")
