"""Metrics and class weights in a run, against plain Keras and against their formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LOSSES, METRICS
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.metrics import metrics_that_suit
from nnstudio.catalogue.values import Part
from nnstudio.data import describe, prepare
from nnstudio.data.source import Examples
from nnstudio.data.text.naive import exact_match
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice, Design
from nnstudio.engine.class_weights import class_weights
from nnstudio.engine.metrics import answer_of, build_metrics
from nnstudio.protocol.commands import Engine
from nnstudio.protocol.events import Epoch
from tests.engine.designs import CIRCLE, IRIS, SUNSPOTS, design, part, row
from tests.engine.runs import train

ONE_HOT = IRIS.model_copy(update={"one_hot": True})
POSITIVE = SUNSPOTS.model_copy(update={"scaling": "range"})

# A network for each kind of target, which shows every metric that suits.
CASES: dict[str, tuple[DataChoice, Part, int, str]] = {
    "one unit": (CIRCLE, part("binary_crossentropy"), 1, "sigmoid"),
    "one unit, logits": (CIRCLE, part("binary_crossentropy", from_logits=True), 1, "linear"),
    "class numbers": (IRIS, part("sparse_categorical_crossentropy"), 3, "softmax"),
    "class numbers, logits": (IRIS, part("sparse_categorical_crossentropy", from_logits=True), 3, "linear"),
    "one-hot": (ONE_HOT, part("categorical_crossentropy"), 3, "softmax"),
    "quantities": (POSITIVE, part("huber"), 3, "linear"),
    "sides of 0": (CIRCLE, part("hinge"), 1, "tanh"),
}


# Answers of three places, each with one of four tokens.
TEXTS = DataFacts(
    Domain.TEXT,
    Task.TRANSLATION,
    Target.TOKENS,
    input_shape=(5,),
    target_shape=(3,),
    vocabulary=9,
    answers=4,
)


def shown(name: str, **recipe: Any) -> Design:
    data, loss, units, activation = CASES[name]
    first = [row("flatten", "flat")] if data is POSITIVE else []
    last = row("dense", "output", units=units, activation=activation)
    made = design(data, loss.kind, *first, last, metrics=tuple(METRICS), epochs=2, seed=3, **recipe)
    return made.model_copy(update={"recipe": made.recipe.model_copy(update={"loss": loss})})


def test_that_every_metric_is_shown_in_some_case() -> None:
    told = {key for name in CASES for key in build_metrics(shown(name), describe(CASES[name][0]))}
    assert told | set(build_metrics(shown("class numbers"), TEXTS)) == set(METRICS)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("engine", [pytest.param("graph", marks=pytest.mark.soak), "xla"])
def test_that_metrics_of_a_run_are_those_of_keras_on_the_answers(name: str, engine: Engine) -> None:
    """The validation part after the last epoch, evaluated by new metrics in plain Keras."""
    made, models = shown(name), []
    told = train(made, engine=engine, on_model=models.append).of(Epoch)[-1]
    prepared = prepare(made.data)
    fresh = build_metrics(made, prepared.facts)
    outputs = models[0](prepared.validation.inputs)
    assert set(fresh) == set(metrics_that_suit(LOSSES[made.recipe.loss.kind], prepared.facts.target))
    for key, metric in fresh.items():
        metric.update_state(prepared.validation.targets, outputs)
        assert told.val_metrics[key] == pytest.approx(float(metric.result()), rel=1e-4, abs=1e-6), key
        assert key in told.metrics


def test_that_metrics_begin_anew_with_every_epoch() -> None:
    """A network that hardly learns has the same means in both epochs, not sums over both."""
    still = part("sgd", learning_rate=1e-12)
    first, second = train(shown("class numbers", optimizer=still), engine="xla").of(Epoch)
    for key, value in first.metrics.items():
        assert second.metrics[key] == pytest.approx(value, rel=1e-4), key


def test_that_perplexity_is_e_to_the_mean_surprise() -> None:
    made = shown("class numbers")
    metric = build_metrics(made, describe(IRIS))["perplexity"]
    shares = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]], np.float32)
    metric.update_state(np.array([[0], [1]]), shares)
    assert float(metric.result()) == pytest.approx(float(np.exp(-np.log([0.5, 0.8]).mean())), rel=1e-5)


def test_that_a_text_is_right_when_every_place_is_and_places_count_one_by_one_otherwise() -> None:
    metrics = build_metrics(shown("class numbers"), TEXTS)
    targets = np.array([[2, 3, 0], [2, 0, 0]])
    outputs = np.full((2, 3, 4), 0.1, np.float32)
    for example, place, token in ((0, 0, 2), (0, 1, 3), (0, 2, 0), (1, 0, 2), (1, 1, 1), (1, 2, 0)):
        outputs[example, place, token] = 0.7
    for metric in metrics.values():
        metric.update_state(targets, outputs)
    assert float(metrics["exact_match"].result()) == 0.5
    assert float(metrics["sparse_categorical_accuracy"].result()) == pytest.approx(5 / 6)
    surprise = -(5 * np.log(0.7) + np.log(0.1)) / 6
    assert float(metrics["perplexity"].result()) == pytest.approx(np.exp(surprise), rel=1e-5)


def test_that_a_text_with_a_token_that_nobody_knows_is_never_right() -> None:
    metric = build_metrics(shown("class numbers"), TEXTS)["exact_match"]
    targets = np.array([[2, 1, 0], [2, 3, 0]])
    outputs = np.eye(4, dtype=np.float32)[targets]
    metric.update_state(targets, outputs)
    assert float(metric.result()) == 0.5
    examples = Examples(np.zeros((2, 3), np.float32), targets, np.arange(2))
    assert exact_match(examples, outputs) == 0.5


def test_that_logits_are_shown_as_probabilities() -> None:
    logits = np.array([[2.0, 0.0, -1.0]], np.float32)
    answer = answer_of(part("sparse_categorical_crossentropy", from_logits=True), describe(IRIS))
    assert answer is not None
    assert float(answer(logits).numpy().sum()) == pytest.approx(1.0)
    assert answer_of(part("sparse_categorical_crossentropy"), describe(IRIS)) is None


def test_that_balanced_classes_count_the_same() -> None:
    source = DataChoice(source="breast_cancer", scaling="standard")
    prepared = prepare(source)
    made = design(source, "binary_crossentropy", row("dense", "output", units=1, activation="sigmoid"))
    assert class_weights(made.recipe, prepared) is None
    balanced = made.recipe.model_copy(update={"class_weights": "balanced"})
    weights, labels = class_weights(balanced, prepared), prepared.train.labels
    assert weights is not None
    assert labels is not None
    totals = weights * np.bincount(labels)
    np.testing.assert_allclose(totals, len(labels) / 2, rtol=1e-5)


def test_that_all_engines_take_class_weights() -> None:
    """In one batch an epoch the order does not matter, so that plain fit has the same losses."""
    source = DataChoice(source="breast_cancer", scaling="standard")
    last = row("dense", "output", units=1, activation="sigmoid")
    goal = "binary_crossentropy"

    def losses(weights: str, engine: Engine) -> list[float]:
        made = design(source, goal, last, batching="full", epochs=5, class_weights=weights, seed=1)
        return train(made, engine=engine).losses

    by_fit = losses("balanced", "keras")
    engines: tuple[Engine, ...] = ("graph", "xla")
    for engine in engines:
        np.testing.assert_allclose(losses("balanced", engine), by_fit, rtol=1e-4)
    assert not np.allclose(losses("none", "keras"), by_fit, rtol=1e-3)
