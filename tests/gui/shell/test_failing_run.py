"""A run that fails in the window: the sentence, the button that mends the design, and the way back."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QToolButton

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.fixes import ChangeLearningRate
from nnstudio.design.normal import normal_design
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from nnstudio.protocol.events import Failed
from tests.engine.designs import design, part, row
from tests.gui.shell.conftest import Until


def button(window: MainWindow, text: str) -> QToolButton:
    (found,) = (each for each in window.messages.findChildren(QToolButton) if each.text() == text)
    return found


def test_that_a_failed_run_offers_a_fix_that_is_an_edit_to_undo(window: MainWindow, until: Until) -> None:
    wild = design(
        default_choice("diabetes"),
        "mean_squared_error",
        row("dense", "output", units=1, activation="linear"),
        optimizer=part("sgd", learning_rate=10.0),
        epochs=5,
    )
    window.document.open(normal_design(wild))
    window.files.opened.emit()
    state, document = window.run_state, window.document
    before = document.design

    state.train()
    until(state, lambda: state.phase is Phase.FAILED)
    word = state.last_word
    assert isinstance(word, Failed)
    assert isinstance(word.fix, ChangeLearningRate)
    (message,) = window.messages.messages
    assert (message.text, message.hint) == (word.message, word.hint)
    assert state.sampled is not None
    assert np.isfinite(state.sampled.outputs).all()
    assert len(state.history.step_losses.values) == state.progress.step > 0

    button(window, word.fix.title).click()
    assert window.messages.messages == ()
    assert document.design == edits.set_optimizer_param(before, "learning_rate", word.fix.value)[0]
    state.train()
    until(state, lambda: not state.phase.is_active)
    assert state.phase is Phase.FINISHED

    document.undo_stack.undo()
    assert document.design == before
