"""The worker process at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.design.model import DataChoice
from nnstudio.protocol.commands import (
    Job,
    Pause,
    Prepare,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowData,
    Step,
    Stop,
    Train,
)
from nnstudio.protocol.events import (
    DataFailed,
    DataShown,
    Epoch,
    Failed,
    Finished,
    LastWord,
    Paused,
    Progress,
    Resumed,
    Started,
    Stopped,
)
from tests.engine.designs import design, points, row
from tests.engine.runs import Told, train
from tests.training.conversation import Conversation

ENDLESS = 1_000_000_000  # epochs; a small network does thousands of them in a second


def test_that_data_is_shown(warm_worker: Conversation) -> None:
    warm_worker.say(ShowData(points().data))
    shown = warm_worker.until(DataShown)
    assert shown.preview.choice == points().data
    assert shown.preview.shown.inputs.shape == (30, 2)


def test_that_data_that_cannot_be_shown_is_a_sentence(warm_worker: Conversation) -> None:
    warm_worker.say(ShowData(DataChoice(source="circel")))
    assert "circle" in warm_worker.until(DataFailed).message


def test_that_the_worker_gives_the_numbers_of_the_command_line(warm_worker: Conversation) -> None:
    warm_worker.say(Train(Job(4, points())))
    assert isinstance(warm_worker.until(LastWord), Finished)
    assert Told(warm_worker.heard).history == train(points()).history
    assert {event.run for event in warm_worker.heard} == {4}


def test_that_a_run_obeys_from_afar(warm_worker: Conversation) -> None:
    warm_worker.say(Train(Job(5, points(epochs=ENDLESS)), paused=True))
    assert warm_worker.until(Paused).step == 0
    warm_worker.say(Step())
    assert warm_worker.until(Paused).step == 1
    warm_worker.say(SetLearningRate(0.5), SetEpochs(ENDLESS - 1), Resume())
    warm_worker.until(Resumed)
    assert warm_worker.until(Epoch).learning_rate == 0.5
    warm_worker.say(Pause())
    warm_worker.until(Paused)
    warm_worker.say(Stop())
    assert isinstance(warm_worker.until(LastWord), Stopped)


def test_that_a_new_run_ends_the_one_before(warm_worker: Conversation) -> None:
    warm_worker.say(Train(Job(6, points(epochs=ENDLESS))))
    warm_worker.until(Progress)
    warm_worker.say(Train(Job(7, points(epochs=1))))
    assert warm_worker.until(LastWord) == Told(warm_worker.heard).of(Stopped)[0]
    later = [event for event in warm_worker.heard if isinstance(event, Started)]
    started = later[0] if later else warm_worker.until(Started)
    assert started.run == 7
    if not any(isinstance(event, Finished) for event in warm_worker.heard):
        warm_worker.until(Finished)


def test_that_commands_for_no_run_do_no_harm(warm_worker: Conversation) -> None:
    warm_worker.say(Stop(), Pause(), Resume(), Step(), SetEpochs(3), ShowData(points().data))
    warm_worker.until(DataShown)
    assert len(warm_worker.heard) == 1


def test_that_a_failed_run_leaves_the_worker_warm(warm_worker: Conversation) -> None:
    broken = design(points().data, "mean_squared_error", row("flatten"), row("conv2d"))
    warm_worker.say(Prepare(broken), Train(Job(8, broken)))
    assert isinstance(warm_worker.until(LastWord), Failed)
    warm_worker.say(Train(Job(9, points(epochs=1))))
    assert isinstance(warm_worker.until(LastWord), Finished)


def test_that_predictions_come_with_the_run(warm_worker: Conversation) -> None:
    warm_worker.say(Train(Job(10, points(epochs=1))))
    warm_worker.until(LastWord)
    outputs = [event.outputs for event in warm_worker.heard if hasattr(event, "outputs")]
    assert outputs[-1].shape == (30, 1)
    assert np.isfinite(outputs[-1]).all()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals between processes")
def test_that_ctrl_c_is_left_to_the_window(warm_worker: Conversation) -> None:
    assert warm_worker.worker.pid
    os.kill(warm_worker.worker.pid, signal.SIGINT)
    warm_worker.say(ShowData(points().data))
    warm_worker.until(DataShown)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has this score")
def test_that_the_worker_is_ended_before_the_window_when_memory_runs_out(warm_worker: Conversation) -> None:
    score = Path(f"/proc/{warm_worker.worker.pid}/oom_score_adj").read_text()
    assert int(score) == 500


def test_that_the_windows_process_never_imports_tensorflow() -> None:
    script = (
        "import sys, nnstudio.training.supervisor, nnstudio.training.worker\n"
        "heavy = {'tensorflow', 'keras', 'sklearn', 'scipy', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or None)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=150)
