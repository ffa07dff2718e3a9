"""The language of the window: chosen by hand or by the system, and changed while a network learns."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from nnstudio import i18n
from nnstudio.design import edits
from nnstudio.gui import speech
from nnstudio.gui.actions import ACTIONS, MENUS
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.program import LATER_KEY, Program
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.settings import Settings
from nnstudio.gui.settings_dialog import SettingsDialog
from nnstudio.gui.speech import Speech
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Speak
from tests.gui.shell.conftest import Until, delete_later
from tests.gui.shell.pretended import Pretended, untranslated
from tests.gui.shell.windows import Answers


@pytest.fixture
def pretended_russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is said in Russian stands in brackets, so that nothing else is taken for it."""

    def set_language(code: str) -> None:
        i18n.install(gettext.NullTranslations() if code == "en" else Pretended(), code)

    monkeypatch.setattr(speech, "set_language", set_language)
    yield
    i18n.set_language("en")


@pytest.fixture
def program(
    pretended_russian: None,
    settings: Settings,
    thread: TrainingThread,
    qapp: QApplication,
    until: Until,
) -> Iterator[Program]:
    settings.set_value("theme", "light")
    made = Program(qapp, settings, thread, dialogs=Answers())
    made.window.show()
    until(made.window.run_state, lambda: made.window.run_state.worker is not None)
    yield made
    window = made.window
    window.run_state.forget()
    window.hide()
    thread.arrived.disconnect()
    delete_later(window)
    delete_later(made)


def change(program: Program, code: str, qtbot: QtBot) -> MainWindow:
    """Choose a language as the settings do; the window that speaks it."""
    before = program.window
    program._settings.set_value("language", code)
    qtbot.waitUntil(lambda: program.window is not before)
    return program.window


def test_that_another_language_leaves_nothing_in_the_one_before(
    program: Program, until: Until, qtbot: QtBot
) -> None:
    window = program.window
    window.files.open_shipped("digits-cnn")
    window.document.apply(edits.set_recipe, "epochs", 3)
    until(window.run_state, lambda: window.run_state.preview is not None)
    window = change(program, "ru", qtbot)
    assert untranslated(window) - opened_titles(window) == set()
    for row in window.document.design.layers:
        window.network.selection.select(row.id)
        assert untranslated(window.desk.layer) == set()
    for name in ("shortcuts", "glossary", "about", "commands", "settings"):
        window.actions_[name].trigger()
    dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
    found = set().union(*(untranslated(top) for top in dialogs))
    for dialog in dialogs:
        dialog.close()
    assert len(dialogs) == 5
    assert found == set()


def opened_titles(window: MainWindow) -> set[tuple[str, str]]:
    """A design that is open is the person's own: its title stays as it is."""
    return {(type(window).__name__, window.windowTitle())}


def test_that_a_run_its_curves_and_the_way_back_outlive_the_window(
    program: Program, until: Until, qtbot: QtBot
) -> None:
    old = program.window
    state = old.run_state
    old.files.open_shipped("spiral")
    old.document.apply(edits.set_recipe, "epochs", 1_000_000)
    rows = old.document.design.layers
    old.network.selection.select(rows[1].id)
    until(state, lambda: state.preview is not None)
    old.actions_["train"].trigger()
    until(state, lambda: state.progress.epoch > 3)
    old.show_settings()
    run, reached = state.run, state.progress.step
    window = change(program, "ru", qtbot)
    assert window.run_state is state
    assert (state.run, state.phase) == (run, Phase.RUNNING)
    until(state, lambda: state.progress.step > reached)
    assert window.network.selection.keys() == [rows[1].id]
    assert window.actions_["train"].text() == "⟦&Pause⟧"
    assert window.desk.progress.loss_plot.isVisible()
    assert [dialog.isVisible() for dialog in window.findChildren(SettingsDialog)] == [True]
    window.actions_["undo"].trigger()
    assert window.document.design.recipe.epochs != 1_000_000
    until(state, lambda: state.phase is Phase.FINISHED)  # more are done than are wanted now
    assert change(program, "en", qtbot).actions_["train"].text() == "&Train"


def test_that_the_gallery_stays_and_an_open_design_waits_behind_it(program: Program, qtbot: QtBot) -> None:
    program.window.files.open_shipped("iris")
    program.window.stage.turn()
    window = change(program, "ru", qtbot)
    assert not window.stage.is_working
    assert untranslated(window.stage.gallery) == set()
    assert window.actions_["gallery"].text() == "⟦&Back to the network⟧"
    window.actions_["gallery"].trigger()
    assert window.document.design.data.source == "iris"


def test_that_what_is_wrong_with_a_design_is_said_anew(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.files.open_shipped("digits-cnn")
    window.document.apply(edits.set_param, window.document.design.layers[2].id, "kernel_size", 40)
    english = window.document.report.problems[0].message
    window = change(program, "ru", qtbot)
    assert window.document.report.problems[0].message != english
    assert untranslated(window.status) == set()


def test_that_the_worker_is_told(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(program._thread, "send", told.append)
    change(program, "ru", qtbot)
    assert Speak("ru") in told


def test_that_a_program_that_is_being_written_is_waited_for(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program.window
    monkeypatch.setattr(MainWindow, "is_occupied", True)
    program._settings.set_value("language", "ru")
    qtbot.waitUntil(lambda: any(said.key == LATER_KEY for said in before.messages.messages))
    assert program.window is before
    assert i18n.language() == "en"
    monkeypatch.setattr(MainWindow, "is_occupied", False)
    qtbot.waitUntil(lambda: program.window is not before)
    assert i18n.language() == "ru"


@pytest.fixture
def spoken(qapp: QApplication, settings: Settings, pretended_russian: None) -> Iterator[Speech]:
    settings.set_value("language", "en")
    made = Speech(qapp, settings, forced="ru")
    yield made
    delete_later(made)


def test_that_the_command_line_goes_before_the_settings_until_these_change(spoken: Speech) -> None:
    assert i18n.language() == "ru"
    spoken.heed_settings()
    assert spoken.wanted == "en"
    spoken.speak()
    assert i18n.language() == "en"


def test_that_qt_says_its_own_words_in_the_language_too(spoken: Speech, qapp: QApplication) -> None:
    assert qapp.translate("QPlatformTheme", "Cancel") == "Отмена"
    spoken.heed_settings()
    spoken.speak()
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_that_each_key_of_a_menu_leads_to_one_action(code: str) -> None:
    menus = {menu: [record.title for record in ACTIONS if record.menu == menu] for menu in MENUS}
    menus["file"].append("Open &recent")
    menus["train"].append("Spee&d")
    menus["view"].append("&Panels")
    i18n.set_language(code)
    for titles in (list(MENUS.values()), *menus.values()):
        keys = [found[1].casefold() for title in titles if (found := re.search(r"&(\w)", i18n._(title)))]
        assert len(keys) == len(titles)
        assert len(set(keys)) == len(keys), titles
    i18n.set_language("en")


SYSTEM = """
from pathlib import Path
from nnstudio.gui.app import make_app
from nnstudio.gui.settings import Settings
from nnstudio.gui.speech import Speech
app = make_app()
speech = Speech(app, Settings(Path("none.ini")))
print(speech.wanted, app.translate("QPlatformTheme", "Cancel"))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others do not read it from the environment")
@pytest.mark.parametrize(("system", "said"), [("ru_RU", "ru Отмена"), ("de:en", "en Cancel")])
def test_that_the_system_decides_where_nothing_was_chosen(system: str, said: str, tmp_path: Path) -> None:
    environment = {**os.environ, "LANGUAGE": system, "LANG": "en_US.UTF-8", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", SYSTEM], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.strip() == said, done.stderr
