"""The test part: looked at once, when training is over."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.data import prepare
from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.loop import run
from nnstudio.protocol.commands import Job
from nnstudio.protocol.events import Event, Finished
from tests.engine.designs import points


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


def test_that_without_a_test_part_there_is_no_test_number() -> None:
    word, _model, _test = finished_with_model(0.0)
    assert word.test_loss is None
    assert word.test_metrics == {}
