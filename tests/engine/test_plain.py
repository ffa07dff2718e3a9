"""Plain ``fit`` as an engine: the same story, and obedience between batches."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.loop import run
from nnstudio.protocol.commands import Command, Job, Pause, Resume, Step, Stop
from nnstudio.protocol.events import Epoch, Event, Finished, Paused, Progress, Started, Stopped
from tests.engine.designs import points
from tests.engine.runs import Reaction, Told


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
