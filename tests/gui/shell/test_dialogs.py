"""The questions to a person, as they really are asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.gui.dialogs import Answer, Dialogs
from tests.gui.odd_words import ODD


@pytest.fixture
def dialogs(qtbot: QtBot) -> Dialogs:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Dialogs(parent)


def answer_with(qtbot: QtBot, title: str, seen: list[QMessageBox]) -> None:
    """Press the button of that title once a question is there."""

    def press() -> None:
        box = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
        seen.append(box)
        (button,) = [each for each in box.findChildren(QPushButton) if each.text() == title]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)


@pytest.mark.parametrize(
    ("title", "answer"),
    [("Save", Answer.SAVE), ("Don't save", Answer.DISCARD), ("Cancel", Answer.CANCEL)],
)
def test_that_unsaved_changes_have_three_answers(
    dialogs: Dialogs, qtbot: QtBot, title: str, answer: Answer
) -> None:
    seen: list[QMessageBox] = []
    answer_with(qtbot, title, seen)
    assert dialogs.ask_unsaved(ODD) is answer
    assert ODD in seen[0].text()
    assert seen[0].textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("mine", "mine.nnd"),
        ("mine.nnd", "mine.nnd"),
        ("MINE.NND", "MINE.NND"),
        ("tuned v1.2", "tuned v1.2.nnd"),
    ],
)
def test_that_a_design_is_saved_under_a_name_that_it_is_found_by(
    dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, saved: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / typed), ""))
    assert dialogs.ask_save(tmp_path) == tmp_path / saved


@pytest.mark.parametrize(("title", "replaces"), [("Replace", True), ("Cancel", False)])
def test_that_no_other_file_is_replaced_unasked(
    dialogs: Dialogs,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    title: str,
    replaces: bool,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "mine"), ""))
    (tmp_path / "mine.nnd").write_text("another one's work")
    seen: list[QMessageBox] = []
    answer_with(qtbot, title, seen)
    assert (dialogs.ask_save(tmp_path) == tmp_path / "mine.nnd") is replaces
    assert "“mine.nnd” is there already." in seen[0].text()
