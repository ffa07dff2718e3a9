"""Asking the network that trains, with the real worker: in a run, paused, after it, and when it is gone."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.gui.document import Document
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.table import ClassesView
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.events import Predicted, PredictFailed
from tests.gui.shell.conftest import Until
from tests.gui.shell.test_training_thread import worker_processes

Answer = Predicted | PredictFailed
STEPS = 5  # an epoch


@pytest.fixture
def heard(state: RunState) -> list[Answer]:
    told: list[Answer] = []
    state.questions.answered.connect(told.append)
    return told


def ask_for_shown(state: RunState) -> None:
    """What the newest sample answers already."""
    assert state.preview is not None
    state.questions.ask(state.preview.shown.inputs)


def answers_as_sampled(state: RunState, heard: list[Answer], until: Until) -> None:
    ask_for_shown(state)
    until(state, lambda: bool(heard))
    answer, sampled = heard.pop(), state.sampled
    assert isinstance(answer, Predicted)
    assert sampled is not None
    assert answer.step == sampled.step
    np.testing.assert_allclose(answer.outputs, sampled.outputs, atol=1e-6)


def test_that_the_network_answers_before_the_first_step_paused_and_after_the_end(
    state: RunState, heard: list[Answer], until: Until
) -> None:
    state.reset()
    until(state, lambda: state.phase is Phase.PAUSED and state.sampled is not None)
    answers_as_sampled(state, heard, until)
    state.step("epoch")
    until(state, lambda: state.sampled is not None and state.sampled.step == STEPS)
    answers_as_sampled(state, heard, until)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    answers_as_sampled(state, heard, until)


def test_that_a_run_that_goes_on_answers_on_the_way(
    state: RunState, document: Document, heard: list[Answer], until: Until
) -> None:
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    ask_for_shown(state)  # while it is still being built
    until(state, lambda: bool(heard) and state.progress.step > 0)
    ask_for_shown(state)
    until(state, lambda: len(heard) == 2)
    assert state.phase is Phase.RUNNING
    first, second = heard
    assert isinstance(first, Predicted)
    assert isinstance(second, Predicted)
    assert second.step > first.step
    assert second.outputs.shape == first.outputs.shape


def test_that_nothing_is_answered_before_the_first_run_nor_about_other_data(
    state: RunState, document: Document, heard: list[Answer], until: Until
) -> None:
    ask_for_shown(state)
    assert isinstance(heard.pop(), PredictFailed)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    document.apply(edits.set_source, default_choice("xor"))
    until(state, lambda: state.preview is not None)
    ask_for_shown(state)
    assert isinstance(heard.pop(), PredictFailed)


def test_that_a_network_that_is_gone_is_not_asked(
    state: RunState, heard: list[Answer], thread: TrainingThread, until: Until
) -> None:
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    (process,) = worker_processes()
    process.kill()
    until(state, lambda: state.worker is None)
    until(state, lambda: state.worker is not None)
    ask_for_shown(state)
    assert isinstance(heard.pop(), PredictFailed)


def test_that_a_view_asks_and_is_told(
    window: MainWindow, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.files.open_shipped("iris")
    state, panel = window.run_state, window.desk.predictions
    until(state, lambda: state.preview is not None)
    told: list[Answer] = []
    view = panel.findChild(ClassesView)
    assert state.preview is not None
    assert view is not None
    monkeypatch.setattr(view, "show_answer", told.append)
    view.asked.emit(state.preview.shown.inputs)
    assert isinstance(told.pop(), PredictFailed)
    state.step()
    until(state, lambda: state.phase is Phase.PAUSED)
    view.asked.emit(state.preview.shown.inputs)
    until(state, lambda: bool(told))
    assert isinstance(told[0], Predicted)
    assert len(told[0].outputs) == len(state.preview.shown)
    window.files.open_shipped("spiral")
    until(state, lambda: state.preview is not None)
    view.asked.emit(np.zeros((1, 4), np.float32))  # hidden now, and about other data
    assert len(told) == 1
