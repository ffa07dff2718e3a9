"""Activations, losses, metrics, optimizers, initializers and regularizers against Keras itself."""

from __future__ import annotations

import inspect
from itertools import product
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import (
    ACTIVATIONS,
    INITIALIZERS,
    LOSSES,
    METRICS,
    OPTIMIZERS,
    REGULARIZERS,
    metrics_for,
)
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.params import Bool, Kind, check_params


def defaults(kind: Kind) -> dict[str, Any]:
    return dict(check_params(kind.params, {}))


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_a_curve_is_the_function_of_keras(keras: Any, key: str) -> None:
    x = np.random.default_rng(0).normal(0.0, 4.0, (5, 9))
    expected = np.asarray(keras.activations.get(ACTIVATIONS[key].keras)(keras.ops.convert_to_tensor(x)))
    np.testing.assert_allclose(ACTIVATIONS[key].curve(x), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_a_curve_is_finite_far_out(key: str) -> None:
    x = np.linspace(-1e4, 1e4, 101)
    assert np.isfinite(ACTIVATIONS[key].curve(x)).all()


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_an_optimizer_keeps_as_many_numbers_as_stated(keras: Any, key: str) -> None:
    entry = OPTIMIZERS[key]
    switches = [param.name for param in entry.params if isinstance(param, Bool)]
    numbers = [("momentum", 0.0), ("momentum", 0.9)] if "momentum" in defaults(entry) else [("", 0)]
    for (name, number), values in product(numbers, product([False, True], repeat=len(switches))):
        given = dict(zip(switches, values, strict=True)) | ({name: number} if name else {})
        params = check_params(entry.params, given)
        made = getattr(keras.optimizers, entry.keras)(**params)
        weight = keras.Variable(np.zeros((3, 4)))
        made.build([weight])
        kept = sum(variable.shape == weight.shape for variable in made.variables)
        assert kept == entry.slots(params), params


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_an_optimizer_starts_with_the_defaults_of_keras(keras: Any, key: str) -> None:
    accepted = inspect.signature(getattr(keras.optimizers, OPTIMIZERS[key].keras)).parameters
    for name, value in defaults(OPTIMIZERS[key]).items():
        assert accepted[name].default == value, name


TARGETS = {
    Target.INTEGERS: np.array([[0], [1], [1], [0]]),
    Target.ONE_HOT: np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype="float32"),
    Target.NUMBERS: np.array([[0.5, -2.0], [3.0, 4.0], [0.0, 0.0], [1.0, 1.0]], dtype="float32"),
    Target.INPUTS: np.array([[0.5, 0.1], [1.0, 0.4], [0.0, 0.0], [1.0, 1.0]], dtype="float32"),
}


def outputs(loss: str, target: Target) -> Any:
    width = 3 if loss.startswith("sparse") else TARGETS[target].shape[1]
    raw = np.random.default_rng(1).uniform(0.05, 0.95, (4, width)).astype("float32")
    return raw / raw.sum(axis=1, keepdims=True) if width == 3 else raw


@pytest.mark.parametrize("key", LOSSES)
def test_that_a_loss_can_be_computed_against_every_target_it_names(keras: Any, key: str) -> None:
    loss = getattr(keras.losses, LOSSES[key].keras)(**defaults(LOSSES[key]))
    for target in LOSSES[key].targets:
        assert np.isfinite(float(loss(TARGETS[target], outputs(key, target)))), target


@pytest.mark.parametrize("key", LOSSES)
def test_that_every_loss_has_a_metric_for_every_target(keras: Any, key: str) -> None:
    for target in LOSSES[key].targets:
        names = metrics_for(key, target)
        assert len(names) == 1, target
        metric = getattr(keras.metrics, METRICS[names[0]].keras)(**defaults(METRICS[names[0]]))
        metric.update_state(TARGETS[target], outputs(key, target))
        assert np.isfinite(float(metric.result()))


def test_that_no_metric_is_offered_where_the_loss_cannot_be() -> None:
    assert metrics_for("categorical_crossentropy", Target.NUMBERS) == ()


@pytest.mark.parametrize("key", METRICS)
def test_that_every_metric_belongs_to_losses_that_exist(key: str) -> None:
    assert set(LOSSES) >= METRICS[key].losses
    assert METRICS[key].losses


@pytest.mark.parametrize("key", INITIALIZERS)
def test_that_an_initializer_makes_weights(keras: Any, key: str) -> None:
    entry = INITIALIZERS[key]
    accepted = inspect.signature(getattr(keras.initializers, entry.keras)).parameters
    for name, value in defaults(entry).items():
        assert accepted[name].default == value, name
    made = getattr(keras.initializers, entry.keras)(**defaults(entry))
    assert made((4, 3)).shape == (4, 3)


@pytest.mark.parametrize("key", [key for key in REGULARIZERS if key != "none"])
def test_that_a_regularizer_adds_what_its_formula_says(keras: Any, key: str) -> None:
    entry = REGULARIZERS[key]
    params = defaults(entry)
    weights = np.array([[1.0, -2.0], [0.5, 0.0]], dtype="float32")
    expected = params.get("l1", 0.0) * np.abs(weights).sum() + params.get("l2", 0.0) * (weights**2).sum()
    made = getattr(keras.regularizers, entry.keras)(**params)
    assert float(made(weights)) == pytest.approx(float(expected))
