"""Going on after a run's end, going back to kept weights, and stepping by epochs, with the real worker."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from nnstudio.design import edits
from nnstudio.gui.document import Document
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.messages import Message
from nnstudio.gui.news import News
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Command, Train
from nnstudio.protocol.events import Finished, Ready, Started
from tests.gui.shell.conftest import Until
from tests.gui.shell.test_run_state import curve
from tests.gui.shell.test_training_thread import worker_processes
from tests.gui.shell.windows import Answers

EPOCHS = 200  # of the document; 5 steps each


def finished(state: RunState, until: Until) -> None:
    until(state, lambda: state.phase is Phase.FINISHED)


def stepped(state: RunState, until: Until, epochs: int) -> None:
    """Step by epochs until so many are done."""
    for number in range(1, epochs + 1):
        state.step("epoch")
        until(state, lambda number=number: state.phase is Phase.PAUSED and state.progress.step == 5 * number)


def kept(state: RunState, until: Until) -> None:
    before = state.kept.step
    state.kept.keep()
    until(state, lambda: state.kept.step is not None and state.kept.step != before)


def test_that_a_step_of_an_epoch_draws_one_epoch(state: RunState, until: Until) -> None:
    stepped(state, until, 2)
    assert list(state.history.epoch.values) == [1, 2]
    assert len(curve(state)) == 10


def test_that_more_epochs_lengthen_the_curves_of_a_run_that_ended(
    state: RunState, document: Document, until: Until
) -> None:
    state.train()
    finished(state, until)
    whole = curve(state)
    document.apply(edits.set_recipe, "epochs", EPOCHS // 2)
    state.train()
    finished(state, until)
    run = state.run
    assert state.can_train_more
    state.train_more(EPOCHS // 2)
    assert (state.run, state.phase) == (run + 1, Phase.PREPARING)
    finished(state, until)
    assert curve(state) == whole
    assert list(state.history.epoch.values) == list(range(1, EPOCHS + 1))
    assert state.progress.step == 5 * EPOCHS
    assert document.design.recipe.epochs == EPOCHS // 2


def test_that_more_epochs_are_added_to_a_run_that_goes_on(
    state: RunState, document: Document, until: Until
) -> None:
    stepped(state, until, 1)
    run = state.run
    state.train_more(50)
    finished(state, until)
    assert state.run == run
    assert state.progress.step == 5 * (EPOCHS + 50)


def test_that_an_edit_leaves_the_epochs_that_were_added(
    state: RunState, document: Document, until: Until
) -> None:
    stepped(state, until, 1)
    state.train_more(50)
    document.apply(edits.set_optimizer_param, "learning_rate", 0.02)
    finished(state, until)
    assert state.progress.step == 5 * (EPOCHS + 50)


def test_that_a_design_that_the_run_does_not_follow_has_no_more_epochs(
    state: RunState, document: Document, until: Until
) -> None:
    assert not state.can_train_more
    state.train()
    finished(state, until)
    document.apply(edits.set_param, document.design.layers[0].id, "units", 5)
    assert not state.can_train_more
    until(state, lambda: state.phase is Phase.FINISHED)
    document.undo_stack.undo()
    assert state.can_train_more
    state.train_more(1)
    finished(state, until)
    assert state.progress.step == 5 * (EPOCHS + 1)


def test_that_a_run_whose_worker_died_has_no_more_epochs_until_it_goes_back(
    state: RunState, document: Document, until: Until
) -> None:
    stepped(state, until, 1)
    kept(state, until)
    state.train()
    finished(state, until)
    whole = curve(state)
    end_worker(state, until)
    assert not state.can_train_more
    assert not state.kept.can_keep
    assert state.kept.can_go_back
    state.kept.go_back()
    until(state, lambda: state.phase is Phase.STOPPED and state.can_train_more)
    state.train_more(EPOCHS - 1)
    finished(state, until)
    assert curve(state) == whole


def end_worker(state: RunState, until: Until) -> None:
    """As if the system had ended the process."""
    (process,) = worker_processes()
    process.kill()
    until(state, lambda: state.worker is None)
    until(state, lambda: state.worker is not None)


@pytest.mark.parametrize("ended", [False, True])
def test_that_going_back_cuts_the_curves_and_repeats_the_numbers(
    state: RunState, until: Until, ended: bool
) -> None:
    stepped(state, until, 2)
    kept(state, until)
    assert state.kept.step == 10
    assert state.sampled is not None
    then = state.sampled.outputs
    if ended:
        state.train()
        finished(state, until)
    else:
        state.step("epoch")
        until(state, lambda: state.progress.step == 15 and state.phase is Phase.PAUSED)
    first = curve(state)
    state.kept.go_back()
    until(state, lambda: state.progress.step == 10 and state.sampled.step == 10)
    assert curve(state) == first[:10]
    assert list(state.history.epoch.values) == [1, 2]
    np.testing.assert_array_equal(state.sampled.outputs, then)
    assert state.phase is (Phase.STOPPED if ended else Phase.PAUSED)
    state.train_more(EPOCHS)
    finished(state, until)
    assert curve(state)[: len(first)] == first


def test_that_weights_kept_in_a_run_serve_the_next_of_the_same_design(state: RunState, until: Until) -> None:
    stepped(state, until, 2)
    kept(state, until)
    first = curve(state)
    state.reset()
    until(state, lambda: state.phase is Phase.PAUSED and state.progress.step == 0)
    assert state.kept.can_go_back
    state.kept.go_back()
    until(state, lambda: state.progress.step == 10)
    assert curve(state) == first


def test_that_weights_are_gone_back_to_in_their_own_design_only(
    state: RunState, document: Document, until: Until
) -> None:
    assert not state.kept.can_keep
    stepped(state, until, 1)
    assert state.kept.can_keep
    assert not state.kept.can_go_back
    kept(state, until)
    assert state.kept.can_go_back
    document.apply(edits.set_param, document.design.layers[0].id, "units", 5)
    assert state.kept.can_go_back  # the run is still of the design that it began with
    state.restart()
    finished(state, until)
    assert not state.kept.can_go_back
    state.forget()
    assert state.kept.step is None


def test_that_plain_fit_keeps_weights_goes_back_and_trains_more(
    state: RunState, document: Document, until: Until
) -> None:
    said: list[Message] = []
    state.message.connect(said.append)
    document.apply(edits.set_recipe, "epochs", 2)
    state.set_engine("keras")
    stepped(state, until, 1)
    kept(state, until)
    state.train()
    finished(state, until)
    assert state.can_train_more
    state.train_more(1)
    finished(state, until)
    assert state.progress.step == 3 * state.progress.steps_per_epoch
    state.kept.go_back()
    until(state, lambda: state.progress.step == 5)
    assert said == []


def test_that_the_window_asks_how_many_epochs_and_remembers_the_answer(
    window: MainWindow, answers: Answers, until: Until
) -> None:
    window.files.open_shipped("spiral")
    state, action = window.run_state, window.actions_["train_more"]
    assert not action.isEnabled()
    window.document.apply(edits.set_recipe, "epochs", 3)
    state.train()
    finished(state, until)
    assert action.isEnabled()
    action.trigger()  # left without an answer
    assert state.phase is Phase.FINISHED
    answers.more_epochs = 4
    action.trigger()
    finished(state, until)
    assert len(state.history.epoch.values) == 7
    action.trigger()
    finished(state, until)
    assert answers.asked == ["after 3, 10 more", "after 3, 10 more", "after 7, 4 more"]


def test_that_the_action_names_the_step_whose_weights_are_kept(window: MainWindow, until: Until) -> None:
    window.files.open_shipped("spiral")
    keep, back = window.actions_["keep_weights"], window.actions_["go_back"]
    assert not keep.isEnabled()
    window.actions_["step_epoch"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED and keep.isEnabled())
    assert not back.isEnabled()
    keep.trigger()
    until(window.run_state, back.isEnabled)
    step = window.run_state.progress.step
    assert f"step {step}" in back.text()
    assert f"step {step}" in window.status.currentMessage()


class Line(QObject):
    """Stands in for a training thread: keeps what is sent, and brings what a test says."""

    arrived = Signal()
    ready = Ready("", "", 0.0)

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Command] = []
        self._news: list[News] = []

    def send(self, command: Command) -> None:
        self.sent.append(command)

    def say(self, *news: News) -> None:
        self._news += news
        self.arrived.emit()

    def take(self) -> list[News]:
        news, self._news = self._news, []
        return news


def test_that_epochs_that_are_asked_for_while_a_run_ends_are_trained_all_the_same(
    document: Document, until: Until
) -> None:
    line = Line()
    state = RunState(document, cast(TrainingThread, line))
    state.train()
    run, design = state.run, document.design
    line.say(Started(run, design, 5, EPOCHS, 17))
    until(state, lambda: state.phase is Phase.RUNNING)
    state.train_more(50)
    line.say(Finished(run, 5 * EPOCHS, EPOCHS, 1.0))
    until(state, lambda: state.run == run + 1)
    train = line.sent[-1]
    assert isinstance(train, Train)
    assert (train.job.after, train.job.design.recipe.epochs) == (run, EPOCHS + 50)
    line.say(Finished(run + 1, 5 * (EPOCHS + 50), EPOCHS + 50, 1.0))
    until(state, lambda: state.phase is Phase.FINISHED)
    assert line.sent[-1] is train
