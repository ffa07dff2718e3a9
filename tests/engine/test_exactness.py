"""Everything of the catalogue that training is made of: thirty steps against ``train_on_batch``."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.params import Bool
from nnstudio.catalogue.values import Part
from nnstudio.design.model import DataChoice
from nnstudio.engine.backend import keras
from tests.engine.designs import CIRCLE, IRIS, design, part, row
from tests.engine.layer_cases import NETWORKS
from tests.engine.masked_layers import MASKED_LAYERS
from tests.engine.side_by_side import (
    EXAMPLES,
    ORDERS,
    SIZE,
    Trial,
    assert_same,
    by_engine,
    by_keras,
    on_random_data,
    on_real_data,
)

DATA: dict[str, tuple[DataChoice, int, str]] = {
    "mean_squared_error": (CIRCLE, 1, "tanh"),
    "mean_absolute_error": (CIRCLE, 1, "tanh"),
    "binary_crossentropy": (CIRCLE, 1, "sigmoid"),
    "categorical_crossentropy": (IRIS.model_copy(update={"one_hot": True}), 3, "softmax"),
    "sparse_categorical_crossentropy": (IRIS, 3, "softmax"),
}


def network(loss: str, optimizer: Part, *hidden: str, **recipe: Any) -> Trial:
    """hidden: a layer for each of these regularizers, by its name."""
    data, units, activation = DATA[loss]
    rows = [
        row("dense", name, units=4, activation="tanh", kernel_regularizer=Part(kind=name)) for name in hidden
    ]
    last = row("dense", "output", units=units, activation=activation)
    return on_real_data(design(data, loss, *rows, last, optimizer=optimizer, **recipe))


def assert_same_as_keras(trial: Trial, **options: Any) -> None:
    theirs = by_keras(trial, {}, **options)
    for engine in ("graph", "xla"):
        assert_same(by_engine(trial, engine, **options), theirs)


def test_that_every_loss_and_layer_of_the_catalogue_is_tried() -> None:
    assert set(DATA) == set(LOSSES)
    assert set().union(*(network.kinds for network in NETWORKS.values())) | {"flatten"} == set(LAYERS)


@pytest.mark.parametrize(("loss", "optimizer"), [*itertools.product(LOSSES, OPTIMIZERS)])
def test_that_losses_and_optimizers_are_those_of_keras(loss: str, optimizer: str) -> None:
    """With a layer for every regularizer, so that each is tried with each loss and optimizer."""
    assert_same_as_keras(network(loss, part(optimizer, learning_rate=0.02), *REGULARIZERS))


@pytest.mark.soak
@pytest.mark.parametrize(
    ("loss", "optimizer", "regularizer"), [*itertools.product(LOSSES, OPTIMIZERS, REGULARIZERS)]
)
def test_that_every_triple_on_its_own_is_that_of_keras(loss: str, optimizer: str, regularizer: str) -> None:
    """With the regularizer of the recipe, which all kernels have."""
    assert_same_as_keras(
        network(loss, part(optimizer, learning_rate=0.02), "none", regularizer=Part(kind=regularizer))
    )


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_options_of_optimizers_and_losses_are_those_of_keras(key: str) -> None:
    params = OPTIMIZERS[key].params
    options: dict[str, Any] = {param.name: not param.default for param in params if isinstance(param, Bool)}
    options |= {param.name: 0.8 for param in params if param.name == "momentum"}
    trial = network("binary_crossentropy", part(key, learning_rate=0.01, **options), "none")
    smoothed = trial.design.recipe.model_copy(
        update={"loss": part("binary_crossentropy", label_smoothing=0.2)}
    )
    made = trial.design.model_copy(update={"recipe": smoothed})
    assert_same_as_keras(Trial(made, trial.facts, trial.examples))


@pytest.mark.parametrize("name", NETWORKS)
def test_that_layers_are_those_of_keras(name: str) -> None:
    case = NETWORKS[name]
    trial = case.trial()
    theirs = by_keras(trial, MASKED_LAYERS if case.is_random else {})
    for engine in case.engines:
        assert_same(by_engine(trial, engine), theirs)


CLIPPED_AND_SCHEDULED = {
    "norm of each gradient, exponential decay": lambda: keras.optimizers.SGD(
        keras.optimizers.schedules.ExponentialDecay(0.5, 7, 0.5), momentum=0.5, clipnorm=0.02
    ),
    "values, piecewise constant": lambda: keras.optimizers.SGD(
        keras.optimizers.schedules.PiecewiseConstantDecay([8, 19], [0.5, 0.1, 0.02]), clipvalue=0.01
    ),
    "norm of all gradients, cosine decay with a warm-up": lambda: keras.optimizers.RMSprop(
        keras.optimizers.schedules.CosineDecay(0.001, 20, warmup_target=0.05, warmup_steps=6),
        global_clipnorm=0.05,
    ),
    "weight decay and moving averages of the weights": lambda: keras.optimizers.AdamW(
        0.02, weight_decay=0.1, use_ema=True, ema_overwrite_frequency=4
    ),
}


@pytest.mark.parametrize("name", CLIPPED_AND_SCHEDULED)
def test_that_clipping_and_schedules_of_a_keras_optimizer_are_obeyed(name: str) -> None:
    trial = network("sparse_categorical_crossentropy", part("sgd"), "none")
    assert_same_as_keras(trial, optimizer=CLIPPED_AND_SCHEDULED[name])


@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_that_moving_averages_follow_every_batch_the_small_last_one_included(engine: str) -> None:
    trial = on_random_data((5,), [row("batch_normalization", momentum=0.9)])
    _gamma, _beta, mean, variance, *_ = by_engine(trial, engine).weights  # type: ignore[arg-type]
    expected_mean, expected_variance = np.zeros(5), np.ones(5)
    for order in ORDERS:
        for start in range(0, EXAMPLES, SIZE):
            batch = trial.examples.inputs[order[start : start + SIZE]].astype(np.float64)
            expected_mean = 0.9 * expected_mean + 0.1 * batch.mean(axis=0)
            expected_variance = 0.9 * expected_variance + 0.1 * batch.var(axis=0)
    np.testing.assert_allclose(mean, expected_mean, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(variance, expected_variance, rtol=1e-5)
