"""One last word for every run, whatever becomes of the worker."""

from __future__ import annotations

import numpy as np

from nnstudio.design.fixes import SetBatchSize
from nnstudio.gui.run_ledger import BUILDING_GRACE, RunLedger
from nnstudio.protocol.commands import Job, Stop, Train
from nnstudio.protocol.events import Failed, Finished, Progress, Started, Stopped
from tests.engine.designs import points

DESIGN = points()


def ledger(*runs: int) -> RunLedger:
    made = RunLedger(stop_grace=2.0)
    for run in runs:
        made.sent(Train(Job(run, DESIGN)), now=0.0)
    return made


def test_that_runs_of_a_worker_that_is_gone_have_failed() -> None:
    assert ledger(1, 2).close("why", "so") == [Failed(1, "why", "so"), Failed(2, "why", "so")]


def test_that_a_run_that_its_worker_did_not_survive_carries_what_may_mend_its_design() -> None:
    words = ledger(1).close("why", "so", lambda design: SetBatchSize(design.recipe.batch_size // 2))
    assert words == [Failed(1, "why", "so", SetBatchSize(10))]


def test_that_a_run_has_one_last_word_only() -> None:
    kept = ledger(1)
    kept.heard(Finished(1, 10, 1, 1.0))
    assert kept.close("why", "") == []
    kept = ledger(1)
    assert len(kept.close("why", "")) == 1
    assert kept.close("why", "") == []


def test_that_a_run_that_was_asked_to_stop_is_stopped_where_it_was() -> None:
    kept = ledger(1)
    kept.heard(Progress(1, 30, np.ones(30, np.float32), 1.5, 100.0))
    kept.sent(Stop(), now=0.0)
    assert kept.close("why", "") == [Stopped(1, steps=30, seconds=1.5)]


def test_that_patience_ends_after_the_grace_and_asking_again_does_not_move_it() -> None:
    kept = ledger(1)
    assert kept.patience(now=0.0) is None
    kept.heard(Started(1, DESIGN, 5, 3, 17))
    kept.sent(Stop(), now=10.0)
    kept.sent(Stop(), now=11.0)
    assert kept.patience(now=11.5) == 0.5
    assert kept.patience(now=12.5) == 0.0


def test_that_building_a_model_is_given_more_time_while_the_worker_computes() -> None:
    kept = ledger(1)
    kept.sent(Stop(), now=0.0, work=30.0)
    assert kept.patience(now=0.0, work=30.0) == 2.0
    assert kept.patience(now=2.5, work=31.0) == BUILDING_GRACE - 2.5
    assert kept.patience(now=BUILDING_GRACE, work=35.0) == 0.0


def test_that_a_worker_that_is_stuck_in_building_is_not_waited_for() -> None:
    kept = ledger(1)
    kept.sent(Stop(), now=0.0, work=30.0)
    assert kept.patience(now=1.5, work=30.0) == 0.5
    assert kept.patience(now=2.5, work=30.0) == 0.0


def test_that_an_answer_ends_the_waiting() -> None:
    kept = ledger(1)
    kept.sent(Stop(), now=0.0)
    kept.heard(Stopped(1, 5, 0.1))
    assert kept.patience(now=99.0) is None


def test_that_a_new_run_does_not_inherit_the_stop_of_the_last() -> None:
    kept = ledger(1)
    kept.sent(Stop(), now=0.0)
    kept.sent(Train(Job(2, DESIGN)), now=0.0)
    kept.heard(Stopped(1, 5, 0.1))
    assert kept.patience(now=99.0) is None
    assert kept.close("why", "") == [Failed(2, "why", "")]
