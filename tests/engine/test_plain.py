"""Plain ``fit`` as an engine: the same story, and obedience between batches."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design.model import DataChoice
from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.loop import run
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import (
    Command,
    Job,
    Pause,
    Predict,
    Restore,
    Resume,
    ShowData,
    Snapshot,
    Step,
    Stop,
)
from nnstudio.protocol.events import (
    DataShown,
    Epoch,
    Event,
    Failed,
    Finished,
    Paused,
    Predicted,
    PredictFailed,
    Progress,
    RestoreFailed,
    SnapshotFailed,
    SnapshotTaken,
    Started,
    Stopped,
)
from tests.engine.designs import points
from tests.engine.runs import Reaction, Script, Told, train


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


def test_that_fit_says_that_it_keeps_no_weights_and_does_not_go_on() -> None:
    told, taken = Told(), Told()
    train(points(), Workshop(), Script({0: Snapshot(1)}), taken)
    checkpoint = taken.of(SnapshotTaken)[0].checkpoint
    fitted(Script({0: Snapshot(1), 1: Restore(1, checkpoint)}), told)
    assert told.of(SnapshotFailed)[0].message == told.of(RestoreFailed)[0].message
    assert isinstance(told.last, Finished)
    after = train(points(), engine="keras", number=2, after=1)
    assert isinstance(after.last, Failed)
    assert "go on" in after.last.message
