"""A table as a stream of chunks, of a delimited text or of a sheet: never the whole of it at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.dialects import SAMPLE, Decimal
from nnstudio.data.own.encodings import DAMAGE
from nnstudio.data.own.reading import Progress, in_words, refusal
from nnstudio.data.own.records import BadRow, RecordReader
from nnstudio.i18n import _

if TYPE_CHECKING:
    import pandas

CHUNK: Final = 50_000  # rows
_LONGEST_SAMPLE: Final = 1_000_000  # characters

_STARTS: Final = frozenset(
    "0123456789+-.,iInN \t\n\r\v\f\u00a0\u202f"
)  # what a number, inf or nan may begin with

# A column of a chunk: real numbers with NaN where there is nothing, or a pandas series of text with gaps.
Cells: TypeAlias = "NDArray[np.float64] | pandas.Series[Any]"


@dataclass(frozen=True)
class Chunk:
    """numbers: (n,) of the rows in their file, from 1. columns: in step, from left to right."""

    numbers: NDArray[np.int64]
    columns: tuple[Cells, ...]


@dataclass(frozen=True)
class Delimited:
    """How a delimited text is read. width: cells of a row. header: whether the first row has the names."""

    path: Path
    encoding: str
    separator: str
    decimal: Decimal
    header: bool
    width: int

    def chunks(self, bad: Callable[[BadRow], None], progress: Progress, size: int) -> Iterator[Chunk]:
        """All rows; bad: is told of those that are none. size: of the file in bytes. Raises UserError."""
        with in_words(self.path), self.path.open("rb") as raw:
            file = io.TextIOWrapper(raw, encoding=self.encoding, errors=DAMAGE, newline=None)
            reader = RecordReader(file, self.separator, self.width, bad)
            if self.header:
                reader.skip(_lines_of_header(self.path, self.encoding, self.separator))
            numeric: list[bool] = []
            try:
                for numbers, records in reader.chunks(CHUNK):
                    columns = self._parsed("".join(records), len(numbers), numeric)
                    numeric = numeric or [_is_mostly_numbers(column, self.decimal) for column in columns]
                    yield Chunk(np.array(numbers, np.int64), columns)
                    progress(min(size, raw.tell()), size)
            except UnicodeError:
                raise refusal(
                    _("“{name}” is not text in the encoding that was chosen.").format(name=self.path.name),
                    hint=_("Choose another encoding."),
                ) from None

    def _parsed(self, text: str, count: int, numeric: Sequence[bool]) -> tuple[Cells, ...]:
        """numeric: which columns are numbers, as far as known; where one is not, all are read as text."""
        import pandas

        def read(types: Any) -> pandas.DataFrame:
            return pandas.read_csv(
                io.StringIO(text),
                sep=self.separator,
                header=None,
                names=list(range(self.width)),
                index_col=False,
                dtype=types,
                decimal=self.decimal,
                skip_blank_lines=False,
                engine="c",
                low_memory=False,
            )

        try:
            frame = read(
                {at: np.float64 if is_number else str for at, is_number in enumerate(numeric)} or str
            )
        except ValueError:
            frame = read(str)
        if len(frame) != count:
            raise refusal(_("The rows of the table cannot be told apart."), _("Choose another separator."))
        columns = (frame[at] for at in range(self.width))
        return tuple(column.to_numpy() if column.dtype == np.float64 else column for column in columns)


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    return path.open("r", encoding=encoding, errors=DAMAGE, newline=None)  # every kind of line break


def first_lines(path: Path, encoding: str, many: int = SAMPLE) -> list[str]:
    """The first lines that have something in them. Raises UserError."""
    with in_words(path), open_text(path, encoding) as file:
        try:
            sample = file.read(_LONGEST_SAMPLE).replace("\0", "")
        except UnicodeError:
            raise refusal(
                _("“{name}” is not text in the encoding that was chosen.").format(name=path.name),
                hint=_("Choose another encoding."),
            ) from None
    lines = [line for line in sample.split("\n") if line.strip()]
    if len(sample) == _LONGEST_SAMPLE and len(lines) > 1:
        lines.pop()  # it may be cut off
    return lines[:many]


def _lines_of_header(path: Path, encoding: str, separator: str) -> int:
    """Up to the first line that has something in it."""
    with open_text(path, encoding) as file:
        for number, line in enumerate(islice(file, 1_000), start=1):
            if line.strip():
                return number
    return 0


def numbers_of(cells: Cells, decimal: Decimal) -> NDArray[np.float64]:
    """(n,) numbers; NaN where there is nothing or no number."""
    if isinstance(cells, np.ndarray):
        return cells
    import pandas

    likely = np.fromiter(map(_begins_like_a_number, cells.tolist()), np.bool_, len(cells))
    if not likely.all():  # what begins like no number is passed over: of texts that is nearly all
        numbers = np.full(len(cells), np.nan)
        if likely.any():
            numbers[likely] = numbers_of(cells[likely], decimal)
        return numbers
    plain = cells.str.replace(r"[ \u00a0\u202f]", "", regex=True)
    if decimal == ",":
        plain = plain.where(~plain.str.contains(".", regex=False, na=False))
        plain = plain.str.replace(",", ".", regex=False)
    found: NDArray[np.float64] = pandas.to_numeric(plain, errors="coerce").to_numpy(
        np.float64, na_value=np.nan
    )
    return found


def _begins_like_a_number(cell: object) -> bool:
    return isinstance(cell, str) and cell[:1] in _STARTS


def is_empty(cells: Cells) -> NDArray[np.bool_]:
    """(n,) where there is nothing."""
    if isinstance(cells, np.ndarray):
        return np.isnan(cells)
    return np.asarray(cells.isna() | (cells.str.strip() == ""), np.bool_)


def keys_of(cells: Cells, decimal: Decimal) -> list[str]:
    """(n,) the text by which each cell is told from others as a category; "" where there is nothing.

    A number is written one way however it stands in the file, so that 1, 1.0 and 01 are the same.
    """
    numbers = numbers_of(cells, decimal)
    unique, places = np.unique(numbers, return_inverse=True)
    texts = [number_key(number) for number in unique]
    if isinstance(cells, np.ndarray):
        return [texts[place] for place in places]
    plain = cells.fillna("").str.strip().tolist()
    return [texts[place] or text for place, text in zip(places.tolist(), plain, strict=True)]


def texts_of(cells: Cells) -> list[str]:
    """(n,) cells as they stand in the file but for spaces around them; "" where there is nothing."""
    if isinstance(cells, np.ndarray):
        return [number_key(number) for number in cells.tolist()]
    return [str(text) for text in cells.fillna("").str.strip().tolist()]


def number_key(number: float) -> str:
    return (
        np.format_float_positional(number, trim="-")
        if np.isfinite(number) and abs(number) < 1e16
        else ("" if np.isnan(number) else repr(float(number)))
    )


def _is_mostly_numbers(cells: Cells, decimal: Decimal) -> bool:
    filled = ~is_empty(cells)
    there = int(filled.sum())
    return there > 0 and 2 * int(np.isfinite(numbers_of(cells, decimal)[filled]).sum()) > there
