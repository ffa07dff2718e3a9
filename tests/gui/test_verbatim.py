"""A person's own words stay what they are, whatever they look like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare, preview
from nnstudio.data.own.table_choice import chosen as pick
from nnstudio.data.own.table_choice import own_table, suggested
from nnstudio.data.prepared import Preview
from nnstudio.design.model import DataChoice
from nnstudio.design.own import ColumnKind, Role
from nnstudio.gui.data_page.dialog import DataPage
from nnstudio.gui.predictions import PredictionsPanel
from nnstudio.gui.reading_bar import ReadingBar
from nnstudio.gui.theme import LIGHT
from nnstudio.gui.verbatim import as_tip, without_key
from nnstudio.protocol.events import DataReading, Floats
from tests.data.own.designs import as_suggested
from tests.data.own.tables import found, written
from tests.gui.odd_words import ODD, ODD_FILE, guessed, looked_for, without_keys
from tests.gui.predictions_data import answered

CLASSES = (ODD, "plain & simple", "third")


def table(folder: Path, text: str, *uses: tuple[ColumnKind, Role]) -> DataChoice:
    """uses: of the columns, where it is not what suits them."""
    look = found(written(folder, text, f"{ODD_FILE}.csv"))
    columns = [pick(seen, *use) for seen, use in zip(look.columns, uses, strict=True)] if uses else ()
    return as_suggested(own_table(look, columns or suggested(look), "leave"))


def classes(folder: Path) -> DataChoice:
    rows = [f"{i % 9},{i % 7},{i % 5},{CLASSES[i % 3]}\n" for i in range(120)]
    return table(folder, f"{ODD},wide,&amp; high,{ODD} kind\n" + "".join(rows))


def plane(folder: Path) -> DataChoice:
    rows = [f"{i % 9},{i % 7},{CLASSES[i % 2]}\n" for i in range(120)]
    return table(folder, f"{ODD} x,{ODD} y,kind\n" + "".join(rows))


def numbers(folder: Path) -> DataChoice:
    rows = [f"{i % 9},{i % 7},{i % 5},{i % 9 + i % 7 + i / 7:.3f}\n" for i in range(120)]
    return table(folder, f"{ODD},wide,high,{ODD} sum\n" + "".join(rows))


def given_back(folder: Path) -> DataChoice:
    rows = [f"{i % 9},{i % 7},{i % 5}\n" for i in range(120)]
    return table(folder, f"{ODD},wide,high\n" + "".join(rows), *[("number", "input")] * 3)


def series(folder: Path) -> DataChoice:
    rows = [f"20{i // 12:02d}-{i % 12 + 1:02d}-01,{np.sin(i):.4f}\n" for i in range(240)]
    return table(folder, f"day,{ODD}\n" + "".join(rows), ("time", "time"), ("number", "target"))


def phrases(folder: Path) -> DataChoice:
    rows = [f"{ODD} number {i} of many words,{CLASSES[i % 3]}\n" for i in range(90)]
    return table(folder, "text,kind\n" + "".join(rows), ("text", "input"), ("category", "target"))


def translations(folder: Path) -> DataChoice:
    rows = [f"{ODD} number {i},number {i} {ODD}\n" for i in range(90)]
    return table(folder, "text,other\n" + "".join(rows), ("text", "input"), ("text", "target"))


MADE = (classes, plane, numbers, given_back, series, phrases, translations)


@pytest.fixture(params=MADE, ids=[made.__name__ for made in MADE])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Preview:
    made: Callable[[Path], DataChoice] = request.param
    return preview(prepare(made(tmp_path)))


def _guesses(known: Preview) -> Floats:
    """Answers of the right shape for what is shown; shares that sum to 1 for classes."""
    facts, count = known.facts, len(known.shown)
    drawn = np.random.default_rng(0).random((count, *facts.target_shape)).astype(np.float32)
    if facts.classes:
        drawn = np.random.default_rng(0).random((count, max(2, len(facts.classes)))).astype(np.float32)
        drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def test_that_predictions_and_the_page_of_the_data_show_odd_words_as_they_are(
    qtbot: QtBot, data: Preview
) -> None:
    panel, page, bar = PredictionsPanel(LIGHT), DataPage(LIGHT), ReadingBar()
    for widget in (panel, page, bar):
        qtbot.addWidget(widget)
    bar.show_reading(DataReading(data.choice, 1, 2))
    for widget in (panel, page):
        widget.resize(700, 700)
        widget.show_preview(data)
        widget.show()
    panel.show_samples(answered(_guesses(data)))
    places = looked_for(panel, page, bar)
    assert places.told
    assert not places.wrong


def test_that_a_text_without_markup_stays_the_same_in_a_tip() -> None:
    for text in ("width", "a & b", "1 < 2 and 3 > 2", "two\nlines"):
        assert as_tip(text) == text == guessed(text)


@pytest.mark.parametrize("text", [ODD, "<img src=x>", "a &lt; b", "<b>", "x <i>y</i>  z"])
def test_that_a_text_like_markup_is_shown_as_it_is(text: str) -> None:
    assert guessed(text) != text, "it would be taken for markup"
    assert guessed(as_tip(text)) == text


def test_that_an_ampersand_names_no_key(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setText(without_key("&Fish & chips"))
    assert button.shortcut().isEmpty()
    assert without_keys(button.text()) == "&Fish & chips"
    menu = QMenu()
    qtbot.addWidget(menu)
    assert without_keys(menu.addAction(without_key(ODD)).text()) == ODD
