"""What is found in a table: how it is written, its columns, and the rows that are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nnstudio.data.own import excel
from nnstudio.data.own.chunks import Delimited, first_lines
from nnstudio.data.own.columns import ColumnFound, ColumnSeen
from nnstudio.data.own.dialects import Decimal, find_dialect, is_header, named, width_of
from nnstudio.data.own.encodings import sound
from nnstudio.data.own.excel import Sheet, first_rows
from nnstudio.data.own.reading import Asking, Progress, file_checksum, file_size, refusal, share, silent
from nnstudio.data.own.records import BadRow, first_cells
from nnstudio.i18n import _

MOST_COLUMNS: Final = 2_000
_HEAD: Final = 50  # rows that are shown
_MOST_TOLD: Final = 100  # bad rows


@dataclass(frozen=True)
class TableForm:
    """How a table is to be read; what is "" or None is found.

    separator: one character; not for Excel. sheet: of an Excel file.
    """

    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    header: bool | None = None
    sheet: str = ""


@dataclass(frozen=True)
class TableHead:
    """The first rows as text, and how they were read: quickly, before the whole table is.

    form: complete. sheets: of an Excel file. rows: without the names.
    """

    path: Path
    form: TableForm
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...] = ()

    @property
    def is_excel(self) -> bool:
        return bool(self.sheets)


@dataclass(frozen=True)
class TableFound:
    """A whole table, looked at once. count: rows that could be read; broken: the first of the others, and how
    many there are. checksum: of the file."""

    head: TableHead
    checksum: str
    count: int
    columns: tuple[ColumnFound, ...]
    broken: tuple[BadRow, ...] = ()
    broken_count: int = 0


@dataclass
class BadRows:
    """Counts the rows that are left out, and keeps the first."""

    first: list[BadRow] = field(default_factory=list)
    count: int = 0

    def __call__(self, row: BadRow) -> None:
        self.count += 1
        if len(self.first) < _MOST_TOLD:
            self.first.append(row)


def is_excel(path: Path) -> bool:
    return path.suffix.lower() in excel.SUFFIXES


def look_at_head(path: Path, form: TableForm = TableForm(), progress: Progress = silent) -> TableHead:
    """The first rows of a table. Raises UserError."""
    if path.suffix.lower() in excel.OLD_SUFFIXES:
        raise refusal(
            _("“{name}” is of a kind that cannot be read here.").format(name=path.name),
            hint=_("Save it as .xlsx or CSV."),
        )
    return _head_of_sheet(path, form, progress) if is_excel(path) else _head_of_text(path, form, progress)


def _head_of_text(path: Path, form: TableForm, progress: Progress) -> TableHead:
    encoding = sound(path, form.encoding, progress).encoding
    file_size(path)
    lines = first_lines(path, encoding)
    if not lines:
        raise refusal(_("“{name}” has no rows.").format(name=path.name))
    dialect = find_dialect(lines, form.separator, form.decimal)
    header = dialect.header if form.header is None else form.header
    rows = first_cells(lines, dialect.separator)[: _HEAD + 1]
    width = _checked_width(width_of(lines, dialect.separator), path)
    names = named(rows[0] if header else (), width)
    complete = TableForm(encoding, dialect.separator, dialect.decimal, header)
    return TableHead(path, complete, names, tuple(map(tuple, rows[header:])))


def _head_of_sheet(path: Path, form: TableForm, progress: Progress) -> TableHead:
    sheets, sheet, rows = first_rows(path, form.sheet, _HEAD + 1, progress)
    if not rows:
        raise refusal(_("“{name}” has no rows.").format(name=path.name))
    header = is_header(rows[0], rows[1:], ".") if form.header is None else form.header
    width = _checked_width(max(map(len, rows)), path)
    names = named(rows[0] if header else (), width)
    padded = tuple((*row, *("",) * (width - len(row))) for row in rows[header:])
    return TableHead(path, TableForm(decimal=".", header=header, sheet=sheet), names, padded, sheets)


def _checked_width(width: int, path: Path) -> int:
    if width > MOST_COLUMNS:
        raise refusal(
            _("“{name}” has {count:,} columns, more than the {most:,} that can be read.").format(
                name=path.name, count=width, most=MOST_COLUMNS
            )
        )
    return width


def reader_of(path: Path, form: TableForm, width: int) -> Delimited | Sheet:
    """form: complete."""
    if is_excel(path):
        return Sheet(path, form.sheet, bool(form.header), width)
    decimal: Decimal = "," if form.decimal == "," else "."
    return Delimited(path, form.encoding, form.separator, decimal, bool(form.header), width)


def look_at_table(head: TableHead, progress: Progress = silent) -> TableFound:
    """Read a table through, in the form of its head. Raises UserError."""
    path, form = head.path, head.form
    size = file_size(path)
    bad, count, asking = BadRows(), 0, Asking(progress)
    seen = [ColumnSeen(name, "," if form.decimal == "," else ".") for name in head.names]
    checksum = file_checksum(path, share(asking, 0, 1, 10))
    chunks = reader_of(path, form, len(seen)).chunks(bad, share(asking, 1, 10, 10), size)
    for chunk in chunks:
        for column, cells in zip(seen, chunk.columns, strict=True):
            column.take(cells, count)
            asking.again()
        count += len(chunk.numbers)
    if not count:
        raise refusal(
            _("“{name}” has no rows with {width:,} cells.").format(name=path.name, width=len(seen)),
            hint=_("Choose another separator, or other data."),
        )
    found = []
    for column in seen:
        found.append(column.found())
        asking.again()
    return TableFound(head, checksum, count, tuple(found), tuple(bad.first), bad.count)
