"""Own data in the whole window: from a file that is dropped to a network that has learnt it, and back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnstudio.cli.find_design import find_design
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.own_data import OwnDataGuide
from nnstudio.gui.run_progress import Phase
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen
from tests.gui.shell.conftest import Until
from tests.gui.shell.test_main_window import drop
from tests.gui.shell.windows import Answers

TABLE = "x,y,kind\n" + "".join(f"{i % 9},{i % 7},{'high' if i % 9 > 4 else 'low'}\n" for i in range(90))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(TABLE)
    return path


def use(window: MainWindow, qtbot: QtBot) -> None:
    """Go through the guide that is open, to its end."""
    (guide,) = window.findChildren(OwnDataGuide)
    qtbot.waitUntil(lambda: not guide.is_reading)
    with qtbot.waitSignal(guide.destroyed):
        for _step in range(3):
            assert guide.frame.next.isEnabled(), guide.frame.problem.text()
            guide.frame.next.click()


@pytest.fixture
def with_table(window: MainWindow, table: Path, qtbot: QtBot, until: Until) -> MainWindow:
    assert drop(window, table)
    use(window, qtbot)
    until(window.run_state, lambda: window.run_state.preview is not None)
    return window


def test_that_a_dropped_table_is_learnt(with_table: MainWindow, until: Until) -> None:
    assert with_table.stage.is_working
    assert with_table.document.report.errors == ()
    with_table.actions_["train"].trigger()
    until(with_table.run_state, lambda: with_table.run_state.phase is Phase.FINISHED)
    losses = with_table.run_state.history.step_losses.values
    assert losses[-1] < losses[0]


def test_that_a_rare_class_of_a_table_is_told_once_it_is_read(
    window: MainWindow, until: Until, tmp_path: Path
) -> None:
    path = tmp_path / "rare.csv"
    rows = (f"{i % 9},{i % 7},{'odd' if i < 5 else 'usual'}\n" for i in range(200))
    path.write_text("width,height,kind\n" + "".join(rows))
    assert window.files.open(begun(as_suggested(chosen(path)), tmp_path))
    assert window.document.facts is not None
    assert window.document.facts.class_counts == ()
    until(window.run_state, lambda: window.run_state.preview is not None)
    (problem,) = [each for each in window.document.report.problems if each.key == "rare-class"]
    assert "195" in problem.message
    assert "“odd”" in problem.message


def test_that_choosing_data_is_one_step_to_undo(with_table: MainWindow) -> None:
    assert with_table.document.design.data.own is not None
    with_table.actions_["undo"].trigger()
    assert with_table.document.design.data.own is None
    with_table.actions_["redo"].trigger()
    assert with_table.document.design.data.own is not None


def test_that_the_panel_names_the_file_and_says_when_it_has_changed(
    with_table: MainWindow, table: Path, answers: Answers, tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    box = with_table.desk.data.own
    assert (box.name.text(), box.folder.text(), box.state.text()) == ("points.csv", str(tmp_path), "")
    answers.path = tmp_path / "mine.nnd"
    assert with_table.files.save_as()
    table.write_text(TABLE + "1,1,low\n")
    with_table.files.new()
    with_table.files.open(answers.path)
    until(with_table.run_state, lambda: bool(box.state.text()))
    assert "has changed" in box.state.text()
    box.look.click()
    use(with_table, qtbot)
    until(with_table.run_state, lambda: with_table.run_state.preview is not None)
    own = with_table.document.design.data.own
    assert own is not None
    assert own.count == 91
    assert box.state.text() == ""


def test_that_a_saved_design_finds_its_data_for_the_command_line(
    with_table: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "mine.nnd"
    assert with_table.files.save_as()
    assert '"path": "points.csv"' in answers.path.read_text("utf-8")
    own = find_design(str(answers.path)).load().data.own
    assert own is not None
    assert own.path == str(tmp_path / "points.csv")


def test_that_a_missing_file_is_told_and_nothing_is_lost(
    with_table: MainWindow, table: Path, answers: Answers, tmp_path: Path, until: Until
) -> None:
    answers.path = tmp_path / "mine.nnd"
    assert with_table.files.save_as()
    design = with_table.document.design
    table.unlink()
    with_table.files.new()
    with_table.files.open(answers.path)
    until(with_table.run_state, lambda: bool(with_table.desk.data.own.state.text()))
    assert "is not there any more" in with_table.desk.data.own.state.text()
    assert with_table.document.design == design


@pytest.fixture(scope="module")
def long_design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a table with as many rows as take a while to read."""
    folder = tmp_path_factory.mktemp("long")
    path = folder / "long.csv"
    path.write_text("a,b,c\n" + "".join(f"{i % 97},{i % 89},{i % 83}\n" for i in range(1_000_000)))
    return begun(as_suggested(chosen(path), validation=0.1), folder)


def test_that_reading_for_training_is_told_can_be_cancelled_and_begun_again(
    window: MainWindow, long_design: Path, until: Until
) -> None:
    bar, state = window.status.reading, window.run_state
    assert not bar.isVisible()
    window.files.open(long_design)
    until(state, lambda: state.preview is not None)
    os.utime(long_design.with_name("long.csv"))  # it may have changed, and is read again
    state.look_ahead.look_again()
    until(state, bar.isVisible)
    assert "long.csv" in bar.label.text()
    bar.cancel.click()
    until(state, lambda: bool(state.look_ahead.failure))
    assert not bar.isVisible()
    assert "cancelled" in window.messages.messages[0].text
    assert state.preview is None
    window.actions_["train"].trigger()
    until(state, lambda: state.preview is not None)
    until(state, lambda: len(state.history.step_losses.values) > 0)
    assert not bar.isVisible()
    assert window.messages.messages == ()
    window.actions_["stop"].trigger()
    until(state, lambda: state.phase is Phase.STOPPED)


def test_that_several_files_dropped_at_once_are_refused_with_the_way_out(
    window: MainWindow, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = shutil.copy(table, tmp_path / "test.csv")
    assert drop(window, table, Path(other))
    assert window.findChildren(OwnDataGuide) == []
    (message,) = window.messages.messages
    assert "2 files were dropped at once" in message.plain
    window.show_own_data()
    (guide,) = window.findChildren(OwnDataGuide)
    assert drop(guide, table, Path(other))
    assert "2 files were dropped at once" in guide.frame.problem.text()
    assert not guide.is_reading
    assert drop(guide, table)
    qtbot.waitUntil(lambda: not guide.is_reading)
    assert guide.frame.path.text() == "points.csv"
    with qtbot.waitSignal(guide.destroyed):
        guide.reject()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("photos.zip", "is packed. Unpack it"),
        ("table.csv.gz", "is packed. Unpack it"),
        ("mine.nnd", "is a design, not data."),
    ],
)
def test_that_what_is_no_data_says_what_to_do_with_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, name: str, said: str
) -> None:
    (tmp_path / name).write_bytes(b"PK or whatever")
    window.show_own_data()
    (guide,) = window.findChildren(OwnDataGuide)
    assert drop(guide, tmp_path / name)
    assert said in guide.frame.problem.text()
    assert not guide.frame.path.isVisibleTo(guide), "nothing was opened"
    with qtbot.waitSignal(guide.destroyed):
        guide.reject()


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """From another program."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    for here in (other, window):
        here.activateWindow()
        qtbot.waitUntil(here.isActiveWindow)


def test_that_whoever_changed_a_file_in_another_program_is_told_on_coming_back(
    with_table: MainWindow, table: Path, until: Until, qtbot: QtBot
) -> None:
    state, box = with_table.run_state, with_table.desk.data.own
    shown = state.preview
    before = table.read_text()
    table.write_text(before + "8,6,high\n")
    come_back(with_table, qtbot)
    until(state, lambda: bool(state.look_ahead.doubt))
    (message,) = with_table.messages.messages
    assert "has changed since it was chosen" in message.plain
    assert "has changed" in box.state.text()
    assert box.look.text() == "Take it as it is now…"
    assert state.preview is shown, "what was read can still be looked at"
    table.write_text(before)
    come_back(with_table, qtbot)
    until(state, lambda: not state.look_ahead.doubt)
    assert with_table.messages.messages == ()
    assert box.state.text() == ""
    assert state.preview is shown


def test_that_a_file_that_has_changed_can_be_taken_as_it_is(
    with_table: MainWindow, table: Path, until: Until, qtbot: QtBot
) -> None:
    state = with_table.run_state
    table.write_text(table.read_text() + "8,6,high\n")
    come_back(with_table, qtbot)
    until(state, lambda: bool(state.look_ahead.doubt))
    (message,) = with_table.messages.messages
    assert message.offer is not None
    assert message.offer.text == "Take it as it is now…"
    message.offer.do()
    use(with_table, qtbot)
    until(state, lambda: state.preview is not None)
    own = with_table.document.design.data.own
    assert own is not None
    assert own.count == 91
    assert with_table.messages.messages == ()
    assert with_table.desk.data.own.state.text() == ""


def test_that_a_file_that_was_moved_away_is_told_on_coming_back_and_can_still_be_learnt(
    with_table: MainWindow, table: Path, until: Until, qtbot: QtBot
) -> None:
    state = with_table.run_state
    with_table.actions_["train"].trigger()
    until(state, lambda: state.phase is Phase.FINISHED)
    table.rename(table.with_name("elsewhere.csv"))
    come_back(with_table, qtbot)
    until(state, lambda: bool(state.look_ahead.doubt))
    assert "is not there any more" in with_table.desk.data.own.state.text()
    assert with_table.messages.messages[0].offer is None, "nothing can be taken"
    with_table.actions_["train"].trigger()
    assert state.phase is not Phase.FINISHED, "another run has begun"
    until(state, lambda: state.phase is Phase.FINISHED)


def test_that_coming_back_to_the_same_file_asks_nothing_of_the_views(
    with_table: MainWindow, qtbot: QtBot
) -> None:
    state = with_table.run_state
    changed: list[bool] = []
    state.preview_changed.connect(lambda: changed.append(True))
    with qtbot.waitSignal(state.ticked):  # the answer has come
        come_back(with_table, qtbot)
    assert changed == []
    assert state.look_ahead.doubt == ""
