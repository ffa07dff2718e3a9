"""The compiled training steps of a block of epochs, with the data already on the device.

What is compiled is a counted loop whose bounds are arguments, so that it is compiled once whatever the
size of a chunk. What it computes is what ``keras.Model.train_step`` and ``test_step`` compute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.engine.backend import tf
from nnstudio.engine.batches import INDEX, Batches
from nnstudio.engine.compiling import compile_function
from nnstudio.engine.evaluation import Evaluation
from nnstudio.engine.finite import all_finite
from nnstudio.engine.means import Means, total_loss

Tensor = Any


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
        return compile_function(self._chunk, [order, INDEX, INDEX, due], self._xla, f"{key} training")

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
        return losses, ends, all_finite(self._model.variables)

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
                results.append(self._evaluation.run_if(due[number]))
            row = tf.concat(results, 0)[None]
            return tf.constant(1), tf.tensor_scatter_nd_update(ends, tf.reshape(number, (1, 1)), row)

        _, ends = tf.while_loop(
            lambda done, _: done < times, body, (tf.constant(0), ends), parallel_iterations=1
        )
        return ends
