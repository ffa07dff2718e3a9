"""Sheets of Excel files, as the same chunks that a delimited text gives."""

from __future__ import annotations

import contextlib
import datetime
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data.own.archives import check_archive
from nnstudio.data.own.chunks import Cells, Chunk
from nnstudio.data.own.reading import Cancelled, Progress, in_words, refusal, silent
from nnstudio.data.own.records import BadRow
from nnstudio.errors import UserError
from nnstudio.i18n import _

SUFFIXES: Final = (".xlsx", ".xlsm")
OLD_SUFFIXES: Final = (".xls", ".xlsb", ".ods")
_CHUNK: Final = 5_000
_ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_MOST_ROWS: Final = (
    1_048_576  # of any sheet of Excel; a file may claim more, and would be gone through for days
)
_BETWEEN: Final = 10_000  # rows, until it is told again how far it is
_NONE: Final = frozenset(("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"))

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """How a sheet is read. width: cells of a row. header: whether the first row has the names."""

    path: Path
    sheet: str
    header: bool
    width: int

    def chunks(self, bad: Callable[[BadRow], None], progress: Progress, size: int) -> Iterator[Chunk]:
        """All rows that have something in them. Raises UserError."""
        with opened(self.path) as book:
            sheet = book[self.sheet]
            count = max(1, sheet.max_row or 1)
            numbers: list[int] = []
            rows: list[Row] = []
            skip = self.header
            for number, row in _filled_rows(sheet, self.path, lambda done: progress(min(done, count), count)):
                if skip:
                    skip = False
                    continue
                numbers.append(number)
                rows.append((*row[: self.width], *(None,) * (self.width - len(row))))
                if len(rows) == _CHUNK:
                    yield _chunk(numbers, rows)
                    numbers, rows = [], []
            if rows:
                yield _chunk(numbers, rows)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The workbook, read only; raises UserError for what is none."""
    check_archive(path)
    import openpyxl

    book = None
    try:
        with in_words(path):
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            yield book
    except (UserError, Cancelled, MemoryError):
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise refusal(
            _("“{name}” is damaged: it cannot be read as an Excel file.").format(name=path.name),
            hint=_("Save it again in Excel, or as CSV."),
        ) from error
    finally:
        if book is not None:
            book.close()


def sheets_of(path: Path) -> tuple[str, ...]:
    """The names of the sheets that have cells. Raises UserError."""
    with opened(path) as book:
        return tuple(sheet.title for sheet in book.worksheets)


def first_rows(path: Path, sheet: str, many: int, progress: Progress = silent) -> list[list[str]]:
    """The first rows that have something in them, as text. Raises UserError."""
    rows: list[list[str]] = []
    with opened(path) as book:
        for _number, row in islice(_filled_rows(book[sheet], path, lambda done: progress(0, 1)), many):
            rows.append([cell_text(cell) or "" for cell in _trimmed(row)])
    return rows


def _filled_rows(sheet: Any, path: Path, told: Callable[[int], None]) -> Iterator[tuple[int, Row]]:
    """Rows that have something in them, with their numbers from 1. told: now and then, at which number it is.

    Raises UserError for more rows than there can be.
    """
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if not number % _BETWEEN:
            told(number)
        if number > _MOST_ROWS:
            raise refusal(
                _("“{name}” is damaged: it cannot be read as an Excel file.").format(name=path.name),
                hint=_("Save it again in Excel, or as CSV."),
            )
        if not is_blank(row):
            yield number, row


def is_blank(row: Row) -> bool:
    return all(cell is None or cell == "" for cell in row)


def cell_text(cell: object) -> str | None:
    """A cell as text; None where there is nothing."""
    if cell is None or (isinstance(cell, str) and (cell.strip() in _NONE or cell in _ERRORS)):
        return None
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell)


def _trimmed(row: Row) -> Row:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _chunk(numbers: Sequence[int], rows: Sequence[Row]) -> Chunk:
    return Chunk(np.array(numbers, np.int64), tuple(map(_cells, zip(*rows, strict=True))))


def _cells(column: Row) -> Cells:
    """Real numbers where there is nothing else, otherwise text."""
    if all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in column):
        return np.array([np.nan if cell is None else cell for cell in column], np.float64)
    import pandas

    return pandas.Series([cell_text(cell) for cell in column], dtype="str")
