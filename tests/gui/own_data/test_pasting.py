"""Pasting into the guide: cells of a spreadsheet, a text, a copied file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.data.own import inside
from nnstudio.design import edits
from nnstudio.design.files import load, save
from nnstudio.design.starters import begin_with
from nnstudio.gui.document import Document
from nnstudio.gui.own_data import OwnDataGuide, pasted
from nnstudio.gui.own_data.table_steps import TableSteps
from nnstudio.gui.own_data.text_steps import TextSteps
from nnstudio.gui.theme import LIGHT
from tests.data.own.test_texts import RUSSIAN
from tests.gui.own_data.test_guide_tables import finished

KINDS = ("кот", "пёс")
CELLS = "size\tweight\tkind\n" + "".join(f"{at % 7}\t{at},5\t{KINDS[at % 2]}\n" for at in range(40))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is pasted is kept."""
    monkeypatch.setattr(pasted, "user_data_path", lambda *names, **options: tmp_path / "home")
    monkeypatch.setattr(inside, "user_cache_path", lambda *names, **options: tmp_path / "cache")
    return tmp_path / "home"


def paste(guide: OwnDataGuide, qtbot: QtBot) -> None:
    guide.start.paste.click()
    qtbot.waitUntil(lambda: not guide.is_reading)


def test_that_cells_become_a_table_that_is_kept(guide: OwnDataGuide, qtbot: QtBot, home: Path) -> None:
    QApplication.clipboard().setText(CELLS)
    paste(guide, qtbot)
    assert isinstance(guide.steps, TableSteps)
    choice, facts, _network = finished(guide, qtbot)
    assert facts.classes == ("кот", "пёс")
    (kept,) = (home / "pasted").iterdir()
    assert kept.read_text("utf-8") == CELLS
    assert len(prepare(choice).train) == facts.train


def test_that_small_cells_stand_in_the_design_which_can_be_handed_in_alone(
    guide: OwnDataGuide, qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    QApplication.clipboard().setText(CELLS)
    paste(guide, qtbot)
    choice, facts, _network = finished(guide, qtbot)
    save(begin_with(edits.new_design(), choice, facts)[0], tmp_path / "handed-in.nnd")
    shutil.rmtree(home)
    opened = load(tmp_path / "handed-in.nnd")
    assert opened.data == choice
    assert len(prepare(opened.data).train) == facts.train
    document = Document()
    document.apply(begin_with, choice, facts)
    document.undo_stack.undo()
    assert document.design.data.own is None
    document.undo_stack.redo()
    assert document.design.data == choice
    again = OwnDataGuide(LIGHT, opened.data)
    again.show()
    assert opened.data.own is not None
    again.open_path(Path(opened.data.own.path))
    qtbot.waitUntil(lambda: not again.is_reading)
    assert finished(again, qtbot)[0] == choice
    assert not again.outcome.inside.isEnabled(), "they stand nowhere else"


def test_that_one_who_pastes_much_is_told_where_it_is(guide: OwnDataGuide, qtbot: QtBot, home: Path) -> None:
    QApplication.clipboard().setText(CELLS * 2_000)
    paste(guide, qtbot)
    choice, _facts, _network = finished(guide, qtbot)
    assert not guide.outcome.inside.isVisibleTo(guide.outcome)
    assert "larger than the 500 KB" in guide.outcome._only_here.text()
    assert str(home / "pasted") in guide.outcome._only_here.text()
    assert choice.own is not None
    assert choice.own.inside == ""


def test_that_a_text_is_one_to_write_on(guide: OwnDataGuide, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(RUSSIAN)
    qtbot.keyClick(guide, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: guide.steps is not None and not guide.is_reading)
    assert isinstance(guide.steps, TextSteps)
    assert guide.steps._look.text.toPlainText() == RUSSIAN


def test_that_a_copied_file_is_opened_where_it_is(guide: OwnDataGuide, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "cells.tsv").write_text(CELLS, "utf-8")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "cells.tsv"))])
    QApplication.clipboard().setMimeData(copied)
    paste(guide, qtbot)
    assert guide.frame.path.toolTip() == str(tmp_path / "cells.tsv")
    assert isinstance(guide.steps, TableSteps)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such bound")
def test_that_what_there_is_too_little_room_for_is_not_kept_by_half(
    guide: OwnDataGuide, qtbot: QtBot, home: Path
) -> None:
    import resource

    QApplication.clipboard().setText(CELLS * 100)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        guide.start.paste.click()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "cannot be kept. The file would be larger" in guide.frame.problem.text()
    assert list((home / "pasted").iterdir()) == []


def test_that_an_empty_clipboard_is_one_sentence(guide: OwnDataGuide, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("  ")
    paste(guide, qtbot)
    assert "neither text nor a file" in guide.frame.problem.text()
    assert guide.steps is None


def test_that_no_room_for_it_is_one_sentence(guide: OwnDataGuide, qtbot: QtBot, home: Path) -> None:
    home.write_text("a file where the folder should be")
    QApplication.clipboard().setText(CELLS)
    paste(guide, qtbot)
    assert "cannot be kept" in guide.frame.problem.text()
    assert guide.steps is None
