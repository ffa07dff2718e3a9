"""Everything of the catalogue that training is made of: thirty steps against ``train_on_batch``."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from immutabledict import immutabledict

from nnstudio.catalogue import CONSTRAINTS, LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.catalogue.params import Bool
from nnstudio.catalogue.values import Part
from nnstudio.design.model import DataChoice
from nnstudio.engine.backend import keras
from nnstudio.engine.parts import build_part
from tests.engine.designs import CIRCLE, IRIS, SUNSPOTS, design, part, row
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
    distance,
    on_random_data,
    on_real_data,
)

DIABETES = DataChoice(source="diabetes")
ONE_HOT = IRIS.model_copy(update={"one_hot": True})
POSITIVE = SUNSPOTS.model_copy(update={"scaling": "range"})
# What a network learns from and ends with, by what the loss expects of it.
DATA: dict[Expects, tuple[DataChoice, int, str]] = {
    Expects.ANY: (POSITIVE, 3, "tanh"),
    Expects.POSITIVE: (POSITIVE, 3, "softplus"),
    Expects.PROBABILITIES: (CIRCLE, 1, "sigmoid"),
    Expects.SIGNS: (CIRCLE, 1, "tanh"),
    Expects.SHARES: (ONE_HOT, 3, "softmax"),
}


def data_of(loss: Loss) -> tuple[DataChoice, int, str]:
    if loss.key == "mean_absolute_percentage_error":  # of quantities that are never close to 0
        return DIABETES, 1, "softplus"
    if loss.targets == {Target.ONE_HOT}:
        return ONE_HOT, 3, "softmax"
    return (IRIS, 3, "softmax") if loss.sparse else DATA[loss.expects]


def network(loss: Part | str, optimizer: Part, *hidden: str, **recipe: Any) -> Trial:
    """hidden: a layer for each of these regularizers, by its name. From logits it ends in a linear row."""
    goal = part(loss) if isinstance(loss, str) else loss
    data, units, activation = data_of(LOSSES[goal.kind])
    activation = "linear" if goal.params.get("from_logits") else activation
    rows = [
        row("dense", name, units=4, activation="tanh", kernel_regularizer=Part(kind=name)) for name in hidden
    ]
    first = [row("flatten", "flat")] if data is POSITIVE else []
    last = row("dense", "output", units=units, activation=activation)
    made = design(data, goal.kind, *first, *rows, last, optimizer=optimizer, **recipe)
    return on_real_data(made.model_copy(update={"recipe": made.recipe.model_copy(update={"loss": goal})}))


def assert_same_as_keras(trial: Trial, **options: Any) -> None:
    theirs = by_keras(trial, {}, **options)
    for engine in ("graph", "xla"):
        assert_same(by_engine(trial, engine, **options), theirs)


def test_that_every_layer_of_the_catalogue_is_tried() -> None:
    assert set().union(*(network.kinds for network in NETWORKS.values())) | {"flatten"} == set(LAYERS)


@pytest.mark.parametrize("loss", LOSSES)
def test_that_losses_are_those_of_keras(loss: str) -> None:
    """With a layer for every regularizer, so that each is tried with each loss."""
    rate = 0.0002 if loss == "mean_absolute_percentage_error" else 0.02  # percents have steep slopes
    assert_same_as_keras(network(loss, part("sgd", learning_rate=rate), *REGULARIZERS))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_optimizers_are_those_of_keras(optimizer: str) -> None:
    assert_same_as_keras(network("binary_crossentropy", part(optimizer, learning_rate=0.02), "none"))


# Here a rounding error grows beyond the bounds, in Keras as well: compiled by XLA, it is no longer itself.
SENSITIVE = [
    ("dice", "ftrl"),
    ("log_cosh", "ftrl"),
    ("tversky", "ftrl"),
    ("categorical_hinge", "ftrl"),
    ("categorical_hinge", "rmsprop"),
    ("mean_absolute_percentage_error", "sgd"),
    ("mean_absolute_percentage_error", "ftrl"),
    ("mean_absolute_percentage_error", "adafactor"),
]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("loss", "optimizer"), [pair for pair in itertools.product(LOSSES, OPTIMIZERS) if pair not in SENSITIVE]
)
def test_that_all_pairs_are_those_of_keras(loss: str, optimizer: str) -> None:
    assert_same_as_keras(network(loss, part(optimizer, learning_rate=0.02), *REGULARIZERS))


@pytest.mark.parametrize(
    ("loss", "optimizer"),
    [pytest.param(*pair, marks=[pytest.mark.soak] if place else []) for place, pair in enumerate(SENSITIVE)],
)
def test_that_pairs_which_rounding_moves_are_no_further_from_keras_than_its_own_xla(
    loss: str, optimizer: str
) -> None:
    trial = network(loss, part(optimizer, learning_rate=0.02), *REGULARIZERS)
    theirs = by_keras(trial, {})
    assert_same(by_engine(trial, "graph"), theirs)
    own = distance(by_keras(trial, {}, xla=True), theirs)
    assert own > 1, "the pair belongs to the others"
    assert distance(by_engine(trial, "xla"), theirs) < 1.5 * own


@pytest.mark.parametrize("regularizer", REGULARIZERS)
def test_that_the_regularizer_of_the_recipe_is_that_of_keras(regularizer: str) -> None:
    trial = network("mean_squared_error", part("adam"), "none", regularizer=Part(kind=regularizer))
    assert_same_as_keras(trial)


@pytest.mark.parametrize(
    "key",
    [
        key if key in ("sgd", "rmsprop", "adam", "muon") else pytest.param(key, marks=pytest.mark.soak)
        for key in OPTIMIZERS
    ],
)
def test_that_options_of_optimizers_and_losses_are_those_of_keras(key: str) -> None:
    """All switches the other way, and what every optimizer of Keras can do."""
    params = OPTIMIZERS[key].params
    options: dict[str, Any] = {param.name: not param.default for param in params if isinstance(param, Bool)}
    options |= {param.name: 0.8 for param in params if param.name == "momentum"}
    options |= {"weight_decay": 0.1, "clipnorm": 0.05, "ema_momentum": 0.9, "ema_overwrite_frequency": 7}
    loss = part("binary_crossentropy", label_smoothing=0.2, from_logits=True)
    assert_same_as_keras(network(loss, part(key, learning_rate=0.01, **options), "none"))


@pytest.mark.parametrize(
    "key",
    [key for key, loss in LOSSES.items() if "from_logits" in {param.name for param in loss.params}],
)
def test_that_losses_take_logits_and_smooth_labels_as_keras_does(key: str) -> None:
    wanted = {"from_logits": True, "label_smoothing": 0.2, "apply_class_balancing": True, "delta": 0.1}
    given = {param.name: wanted[param.name] for param in LOSSES[key].params if param.name in wanted}
    assert_same_as_keras(network(part(key, **given), part("sgd", learning_rate=0.05), "none"))


@pytest.mark.parametrize("clipping", ["clipvalue", "global_clipnorm"])
def test_that_gradients_are_clipped_as_keras_does(clipping: str) -> None:
    optimizer = part("sgd", learning_rate=0.5, momentum=0.5, **{clipping: 0.02})
    assert_same_as_keras(network("binary_crossentropy", optimizer, "none"))


@pytest.mark.parametrize("kind", CONSTRAINTS)
def test_that_constraints_and_activity_regularizers_are_those_of_keras(kind: str) -> None:
    held = row(
        "dense",
        "held",
        units=4,
        activation="tanh",
        kernel_constraint=Part(kind=kind),
        bias_constraint=Part(kind=kind),
        activity_regularizer=Part(kind="l2", params=immutabledict(l2=0.001)),
    )
    last = row("dense", "output", units=1, activation="sigmoid")
    optimizer = part("sgd", learning_rate=0.5)
    trial = on_real_data(design(CIRCLE, "binary_crossentropy", held, last, optimizer=optimizer))
    assert_same_as_keras(trial)
    if kind == "unit_norm":
        kernel = by_keras(trial, {}).weights[0]
        np.testing.assert_allclose(np.linalg.norm(kernel, axis=0), 1.0, rtol=1e-5)


def test_that_the_norm_of_a_whole_filter_is_held() -> None:
    """Keras does it when told the axes."""
    kernel = np.random.default_rng(3).normal(size=(2, 2, 3, 4)).astype(np.float32)
    for key, theirs in (
        ("unit_norm", keras.constraints.UnitNorm(axis=[0, 1, 2])),
        ("max_norm", keras.constraints.MaxNorm(2.0, axis=[0, 1, 2])),
        ("min_max_norm", keras.constraints.MinMaxNorm(axis=[0, 1, 2])),
    ):
        ours = build_part("constraint", Part(kind=key), 0)
        np.testing.assert_array_equal(ours(kernel).numpy(), theirs(kernel).numpy())


@pytest.mark.parametrize("loss", ["binary_crossentropy", "sparse_categorical_crossentropy", "dice"])
def test_that_class_weights_are_those_of_keras(loss: str) -> None:
    trial = network(loss, part("sgd", learning_rate=0.1), "none", class_weights="balanced")
    assert_same_as_keras(trial)
    plain = network(loss, part("sgd", learning_rate=0.1), "none")
    if loss != "dice":  # one number for the whole batch, which weights can hardly move
        assert not np.allclose(by_engine(trial, "graph").losses, by_engine(plain, "graph").losses)


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
