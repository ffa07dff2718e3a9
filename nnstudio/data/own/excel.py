"""Sheets of Excel files, as the same chunks that a delimited text gives."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data.own.archives import check_archive
from nnstudio.data.own.chunks import Cells, Chunk
from nnstudio.data.own.reading import Asking, Cancelled, Progress, in_words, refusal, silent
from nnstudio.data.own.records import BadRow
from nnstudio.errors import UserError
from nnstudio.i18n import _

SUFFIXES: Final = (".xlsx", ".xlsm")
OLD_SUFFIXES: Final = (".xls", ".xlsb", ".ods")
_MOST_ROWS_AT_ONCE: Final = 2_000
_MOST_CELLS: Final = 200_000  # at once
_ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_MOST_ROWS: Final = (
    1_048_576  # of any sheet of Excel; a file may claim more, and would be gone through for days
)
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
        asking = Asking(progress)
        with opened(self.path, asking.again) as book:
            sheet = book[self.sheet]
            count = max(1, sheet.max_row or 1)
            numbers: list[int] = []
            rows: list[Row] = []
            skip, most = self.header, max(1, min(_MOST_ROWS_AT_ONCE, _MOST_CELLS // self.width))
            for number, row in _filled_rows(sheet, self.path):
                if skip:
                    skip = False
                    continue
                numbers.append(number)
                rows.append((*row[: self.width], *(None,) * (self.width - len(row))))
                if len(rows) == most:
                    asking(min(number, count), count)
                    yield _chunk(numbers, rows)
                    numbers, rows = [], []
            if rows:
                yield _chunk(numbers, rows)


class _Watched(io.BufferedReader):
    """A file that tells each time before it is read: the texts of a workbook come before its first cell."""

    def __init__(self, path: Path, told: Callable[[], None]) -> None:
        super().__init__(io.FileIO(path))
        self._told = told

    def read(self, size: int | None = -1, /) -> bytes:
        self._told()
        return super().read(size)


@contextlib.contextmanager
def opened(path: Path, told: Callable[[], None]) -> Iterator[Any]:
    """The workbook, read only; raises UserError for what is none. told: is called whenever more is read."""
    check_archive(path)
    import openpyxl

    book = None
    try:
        with in_words(path), _Watched(path, told) as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
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


def first_rows(
    path: Path, wanted: str, many: int, progress: Progress = silent
) -> tuple[tuple[str, ...], str, list[list[str]]]:
    """The names of the sheets that have cells; the name of the one that is wanted, else of the first that has
    something in it, or ""; and its first rows that have something, as text. Raises UserError."""
    rows: list[list[str]] = []
    with opened(path, Asking(progress).again) as book:
        names = tuple(sheet.title for sheet in book.worksheets)
        for name in (wanted,) if wanted in names else names:
            for _number, row in islice(_filled_rows(book[name], path), many):
                rows.append([cell_text(cell) or "" for cell in _trimmed(row)])
            if rows:
                return names, name, rows
    return names, "", rows


def _filled_rows(sheet: Any, path: Path) -> Iterator[tuple[int, Row]]:
    """Rows that have something in them, with their numbers from 1. Raises UserError for more rows than there
    can be."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
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
