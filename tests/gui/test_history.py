"""The curves of a run."""

import numpy as np
import pytest

from nnstudio.gui.history import Column, History, Steps
from nnstudio.protocol.events import Epoch, Progress


def _epoch(number: int, val_loss: float | None = 0.5, **metrics: float) -> Epoch:
    return Epoch(
        run=1,
        number=number,
        step=10 * number,
        loss=1.0 / number,
        val_loss=val_loss,
        metrics=metrics,
        val_metrics=metrics,
        seconds=0.1,
        learning_rate=0.01,
    )


def _progress(step: int, *losses: float) -> Progress:
    numbers = np.array(losses, dtype=np.float32)
    return Progress(run=1, step=step, losses=numbers, seconds=0.1, examples_per_second=100.0)


def test_that_a_column_keeps_all_numbers_while_it_grows() -> None:
    column = Column()
    for start in range(0, 5000, 100):
        column.extend(np.arange(start, start + 100))
    assert np.array_equal(column.values, np.arange(5000))


def test_that_numbers_once_shown_never_change() -> None:
    column = Column()
    column.extend([1.0, 2.0])
    shown = column.values
    column.extend(np.full(5000, 9.0))
    assert shown.tolist() == [1.0, 2.0]


def test_that_steps_stand_at_fractions_of_an_epoch() -> None:
    history = History(steps_per_epoch=4)
    history.add_progress(_progress(2, 0.9, 0.8))
    history.add_progress(_progress(5, 0.7, 0.6, 0.5))
    assert history.step_epochs.tolist() == [0.25, 0.5, 0.75, 1.0, 1.25]
    assert history.step_losses.values == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5])


def test_that_an_epoch_without_validation_is_a_gap() -> None:
    history = History()
    history.add_epochs([_epoch(1), _epoch(2, val_loss=None)])
    assert history.epoch.values.tolist() == [1, 2]
    assert history.loss.values.tolist() == [1.0, 0.5]
    assert history.val_loss.values[0] == 0.5
    assert np.isnan(history.val_loss.values[1])


def test_that_every_metric_keeps_step_with_the_epochs() -> None:
    history = History()
    history.add_epochs([_epoch(1)])
    history.add_epochs([_epoch(2, accuracy=0.5)])
    history.add_epochs([_epoch(3)])
    assert np.array_equal(history.metrics["accuracy"].values, [np.nan, 0.5, np.nan], equal_nan=True)
    assert np.array_equal(history.val_metrics["accuracy"].values, [np.nan, 0.5, np.nan], equal_nan=True)


def test_that_a_run_of_any_length_keeps_a_bounded_number_of_steps() -> None:
    steps = Steps(most=100)
    steps.extend(np.ones(10_000))
    assert 50 <= len(steps) <= 100
    assert steps.stride == 128


@pytest.mark.parametrize("chunk", [1, 3, 7, 64, 1000])
def test_that_folded_steps_are_means_at_the_last_step_they_stand_for(chunk: int) -> None:
    losses = np.random.default_rng(0).random(1000)
    steps = Steps(most=100)
    for start in range(0, 1000, chunk):
        steps.extend(losses[start : start + chunk])
    whole = 1000 // steps.stride
    expected = losses[: whole * steps.stride].reshape(whole, steps.stride).mean(axis=1)
    assert steps.values == pytest.approx(expected)
    assert steps.numbers.tolist() == [steps.stride * (at + 1) for at in range(whole)]


def test_that_the_mean_of_all_steps_survives_folding() -> None:
    losses = np.random.default_rng(1).random(1024)
    steps = Steps(most=10)
    steps.extend(losses)
    assert steps.values.mean() == pytest.approx(losses.mean())


def test_that_adding_nothing_changes_nothing() -> None:
    steps = Steps()
    steps.extend([])
    assert len(steps) == 0
    assert steps.numbers.tolist() == []
