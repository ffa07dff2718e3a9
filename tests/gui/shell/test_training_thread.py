"""The training thread with real worker processes: killed, hung, dying early, closed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.gui.document import Document
from nnstudio.gui.news import News, WorkerLost
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.gui.training_thread import EARLY_DEATHS, TrainingThread
from nnstudio.protocol.commands import Job, Train
from nnstudio.protocol.events import Failed
from nnstudio.training.supervisor import Worker
from tests.engine.designs import points
from tests.gui.shell.conftest import PATIENCE, Until
from tests.training.conversation import SHARED_WORKERS

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")


def worker_processes() -> list[psutil.Process]:
    """Those of windows; other tests may share one that is none of theirs."""
    children = (child for child in psutil.Process().children() if child.pid not in SHARED_WORKERS)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def worker_threads() -> int:
    """How many threads serve workers; Python counts a QThread too, for as long as it likes."""
    return sum(thread.name.startswith("worker-") for thread in threading.enumerate())


def running(state: RunState, document: Document, until: Until) -> psutil.Process:
    """The worker of a run that goes on and on."""
    document.apply(edits.set_recipe, "epochs", 1_000_000)
    state.train()
    until(state, lambda: state.progress.step > 0)
    (process,) = worker_processes()
    return process


@POSIX
def test_that_a_killed_worker_is_noticed_said_and_replaced_with_design_and_curves_kept(
    state: RunState, document: Document, until: Until
) -> None:
    told: list[str] = []
    state.message.connect(lambda message: told.append(message.plain))
    process = running(state, document, until)
    design, curve = document.design, len(state.history.step_losses.values)
    process.kill()
    until(state, lambda: state.phase is Phase.FAILED)
    assert isinstance(state.last_word, Failed)
    assert len(told) == 1
    assert "ended the training process" in told[0]
    assert document.design is design
    assert len(state.history.step_losses.values) >= curve > 0
    until(state, lambda: state.worker is not None)
    document.apply(edits.set_recipe, "epochs", 5)
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)


@POSIX
def test_that_a_run_that_hangs_is_stopped_by_force(state: RunState, document: Document, until: Until) -> None:
    process = running(state, document, until)
    process.send_signal(signal.SIGSTOP)
    state.stop()
    assert state.phase is Phase.STOPPING
    until(state, lambda: not state.phase.is_active)
    assert state.phase is Phase.STOPPED
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    until(state, lambda: state.worker is not None)


@POSIX
def test_that_a_worker_that_dies_while_nothing_runs_is_said_also_after_a_failed_run(
    state: RunState, document: Document, until: Until
) -> None:
    told: list[str] = []
    state.message.connect(lambda message: told.append(message.plain))
    for count in (1, 2):  # first in a run, which fails by it; then with that failure still shown
        process = running(state, document, until) if count == 1 else worker_processes()[0]
        process.kill()
        until(state, lambda: state.worker is None)
        until(state, lambda: state.worker is not None)
        assert len(told) == count


class Gathered:
    """What a thread of a test has told, gathered as its inbox fills."""

    def __init__(self, thread: TrainingThread) -> None:
        self.thread = thread
        self.news: list[News] = []
        thread.arrived.connect(self.take)

    def take(self) -> None:
        self.news += self.thread.take()

    def lost(self) -> list[WorkerLost]:
        return [event for event in self.news if isinstance(event, WorkerLost)]


class DyingWorker(Worker):
    """A worker whose process ends before it is warm."""

    def start(self) -> None:
        super().start()
        self.kill()


@pytest.fixture
def make_thread(tmp_path: Path, qapp: QApplication) -> Callable[[type[Worker]], TrainingThread]:
    def make(kind: type[Worker]) -> TrainingThread:
        return TrainingThread(make_worker=lambda: kind(tmp_path / "worker.log"))

    return make


def test_that_a_worker_that_never_gets_warm_is_not_started_for_ever(
    make_thread: Callable[[type[Worker]], TrainingThread], qtbot: QtBot
) -> None:
    thread = make_thread(DyingWorker)
    gathered = Gathered(thread)
    with qtbot.waitSignal(
        thread.arrived, timeout=PATIENCE, check_params_cb=lambda: len(gathered.lost()) >= EARLY_DEATHS
    ):
        thread.start()
    assert [lost.restarting for lost in gathered.lost()] == [True] * (EARLY_DEATHS - 1) + [False]
    # Asked to train, it tries again, and the run has its last word.
    with qtbot.waitSignal(
        thread.arrived,
        timeout=PATIENCE,
        check_params_cb=lambda: any(isinstance(event, Failed) for event in gathered.news),
    ):
        thread.send(Train(Job(1, points())))
    thread.shutdown()
    assert thread.isFinished()


def test_that_closing_while_warming_up_leaves_nothing_alive(
    make_thread: Callable[[type[Worker]], TrainingThread], qtbot: QtBot
) -> None:
    before, threads = set(worker_processes()), worker_threads()
    thread = make_thread(Worker)
    with qtbot.waitSignal(thread.arrived, timeout=PATIENCE):
        thread.start()
    thread.shutdown()
    thread.shutdown()  # again does nothing
    thread.send(Train(Job(1, points())))  # and nobody hears this
    assert thread.isFinished()
    assert set(worker_processes()) == before
    assert worker_threads() == threads


def test_that_a_thread_that_was_never_started_can_be_shut_down(
    make_thread: Callable[[type[Worker]], TrainingThread],
) -> None:
    files = len(os.listdir("/proc/self/fd")) if sys.platform.startswith("linux") else 0
    thread = make_thread(Worker)
    thread.shutdown()
    if files:
        assert len(os.listdir("/proc/self/fd")) == files
