"""The page of a data set."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import SOURCES, default_choice, prepare, preview
from nnstudio.data.prepared import Preview
from nnstudio.gui.data_page import DataPage
from nnstudio.gui.data_page.table import ExamplesTable
from nnstudio.gui.theme import DARK, LIGHT


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[DataPage]:
    made = DataPage(LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(key: str, **fields: object) -> Preview:
    return preview(prepare(default_choice(key).model_copy(update=fields)))


def words(page: DataPage) -> str:
    grids = [page.facts._rows, page.naive._rows]
    rows = [label.text() for grid in grids for row in grid for label in row if label.isVisibleTo(page)]
    texts = [page.title.text(), page.help.text(), page.origin.text()]
    return " | ".join([*texts, *rows])


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_that_every_set_has_a_page_with_source_licence_and_examples(page: DataPage, key: str) -> None:
    if SOURCES[key].lacking is not None and SOURCES[key].lacking(default_choice(key).params):
        pytest.skip("there is nothing in it before somebody puts it there")
    page.show_preview(shown(key))
    said, source = words(page), SOURCES[key]
    for text in (source.title, source.help, source.origin, source.licence.rstrip(".")):
        assert text in said
    assert "train" in said
    assert page.examples.isVisibleTo(page)
    page.grab()


def test_that_the_classes_of_every_part_are_counted(page: DataPage) -> None:
    seen = shown("iris", validation=0.2, test=0.1)
    assert [sum(counts) for counts in seen.class_counts] == [105, 30, 15]
    assert np.array(seen.class_counts).sum(axis=0).tolist() == [50, 50, 50]
    page.show_preview(seen)
    assert page.balance.isVisibleTo(page)
    assert "setosa: 50" in page.balance.accessibleDescription()
    page.show_preview(shown("diabetes"))
    assert not page.balance.isVisibleTo(page)


def test_that_the_naive_answer_is_told_with_its_unit(page: DataPage) -> None:
    page.show_preview(shown("iris"))
    assert "most frequent class | accuracy 33.3 %" in words(page)
    page.show_preview(shown("co2"))
    assert "ppm" in words(page)


@pytest.mark.usefixtures("qapp")
def test_that_a_table_shows_the_numbers_as_they_were_measured() -> None:
    seen = shown("iris", scaling="standard")
    table = ExamplesTable()
    table.show_part(seen, seen.train)
    from sklearn.datasets import load_iris

    bunch = load_iris()
    row = int(seen.train.rows[3])
    heads = [table.headerData(at, _horizontal()) for at in range(table.columnCount())]
    assert heads == [*SOURCES["iris"].features, "species"]
    said = [table.data(table.index(3, at)) for at in range(5)]
    assert [float(text) for text in said[:4]] == pytest.approx(bunch.data[row].tolist())
    assert said[4] == bunch.target_names[bunch.target[row]]


def _horizontal() -> object:
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def test_that_the_parts_are_looked_at_one_by_one(page: DataPage) -> None:
    seen = shown("iris")
    page.show_preview(seen)
    assert page.part.isVisibleTo(page)
    rows = page.examples.findChild(ExamplesTable)
    assert rows is not None
    assert rows.rowCount() == len(seen.train)
    page.part.setCurrentIndex(1)
    assert rows.rowCount() == len(seen.shown)
    page.show_preview(shown("iris", validation=0.0))
    assert not page.part.isVisibleTo(page)


def test_that_a_page_keeps_what_it_shows_while_other_data_is_loaded(page: DataPage) -> None:
    page.show_preview(shown("digits8"))
    page.show_preview(None)
    assert page.windowTitle() == "Data: Digits 8×8"
    page.set_theme(DARK)
    page.grab()
