"""The compiled functions: training steps and validation, with the data already on the device.

Each function is a counted loop whose bounds are arguments, so that it is compiled once whatever the
size of a chunk. What it computes is what ``keras.Model.train_step`` and ``test_step`` compute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Examples
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.compiling import compile_function

Floats = NDArray[np.float32]
Tensor = Any

_INDEX = tf.TensorSpec((), tf.int32)


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


@dataclass(frozen=True)
class Stretch:
    """Batches first..stop-1 of an epoch that have the same size; None where only the graph knows it."""

    stop: int
    size: int | None


class Batches:
    """Examples on the device, cut into batches by an order; the last batch may be smaller.

    weights: how much each example counts; None for all alike.
    """

    def __init__(self, examples: Examples, size: int, weights: Floats | None = None) -> None:
        self.examples = len(examples)
        self.size = size
        self.count = -(-self.examples // size)
        self._inputs = tf.constant(examples.stored)
        self._weights = None if weights is None else tf.constant(weights)
        self._levels = examples.levels
        same = examples.gives_back  # an autoencoder's data is kept once
        self._targets = self._inputs if same else tf.constant(examples.stored_targets)

    def examples_in(self, start: int, stop: int) -> int:
        """How many examples the batches start..stop-1 hold, counted on through the epochs."""

        def before(batch: int) -> int:
            epochs, rest = divmod(batch, self.count)
            return epochs * self.examples + rest * self.size

        return before(stop) - before(start)

    def stretches(self, static: bool) -> list[Stretch]:
        """How an epoch is cut. static: every size is known before it runs, which XLA needs."""
        if not static:
            return [Stretch(self.count, None)]
        whole, rest = divmod(self.examples, self.size)
        stretches = [Stretch(whole, self.size)] if whole else []
        return [*stretches, Stretch(whole + 1, rest)] if rest else stretches

    def gather(self, order: Tensor, first: Tensor, number: Tensor, size: int | None) -> tuple[Tensor, ...]:
        """A batch of the epoch whose order begins at ``first``: inputs, targets and weights, if any."""
        begin, length = self._part(number, size)
        return self.take(tf.slice(order, [first + begin], [length]))

    def take(self, rows: Tensor) -> tuple[Tensor, ...]:
        """The examples of these numbers: inputs, targets and weights, if any."""
        kept = (self._inputs, self._targets, self._weights)
        return tuple(self._read(tf.gather(tensor, rows)) for tensor in kept if tensor is not None)

    def cut(self, number: Tensor, size: int | None) -> tuple[Tensor, Tensor]:
        """The batch in the examples' own order."""
        begin, length = self._part(number, size)
        inputs, targets = (_rows(tensor, begin, length) for tensor in (self._inputs, self._targets))
        return self._read(inputs), self._read(targets)

    def _read(self, batch: Tensor) -> Tensor:
        """A batch as the network and the loss read it; bytes become numbers here."""
        if self._levels is None or batch.dtype != tf.uint8:
            return batch
        offset = tf.constant(self._levels.offset, tf.float32)
        return (tf.cast(batch, tf.float32) - offset) / tf.constant(self._levels.factor, tf.float32)

    def _part(self, number: Tensor, size: int | None) -> tuple[Tensor, Any]:
        begin = number * self.size
        return begin, tf.minimum(self.size, self.examples - begin) if size is None else size


def _rows(tensor: Tensor, begin: Tensor, length: Any) -> Tensor:
    rank = tensor.shape.rank - 1
    return tf.slice(tensor, [begin, *[0] * rank], [length, *tensor.shape[1:]])


class Evaluation:
    """Evaluates examples in batches, with means of its own."""

    def __init__(self, model: Any, loss: Any, means: Means, batches: Batches, *, xla: bool) -> None:
        self.means = means
        self.count = batches.count
        self._model = model
        self._loss = loss
        self._batches = batches
        self._xla = xla

    def compiled(self, key: str = "") -> Callable[..., Any]:
        """A function (start, stop) that evaluates batches start..stop-1 and gives the means so far.

        key: of what is evaluated here, to find it compiled on disk.
        """

        def chunk(start: Tensor, stop: Tensor) -> Tensor:
            self.means.reset_if(tf.equal(start, 0))
            self.run(start, stop)
            return self.means.result()

        return compile_function(chunk, [_INDEX, _INDEX], self._xla, f"{key} evaluation")

    def run(self, start: Tensor, stop: Tensor) -> None:
        for stretch in self._batches.stretches(self._xla):
            start = _count_up(start, tf.minimum(stop, stretch.stop), self._step(stretch))

    def _step(self, stretch: Stretch) -> Callable[[Tensor], None]:
        def step(number: Tensor) -> None:
            inputs, targets = self._batches.cut(number, stretch.size)
            outputs = self._model(inputs, training=False)
            total = total_loss(self._loss, targets, outputs, self._model.losses)
            self.means.update(targets, outputs, total, tf.shape(inputs)[0])

        return step


class TrainingSteps:
    """The training of a block of epochs, with the validation at the end of each where it is given.

    Batches are counted on through the epochs of a block.
    """

    def __init__(
        self,
        model: Any,
        optimizer: Any,
        loss: Any,
        means: Means,
        batches: Batches,
        *,
        epochs: int = 1,
        evaluation: Evaluation | None = None,
        xla: bool = False,
    ) -> None:
        self._model = model
        self._optimizer = optimizer
        self._loss = loss
        self._means = means
        self._batches = batches
        self._epochs = epochs
        self._evaluation = evaluation
        self._xla = xla

    def compiled(self, key: str = "") -> Callable[..., Any]:
        """A function (order, start, stop, due) that trains the batches start..stop-1 of a block.

        order (epochs × examples): which example comes when. Gives the loss of each step of the block (only
        start..stop-1 are meant); for each epoch that ended, its means and then those of validation, NaN
        where ``due`` (epochs) is 0; and whether the weights add up to a finite number. Called with start
        equal to stop it compiles everything and trains nothing. key: of what is trained here, to find it
        compiled on disk.
        """
        order = tf.TensorSpec((self._epochs * self._batches.examples,), tf.int32)
        due = tf.TensorSpec((self._epochs,), tf.int32)
        return compile_function(self._chunk, [order, _INDEX, _INDEX, due], self._xla, f"{key} training")

    def _chunk(
        self, order: Tensor, start: Tensor, stop: Tensor, due: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        per_epoch = self._batches.count
        width = self._means.count + (self._evaluation.means.count if self._evaluation else 0)
        losses = tf.zeros((self._epochs * per_epoch,), tf.float32)
        ends = tf.zeros((self._epochs, width), tf.float32)

        def epoch(done: Tensor, losses: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            number = done // per_epoch
            losses = self._epoch(order, number, done, stop, losses)
            done = tf.minimum(stop, (number + 1) * per_epoch)
            ends = self._end(number, tf.cast(tf.equal(done % per_epoch, 0), tf.int32), due, ends)
            return done, losses, ends

        _, losses, ends = tf.while_loop(
            lambda done, *_: done < stop, epoch, (start, losses, ends), parallel_iterations=1
        )
        return losses, ends, self._is_finite()

    def _is_finite(self) -> Tensor:
        """Whether all weights are; a sum is read once, and only finite numbers have a finite one."""
        weights = [variable.value for variable in self._model.variables if is_float(variable)]
        return tf.math.is_finite(tf.add_n([tf.reduce_sum(tensor) for tensor in weights]))

    def _epoch(self, order: Tensor, epoch: Tensor, done: Tensor, stop: Tensor, losses: Tensor) -> Tensor:
        """Train what lies before ``stop`` of an epoch."""
        zero = epoch * self._batches.count
        number = done - zero
        self._means.reset_if(tf.equal(number, 0))
        for stretch in self._batches.stretches(self._xla):
            size, limit = stretch.size, tf.minimum(stop - zero, stretch.stop)

            def body(number: Tensor, losses: Tensor, size: int | None = size) -> tuple[Tensor, Tensor]:
                loss = self._step(order, epoch * self._batches.examples, number, size)
                where = tf.reshape(zero + number, (1, 1))
                return number + 1, tf.tensor_scatter_nd_update(losses, where, loss[None])

            number, losses = tf.while_loop(
                lambda number, _, limit=limit: number < limit, body, (number, losses), parallel_iterations=1
            )
        return losses

    def _step(self, order: Tensor, first: Tensor, number: Tensor, size: int | None) -> Tensor:
        variables = self._model.trainable_variables
        inputs, targets, *weights = self._batches.gather(order, first, number, size)
        with tf.GradientTape() as tape:
            outputs = self._model(inputs, training=True)
            total = total_loss(self._loss, targets, outputs, self._model.losses, *weights)
        gradients = tape.gradient(total, variables)
        self._optimizer.apply(gradients, variables)
        self._means.update(targets, outputs, total, tf.shape(inputs)[0])
        return total

    def _end(self, number: Tensor, times: Tensor, due: Tensor, ends: Tensor) -> Tensor:
        """Write an ended epoch's means down. times: 1 if it has ended, else 0; a loop is XLA's branch."""

        def body(_: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
            results = [self._means.result()]
            if self._evaluation is not None:
                results.append(_evaluated(self._evaluation, due[number]))
            row = tf.concat(results, 0)[None]
            return tf.constant(1), tf.tensor_scatter_nd_update(ends, tf.reshape(number, (1, 1)), row)

        _, ends = tf.while_loop(
            lambda done, _: done < times, body, (tf.constant(0), ends), parallel_iterations=1
        )
        return ends


def _evaluated(evaluation: Evaluation, times: Tensor) -> Tensor:
    """The means of all that there is to evaluate; NaN where ``times`` is 0."""

    def body(_: Tensor, means: Tensor) -> tuple[Tensor, Tensor]:
        evaluation.means.reset_if(tf.constant(True))
        evaluation.run(tf.constant(0), tf.constant(evaluation.count))
        return tf.constant(1), evaluation.means.result()

    nothing = tf.fill((evaluation.means.count,), tf.constant(float("nan")))
    _, means = tf.while_loop(
        lambda done, _: done < times, body, (tf.constant(0), nothing), parallel_iterations=1
    )
    return means


def is_float(variable: Any) -> bool:
    """Whether a Keras variable can become infinite; seeds and counters cannot."""
    return bool(keras.backend.is_float_dtype(variable.dtype))


def _count_up(start: Tensor, stop: Tensor, step: Callable[[Tensor], None]) -> Tensor:
    """Call ``step`` with start..stop-1; gives where it ended."""

    def body(number: Tensor) -> tuple[Tensor]:
        step(number)
        return (number + 1,)

    (end,) = tf.while_loop(lambda number: number < stop, body, (start,), parallel_iterations=1)
    return end


def total_loss(
    loss: Any, targets: Tensor, outputs: Tensor, penalties: Sequence[Tensor], weights: Tensor = None
) -> Tensor:
    """The loss with its regularization terms, added as ``keras.Model.compute_loss`` adds them.

    weights: how much each example counts.
    """
    data_loss = loss(targets, outputs, sample_weight=weights)
    return keras.ops.sum([data_loss, *penalties]) if penalties else data_loss
