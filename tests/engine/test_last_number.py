"""The test part: looked at once, when training is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnstudio.data import prepare
from nnstudio.engine import assembly, chunks, fit_run, validation_pace
from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.loop import run
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Command, Engine, Job, Predict, Restore, Snapshot, Stop
from nnstudio.protocol.events import Epoch, Event, Finished, Restored, SnapshotTaken
from tests.engine.designs import points
from tests.engine.runs import OneStep, Reaction, Told, train


def finished_with_model(test_share: float) -> tuple[Finished, Any, Any]:
    base = points(epochs=2)
    design = base.model_copy(update={"data": base.data.model_copy(update={"test": test_share})})
    models: list[Any] = []
    events: list[Event] = []
    run(Job(1, design), NoCommands(), events.append, on_model=models.append)
    word = events[-1]
    assert isinstance(word, Finished)
    return word, models[0], prepare(design.data).test


def test_that_a_finished_run_tells_keras_own_numbers_over_the_test_part() -> None:
    word, model, test = finished_with_model(0.25)
    outputs = model(test.inputs).numpy().astype(np.float64)[:, 0].clip(1e-7, 1 - 1e-7)
    truth = test.targets[:, 0]
    loss = -(truth * np.log(outputs) + (1 - truth) * np.log(1 - outputs)).mean()
    assert len(test) == 30
    assert word.test_loss == pytest.approx(loss, rel=1e-4)
    assert word.test_metrics == {"binary_accuracy": pytest.approx(((outputs > 0.5) == truth).mean())}


@pytest.fixture
def tested_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation_pace, "_MOST_AT_ONCE", 5)
    for module in (assembly, chunks, fit_run):
        monkeypatch.setattr(module, "ChunkPace", OneStep)


def told_with(engine: Engine, command: Callable[[Told], Command] | None) -> Told:
    """A run that is told a thing when its last epoch has ended, the first time that it has."""
    told, left = Told(), [command] if command else []

    def steer(event: Event) -> list[Command]:
        match event:
            case Epoch(number=1) if not told.of(SnapshotTaken):
                return [Snapshot(1)]
            case Epoch(number=2) if left:
                return [left.pop()(told)]
        return []

    base = points(epochs=2)
    design = base.model_copy(update={"data": base.data.model_copy(update={"test": 0.25})})
    return train(design, Workshop(), Reaction(told, steer), told, engine=engine)


@pytest.mark.parametrize("engine", ["graph", "keras"])
def test_that_commands_are_obeyed_while_the_network_is_tested(engine: Engine, tested_in_parts: None) -> None:
    whole = told_with(engine, None)
    asked = told_with(engine, lambda told: Predict(1, np.float32([[0, 0]])))
    stopped = told_with(engine, lambda told: Stop())
    back = told_with(engine, lambda told: Restore(1, told.of(SnapshotTaken)[0].checkpoint))
    assert whole.last.test_loss is not None
    assert asked.last.test_loss == back.last.test_loss == whole.last.test_loss
    assert asked.names[-2:] == ["Predicted", "Finished"]
    assert isinstance(stopped.last, Finished)
    assert (stopped.last.epochs, stopped.last.test_loss, stopped.last.test_metrics) == (2, None, {})
    (restored,) = back.of(Restored)
    assert back.losses == whole.losses + whole.losses[restored.step :]
    assert [epoch.number for epoch in back.of(Epoch)] == [1, 2, 2]


def test_that_without_a_test_part_there_is_no_test_number() -> None:
    word, _model, _test = finished_with_model(0.0)
    assert word.test_loss is None
    assert word.test_metrics == {}
