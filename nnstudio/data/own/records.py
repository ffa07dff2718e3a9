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
from nnstudio.i18n import _, grouped, ngettext

_LONGEST: Final = 20  # lines of one record
_BLOCK: Final = 1 << 18  # characters read at a time
QUOTE: Final = '"'
_ODD: Final = (QUOTE, "\0", DAMAGED)  # what makes a line one to be looked at alone
_END: Final = "\x03"


@dataclass(frozen=True)
class BadRow:
    """A row that is left out. number: of its line in the file, from 1."""

    number: int
    reason: str


# The line numbers of some records from 1, and their text, each ending in a line break.
Records: TypeAlias = tuple[list[int], list[str]]


class RecordReader:
    """Cuts a text into records that all have ``width`` cells; tells the others to ``bad``.

    told: is called often while it reads, and may raise to end it.
    """

    def __init__(
        self,
        file: TextIO,
        separator: str,
        width: int,
        bad: Callable[[BadRow], None],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._lines = _Lines(file, told)
        self._separator = separator
        self._width = width
        self._bad = bad

    def skip(self, lines: int) -> None:
        for _line in islice(self._lines, lines):
            pass

    def chunks(self, sizes: Iterator[int]) -> Iterator[Records]:
        """Of so many records each at most, until the text ends."""
        for size in sizes:
            numbers, records = self._chunk(size)
            if not records:
                return
            yield numbers, records

    def _chunk(self, size: int) -> Records:
        numbers: list[int] = []
        records: list[str] = []
        separators, separator = self._width - 1, self._separator
        while len(records) < size:
            room = size - len(records)
            plain = self._lines.plain(room) if separators else []
            if plain and all(line.count(separator) == separators for line in plain):
                records += plain
                numbers += range(self._lines.number - len(plain) + 1, self._lines.number + 1)
                continue
            self._lines.give_back(plain)
            for _line in range(len(plain) or min(room, _LONGEST)):
                line = self._lines.next()
                if line is None:
                    return numbers, records
                number = self._lines.number
                record = self._record(line, number)
                if record is not None:
                    numbers.append(number)
                    records.append(record)
        return numbers, records

    def _record(self, line: str, number: int) -> str | None:
        """The record that begins with this line; None where there is none, which is told."""
        separators = self._width - 1
        if QUOTE in line or "\0" in line:
            record = self._quoted(line, number)
            if record is None:
                return None
            line = record
        elif (found := line.count(self._separator)) != separators:
            if line.strip():
                self._bad(BadRow(number, cells_reason(found + 1, self._width)))
            return None
        elif not separators and not line.strip():
            return None
        if DAMAGED in line:
            self._bad(BadRow(number, _("bytes that are no text")))
            return None
        return line

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
    """The lines of a file, each with its break, of which the last few can be given back.

    number: of the last one, from 1. told: is called before more is read.
    """

    def __init__(self, file: TextIO, told: Callable[[], None] = lambda: None) -> None:
        self._file = file
        self._told = told
        self._ahead: list[str] = []  # the next one last
        self._is_plain = False  # whether there is nothing odd in these
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while (line := self.next()) is not None:
            yield line

    def next(self) -> str | None:
        if not self._ahead:
            self._read()
        if not self._ahead:
            return None
        self.number += 1
        return self._ahead.pop()

    def plain(self, most: int) -> list[str]:
        """The next lines, at most so many, where none of them is to be looked at alone; else []."""
        if not self._ahead:
            self._read()
        if not self._is_plain:
            return []
        lines = self._ahead[-most:]
        del self._ahead[-most:]
        lines.reverse()
        self.number += len(lines)
        return lines

    def _read(self) -> None:
        self._told()
        block = self._file.readlines(_BLOCK)
        if block and not block[-1].endswith("\n"):
            block[-1] += "\n"
        self._is_plain = not _is_odd(block)
        block.reverse()
        self._ahead = block

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
        self._is_plain = self._is_plain and not _is_odd(lines)
        self._ahead.extend(reversed(lines))
        self.number -= len(lines)


def _is_odd(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return any(sign in text for sign in _ODD)


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
    return form.format(found=grouped(found), wanted=grouped(wanted))
