"""Excel files give what the same table as text gives."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.tables import TableForm, look_at_head, look_at_table
from nnstudio.errors import UserError
from tests.data.own.tables import chosen, found, prepared


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


ROWS: list[list[Any]] = [["длина", "когда", "вид"]] + [
    [number / 2, datetime.date(2024, 1, 1 + number), "кот" if number % 2 else "пёс"] for number in range(20)
]


def test_that_a_sheet_is_read(tmp_path: Path) -> None:
    path = book(tmp_path / "звери.xlsx", пусто=[], данные=ROWS)
    table = found(path)
    assert table.head.sheets == ("пусто", "данные")
    assert table.head.form.sheet == "данные"
    assert [column.kind for column in table.columns] == ["number", "time", "category"]
    data = prepared(chosen(path))
    assert data.facts.classes == ("кот", "пёс")
    assert data.train.inputs[np.argsort(data.train.rows)][:3, 0].tolist() == [0, 0.5, 1]


def test_that_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    path = book(tmp_path / "two.xlsx", first=ROWS, second=[["x", "y"], [1, 2], [3, 4]])
    assert found(path, TableForm(sheet="second")).head.names == ("x", "y")


def test_that_gaps_and_errors_of_cells_are_gaps(tmp_path: Path) -> None:
    path = book(
        tmp_path / "gaps.xlsx", s=[["x", "y"], [1, "a"], [None, "b"], ["#N/A", "a"], ["words", "b"], [2, "a"]]
    )
    column = found(path).columns[0]
    assert column.kind == "number"
    assert column.empty.tolist() == [1, 2]
    assert column.broken.tolist() == [3]


def test_that_a_damaged_book_is_told(tmp_path: Path) -> None:

    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not closed")
    with pytest.raises(UserError, match="is damaged"):
        found(path)


def test_that_an_empty_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no rows"):
        found(book(tmp_path / "empty.xlsx", s=[]))


def test_that_a_workbook_of_many_texts_can_be_cancelled_before_its_first_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "texts.xlsx", a=[[at, f"a text of its own, {at}"] for at in range(4_000)])
    asked = [0]

    def stop(_done: int, _total: int) -> None:
        asked[0] += 1
        if asked[0] > 8:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_head(path, progress=stop)
    asked[0] = -10_000
    head = look_at_head(path, progress=stop)
    asked[0] = 0
    with pytest.raises(Cancelled):
        look_at_table(head, stop)
    path.rename(tmp_path / "moved.xlsx")  # on Windows only what nobody has open can be moved
