"""Losses, metrics, initializers and regularizers against Keras itself, and what is left out of each table."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import (
    CONSTRAINTS,
    INITIALIZERS,
    LOSSES,
    METRICS,
    OPTIMIZERS,
    REGULARIZERS,
    metrics_for,
)
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.losses import LEFT_OUT_LOSSES
from nnstudio.catalogue.metrics import metrics_that_suit
from nnstudio.catalogue.optimizers import LEFT_OUT_OPTIMIZERS
from nnstudio.catalogue.params import Kind, check_params


def defaults(kind: Kind) -> dict[str, Any]:
    return dict(check_params(kind.params, {}))


@pytest.mark.parametrize(
    ("module", "table", "left_out"),
    [
        ("losses", LOSSES, {*LEFT_OUT_LOSSES, "Loss"}),
        ("optimizers", OPTIMIZERS, {*LEFT_OUT_OPTIMIZERS, "Optimizer"}),
        ("regularizers", REGULARIZERS, {"Regularizer"}),
        ("constraints", CONSTRAINTS, {"Constraint"}),
        ("initializers", INITIALIZERS, {"Initializer", "STFT"}),
    ],
)
def test_that_every_class_of_keras_is_here_or_left_out(
    keras: Any, module: str, table: dict[str, Any], left_out: set[str]
) -> None:
    """A class that has several names counts once."""
    room = getattr(keras, module)
    theirs = {getattr(room, name) for name in dir(room) if inspect.isclass(getattr(room, name))}
    ours = {entry.keras for entry in table.values() if entry.keras}
    assert theirs == {getattr(room, name) for name in ours | left_out}
    assert not ours & left_out


TARGETS = {
    Target.INTEGERS: np.array([[0], [1], [1], [0]]),
    Target.ONE_HOT: np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype="float32"),
    Target.NUMBERS: np.array([[0.5, -2.0], [3.0, 4.0], [0.0, 0.0], [1.0, 1.0]], dtype="float32"),
    Target.INPUTS: np.array([[0.5, 0.1], [1.0, 0.4], [0.0, 0.0], [1.0, 1.0]], dtype="float32"),
    Target.TOKENS: np.array([[0, 1], [1, 0], [2, 0], [0, 0]]),
}


def outputs(loss: str, target: Target) -> Any:
    width = 3 if loss.startswith("sparse") else TARGETS[target].shape[1]
    places = TARGETS[target].shape[1:] if target is Target.TOKENS else ()
    raw = np.random.default_rng(1).uniform(0.05, 0.95, (4, *places, width)).astype("float32")
    return raw / raw.sum(axis=-1, keepdims=True) if width == 3 else raw


@pytest.mark.parametrize("key", LOSSES)
def test_that_a_loss_can_be_computed_against_every_target_it_names(keras: Any, key: str) -> None:
    loss = getattr(keras.losses, LOSSES[key].keras)(**defaults(LOSSES[key]))
    for target in LOSSES[key].targets:
        assert np.isfinite(float(loss(TARGETS[target], outputs(key, target)))), target


@pytest.mark.parametrize("key", LOSSES)
def test_that_every_loss_has_a_metric_for_every_target(keras: Any, key: str) -> None:
    for target in LOSSES[key].targets:
        names = metrics_for(LOSSES[key], target)
        assert len(names) == 1, target
        metric = getattr(keras.metrics, METRICS[names[0]].keras)(**defaults(METRICS[names[0]]))
        metric.update_state(TARGETS[target], outputs(key, target))
        assert np.isfinite(float(metric.result()))


def test_that_no_metric_is_offered_where_the_loss_cannot_be() -> None:
    assert metrics_for(LOSSES["categorical_crossentropy"], Target.NUMBERS, tuple(METRICS)) == ()


@pytest.mark.parametrize("key", METRICS)
def test_that_every_metric_suits_some_loss(key: str) -> None:
    assert any(key in metrics_that_suit(loss, target) for loss in LOSSES.values() for target in Target)


@pytest.mark.parametrize("key", INITIALIZERS)
def test_that_an_initializer_makes_weights(keras: Any, key: str) -> None:
    entry = INITIALIZERS[key]
    accepted = inspect.signature(getattr(keras.initializers, entry.keras)).parameters
    for name, value in defaults(entry).items():
        assert accepted[name].default == value, name
    made = getattr(keras.initializers, entry.keras)(**defaults(entry))
    assert made((4, 3)).shape == (4, 3)


@pytest.mark.parametrize("key", ["l1", "l2", "l1_l2"])
def test_that_a_regularizer_adds_what_its_formula_says(keras: Any, key: str) -> None:
    entry = REGULARIZERS[key]
    params = defaults(entry)
    weights = np.array([[1.0, -2.0], [0.5, 0.0]], dtype="float32")
    expected = params.get("l1", 0.0) * np.abs(weights).sum() + params.get("l2", 0.0) * (weights**2).sum()
    made = getattr(keras.regularizers, entry.keras)(**params)
    assert float(made(weights)) == pytest.approx(float(expected))
