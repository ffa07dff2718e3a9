"""Faults of the worker at random moments of a run: one sentence, the curves kept, and a warm worker again.

The shorter form leaves out what a worker that is killed, or hangs, costs: test_training_thread has it.
"""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from nnstudio.design.model import Design
from nnstudio.gui.news import WorkerLost
from nnstudio.gui.run_record import RunRecord
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Job, Stop, Train
from nnstudio.protocol.events import (
    Failed,
    Finished,
    Progress,
    Ready,
    RunEvent,
    Started,
    Stopped,
)
from tests.engine.designs import DIGITS, design, dropout, points, row
from tests.gui.shell.test_training_thread import worker_processes
from tests.gui.shell.thread_operator import Operator

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits memory as Linux does")

MB = 2**20
LATEST = 1.5  # seconds after Train: first in the building, then in the compiling, then in the training
ENDLESS = 1_000_000  # epochs


def large(**recipe: int) -> Design:
    """10 million parameters, 115 MB with Adam's averages."""
    return design(
        DIGITS,
        "sparse_categorical_crossentropy",
        row("flatten"),
        row("dense", "wide", units=3072, activation="relu"),
        row("dense", "wider", units=3072, activation="relu"),
        row("dense", "output", units=10, activation="softmax"),
        epochs=ENDLESS,
        **recipe,
    )


class Faults:
    """Does harm to the worker of a run, at moments that a seed decides."""

    def __init__(self, operator: Operator, seed: int) -> None:
        self._operator = operator
        self._random = random.Random(seed)
        self._run = 0

    @property
    def _process(self) -> psutil.Process:
        (process,) = worker_processes()
        return process

    def signal(self, number: signal.Signals) -> None:
        """A run whose worker gets this signal, and what is left of it."""
        self._begin(self._random.choice([points, dropout])(epochs=ENDLESS, seed=self._random.randrange(999)))
        self._await_the_moment()
        self._process.send_signal(number)
        word = self._last_word()
        assert isinstance(word, Failed)
        assert "process" in word.message
        assert word.hint
        self._another_worker_comes()

    def hang(self) -> None:
        """A run whose worker stops moving, and is stopped by the person who waits for it."""
        self._begin(points(epochs=ENDLESS))
        self._await_the_moment()
        self._process.send_signal(signal.SIGSTOP)
        self._operator.say(Stop())
        assert isinstance(self._last_word(), Stopped)
        self._another_worker_comes()

    def exhaust_memory(self) -> None:
        """A run whose worker gets no more memory than a part of what it needs."""
        process = self._process
        _soft, hard = process.rlimit(psutil.RLIMIT_AS)
        room = self._random.randrange(10 * MB, 60 * MB)
        process.rlimit(psutil.RLIMIT_AS, (process.memory_info().vms + room, hard))
        self._begin(large(seed=self._random.randrange(999)))
        word = self._last_word()
        assert isinstance(word, Failed)
        assert word.message
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            process.rlimit(psutil.RLIMIT_AS, (hard, hard))
            self._trains_again()
        else:
            self._another_worker_comes()

    def _begin(self, wanted: Design) -> None:
        self._run += 1
        self._operator.news.clear()
        self._operator.say(Train(Job(self._run, wanted)))

    def _await_the_moment(self) -> None:
        self._operator.pass_time(self._random.uniform(0.0, LATEST))

    def _last_word(self) -> object:
        """Of the run; nothing of it comes later, and the curve goes up to there."""
        word = self._operator.last_word(self._run)
        record = RunRecord(self._run, points())
        of_run = [event for event in self._operator.told(RunEvent) if event.run == self._run]  # type: ignore[arg-type]
        record.fold(of_run)
        assert of_run[-1] is word
        chunks = self._operator.told(Progress)
        told = chunks[-1].step if chunks else 0
        assert len(record.history.step_losses.values) == record.progress.step == told
        if isinstance(word, Stopped):
            assert word.steps == told
        assert len(self._operator.told(Started)) <= 1
        return word

    def _another_worker_comes(self) -> None:
        self._operator.until(lambda: self._operator.told(WorkerLost) != [])
        self._operator.until(lambda: self._operator.told(Ready) != [])
        assert len(self._operator.told(WorkerLost)) == 1
        self._trains_again()

    def _trains_again(self) -> None:
        self._run += 1
        assert isinstance(self._operator.train(self._run, points()), Finished)


KINDS: dict[str, Callable[[Faults], None]] = {
    "kill": lambda faults: faults.signal(signal.SIGKILL),
    "abort": lambda faults: faults.signal(signal.SIGABRT),
    "segmentation fault": lambda faults: faults.signal(signal.SIGSEGV),
    "hang": Faults.hang,
    "memory exhaustion": Faults.exhaust_memory,
}


@pytest.fixture
def operator(thread: TrainingThread) -> Iterator[Operator]:
    made = Operator(thread)
    made.until(lambda: thread.ready is not None)
    yield made
    made.leave()


@pytest.mark.parametrize("kind", ["abort", "segmentation fault", "memory exhaustion"])
def test_that_a_fault_costs_a_run_only(operator: Operator, kind: str) -> None:
    KINDS[kind](Faults(operator, seed=len(kind)))


@pytest.mark.soak
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", KINDS)
def test_that_twenty_faults_cost_twenty_runs_only(operator: Operator, kind: str) -> None:
    faults = Faults(operator, seed=20)
    for _turn in range(20):
        KINDS[kind](faults)
