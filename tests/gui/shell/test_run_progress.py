"""The line of numbers beside the progress bar."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.figures import figure
from nnstudio.gui.run_bar import RunBar, ending_text
from nnstudio.gui.run_bar import test_part_text as part_text
from nnstudio.gui.run_progress import PHASE_TEXTS, Phase, RunProgress, progress_text, time_text
from nnstudio.gui.theme import LIGHT
from nnstudio.protocol.events import Finished

HALF = RunProgress(step=1_150, steps_per_epoch=46, epochs=50, seconds=12.0, examples_per_second=4310.4)


def test_that_training_shows_epoch_time_left_and_speed() -> None:
    assert progress_text(Phase.RUNNING, HALF) == "epoch 25 of 50 · 0:12 left · 4,310 examples/s"


def test_that_a_finished_run_shows_steps_and_time() -> None:
    done = RunProgress(step=2_300, steps_per_epoch=46, epochs=50, seconds=75.2)
    assert progress_text(Phase.FINISHED, done) == "finished · epoch 50 of 50 · 2,300 steps in 1:15"


def test_that_a_short_run_shows_tenths_of_a_second() -> None:
    done = RunProgress(step=14, steps_per_epoch=7, epochs=2, seconds=0.36)
    assert progress_text(Phase.FINISHED, done).endswith("14 steps in 0.4 s")


def test_that_a_run_that_ended_early_says_so() -> None:
    done = RunProgress(step=14, steps_per_epoch=7, epochs=60, seconds=0.36)
    assert progress_text(Phase.FINISHED, done, early=True).startswith("stopped early · epoch 2 of 60")


def test_that_a_very_short_run_shows_milliseconds() -> None:
    done = RunProgress(step=120, steps_per_epoch=6, epochs=20, seconds=0.0123)
    assert progress_text(Phase.FINISHED, done).endswith("120 steps in 12 ms")


@pytest.mark.parametrize("phase", list(Phase))
def test_that_every_phase_has_words(phase: Phase) -> None:
    assert PHASE_TEXTS[phase]
    assert progress_text(phase, RunProgress())


def test_that_a_run_that_waits_for_a_cold_worker_says_so() -> None:
    assert progress_text(Phase.PREPARING, RunProgress(), warm=False) == "waiting for TensorFlow to warm up…"


def test_that_nothing_is_left_when_epochs_were_taken_away() -> None:
    late = RunProgress(step=100, steps_per_epoch=10, epochs=5, seconds=1.0)
    assert late.seconds_left == 0.0
    assert late.share == 1.0
    assert late.epoch == 5


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (187, "3:07"), (3753, "1:02:33")])
def test_that_times_read_like_a_clock(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


def test_that_early_stopping_and_the_test_part_are_told() -> None:
    word = Finished(1, 100, 23, 1.0, "early stopping", 13, 0.12345, {"sparse_categorical_accuracy": 0.971})
    assert "after epoch 23" in ending_text(word)
    assert "epoch 13" in ending_text(word)
    assert part_text(word, None) == "test loss 0.1235, accuracy 97.1 %"
    assert part_text(Finished(1, 100, 23, 1.0), None) == ""
    assert ending_text(Finished(1, 100, 23, 1.0)) == ""


def test_that_the_error_of_the_test_part_is_told_in_the_unit_of_the_data() -> None:
    co2 = preview(prepare(default_choice("co2")))
    word = Finished(1, 100, 23, 1.0, test_loss=0.25, test_metrics={"mean_absolute_error": 0.5})
    error = figure(0.5 * float(co2.target_scale.factor[0]))
    assert part_text(word, co2) == f"test loss 0.25, mean absolute error {error} ppm"


def test_that_a_line_longer_than_its_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    bar = RunBar(LIGHT)
    qtbot.addWidget(bar)
    bar.show_progress(Phase.RUNNING, HALF, None, True)
    bar.resize(900, 30)
    bar.show()
    bar.grab()
    assert bar.shown_text == bar.text
    bar.resize(300, 30)
    bar.grab()
    assert bar.shown_text.startswith("epoch 25")
    assert bar.shown_text.endswith("…")
