"""A worker relieved by a spare while the window looks on, and hears nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from PySide6.QtWidgets import QApplication

from nnstudio.gui import training_thread
from nnstudio.gui.news import WorkerLost, WorkerStarting
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Job, Predict, Prepare, ShowData, Snapshot, Stop, Train
from nnstudio.protocol.events import (
    DataShown,
    Finished,
    Predicted,
    Progress,
    Ready,
    Restored,
    SnapshotTaken,
    Started,
)
from nnstudio.training import relief
from nnstudio.training.renewal import MB, Limits
from nnstudio.training.supervisor import Worker
from tests.engine.designs import CIRCLE, dropout, points
from tests.gui.shell.thread_operator import Operator
from tests.training.scripted import ScriptedWorker

LEAST = -100_000 * MB  # a gain that every look sees
ALWAYS = Limits(late=LEAST, scarce=0)
FOR_RUNS = Limits(late=-LEAST, overdue=LEAST, scarce=0)  # only a run that begins is taken over
NO_ROOM = Limits(growth=LEAST, scarce=10**15)

SetToWork = Callable[[Callable[[], Any], Limits], "Office"]


class Office(Operator):
    """The operator of a thread of its own. workers: all that were made for it, oldest first."""

    def __init__(self, make_worker: Callable[[], Any], limits: Limits) -> None:
        self.workers: list[Any] = []
        self._make_worker = make_worker
        super().__init__(TrainingThread(make_worker=self._make, limits=limits))
        self.thread.start()

    def _make(self) -> Any:
        self.workers.append(self._make_worker())
        return self.workers[-1]

    def close(self) -> None:
        self.thread.shutdown()
        assert not any(worker.is_alive for worker in self.workers)


@pytest.fixture
def set_to_work(qapp: QApplication) -> Iterator[SetToWork]:
    offices: list[Office] = []

    def make(make_worker: Callable[[], Any], limits: Limits) -> Office:
        offices.append(Office(make_worker, limits))
        return offices[-1]

    yield make
    for office in offices:
        office.close()


def is_idle(worker: Worker) -> bool:
    """Whether a process has become large and stopped computing."""
    return worker.memory > 500 * MB and psutil.Process(worker.pid).cpu_percent(0.3) < 5.0


def test_that_a_spare_takes_over_between_two_runs_and_the_window_hears_nothing_of_it(
    set_to_work: SetToWork, tmp_path: Path
) -> None:
    office = set_to_work(lambda: Worker(tmp_path / "worker.log"), ALWAYS)
    office.until(lambda: office.told(Ready) != [])
    office.say(ShowData(CIRCLE))
    assert isinstance(office.train(1, points()), Finished)
    office.say(Prepare(points(batch_size=7)))
    office.until(lambda: len(office.workers) == 2)

    # A run that begins in the meantime is never moved, however long the spare is warm.
    office.say(Train(Job(2, points(epochs=1_000_000))))
    office.until(lambda: is_idle(office.workers[1]))
    old, new = office.workers[0].pid, office.workers[1].pid
    assert old
    assert office.workers[0].is_alive
    steps = [event.step for event in office.told(Progress) if event.run == 2]
    assert steps == sorted(set(steps))

    # When it has ended the spare goes on, and commands in flight are answered once.
    assert len(office.told(DataShown)) == 1
    office.say(Stop(), ShowData(CIRCLE.model_copy(update={"validation": 0.5})), Train(Job(3, points())))
    assert isinstance(office.last_word(3), Finished)
    office.until(lambda: len(office.told(DataShown)) == 2)
    office.say(ShowData(CIRCLE))  # at the latest now nothing is in flight
    office.until(lambda: not psutil.pid_exists(old))
    assert isinstance(office.train(4, points()), Finished)
    assert office.workers[1].pid == new
    assert [event.run for event in office.told(Started)] == [1, 2, 3, 4]
    assert office.told(SnapshotTaken) == office.told(Restored) == []
    assert len(office.told(DataShown)) == 3
    assert len(office.told(WorkerStarting)) == len(office.told(Ready)) == 1
    assert office.told(WorkerLost) == []


def test_that_a_run_goes_on_in_the_spare_from_where_it_ended(set_to_work: SetToWork, tmp_path: Path) -> None:
    office = set_to_work(lambda: Worker(tmp_path / "worker.log"), ALWAYS)
    office.until(lambda: office.told(Ready) != [])
    office.train(1, dropout(epochs=10))
    office.train(2, dropout(epochs=5))
    old = office.workers[0].pid
    assert old
    office.until(lambda: len(office.workers) > 1)
    office.until(lambda: not psutil.pid_exists(old))
    office.say(Predict(1, np.zeros((1, 4), np.float32)), Train(Job(3, dropout(epochs=10), after=2)))
    assert isinstance(office.last_word(3), Finished)
    assert [(answer.run, answer.step) for answer in office.told(Predicted)] == [(2, 20)]
    whole, *halves = (
        np.concatenate([event.losses for event in office.told(Progress) if event.run == run])
        for run in (1, 2, 3)
    )
    np.testing.assert_array_equal(np.concatenate(halves), whole)


def test_that_no_run_is_lost_or_doubled_however_often_workers_are_relieved(
    set_to_work: SetToWork,
) -> None:
    office = set_to_work(ScriptedWorker, ALWAYS)
    for run in range(1, 101):
        made = len(office.workers)
        office.say(Prepare(points(seed=run)), Train(Job(run, points(seed=run))))
        if run % 2:  # every other one begins while the one before goes on
            office.last_word(run)
            office.until(lambda before=made: len(office.workers) > before)
    office.last_word(100)
    assert len(office.workers) > 50
    runs = list(range(1, 101))
    assert [event.run for event in office.told(Started)] == runs
    assert [event.run for event in office.told(Finished)] == runs
    assert len(office.told(WorkerStarting)) == len(office.told(Ready)) == 1
    assert office.told(WorkerLost) == []


@pytest.mark.parametrize("answers", [True, False])
def test_that_a_run_waits_for_an_answer_before_a_spare_takes_it_but_not_for_long(
    set_to_work: SetToWork, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    monkeypatch.setattr(training_thread, "HOLD", 60.0 if answers else 0.2)
    office = set_to_work(ScriptedWorker, FOR_RUNS)
    office.train(1, points())
    office.say(Prepare(points(seed=2)), ShowData(CIRCLE))
    office.until(lambda: len(office.workers) == 2 and office.workers[1].heard != [])
    old, spare = office.workers
    old.is_slow = True
    office.say(Snapshot(1), Train(Job(2, points(seed=3))), Stop())
    office.until(lambda: Snapshot(1) in old.heard)
    if answers:
        office.pass_time(0.1)
        assert not any(isinstance(command, Train) for command in (*old.heard[-1:], *spare.heard))
        old.speak()
        assert isinstance(office.last_word(2), Finished)
        assert len(office.told(SnapshotTaken)) == 1
        assert [type(command) for command in spare.heard[-2:]] == [Train, Stop]
    else:
        office.until(lambda: old.heard[-1] == Stop())
        assert isinstance(old.heard[-2], Train)
        old.speak()
        assert isinstance(office.last_word(2), Finished)


def test_that_a_spare_stands_in_for_a_worker_that_was_killed(set_to_work: SetToWork) -> None:
    office = set_to_work(ScriptedWorker, Limits(scarce=0))
    office.train(1, points())
    office.say(Train(Job(2, points(epochs=1_000_000))))
    office.until(lambda: len(office.workers) == 2 and len(office.told(Started)) == 2)
    office.workers[0].kill()
    assert "process" in getattr(office.last_word(2), "message", "")
    office.until(lambda: len(office.told(Ready)) == 2)
    assert len(office.told(WorkerLost)) == 1
    assert isinstance(office.train(3, points()), Finished)


def test_that_without_room_for_two_the_worker_is_started_again_when_it_is_quiet(
    set_to_work: SetToWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relief, "QUIET", 0.1)
    office = set_to_work(ScriptedWorker, NO_ROOM)
    for run in (1, 2):
        office.train(run, points(seed=run))
    office.until(lambda: len(office.told(WorkerStarting)) == 2)
    office.until(lambda: len(office.told(Ready)) == 2)
    assert not office.workers[0].is_alive
    assert isinstance(office.train(3, points()), Finished)
    assert office.told(WorkerLost) == []
