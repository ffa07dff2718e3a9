"""The guide with a table: three steps from a file to a choice that can be trained."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import DataFacts, Task
from nnstudio.design.model import DataChoice
from nnstudio.gui.own_data import OwnDataGuide
from nnstudio.gui.own_data.columns_model import KIND, MISSING, NAME, ROLE
from nnstudio.gui.own_data.guide import CHOOSE, LOOK, OUTCOME, START
from nnstudio.gui.own_data.table_steps import TableSteps
from nnstudio.gui.theme import DARK
from tests.gui.odd_words import ODD, looked_for
from tests.gui.own_data.conftest import Read

RUSSIAN = "длина;ширина;вид\n" + "".join(
    f"{number},5;{number % 7};{'кот' if number % 2 else 'пёс'}\n" for number in range(40)
)


@pytest.fixture
def cats(tmp_path: Path) -> Path:
    path = tmp_path / "звери.csv"
    path.write_bytes((RUSSIAN + "1;2\n").encode("cp1251"))
    return path


def steps_of(guide: OwnDataGuide) -> TableSteps:
    assert isinstance(guide.steps, TableSteps)
    return guide.steps


def finished(guide: OwnDataGuide, qtbot: QtBot) -> tuple[DataChoice, DataFacts, bool]:
    """Press Next until the guide is done; what it gives."""
    with qtbot.waitSignal(guide.chosen) as chosen:
        while guide.isVisible():
            assert guide.frame.next.isEnabled(), guide.frame.problem.text()
            guide.frame.next.click()
    choice, facts, with_network = chosen.args or ()
    return choice, facts, with_network


def test_that_three_steps_lead_from_a_russian_table_to_data(cats: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(cats)
    steps = steps_of(guide)
    assert guide.pages.currentIndex() == LOOK
    assert steps.look.table.model().index(0, 2).data() == "пёс"  # type: ignore[attr-defined]
    assert "line 42: 2 cells where there should be 3" in steps._look.bad.toPlainText()
    guide.frame.next.click()
    assert guide.pages.currentIndex() == CHOOSE
    roles = [steps.columns.index(row, ROLE).data() for row in range(3)]
    assert roles == ["input", "input", "target"]
    guide.frame.next.click()
    assert guide.pages.currentIndex() == OUTCOME
    choice, facts, with_network = finished(guide, qtbot)
    assert facts.classes == ("кот", "пёс")
    assert (choice.scaling, choice.test, with_network) == ("standard", 0.1, True)
    assert len(prepare(choice).train) == facts.train == 28


def test_that_encoding_and_separator_can_be_corrected(cats: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(cats)
    look = steps_of(guide)._look
    look.encoding.show_key("koi8-r")
    look.encoding.activated.emit(look.encoding.currentIndex())
    qtbot.waitUntil(lambda: not guide.is_reading)
    assert look.table.model().index(0, 2).data() != "пёс"
    look.encoding.show_key("cp1251")
    look.separator.show_key(",")
    look.separator.activated.emit(look.separator.currentIndex())
    qtbot.waitUntil(lambda: not guide.is_reading)
    assert look.table.model().columnCount() == 2
    assert look.table.model().index(0, 0).data() == "0"


def test_that_another_target_makes_the_old_one_an_input(cats: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(cats)
    columns = steps_of(guide).columns
    QAbstractItemModelTester(columns, QAbstractItemModelTester.FailureReportingMode.Fatal)
    columns.set_role([0], "target")
    assert [columns.index(row, ROLE).data() for row in range(3)] == ["target", "input", "input"]
    assert columns.index(0, NAME).data() == "длина"
    _choice, facts, _network = finished(guide, qtbot)
    assert facts.task is Task.REGRESSION
    assert facts.features == ("ширина", "вид: кот", "вид: пёс")


def test_that_a_number_can_be_taken_as_a_class(cats: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(cats)
    columns = steps_of(guide).columns
    columns.set_role([1], "target")
    columns.set_kind([1], "category")
    assert columns.index(1, KIND).data() == "class"
    assert finished(guide, qtbot)[1].classes == tuple("0123456")


def test_that_what_cannot_be_learnt_is_told_and_stops_the_way_on(cats: Path, read: Read) -> None:
    guide = read(cats)
    guide.frame.next.click()
    columns = steps_of(guide).columns
    columns.set_role([0, 1], "unused")
    assert not guide.frame.next.isEnabled()
    assert "No column is an input" in guide.frame.problem.text()
    columns.set_role([0], "input")
    assert guide.frame.next.isEnabled()
    assert not guide.frame.problem.isVisibleTo(guide)


def test_that_rows_with_gaps_are_counted_and_filled_on_wish(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("a,b,kind\n" + "1,2,x\n,3,y\n3,oops,x\n4,5,y\n" * 5)
    guide = read(path)
    steps = steps_of(guide)
    assert steps.columns.index(0, MISSING).data() == "5 rows"
    assert steps.own().count == 10
    steps.gaps.show_key("fill")
    steps.gaps.activated.emit(1)
    assert finished(guide, qtbot)[0].own is not None
    assert steps.own().count == 20


def test_that_a_bad_file_is_one_sentence_and_the_guide_stays(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    guide = read(path)
    assert "is empty" in guide.frame.problem.text()
    assert not guide.frame.next.isEnabled()
    guide.open_path(tmp_path / "song.mp3")
    assert "cannot be read here" in guide.frame.problem.text()
    guide.open_path(tmp_path / "model.pkl")
    assert "can run code" in guide.frame.problem.text()
    guide.frame.back.click()
    assert guide.pages.currentIndex() == START


def test_that_reading_can_be_stopped_and_closing_ends_it(
    tmp_path: Path, guide: OwnDataGuide, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * 1_000_000)
    guide.open_path(path)
    assert guide.is_reading
    guide.frame.stop.click()
    assert not guide.is_reading
    assert guide.pages.currentIndex() == START
    guide.open_path(path)
    with qtbot.waitSignal(guide.destroyed):
        guide.frame.cancel.click()


def test_that_it_follows_the_theme(cats: Path, read: Read) -> None:
    guide = read(cats)
    guide.set_theme(DARK)
    assert DARK.accent in guide.frame.trail[0].styleSheet()


def test_that_names_that_look_like_markup_are_shown_as_they_are(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    path = tmp_path / "markup.csv"
    path.write_text("a<b>c;kind\n" + "".join(f"{at};{'xy'[at % 2]}\n" for at in range(30)))
    guide = read(path)
    guide.frame.next.click()
    guide.frame.next.click()
    labels = [label for label in guide.outcome.table.findChildren(QLabel) if "a<b>c" in label.text()]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_that_names_like_markup_are_shown_as_they_are(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a & b &lt;i.csv"
    rows = (f"{i % 9},{'' if i % 5 else ODD},{ODD if i % 3 else 'other'}\n" for i in range(60))
    path.write_text(f"{ODD},{ODD} again,kind\n" + "".join(rows))
    guide = read(path)
    assert guide.frame.path.textFormat() is Qt.TextFormat.PlainText
    for page in (LOOK, CHOOSE, OUTCOME):
        assert guide.pages.currentIndex() == page
        places = looked_for(guide)
        assert places.told
        assert not places.wrong
        if page != OUTCOME:
            guide.frame.next.click()
