"""Gradients against finite differences in float64, where rounding hides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LOSSES, REGULARIZERS
from nnstudio.engine.assembly import SUBSTITUTES
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.build import build_loss, build_model
from nnstudio.engine.choice import Compiled
from nnstudio.engine.slices import traced_for_xla
from tests.engine.designs import part
from tests.engine.layer_cases import NETWORKS
from tests.engine.side_by_side import Trial
from tests.engine.test_exactness import network

SHIFT = 1e-6
IN_FLOAT32 = {"augmentation", "prepared images"}


@pytest.fixture
def _float64() -> Iterator[None]:
    """Of layers and of losses; Keras holds each in a place of its own."""
    before = keras.config.floatx(), keras.config.dtype_policy()
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    yield
    keras.config.set_floatx(before[0])
    keras.config.set_dtype_policy(before[1])


pytestmark = pytest.mark.usefixtures("_float64")


EXACT = [(name, engine) for name, case in NETWORKS.items() if case.in_float64 for engine in case.engines]


@pytest.mark.parametrize(("name", "engine"), EXACT)
def test_that_gradients_through_layers_are_those_of_finite_differences(name: str, engine: Compiled) -> None:
    assert_gradients(NETWORKS[name].trial(), engine)


@pytest.mark.parametrize("loss", LOSSES)
def test_that_gradients_of_losses_with_regularization_are_those_of_finite_differences(loss: str) -> None:
    kinds = [key for key in REGULARIZERS if key != "orthogonal"]  # which Keras has in float32 only
    assert_gradients(network(loss, part("sgd"), *kinds), "graph")


def assert_gradients(trial: Trial, engine: Compiled) -> None:
    """Along a random direction of each weight's numbers, so that every number has a part in it."""
    model = build_model(trial.design, trial.facts, SUBSTITUTES[engine])
    loss = build_loss(trial.design.recipe.loss)
    inputs = tf.constant(trial.examples.inputs, tf.float64)
    targets = tf.constant(trial.examples.targets)

    def step() -> tuple[Any, list[Any]]:
        with tf.GradientTape() as tape:
            total = keras.ops.sum([loss(targets, model(inputs, training=True)), *model.losses])
        gradients = tape.gradient(total, model.trainable_variables)
        return total, [tf.convert_to_tensor(gradient) for gradient in gradients]

    def traced() -> tuple[Any, list[Any]]:
        with traced_for_xla():
            return step()

    compiled = tf.function(traced, jit_compile=True) if engine == "xla" else tf.function(step)
    assert model.trainable_variables
    _assert_directions(model, compiled)


def _assert_directions(model: Any, step: Callable[[], tuple[Any, list[Any]]]) -> None:
    random = np.random.default_rng(0)
    # Masks follow from the seeds' state, and moving averages move: each look begins from the same.
    fixed = [(variable, variable.numpy()) for variable in model.non_trainable_variables]

    def look() -> tuple[Any, list[Any]]:
        for variable, value in fixed:
            variable.assign(value)
        return step()

    gradients = [gradient.numpy() for gradient in look()[1]]
    for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
        before, direction = variable.numpy(), random.normal(size=variable.shape)
        totals = []
        for sign in (1, -1):
            variable.assign(before + sign * SHIFT * direction)
            totals.append(float(look()[0]))
        variable.assign(before)
        slope = (totals[0] - totals[1]) / (2 * SHIFT)
        assert float((gradient * direction).sum()) == pytest.approx(slope, rel=1e-5, abs=1e-8), variable.path


def test_that_a_wrong_gradient_would_be_noticed() -> None:
    @tf.custom_gradient
    def wrong(inputs: Any) -> Any:
        return inputs * inputs, lambda upstream: 2.001 * inputs * upstream

    source = keras.Input((3,))
    model = keras.Model(source, keras.layers.Dense(2)(source))
    inputs = tf.constant(np.random.default_rng(1).normal(size=(4, 3)))

    def step() -> tuple[Any, list[Any]]:
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(wrong(model(inputs)))
        return total, tape.gradient(total, model.trainable_variables)

    with pytest.raises(AssertionError):
        _assert_directions(model, step)
