"""The window's run, with the real worker: what each command does, and what the views are told."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.problems import Problem
from nnstudio.gui.document import Document
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.protocol.commands import Engine
from nnstudio.protocol.events import Finished
from tests.gui.shell.conftest import Until


def curve(state: RunState) -> list[float]:
    return [float(loss) for loss in state.history.step_losses.values]


def paused_at_start(state: RunState, until: Until) -> None:
    state.reset()
    until(state, lambda: state.phase is Phase.PAUSED and state.sampled is not None)


def test_that_train_goes_through_all_epochs_and_draws_them(state: RunState, until: Until) -> None:
    state.train()
    assert state.phase is Phase.PREPARING
    until(state, lambda: state.phase is Phase.FINISHED)
    assert isinstance(state.last_word, Finished)
    assert len(state.history.loss.values) == 200
    assert len(state.history.step_losses.values) == state.progress.step == state.progress.total
    assert state.sampled is not None
    assert state.sampled.step == state.progress.step


def test_that_the_same_seed_gives_the_same_curve(state: RunState, until: Until) -> None:
    curves = []
    for _turn in range(2):
        state.train()
        until(state, lambda: state.phase is Phase.FINISHED)
        curves.append(curve(state))
    assert curves[0] == curves[1]


def test_that_pause_and_resume_change_no_number(state: RunState, until: Until) -> None:
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    whole = curve(state)
    state.step()  # a run that nobody holds up may end before a pause reaches it
    until(state, lambda: state.phase is Phase.PAUSED and state.progress.step > 0)
    stood = state.progress.step
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert curve(state) == whole
    assert stood <= len(whole)


def test_that_reset_shows_the_untrained_network(state: RunState, until: Until) -> None:
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.sampled is not None
    trained = state.sampled.outputs
    paused_at_start(state, until)
    assert state.progress.step == 0
    assert curve(state) == []
    assert state.sampled is not None
    assert not np.array_equal(state.sampled.outputs, trained)


def test_that_train_after_reset_goes_on_with_that_run(state: RunState, until: Until) -> None:
    paused_at_start(state, until)
    run = state.run
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.run == run


def test_that_stop_reset_and_train_begin_at_the_same_weights_and_draw_the_same_curve(
    state: RunState, document: Document, until: Until
) -> None:
    paused_at_start(state, until)
    assert state.sampled is not None
    untrained = state.sampled.outputs
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    whole = curve(state)
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    until(state, lambda: state.progress.step > 0)
    state.stop()
    until(state, lambda: state.phase is Phase.STOPPED)
    document.undo_stack.undo()
    paused_at_start(state, until)
    assert state.sampled is not None
    np.testing.assert_array_equal(state.sampled.outputs, untrained)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert curve(state) == whole


def test_that_train_after_reset_and_an_edit_starts_afresh(
    state: RunState, document: Document, until: Until
) -> None:
    paused_at_start(state, until)
    run = state.run
    document.apply(edits.set_param, document.design.layers[0].id, "units", 5)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.run == run + 1


def test_that_step_from_idle_trains_the_first_batch_only(state: RunState, until: Until) -> None:
    state.step()
    until(state, lambda: state.phase is Phase.PAUSED and state.progress.step > 0)
    assert state.progress.step == 1
    state.step()
    until(state, lambda: state.progress.step == 2 and state.phase is Phase.PAUSED)


def test_that_stop_keeps_curves_and_predictions(state: RunState, document: Document, until: Until) -> None:
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    until(state, lambda: state.progress.step > 0)
    state.stop()
    assert state.phase is Phase.STOPPING
    until(state, lambda: state.phase is Phase.STOPPED)
    assert curve(state)
    assert state.sampled is not None


def test_that_the_learning_rate_changes_at_once_also_by_undo(
    state: RunState, document: Document, until: Until
) -> None:
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    until(state, lambda: state.progress.step > 0)
    document.apply(edits.set_optimizer_param, "learning_rate", 1e-9)
    assert not state.is_stale
    document.undo_stack.undo()
    assert not state.is_stale
    document.apply(edits.set_recipe, "epochs", 1)  # fewer than were done: it ends
    until(state, lambda: state.phase is Phase.FINISHED)


def test_that_an_edit_that_a_run_cannot_follow_is_said_and_taken_back(
    state: RunState, document: Document, until: Until
) -> None:
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    until(state, lambda: state.phase is Phase.RUNNING)
    document.apply(edits.set_param, document.design.layers[0].id, "units", 5)
    assert state.is_stale
    document.undo_stack.undo()
    assert not state.is_stale
    document.undo_stack.redo()
    run = state.run
    state.restart()
    assert state.run == run + 1
    assert not state.is_stale
    until(state, lambda: state.phase is Phase.RUNNING)


@pytest.mark.parametrize(("wanted", "taken"), [("auto", "xla"), ("graph", "graph"), ("keras", "keras")])
def test_that_a_run_is_trained_by_what_was_chosen_and_says_so(
    state: RunState, document: Document, until: Until, wanted: Engine, taken: str
) -> None:
    document.apply(edits.set_recipe, "epochs", 2)
    state.set_engine(wanted)
    assert state.engine == ""
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.engine == taken


def test_that_another_engine_waits_for_the_next_start(state: RunState, until: Until) -> None:
    paused_at_start(state, until)
    state.set_engine("graph")
    assert state.is_stale
    state.restart()
    assert not state.is_stale
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.engine == "graph"


def test_that_a_design_with_a_problem_is_not_trained(
    state: RunState, document: Document, qtbot: QtBot
) -> None:
    document.apply(edits.remove_layers, [row.id for row in document.design.layers])
    with qtbot.waitSignal(state.blocked) as blocked:
        state.train()
    assert isinstance(blocked.args[0], Problem)
    assert not state.phase.is_active


def test_that_other_data_bring_a_new_preview_and_drop_predictions_that_do_not_fit(
    state: RunState, document: Document, until: Until
) -> None:
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    first = document.design.data
    document.apply(edits.set_source, default_choice("xor"))
    assert state.preview is None
    assert state.sampled is None
    until(state, lambda: state.preview is not None)
    assert state.preview is not None
    assert state.preview.choice == document.design.data != first
    assert state.sampled is None
    document.undo_stack.undo()
    until(state, lambda: state.preview is not None)
    assert state.sampled is not None


def test_that_ticks_are_far_apart_however_many_events_come(
    state: RunState, document: Document, until: Until, qtbot: QtBot
) -> None:
    ticks: list[int] = []
    state.ticked.connect(lambda: ticks.append(state.progress.step))
    document.apply(edits.set_recipe, "epochs", 2_000)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert state.progress.step == 10_000
    assert len(ticks) < 3 + 40 * (state.progress.seconds + 1)


def test_that_another_design_shows_nothing_of_the_last_run(state: RunState, until: Until) -> None:
    state.train()
    until(state, lambda: state.progress.step > 0)
    state.forget()
    assert state.phase is Phase.READY
    assert curve(state) == []
    assert state.sampled is None
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert len(state.history.loss.values) == 200


@pytest.mark.parametrize("command", ["pause", "stop"])
def test_that_commands_without_a_run_do_nothing(state: RunState, command: str) -> None:
    getattr(state, command)()
    assert state.phase is Phase.READY
