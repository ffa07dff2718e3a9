"""The speed of training in the whole window: held back, let go, and chosen from button, menu and palette."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolBar

from nnstudio.gui.commands import all_commands
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.tempo_menu import TempoButton, TempoMenu
from nnstudio.gui.tempos import TEMPO, TEMPOS, tempo_text
from tests.gui.shell.conftest import Until


def choose(menu: QMenu, key: str) -> None:
    next(action for action in menu.actions() if action.data() == key).trigger()


def button_of(window: MainWindow) -> TempoButton:
    button = window.findChild(QToolBar, "toolbar").findChild(TempoButton)
    assert isinstance(button, TempoButton)
    return button


def test_that_a_run_is_held_back_and_let_go(window: MainWindow, until: Until) -> None:
    button = button_of(window)
    state = window.run_state
    choose(button.menu(), "batches-1")
    window.files.open_shipped("iris")
    window.actions_["train"].trigger()
    until(state, lambda: state.progress.step > 0)
    assert state.phase is Phase.RUNNING
    assert state.progress.step < 5, "it runs away"
    choose(button.menu(), "full")
    until(state, lambda: state.phase is Phase.FINISHED)


def test_that_button_menu_and_settings_say_the_same_speed(window: MainWindow) -> None:
    button, menu = button_of(window), window.menuBar().findChild(TempoMenu)
    assert isinstance(menu, TempoMenu)
    assert button.text() == "Speed: full"
    choose(menu, "epochs-3")
    assert button.text() == "Speed: 3 epochs/s"
    assert window.settings.tempo == TEMPOS["epochs-3"]
    marked = [action.data() for action in button.menu().actions() if action.isChecked()]
    assert marked == ["epochs-3"]


def test_that_the_command_palette_offers_every_speed(window: MainWindow) -> None:
    commands = {command.title: command for command in all_commands(window)}
    assert {tempo_text(key) for key in TEMPO.keys} <= set(commands)
    commands[tempo_text("epochs-1")].do()
    assert window.settings.tempo == TEMPOS["epochs-1"]
