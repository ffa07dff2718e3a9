"""What is kept from run to run, and what is not."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from nnstudio.catalogue import OPTIMIZERS
from nnstudio.design.model import DataChoice
from nnstudio.engine.assembly import SUBSTITUTES
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Engine
from nnstudio.protocol.events import Failed, Finished, Started
from tests.engine.designs import dropout, part, points
from tests.engine.runs import train


def test_that_data_is_prepared_once() -> None:
    workshop = Workshop()
    first = workshop.data(points().data)
    assert workshop.data(points().data) is first


def test_that_data_not_asked_for_lately_is_let_go() -> None:
    workshop = Workshop()
    first = workshop.data(points().data)
    for seed in range(3):
        workshop.data(DataChoice(source="xor", seed=seed))
    assert workshop.data(points().data) is not first


def test_that_networks_that_were_let_go_leave_no_graph_behind() -> None:
    def build(optimizer: str, engine: Engine) -> None:
        Workshop().assemble(dropout(optimizer=part(optimizer)), engine).warm_up()

    build("adam", "xla")
    before = _graphs()
    build("adam", "xla")
    assert _graphs() == before
    for optimizer in OPTIMIZERS:
        build(optimizer, "graph")
        assert _graphs() == before, optimizer


def _graphs() -> int:
    """How many compiled graphs live in this process."""
    gc.collect()
    return sum(type(thing).__name__ == "FuncGraph" for thing in gc.get_objects())


class NotForXla(keras.layers.Dense):  # type: ignore[misc]
    """A layer that leaves TensorFlow in the middle, which XLA cannot do."""

    def call(self, inputs: object) -> object:
        outputs = super().call(inputs)
        outside = tf.numpy_function(np.zeros_like, [outputs], tf.float32)
        return outputs + tf.stop_gradient(tf.ensure_shape(outside, outputs.shape))


@pytest.fixture
def unknown_to_xla(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SUBSTITUTES, "xla", {**SUBSTITUTES["xla"], "Dense": NotForXla})


@pytest.mark.usefixtures("unknown_to_xla")
def test_that_a_network_that_xla_cannot_compile_is_trained_by_the_graph_instead() -> None:
    told = train(points())
    assert [event.engine for event in told.of(Started)] == ["graph"]
    assert isinstance(told.last, Finished)
    assert told.losses == train(points(), engine="graph").losses


@pytest.mark.usefixtures("unknown_to_xla")
def test_that_xla_asked_for_by_name_says_that_it_cannot() -> None:
    last = train(points(), engine="xla").last
    assert isinstance(last, Failed)
    assert "XLA cannot compile this network" in last.message
    assert "graph" in last.hint
