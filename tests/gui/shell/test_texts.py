"""No text of the window escapes translation: each one stands in the brackets of a pretended language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from nnstudio import i18n
from nnstudio.design import edits
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.settings import Settings
from nnstudio.gui.training_thread import TrainingThread
from tests.gui.shell.conftest import Until, delete_later
from tests.gui.shell.pretended import Pretended, bare_words, untranslated
from tests.gui.shell.windows import Answers
from tests.shipped import EACH_AT_LENGTH


@pytest.fixture
def pretended() -> Iterator[None]:
    before = i18n._translation
    i18n.install(Pretended())
    yield
    i18n.install(before)


@pytest.fixture
def window(
    pretended: None,
    settings: Settings,
    thread: TrainingThread,
    qapp: QApplication,
    until: Until,
) -> Iterator[MainWindow]:
    settings.set_value("theme", "light")
    appearance = Appearance(qapp, settings)
    made = MainWindow(settings, appearance, thread, Answers())
    made.show()
    until(made.run_state, lambda: made.run_state.worker is not None)
    yield made
    made.run_state.forget()
    made.hide()
    thread.arrived.disconnect()
    delete_later(made)
    delete_later(appearance)


def test_that_the_gallery_is_translated(window: MainWindow) -> None:
    assert untranslated(window) == set()


@pytest.mark.parametrize("name", EACH_AT_LENGTH)
def test_that_the_window_is_translated_with_every_design(window: MainWindow, until: Until, name: str) -> None:
    state = window.run_state
    window.files.open_shipped(name)
    until(state, lambda: state.preview is not None)
    assert untranslated(window) == set()
    for row in window.document.design.layers:
        window.network.selection.select(row.id)
        assert untranslated(window.desk.layer) == set()
    window.document.apply(edits.set_recipe, "epochs", 2)
    window.actions_["train"].trigger()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert untranslated(window) == set()


def test_that_problems_messages_and_dialogs_are_translated(window: MainWindow) -> None:
    window.files.open_shipped("digits-cnn")
    window.document.apply(edits.set_param, window.document.design.layers[2].id, "kernel_size", 40)
    window.actions_["train"].trigger()
    assert len(window.messages.messages) == 1
    window.document.apply(edits.insert_layer, "no such layer")
    for name in ("settings", "shortcuts", "glossary", "about", "commands"):
        window.actions_[name].trigger()
    dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
    assert len(dialogs) == 5
    found = set().union(*(untranslated(top) for top in (window, *dialogs)))
    for dialog in dialogs:
        dialog.close()
    assert found == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("⟦12⟧ · plain", ["plain"]),
        ("⟦a ⟦b⟧ c⟧", []),
        ("26×26×32", []),
        ("Ctrl+S", []),
    ],
)
def test_that_words_outside_the_brackets_are_found(text: str, words: list[str]) -> None:
    assert bare_words(text) == words
