"""When a run is called silent, and when that is taken back."""

from __future__ import annotations

import signal
import sys

import numpy as np
import pytest

from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_messages import SILENT_KEY
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.silence import Patience, Silence
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Job, Pause, Resume, Train
from nnstudio.protocol.events import DataReading, Finished, Paused, Progress, Restored, Sampled, Started
from tests.engine.designs import points
from tests.gui.shell.conftest import Until
from tests.gui.shell.test_training_thread import worker_processes


def begun() -> Silence:
    """Asked to train at 0, and built at 5."""
    silence = Silence(Patience(training=10.0, building=60.0))
    silence.sent(Train(Job(1, points())), now=0.0)
    assert silence.wait(now=0.0) == 60.0
    silence.heard(Started(1, points(), 5, 3, 17), now=5.0)
    return silence


def test_that_a_run_whose_data_are_being_read_is_not_silent() -> None:
    silence = Silence(Patience(training=10.0, building=60.0))
    silence.sent(Train(Job(1, points())), now=0.0)
    silence.heard(DataReading(points().data, 1, 2), now=50.0)
    assert silence.wait(now=60.0) == 50.0


def test_that_a_run_is_called_silent_once_until_it_speaks_again() -> None:
    silence = begun()
    assert silence.wait(now=6.0) == 9.0
    assert silence.call(now=14.0) is None
    assert silence.call(now=15.0) == (1, 10.0)
    assert silence.wait(now=16.0) is None
    assert silence.call(now=30.0) is None
    silence.heard(Progress(1, 1, np.ones(1, np.float32), 1.0, 1.0), now=31.0)
    assert silence.call(now=41.0) == (1, 10.0)


def test_that_building_may_take_longer() -> None:
    silence = Silence(Patience(training=10.0, building=60.0))
    silence.sent(Train(Job(1, points())), now=0.0)
    assert silence.call(now=59.0) is None
    assert silence.call(now=61.0) == (1, 61.0)


def test_that_a_paused_run_and_one_that_has_ended_are_not_waited_for() -> None:
    silence = begun()
    silence.sent(Pause(), now=6.0)
    silence.heard(Paused(1, 3), now=6.0)
    assert silence.wait(now=7.0) is None
    assert silence.call(now=99.0) is None
    silence.sent(Resume(), now=100.0)
    assert silence.wait(now=100.0) == 10.0
    silence.heard(Finished(1, 15, 3, 1.0), now=101.0)
    assert silence.wait(now=101.0) is None


def test_that_a_paused_run_that_is_taken_back_is_not_waited_for() -> None:
    silence = begun()
    silence.heard(Paused(1, 3), now=6.0)
    silence.heard(Restored(1, 2, 0, 0.5), now=7.0)
    silence.heard(Sampled(1, 2, np.zeros((1, 1), np.float32)), now=7.0)
    assert silence.wait(now=8.0) is None


def test_that_nothing_is_waited_for_when_the_worker_is_gone() -> None:
    silence = begun()
    silence.lost()
    assert silence.wait(now=99.0) is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
def test_that_the_window_says_that_a_run_is_silent_and_takes_it_back(
    window: MainWindow, thread: TrainingThread, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread, "_silence", Silence(Patience(training=1.0, building=60.0)))
    state = window.run_state

    def is_said() -> bool:
        return any(message.key == SILENT_KEY for message in window.messages.messages)

    window.document.open(points(epochs=1_000_000))
    window.files.opened.emit()
    state.train()
    until(state, lambda: state.progress.step > 0)
    (process,) = worker_processes()
    process.send_signal(signal.SIGSTOP)
    until(state, is_said)
    process.send_signal(signal.SIGCONT)
    until(state, lambda: not is_said())
    assert state.phase is Phase.RUNNING

    process.send_signal(signal.SIGSTOP)
    until(state, is_said)
    (message,) = (message for message in window.messages.messages if message.key == SILENT_KEY)
    assert "second" in message.text
    assert message.offer is not None
    message.offer.do()  # the way out: the run is stopped, the worker ended by force
    until(state, lambda: not state.phase.is_active)
    assert state.phase is Phase.STOPPED
    assert not is_said()
    until(state, lambda: state.worker is not None)
