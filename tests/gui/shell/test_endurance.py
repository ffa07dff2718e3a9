"""Many runs of different designs in the whole window: the memory of both processes stays bounded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication

from nnstudio.data import describe
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.design.shipped import shipped_names
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.dialogs import Answer
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.settings import Settings
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.training.renewal import MB
from nnstudio.training.supervisor import Worker
from tests.gui.shell.conftest import Until, delete_later
from tests.gui.shell.windows import Answers

RUNS = 100
WINDOW_GROWTH = 20 * MB
WORKER_GROWTH = 300 * MB
SIZES = {
    "conv1d": "filters",
    "dense": "units",
    "conv2d": "filters",
    "simple_rnn": "units",
    "lstm": "units",
    "gru": "units",
}


class Staff:
    """All workers that were made, and how large each has been."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._workers: list[Worker] = []
        self.warm: list[int] = []
        self.largest = 0

    def make(self) -> Worker:
        self._workers.append(Worker(self._log))
        return self._workers[-1]

    @property
    def count(self) -> int:
        return len(self._workers)

    def look(self) -> None:
        self.largest = max(self.largest, *(worker.memory for worker in self._workers))


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return Staff(tmp_path / "worker.log")


@pytest.fixture
def window_of_its_own(
    staff: Staff, settings: Settings, qapp: QApplication, answers: Answers, until: Until
) -> Iterator[MainWindow]:
    thread = TrainingThread(make_worker=staff.make)
    thread.start()
    answers.unsaved = Answer.DISCARD
    appearance = Appearance(qapp, settings)
    made = MainWindow(settings, appearance, thread, answers)
    made.show()
    until(made.run_state, lambda: made.run_state.worker is not None)
    yield made
    made.run_state.forget()
    made.hide()
    thread.shutdown()
    delete_later(made)
    delete_later(appearance)


def another(design: Design, chance: random.Random) -> Design:
    """The design short, and with another size of a layer that may have any, so that it is compiled anew."""
    design, _change = edits.set_recipe(design, "epochs", 1)
    size = chance.randint(8, 40)
    for layer in design.layers:
        if layer.kind in SIZES:
            other, _change = edits.set_param(design, layer.id, SIZES[layer.kind], size)
            if not check(other, describe(other.data)).errors:
                return other
    return edits.set_recipe(design, "batch_size", size)[0]


@pytest.mark.soak
@pytest.mark.timeout(2400)
def test_that_memory_stays_bounded_over_a_hundred_runs(
    window_of_its_own: MainWindow, staff: Staff, until: Until
) -> None:
    window, chance = window_of_its_own, random.Random(1)
    state, names, sizes, told = window.run_state, shipped_names(), list[int](), list[str]()
    assert len(names) < RUNS
    state.message.connect(lambda message: told.append(message.plain))
    warm, phases = 0, set[Phase]()
    state.phase_changed.connect(phases.add)
    for run in range(RUNS):
        window.files.open_shipped(names[run % len(names)])
        window.document.apply(edits.replace, another(window.document.design, chance))
        state.train()
        until(state, lambda: state.last_word is not None)
        assert state.phase is Phase.FINISHED, state.last_word
        assert state.sampled is not None
        assert len(state.history.loss.values) == 1
        staff.look()
        warm = warm or staff.largest  # with the libraries and compilers that a first run brings in
        sizes.append(psutil.Process().memory_info().rss)
    print(f"window {[size // MB for size in sizes[::10]]}, {sizes[-1] // MB} MB")
    print(f"worker {warm // MB} MB after a run, {staff.largest // MB} at most; {staff.count} workers")
    assert told == []
    assert Phase.STARTING not in phases
    assert staff.count > 1, "nobody was relieved"
    assert staff.largest <= warm + WORKER_GROWTH
    # The first turn through the designs makes all views, and fills what these keep.
    assert sizes[-1] - sizes[len(names) - 1] <= WINDOW_GROWTH
