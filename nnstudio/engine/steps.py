"""The compiled functions: training steps and validation, with the data already on the device.

Each function is a counted loop whose bounds are arguments, so that it is compiled once whatever the
size of a chunk. What it computes is what ``keras.Model.train_step`` and ``test_step`` compute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Examples
from nnstudio.engine.backend import keras, tf

Floats = NDArray[np.float32]
Tensor = Any

_INDEX = tf.TensorSpec((), tf.int32)
_ORDER = tf.TensorSpec((None,), tf.int32)


class Means:
    """The loss and the metrics so far in an epoch: means over its examples, as Keras counts them."""

    def __init__(self, metrics: Mapping[str, Any]) -> None:
        self._loss = keras.metrics.Mean(name="loss")
        self._metrics = dict(metrics)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._metrics)

    @property
    def variables(self) -> list[Any]:
        return [variable for metric in self._all for variable in metric.variables]

    @property
    def _all(self) -> list[Any]:
        return [self._loss, *self._metrics.values()]

    def reset(self) -> None:
        for metric in self._all:
            metric.reset_state()

    def update(self, targets: Tensor, outputs: Tensor, loss: Tensor, examples: Tensor) -> None:
        self._loss.update_state(loss, sample_weight=examples)
        for metric in self._metrics.values():
            metric.update_state(targets, outputs)

    def result(self) -> Tensor:
        """The loss, then the metrics in the order of ``names``."""
        return tf.stack([tf.cast(metric.result(), tf.float32) for metric in self._all])


class Batches:
    """Examples on the device, cut into batches by an order; the last batch may be smaller."""

    def __init__(self, examples: Examples, size: int) -> None:
        self.examples = len(examples)
        self.size = size
        self.count = -(-self.examples // size)
        self._inputs = tf.constant(examples.inputs)
        same = examples.targets is examples.inputs  # an autoencoder's data is kept once
        self._targets = self._inputs if same else tf.constant(examples.targets)

    def examples_in(self, start: int, stop: int) -> int:
        """How many examples the batches start..stop-1 hold."""
        return min(stop * self.size, self.examples) - start * self.size

    def gather(self, order: Tensor, number: Tensor) -> tuple[Tensor, Tensor]:
        rows = order[number * self.size : (number + 1) * self.size]
        return tf.gather(self._inputs, rows), tf.gather(self._targets, rows)

    def cut(self, number: Tensor) -> tuple[Tensor, Tensor]:
        """The batch in the examples' own order."""
        part = slice(number * self.size, (number + 1) * self.size)
        return self._inputs[part], self._targets[part]


def training_steps(
    model: Any, optimizer: Any, loss: Any, means: Means, batches: Batches
) -> Callable[..., Any]:
    """A function (order, start, stop) that trains the batches start..stop-1 of an epoch.

    Gives the loss of each step and the epoch's means so far; they begin anew at batch 0. Called with
    start equal to stop it compiles everything and trains nothing.
    """
    variables = model.trainable_variables

    def step(order: Tensor, number: Tensor) -> Tensor:
        inputs, targets = batches.gather(order, number)
        with tf.GradientTape() as tape:
            outputs = model(inputs, training=True)
            total = _total_loss(loss, targets, outputs, model.losses)
        gradients = tape.gradient(total, variables)
        optimizer.apply(gradients, variables)
        means.update(targets, outputs, total, tf.shape(inputs)[0])
        return total

    def chunk(order: Tensor, start: Tensor, stop: Tensor) -> tuple[Tensor, Tensor]:
        _reset_at_first(means, start)
        losses = tf.TensorArray(tf.float32, size=stop - start, element_shape=())
        _, losses = tf.while_loop(
            lambda number, _: number < stop,
            lambda number, losses: (number + 1, losses.write(number - start, step(order, number))),
            (start, losses),
        )
        return losses.stack(), means.result()

    return _compiled(chunk, [_ORDER, _INDEX, _INDEX])


def validation(model: Any, loss: Any, means: Means, batches: Batches) -> Callable[..., Any]:
    """A function (start, stop) that evaluates the batches start..stop-1 and gives the means so far."""

    def step(number: Tensor) -> Tensor:
        inputs, targets = batches.cut(number)
        outputs = model(inputs, training=False)
        total = _total_loss(loss, targets, outputs, model.losses)
        means.update(targets, outputs, total, tf.shape(inputs)[0])
        return number + 1

    def chunk(start: Tensor, stop: Tensor) -> Tensor:
        _reset_at_first(means, start)
        tf.while_loop(lambda number: number < stop, lambda number: (step(number),), (start,))
        return means.result()

    return _compiled(chunk, [_INDEX, _INDEX])


def _total_loss(loss: Any, targets: Tensor, outputs: Tensor, penalties: Sequence[Tensor]) -> Tensor:
    """The loss with its regularization terms, added as ``keras.Model.compute_loss`` adds them."""
    data_loss = loss(targets, outputs)
    return keras.ops.sum([data_loss, *penalties]) if penalties else data_loss


def _reset_at_first(means: Means, start: Tensor) -> None:
    def reset() -> Tensor:
        means.reset()
        return True

    tf.cond(tf.equal(start, 0), reset, lambda: False)


def _compiled(function: Callable[..., Any], signature: list[Any]) -> Callable[..., Any]:
    compiled: Callable[..., Any] = tf.function(function, input_signature=signature, autograph=False)
    return compiled
