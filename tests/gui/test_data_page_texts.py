"""Texts on the page of a data set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nnstudio.data.text.measures import Measures
from nnstudio.gui.data_page import DataPage
from nnstudio.gui.data_page.lengths import LengthsChart
from nnstudio.gui.data_page.texts import TextsTable, TextsViewer
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import shown
from tests.gui.test_data_page import words


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[DataPage]:
    made = DataPage(LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def viewer(page: DataPage) -> TextsViewer:
    found = page.examples.findChild(TextsViewer)
    assert found is not None
    return found


def row(table: TextsTable, at: int) -> list[str]:
    return [table.data(table.index(at, column)) for column in range(table.columnCount())]


def test_that_texts_are_listed_with_their_class_their_tokens_and_their_numbers(page: DataPage) -> None:
    seen = shown("country_names")
    page.show_preview(seen)
    table = viewer(page).rows
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert table.rowCount() == len(seen.train)
    assert seen.train_text is not None
    assert seen.train.labels is not None
    name = seen.train_text.texts[5]
    text, country, tokens, numbers = row(table, 5)
    assert (text, country) == (name, seen.facts.classes[seen.train.labels[5]])
    assert tokens == str(len(name))
    assert numbers.split()[: len(name)] == [str(seen.train_text.input.numbers[sign]) for sign in name]
    assert table.data(table.index(5, 0), Qt.ItemDataRole.ToolTipRole) == " · ".join(name)
    page.part.setCurrentIndex(1)
    assert seen.text is not None
    assert row(table, 5)[0] == seen.text.texts[5]


def test_that_the_texts_of_one_class_can_be_looked_at(page: DataPage) -> None:
    seen = shown("languages")
    page.show_preview(seen)
    view = viewer(page)
    view.classes.setCurrentText("Russian")
    listed = {row(view.rows, at)[1] for at in range(view.rows.rowCount())}
    assert listed == {"Russian"}
    assert seen.train.labels is not None
    assert view.rows.rowCount() == int((seen.train.labels == seen.facts.classes.index("Russian")).sum())
    view.classes.setCurrentIndex(0)
    assert view.rows.rowCount() == len(seen.train)


def test_that_texts_to_translate_stand_beside_their_translation(page: DataPage) -> None:
    seen = shown("dates")
    page.show_preview(seen)
    view = viewer(page)
    assert not view.classes.isVisibleTo(page)
    assert seen.train_text is not None
    assert row(view.rows, 3)[:2] == [seen.train_text.texts[3], seen.train_text.answers[3]]


def test_that_a_long_text_is_shown_in_the_windows_that_the_network_reads(page: DataPage) -> None:
    seen = shown("names")
    page.show_preview(seen)
    table = viewer(page).rows
    text, following, tokens, _numbers = row(table, 0)
    assert len(text) == int(tokens) == seen.choice.length
    assert "⏎" in text
    assert "\n" not in text
    assert len(following) == len("… a")


def test_that_the_page_tells_the_vocabulary_and_how_long_texts_are(page: DataPage) -> None:
    page.show_preview(shown("languages"))
    said = words(page)
    assert "Vocabulary | 1,000, with padding and the unknown one" in said
    assert "Texts that are cut | " in said
    assert page.lengths.isVisibleTo(page)
    assert "the longest has" in page.lengths.accessibleDescription()
    page.show_preview(shown("dates"))
    assert "Vocabulary of answers" in words(page)
    page.show_preview(shown("iris"))
    assert "Vocabulary" not in words(page)
    assert not page.lengths.isVisibleTo(page)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("lengths", [(0, 3), tuple(range(300)), (0,) * 900 + (1,)])
def test_that_bars_hold_all_texts_however_long_these_are(
    qtbot: QtBot, theme: object, lengths: tuple[int, ...]
) -> None:
    chart = LengthsChart(LIGHT)
    qtbot.addWidget(chart)
    chart.set_theme(theme)  # type: ignore[arg-type]
    chart.show_lengths(Measures(lengths), 40)
    counts, each = chart.bars()
    assert counts.sum() == sum(lengths)
    assert len(counts) <= 48
    assert len(counts) * each >= len(lengths)
    chart.show()
    chart.grab()
