"""A table as a stream of chunks, of a delimited text or of a sheet: never the whole of it at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
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

_MOST_ROWS: Final = 20_000  # of a chunk
_MOST_CELLS: Final = 1_000_000  # likewise
_FEWEST_ROWS: Final = 100
TELLING: Final = 50_000  # rows that tell what a column is, or fewer of a table of many columns
_LONGEST_SAMPLE: Final = 1_000_000  # characters

_STARTS: Final = frozenset("0123456789+-.,iInN")  # what a number, inf or nan may begin with
_SPACES: Final = " \u00a0\u202f"  # between the thousands of a number

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

            def told() -> None:
                progress(min(size, raw.tell()), size)

            reader = RecordReader(file, self.separator, self.width, bad, told)
            if self.header:
                reader.skip(_lines_of_header(self.path, self.encoding, self.separator))
            most = max(_FEWEST_ROWS, min(_MOST_ROWS, _MOST_CELLS // self.width))
            tally = _Tally(self.width, self.decimal)
            try:
                for numbers, records in reader.chunks(repeat(most)):
                    columns = self._parsed("".join(records), len(numbers), tally.numeric)
                    tally.take(columns, told)
                    yield Chunk(np.array(numbers, np.int64), columns)
                    told()
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


class _Tally:
    """Which columns are mostly numbers, by the first rows. numeric: of each column; () until it is known."""

    def __init__(self, width: int, decimal: Decimal) -> None:
        self._left = max(1, min(TELLING, _MOST_CELLS // width))  # rows
        self._decimal = decimal
        self._filled, self._finite = [0] * width, [0] * width
        self.numeric: Sequence[bool] = ()

    def take(self, columns: Sequence[Cells], told: Callable[[], None]) -> None:
        if self.numeric:
            return
        for at, column in enumerate(columns):
            self._filled[at] += len(column) - int(is_empty(column).sum())
            self._finite[at] += int(np.isfinite(numbers_of(column, self._decimal)).sum())
            told()
        self._left -= len(columns[0])
        if self._left <= 0:
            self.numeric = [
                2 * finite > filled for finite, filled in zip(self._finite, self._filled, strict=True)
            ]


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


def texts_of(cells: Cells) -> list[str]:
    """(n,) cells as they stand in the file but for spaces around them; "" where there is nothing."""
    if isinstance(cells, np.ndarray):
        return [number_key(number) for number in cells.tolist()]
    return [text.strip() if isinstance(text, str) else "" for text in cells.tolist()]


def numbers_of(cells: Cells, decimal: Decimal) -> NDArray[np.float64]:
    """(n,) numbers; NaN where there is nothing or no number."""
    return cells if isinstance(cells, np.ndarray) else numbers_in(texts_of(cells), decimal)


def numbers_in(texts: Sequence[str], decimal: Decimal) -> NDArray[np.float64]:
    """Likewise of texts without spaces around them."""
    numbers = np.full(len(texts), np.nan)
    likely = [at for at, text in enumerate(texts) if text[:1] in _STARTS]
    if likely:  # of texts that are not nearly all words
        numbers[likely] = _parsed_numbers([texts[at] for at in likely], decimal)
    return numbers


def _parsed_numbers(texts: Sequence[str], decimal: Decimal) -> NDArray[np.float64]:
    import pandas

    plain = pandas.Series(texts, dtype="str")
    if not set(_SPACES).isdisjoint("".join(texts)):
        plain = plain.str.replace(f"[{_SPACES}]", "", regex=True)
    if decimal == ",":
        plain = plain.where(~plain.str.contains(".", regex=False, na=False))
        plain = plain.str.replace(",", ".", regex=False)
    found: NDArray[np.float64] = pandas.to_numeric(plain, errors="coerce").to_numpy(
        np.float64, na_value=np.nan
    )
    return found


def is_empty(cells: Cells) -> NDArray[np.bool_]:
    """(n,) where there is nothing."""
    return np.isnan(cells) if isinstance(cells, np.ndarray) else are_empty(texts_of(cells))


def are_empty(texts: Sequence[str]) -> NDArray[np.bool_]:
    """(n,) where there is no text."""
    return np.fromiter((not text for text in texts), np.bool_, len(texts))


def keys_of(cells: Cells, decimal: Decimal) -> list[str]:
    """(n,) the text by which each cell is told from others as a category; "" where there is nothing.

    A number is written one way however it stands in the file, so that 1, 1.0 and 01 are the same.
    """
    if isinstance(cells, np.ndarray):
        return keys_in(None, cells)
    texts = texts_of(cells)
    return keys_in(texts, numbers_in(texts, decimal))


def keys_in(texts: Sequence[str] | None, numbers: NDArray[np.float64]) -> list[str]:
    """Likewise of texts with the numbers in them; None where there are numbers alone."""
    if texts is not None and np.isnan(numbers).all():
        return list(texts)
    unique, places = np.unique(numbers, return_inverse=True)
    keys = [number_key(number) for number in unique]
    if texts is None:
        return [keys[place] for place in places]
    return [keys[place] or text for place, text in zip(places.tolist(), texts, strict=True)]


def number_key(number: float) -> str:
    return (
        np.format_float_positional(number, trim="-")
        if np.isfinite(number) and abs(number) < 1e16
        else ("" if np.isnan(number) else repr(float(number)))
    )
