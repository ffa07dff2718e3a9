"""A worker relieved by a spare while the window looks on, and hears nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.gui.training_thread import WorkerLost, WorkerStarting
from nnstudio.protocol.commands import Job, Prepare, ShowData, Stop, Train
from nnstudio.protocol.events import DataShown, Finished, Progress, Ready, Started
from nnstudio.training import relief
from nnstudio.training.renewal import MB, Limits
from nnstudio.training.supervisor import Worker
from tests.engine.designs import CIRCLE, points
from tests.gui.shell.desk import Desk
from tests.training.scripted import ScriptedWorker

ALWAYS = Limits(early=-100_000 * MB)  # a gain that every look but the first sees
NO_ROOM = Limits(growth=-100_000 * MB, scarce=10**15)

Open = Callable[[Callable[[], Worker], Limits], Desk]


@pytest.fixture
def open_desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(make_worker: Callable[[], Worker], limits: Limits) -> Desk:
        desks.append(Desk(qtbot, make_worker, limits))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def is_idle(worker: Worker) -> bool:
    """Whether a process has become large and stopped computing."""
    return worker.memory > 500 * MB and psutil.Process(worker.pid).cpu_percent(0.3) < 5.0


def test_that_a_spare_takes_over_between_two_runs_and_the_window_hears_nothing_of_it(
    open_desk: Open, tmp_path: Path
) -> None:
    desk = open_desk(lambda: Worker(tmp_path / "worker.log"), ALWAYS)
    desk.until(lambda: desk.told(Ready) != [])
    desk.say(ShowData(CIRCLE))
    assert isinstance(desk.train(1, points()), Finished)
    desk.say(Prepare(points(batch_size=7)))
    desk.until(lambda: len(desk.workers) == 2)

    # A run that begins in the meantime is never moved, however long the spare is warm.
    desk.say(Train(Job(2, points(epochs=1_000_000))))
    desk.until(lambda: is_idle(desk.workers[1]))
    old, new = desk.workers[0].pid, desk.workers[1].pid
    assert old
    assert desk.workers[0].is_alive
    steps = [event.step for event in desk.told(Progress) if event.run == 2]
    assert steps == sorted(set(steps))

    # When it has ended the spare goes on, and commands in flight are answered once.
    assert len(desk.told(DataShown)) == 1
    desk.say(Stop(), ShowData(CIRCLE.model_copy(update={"validation": 0.5})), Train(Job(3, points())))
    assert isinstance(desk.last_word(3), Finished)
    desk.until(lambda: len(desk.told(DataShown)) == 2)
    desk.say(ShowData(CIRCLE))  # at the latest now nothing is in flight
    desk.until(lambda: not psutil.pid_exists(old))
    assert isinstance(desk.train(4, points()), Finished)
    assert desk.workers[1].pid == new
    assert [event.run for event in desk.told(Started)] == [1, 2, 3, 4]
    assert len(desk.told(DataShown)) == 3
    assert len(desk.told(WorkerStarting)) == len(desk.told(Ready)) == 1
    assert desk.told(WorkerLost) == []


def test_that_a_run_is_never_lost_or_doubled_however_often_workers_are_relieved(open_desk: Open) -> None:
    desk = open_desk(ScriptedWorker, ALWAYS)
    for run in range(1, 101):
        desk.say(Prepare(points(seed=run)), Train(Job(run, points(seed=run))))
        if run % 2:  # every other one begins while the one before goes on
            desk.last_word(run)
    desk.last_word(100)
    assert len(desk.workers) > 20
    runs = list(range(1, 101))
    assert [event.run for event in desk.told(Started)] == runs
    assert [event.run for event in desk.told(Finished)] == runs
    assert len(desk.told(WorkerStarting)) == len(desk.told(Ready)) == 1
    assert desk.told(WorkerLost) == []


def test_that_a_spare_stands_in_for_a_worker_that_was_killed(open_desk: Open) -> None:
    desk = open_desk(ScriptedWorker, ALWAYS)
    desk.train(1, points())
    desk.say(Train(Job(2, points(epochs=1_000_000))), Prepare(points(seed=2)))
    desk.until(lambda: len(desk.workers) == 2)
    desk.workers[0].kill()
    assert "process" in getattr(desk.last_word(2), "message", "")
    desk.until(lambda: len(desk.told(Ready)) == 2)
    assert len(desk.told(WorkerLost)) == 1
    assert isinstance(desk.train(3, points()), Finished)


def test_that_without_room_for_two_the_worker_is_started_again_when_it_is_quiet(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relief, "QUIET", 0.1)
    desk = open_desk(ScriptedWorker, NO_ROOM)
    for run in (1, 2):
        desk.train(run, points(seed=run))
    desk.until(lambda: len(desk.told(WorkerStarting)) == 2)
    desk.until(lambda: len(desk.told(Ready)) == 2)
    assert not desk.workers[0].is_alive
    assert isinstance(desk.train(3, points()), Finished)
    assert desk.told(WorkerLost) == []
