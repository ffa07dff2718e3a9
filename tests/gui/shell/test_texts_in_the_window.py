"""Texts through the whole window: a network translates what is typed, another writes while it learns."""

from __future__ import annotations

import pytest

from nnstudio.design import edits
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.generation import GenerationView
from nnstudio.gui.predictions.translation import TranslationView
from nnstudio.gui.run_progress import Phase
from tests.gui.shell.conftest import Until


@pytest.mark.soak  # attention takes long to compile
def test_that_what_is_typed_is_translated_after_an_epoch(window: MainWindow, until: Until) -> None:
    window.files.open_shipped("dates-attention")
    state = window.run_state
    window.document.apply(edits.set_source_param, "count", 300)
    window.document.apply(edits.set_recipe, "epochs", 1)
    until(state, lambda: state.preview is not None and state.preview.facts.train == 210)
    view = window.desk.predictions.findChild(TranslationView)
    assert view is not None
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert "translated exactly" in view.caption.text()
    view.line.setText("Monday, November 23, 2026")
    until(state, lambda: bool(view.answer.text()))


def test_that_a_network_writes_while_it_learns_and_after_it(window: MainWindow, until: Until) -> None:
    window.files.open_shipped("names-gru")
    state = window.run_state
    window.document.apply(edits.set_source_param, "country", "Italy")
    window.document.apply(edits.set_recipe, "epochs", 100_000)
    until(state, lambda: state.preview is not None and state.preview.choice.params["country"] == "Italy")
    view = window.desk.predictions.findChild(GenerationView)
    assert view is not None
    state.train()
    until(state, lambda: bool(view.sample.toPlainText()))
    assert state.phase is Phase.RUNNING
    state.stop()
    until(state, lambda: state.phase is Phase.STOPPED)
    before = view.sample.toPlainText()
    view.start.setText("Mar")
    view.another.click()
    until(state, lambda: view.sample.toPlainText() != before)
    assert view.sample.toPlainText().startswith("Mar")
