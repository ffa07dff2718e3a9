"""Texts through the whole window: a network translates what is typed, another writes while it learns."""

from __future__ import annotations

import pytest

from nnstudio.design import edits
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.generation import GenerationView
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.predictions.translation import TranslationView
from nnstudio.gui.run_progress import Phase
from nnstudio.protocol.commands import Compose
from nnstudio.protocol.events import Composed
from tests.gui.shell.conftest import Until


def test_that_a_name_that_is_typed_is_classified_and_its_letters_are_shaded(
    window: MainWindow, until: Until
) -> None:
    window.files.open_shipped("country-names")
    state = window.run_state
    window.document.apply(edits.set_recipe, "epochs", 2)
    until(state, lambda: state.preview is not None)
    view = window.desk.predictions.findChild(PhrasesView)
    assert view is not None
    assert view.isVisible()
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert "validation examples right" in view.caption.text()
    view.line.setText("Rossi")
    until(state, lambda: view.mattered.weights is not None)
    assert view.mattered.weights is not None
    assert view.mattered.weights.shape == (5,)
    whole = view.mattered.bars.guesses[0].share
    assert 0 < whole <= 1
    view.list.setCurrentIndex(view.rows.index(0))
    until(state, lambda: view.mattered.weights is not None)
    listed = view.rows.phrase(view.rows.number(view.rows.index(0))).guesses
    asked = view.mattered.bars.guesses
    assert [guess.name for guess in asked] == [guess.name for guess in listed]
    assert asked[0].share == pytest.approx(listed[0].share, abs=1e-3)
    assert not asked[0].is_true  # the wrong ones come first


def test_that_pause_and_stop_are_obeyed_while_a_long_text_is_being_written(
    window: MainWindow, until: Until
) -> None:
    """Written to its end, the text would outlast the patience of these waits many times."""
    window.files.open_shipped("names-gru")
    state = window.run_state
    window.document.apply(edits.set_source_param, "country", "Italy")
    window.document.apply(edits.set_recipe, "epochs", 100_000)
    until(state, lambda: state.preview is not None and state.preview.choice.params["country"] == "Italy")
    state.train()
    until(state, lambda: state.phase is Phase.RUNNING and state.progress.step > 0)
    state.questions.forget()
    state.questions.ask(Compose(0, (2,), 100_000_000))
    state.pause()
    until(state, lambda: state.phase is Phase.PAUSED)
    state.train()
    until(state, lambda: state.phase is Phase.RUNNING)
    state.stop()
    until(state, lambda: state.phase is Phase.STOPPED)
    state.questions.forget()
    state.questions.ask(Compose(0, (2,), 5))  # takes its place
    said: list[object] = []
    state.questions.answered.connect(said.append)
    until(state, lambda: bool(said))
    assert isinstance(said[0], Composed)
    assert len(said[0].tokens) == 6


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
