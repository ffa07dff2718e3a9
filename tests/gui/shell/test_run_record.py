"""What is known of a run, folded from its events."""

from __future__ import annotations

import numpy as np

from nnstudio.design import edits
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_record import RunRecord
from nnstudio.protocol.events import Epoch, Failed, Finished, Paused, Progress, Resumed, Started, Stopped
from tests.engine.designs import points

DESIGN = points(epochs=3)
STARTED = Started(1, DESIGN, steps_per_epoch=5, epochs=3, parameters=17)


def progress(step: int, count: int) -> Progress:
    return Progress(1, step, np.full(count, 0.5, np.float32), seconds=step / 10, examples_per_second=200.0)


def epoch(number: int) -> Epoch:
    return Epoch(1, number, 5 * number, 0.5, 0.6, {"binary_accuracy": 0.9}, {}, 0.5 * number, 0.01)


def test_that_a_run_goes_through_its_phases_in_order() -> None:
    record = RunRecord(1, DESIGN)
    assert record.fold([STARTED, Paused(1, 0)]) == [Phase.RUNNING, Phase.PAUSED]
    assert record.fold([Resumed(1), progress(5, 5), epoch(1)]) == [Phase.RUNNING]
    assert record.fold([Finished(1, 15, 3, 1.5)]) == [Phase.FINISHED]
    assert record.fold([]) == []


def test_that_every_step_and_every_epoch_is_kept_however_they_come() -> None:
    record = RunRecord(1, DESIGN)
    record.fold([STARTED, progress(3, 3), progress(5, 2), epoch(1), progress(10, 5), epoch(2)])
    assert list(record.history.epoch.values) == [1, 2]
    assert len(record.history.step_losses.values) == 10
    assert record.history.step_epochs[-1] == 2.0
    assert record.progress.step == 10


def test_that_each_last_word_has_its_phase() -> None:
    for word, phase in (
        (Finished(1, 9, 3, 1.0), Phase.FINISHED),
        (Stopped(1, 9, 1.0), Phase.STOPPED),
        (Failed(1, "why"), Phase.FAILED),
    ):
        record = RunRecord(1, DESIGN)
        assert record.fold([word]) == [phase]
        assert record.last_word is word


def test_that_epochs_changed_while_the_model_is_built_are_not_lost() -> None:
    record = RunRecord(1, DESIGN)
    record.set_epochs(9)
    record.fold([STARTED])
    assert record.progress.epochs == 9
    assert record.history.epochs == 9


def test_that_a_run_follows_learning_rate_epochs_and_words_but_nothing_else() -> None:
    record = RunRecord(1, DESIGN)
    followed = (
        edits.set_optimizer_param(DESIGN, "learning_rate", 0.5),
        edits.set_recipe(DESIGN, "epochs", 99),
        edits.set_about(DESIGN, title="Another title"),
    )
    left = (
        edits.set_param(DESIGN, DESIGN.layers[0].id, "units", 9),
        edits.set_recipe(DESIGN, "seed", 9),
        edits.set_optimizer(DESIGN, "sgd"),
        edits.set_data(DESIGN, "validation", 0.5),
    )
    assert all(record.follows(design) for design, _change in followed)
    assert not any(record.follows(design) for design, _change in left)


def test_that_no_run_follows_nothing() -> None:
    assert not RunRecord().follows(DESIGN)
