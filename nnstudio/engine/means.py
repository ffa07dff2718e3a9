"""The loss of a batch, and the means that an epoch is told by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nnstudio.engine.backend import keras, tf

Tensor = Any


class Means:
    """The loss and the metrics so far in an epoch: means over its examples, as Keras counts them."""

    def __init__(self, metrics: Mapping[str, Any]) -> None:
        self._loss = keras.metrics.Mean(name="loss")
        self._metrics = dict(metrics)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._metrics)

    @property
    def count(self) -> int:
        """How many numbers ``result`` has."""
        return 1 + len(self._metrics)

    @property
    def variables(self) -> list[Any]:
        return [variable for metric in self._all for variable in metric.variables]

    @property
    def _all(self) -> list[Any]:
        return [self._loss, *self._metrics.values()]

    def reset_if(self, fresh: Tensor) -> None:
        """Begin anew where ``fresh`` is true; without a branch, which would cost the loop its speed."""
        for metric in self._all:
            for variable in metric.variables:
                variable.assign(tf.where(fresh, tf.zeros_like(variable.value), variable.value))

    def update(self, targets: Tensor, outputs: Tensor, loss: Tensor, examples: Tensor) -> None:
        self._loss.update_state(loss, sample_weight=examples)
        for metric in self._metrics.values():
            metric.update_state(targets, outputs)

    def result(self) -> Tensor:
        """The loss, then the metrics in the order of ``names``."""
        return tf.stack([tf.cast(metric.result(), tf.float32) for metric in self._all])


def total_loss(
    loss: Any, targets: Tensor, outputs: Tensor, penalties: Sequence[Tensor], weights: Tensor = None
) -> Tensor:
    """The loss with its regularization terms, added as ``keras.Model.compute_loss`` adds them.

    weights: how much each example counts.
    """
    data_loss = loss(targets, outputs, sample_weight=weights)
    return keras.ops.sum([data_loss, *penalties]) if penalties else data_loss
