"""Plain ``fit`` as an engine: the same story, and obedience between batches."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design.model import DataChoice
from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.loop import run
from nnstudio.protocol.commands import (
    Command,
    Job,
    Pause,
    Predict,
    Resume,
    ShowData,
    Step,
    Stop,
    Tempo,
)
from nnstudio.protocol.events import (
    DataShown,
    Epoch,
    Event,
    Finished,
    Paused,
    Predicted,
    PredictFailed,
    Progress,
    Sampled,
    Started,
    Stopped,
)
from tests.engine.designs import points
from tests.engine.runs import Reaction, Told, train


def fitted(inbox: object = None, told: Told | None = None, paused: bool = False, **recipe: object) -> Told:
    told = told or Told()
    run(Job(1, points(**recipe), "keras"), inbox or NoCommands(), told.events.append, paused=paused)
    return told


def test_that_fit_tells_the_same_story() -> None:
    told = fitted()
    started = told.events[0]
    assert isinstance(started, Started)
    assert (started.engine, started.steps_per_epoch) == ("keras", 5)
    assert [(epoch.number, epoch.step) for epoch in told.of(Epoch)] == [(1, 5), (2, 10), (3, 15)]
    assert isinstance(told.last, Finished)
    mean = np.average(told.losses[:5], weights=[20, 20, 20, 20, 10])
    assert told.of(Epoch)[0].loss == pytest.approx(mean, rel=1e-5)
    assert told.of(Epoch)[0].val_loss is not None


def test_that_fit_validates_as_rarely_as_the_recipe_says_and_at_the_end() -> None:
    told = fitted(epochs=5, validate_every=2)
    assert [epoch.number for epoch in told.of(Epoch) if epoch.val_loss is not None] == [2, 4, 5]
    assert all(bool(epoch.val_metrics) is (epoch.val_loss is not None) for epoch in told.of(Epoch))


def test_that_fit_steps_pauses_goes_on_and_stops() -> None:
    told = Told()

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused(step=step):
                return [Step()] if step < 3 else [Resume()]
            case Epoch(number=2):
                return [Pause(), Resume(), Stop()]
        return []

    fitted(Reaction(told, steer), told, paused=True, epochs=50)
    assert [event.step for event in told.of(Paused)] == [0, 1, 2, 3]
    assert [len(event.losses) for event in told.of(Progress)][:3] == [1, 1, 1]
    assert isinstance(told.last, Stopped)
    assert told.last.steps == 10


def test_that_fit_steps_by_epochs_shows_data_and_answers() -> None:
    told = Told()
    inputs, choice = np.float32([[0.5, -0.5]]), DataChoice(source="xor")

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused(step=0):
                return [Predict(1, inputs), ShowData(choice), Step()]
            case Paused(step=1):
                return [Step("epoch")]
            case Paused(step=5):
                return [Predict(2, inputs), Predict(3, inputs[0]), Step("epoch")]
            case Paused(step=10):
                return [Resume()]
        return []

    fitted(Reaction(told, steer), told, paused=True)
    assert [event.step for event in told.of(Paused)] == [0, 1, 5, 10]
    assert [(event.number, event.step) for event in told.of(Predicted)] == [(1, 0), (2, 5)]
    assert told.of(Predicted)[0].outputs.shape == (1, 1)
    assert told.of(PredictFailed)[0].number == 3
    assert told.of(DataShown)[0].preview.choice == choice


def test_that_fit_gives_the_curve_of_the_other_engines() -> None:
    """From the same first weights, by the same batches; nothing in this network is random."""
    theirs, ours = fitted(epochs=5), train(points(epochs=5))
    np.testing.assert_allclose(theirs.losses, ours.losses, rtol=1e-4)
    for one, other in zip(theirs.of(Epoch), ours.of(Epoch), strict=True):
        np.testing.assert_allclose(
            [one.loss, one.val_loss, *one.metrics.values()],
            [other.loss, other.val_loss, *other.metrics.values()],
            rtol=1e-4,
        )


def test_that_fit_shows_what_the_network_answers() -> None:
    first, *_, last = fitted(epochs=5).of(Sampled)
    assert (first.step, last.step) == (0, 25)
    assert first.surface is not None
    assert not np.allclose(first.outputs, last.outputs)


def test_that_fit_is_held_back_by_a_tempo_and_obeys_meanwhile() -> None:
    told = Told()
    inbox = Reaction(told, lambda event: [Stop()] if isinstance(event, Progress) else [])
    slow = Tempo(0.001, "batch")  # nobody waits for the second step
    run(Job(1, points(), "keras", tempo=slow), inbox, told.events.append)
    assert isinstance(told.last, Stopped)
    assert len(told.losses) == 1
