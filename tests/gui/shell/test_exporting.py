"""Exporting in the window: where to, how far, what became of it, and nothing over what is there unasked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from nnstudio.export import DATA_FILE, PROGRAM_FILE
from nnstudio.gui import exporting
from nnstudio.gui.commands import all_commands
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.messages import Level
from nnstudio.training.exporter import Exporter
from tests.gui.shell.windows import Answers

PATIENCE = 60_000  # milliseconds


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


@pytest.fixture
def opened(window: MainWindow, answers: Answers, place: Path) -> MainWindow:
    """With a design, and a person who wants it exported to that folder."""
    window.files.open_shipped("iris")
    answers.path = place
    return window


def folder_of(place: Path) -> Path:
    (folder,) = place.iterdir()
    return folder


def export(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: not window.exporting.is_going, timeout=PATIENCE)


def test_that_it_writes_into_a_folder_of_the_designs_name(
    opened: MainWindow, qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    export(opened, qtbot)
    folder = folder_of(place)
    assert folder.name == "Iris flowers (Keras)"
    assert {path.name for path in folder.iterdir()} == {DATA_FILE, PROGRAM_FILE}
    (message,) = opened.messages.messages
    assert message.level is Level.INFO
    assert str(folder) in message.text
    assert f"python {PROGRAM_FILE}" in message.hint
    assert message.offer is not None
    message.offer.do()
    assert [Path(one) for one in shown] == [folder]
    assert not opened.status.exporting.isVisible()


def test_that_what_is_there_is_replaced_only_when_one_says_so(
    opened: MainWindow, answers: Answers, qtbot: QtBot, place: Path
) -> None:
    export(opened, qtbot)
    program = folder_of(place) / PROGRAM_FILE
    program.write_text("mine")
    export(opened, qtbot)
    assert program.read_text() == "mine"
    assert answers.asked[-1] == f"replace {PROGRAM_FILE}, {DATA_FILE}"
    answers.may_replace = True
    export(opened, qtbot)
    assert "keras" in program.read_text()


def test_that_who_chooses_no_folder_gets_nothing(opened: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    answers.path = None
    export(opened, qtbot)
    assert opened.messages.messages == ()


def test_that_a_design_with_an_error_is_refused_before_a_folder_is_asked_for(
    opened: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    opened.network.rows.insert("conv2d")
    assert opened.document.report.errors
    export(opened, qtbot)
    assert "folder" not in answers.asked
    (message,) = opened.messages.messages
    assert message.level is Level.ERROR
    assert "cannot be exported yet" in message.text


def test_that_a_place_that_cannot_be_written_to_is_one_message(
    opened: MainWindow, answers: Answers, qtbot: QtBot, place: Path
) -> None:
    (place / "file").write_text("no folder")
    answers.path = place / "file"
    export(opened, qtbot)
    (message,) = opened.messages.messages
    assert message.level is Level.ERROR
    assert "could not be written" in message.text


def test_that_it_shows_how_far_it_is_and_can_be_cancelled(
    opened: MainWindow, qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (sys.executable, "-u", "-c", "import time; print('1/4'); time.sleep(60)")
    monkeypatch.setattr(
        exporting, "Exporter", lambda *given, **named: Exporter(*given, **named, command=slow)
    )
    bar = opened.status.exporting
    opened.actions_["export"].trigger()
    qtbot.waitUntil(lambda: bar.progress.value() == 250, timeout=PATIENCE)
    assert bar.isVisible()
    assert "Iris flowers (Keras)" in bar.label.text()
    opened.actions_["export"].trigger()
    assert "still being written" in opened.messages.messages[0].text
    bar.cancel.click()
    assert not opened.exporting.is_going
    assert not bar.isVisible()
    assert list(place.iterdir()) == []


def test_that_it_is_in_the_command_palette_when_there_is_a_design(opened: MainWindow) -> None:
    assert "Export as a Keras program" in [command.title for command in all_commands(opened)]
