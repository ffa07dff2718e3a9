"""Reads a table again for training: chunk by chunk, straight into the arrays that the network needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.chunks import Chunk, numbers_of
from nnstudio.data.own.codes import Codes
from nnstudio.data.own.dialects import Decimal
from nnstudio.data.own.numbers import filled_forward, only_good
from nnstudio.data.own.reading import Progress, changed, file_checksum, file_size, share, silent
from nnstudio.data.own.records import BadRow
from nnstudio.data.own.table_choice import input_width, table_of
from nnstudio.data.own.table_texts import TextRows, reads_text
from nnstudio.data.own.tables import TableForm, reader_of
from nnstudio.data.own.times import years_of
from nnstudio.data.source import Raw
from nnstudio.design.own import OwnData, OwnTable

Doubles = NDArray[np.float64]
Mask = NDArray[np.bool_]


def load_table(own: OwnData, progress: Progress = silent) -> Raw:
    """The rows that are not left out; a gap that is to be filled is NaN. Raises UserError."""
    path, table = Path(own.path), table_of(own)
    if file_checksum(path, share(progress, 0, 1, 10)) != own.checksum:
        raise changed(path)
    form = TableForm(table.encoding, table.separator, table.decimal, table.header, table.sheet)
    reader = reader_of(path, form, len(table.columns))
    rows = _collector(table, own.count)
    for chunk in reader.chunks(_ignore, share(progress, 1, 10, 10), file_size(path)):
        rows.take(chunk)
    if rows.done != own.count:  # it has changed meanwhile
        raise changed(path)
    return rows.raw()


def _collector(table: OwnTable, count: int) -> _Rows | _Series | TextRows:
    if _time(table) is not None:
        return _Series(table, count)
    return TextRows(table) if reads_text(table) else _Rows(table, count)


def _ignore(_row: BadRow) -> None:
    """It was told when the data were chosen."""


def _time(table: OwnTable) -> int | None:
    return next((at for at, column in enumerate(table.columns) if column.role == "time"), None)


class _Rows:
    """Inputs (count, width) float32 and targets, filled row by row. done: how many there are."""

    def __init__(self, table: OwnTable, count: int) -> None:
        self._decimal: Decimal = table.decimal
        self._fills = table.gaps == "fill"
        columns = list(enumerate(table.columns))
        self._inputs = [(at, column, Codes(column)) for at, column in columns if column.role == "input"]
        self._targets = [(at, column, Codes(column)) for at, column in columns if column.role == "target"]
        self._has_classes = any(column.kind == "category" for _at, column, _codes in self._targets)
        self._values = np.zeros((count, input_width(table)), np.float32)
        self._answers: NDArray[np.float32] | NDArray[np.int32] = (
            np.empty(count, np.int32)
            if self._has_classes
            else np.empty((count, len(self._targets)), np.float32)
        )
        self.done = 0

    def take(self, chunk: Chunk) -> None:
        good = np.ones(len(chunk.numbers), np.bool_)
        read: dict[int, Doubles] = {}
        for at, column, codes in (*self._inputs, *self._targets):
            read[at] = values = codes.of(chunk.columns[at], self._decimal)
            if column.role == "target" or not self._fills:
                good &= ~np.isnan(values)
        stop = min(self.done + int(good.sum()), len(self._values))
        here = np.flatnonzero(good)[: stop - self.done]
        at_column = 0
        for at, column, _codes in self._inputs:
            values = read[at][here]
            if column.kind == "category":
                known = np.flatnonzero(~np.isnan(values))
                self._values[self.done + known, at_column + values[known].astype(np.int64)] = 1.0
                at_column += len(column.categories)
            else:
                self._values[self.done : stop, at_column] = values
                at_column += 1
        for place, (at, _column, _codes) in enumerate(self._targets):
            if self._has_classes:
                self._answers[self.done : stop] = read[at][here]
            else:
                self._answers[self.done : stop, place] = read[at][here]
        self.done += int(good.sum())

    def raw(self) -> Raw:
        answers = self._answers if self._targets else None
        return Raw(self._values, answers, has_gaps=self._fills and bool(np.isnan(self._values).any()))


class _Series:
    """One quantity over time, in the order of time; a gap that is to be filled has the value before it."""

    def __init__(self, table: OwnTable, count: int) -> None:
        self._decimal: Decimal = table.decimal
        self._fills = table.gaps == "fill"
        time = _time(table)
        assert time is not None
        self._time = time
        self._is_number = table.columns[time].kind == "number"
        self._target = next(at for at, column in enumerate(table.columns) if column.role == "target")
        self._times: list[Doubles] = []
        self._values: list[Doubles] = []
        self.done = 0

    def take(self, chunk: Chunk) -> None:
        cells = chunk.columns[self._time]
        if self._is_number or isinstance(cells, np.ndarray):
            times = only_good(numbers_of(cells, self._decimal))
        else:
            times = years_of(cells)
        values = only_good(numbers_of(chunk.columns[self._target], self._decimal))
        good = ~np.isnan(times) & (self._fills | ~np.isnan(values))
        self._times.append(times[good])
        self._values.append(values[good])
        self.done += int(good.sum())

    def raw(self) -> Raw:
        times, values = np.concatenate(self._times), np.concatenate(self._values)
        order = np.argsort(times, kind="stable")
        return Raw(filled_forward(values[order])[:, None], None, times[order])
