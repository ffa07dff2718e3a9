"""Metrics as Keras computes them, on outputs made into what they compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.catalogue import LOSSES, METRICS, metrics_for
from nnstudio.catalogue.entries import Metric, Target
from nnstudio.catalogue.values import Part
from nnstudio.data.text.vocabulary import UNKNOWN
from nnstudio.design.answers import Passes, passes_through
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.parts import find

Tensor = Any
Answer = Callable[[Tensor], Tensor]


def answer_of(loss: Part, facts: DataFacts) -> Answer | None:
    """What makes probabilities of the network's outputs, where they are none themselves; None otherwise."""
    return _ANSWERS.get(passes_through(loss, facts.target))


def build_metrics(design: Design, facts: DataFacts) -> dict[str, Any]:
    """New Keras metrics that suit the loss and the target, by the catalogue's keys."""
    loss = find(LOSSES, design.recipe.loss.kind)
    answer = answer_of(design.recipe.loss, facts)
    numbers = loss.sparse and facts.target in (Target.INTEGERS, Target.TOKENS)  # each has an output
    return {
        key: _build(METRICS[key], key, answer, facts, numbers)
        for key in metrics_for(loss, facts.target, design.recipe.metrics)
    }


def _build(entry: Metric, key: str, answer: Answer | None, facts: DataFacts, numbers: bool) -> Any:
    classes = (facts.answers or len(facts.classes)) if entry.one_hot and numbers else 0
    width = classes or facts.target_shape[-1]
    kind = _OWN.get(entry.keras) or getattr(keras.metrics, entry.keras)
    metric = kind(name=key, **(_ARGUMENTS[key](width) if key in _ARGUMENTS else {}))
    if getattr(metric, "_built", True) is False:  # makes its variables when it sees the first batch
        nothing = np.zeros((1, width), np.float32)
        metric.update_state(nothing, nothing)
        metric.reset_state()
    return _Judged(metric, answer, classes) if answer is not None or classes else metric


class _Judged(keras.metrics.Metric):  # type: ignore[misc]
    """A metric of probabilities, and of one-hot labels where there are ``classes`` to tell.

    Each place of a text is then an example of its own.
    """

    def __init__(self, metric: Any, answer: Answer | None, classes: int) -> None:
        super().__init__(name=metric.name)
        self._metric = metric
        self._answer = answer
        self._classes = classes

    def update_state(self, targets: Tensor, outputs: Tensor, sample_weight: Tensor = None) -> None:
        if self._classes:
            numbers = keras.ops.cast(keras.ops.reshape(targets, (-1,)), "int32")
            targets = keras.ops.one_hot(numbers, self._classes)
            outputs = keras.ops.reshape(outputs, (-1, self._classes))
        if self._answer is not None:
            outputs = self._answer(outputs)
        self._metric.update_state(targets, outputs, sample_weight=sample_weight)

    def result(self) -> Tensor:
        return self._metric.result()

    def reset_state(self) -> None:
        self._metric.reset_state()


class _Perplexity(keras.metrics.Mean):  # type: ignore[misc]
    """e to the mean of the categorical cross-entropy of one-hot labels."""

    def update_state(self, targets: Tensor, outputs: Tensor, sample_weight: Tensor = None) -> None:
        surprise = keras.losses.categorical_crossentropy(targets, outputs)
        super().update_state(surprise, sample_weight=sample_weight)

    def result(self) -> Tensor:
        return keras.ops.exp(super().result())


class _ExactMatch(keras.metrics.Mean):  # type: ignore[misc]
    """Share of the texts whose most likely token is the true one at every place.

    The unknown token never is.
    """

    def update_state(self, targets: Tensor, outputs: Tensor, sample_weight: Tensor = None) -> None:
        chosen = keras.ops.cast(keras.ops.argmax(outputs, axis=-1), "int32")
        true = keras.ops.cast(targets, "int32")
        known = keras.ops.not_equal(true, UNKNOWN)
        right = keras.ops.all(keras.ops.logical_and(keras.ops.equal(chosen, true), known), axis=-1)
        super().update_state(keras.ops.cast(right, "float32"), sample_weight=sample_weight)


def _between_signs(outputs: Tensor) -> Tensor:
    return keras.ops.clip(0.5 * (outputs + 1.0), 0.0, 1.0)


_ANSWERS: dict[Passes, Answer] = {
    "sigmoid": keras.ops.sigmoid,
    "softmax": keras.ops.softmax,
    "between_signs": _between_signs,
}
_OWN: dict[str, type] = {"ExactMatch": _ExactMatch, "Perplexity": _Perplexity}
# What a metric is told of the number of outputs.
_ARGUMENTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "f1_score": lambda width: {"average": "macro", "threshold": 0.5 if width == 1 else None},
}
