"""The compiled validation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.engine.backend import tf
from nnstudio.engine.batches import INDEX, Batches, Stretch
from nnstudio.engine.compiling import compile_function
from nnstudio.engine.means import Means, total_loss

Tensor = Any


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

        return compile_function(chunk, [INDEX, INDEX], self._xla, f"{key} evaluation")

    def run(self, start: Tensor, stop: Tensor) -> None:
        for stretch in self._batches.stretches(self._xla):
            start = _count_up(start, tf.minimum(stop, stretch.stop), self._step(stretch))

    def run_if(self, due: Tensor) -> Tensor:
        """The means of all that there is to evaluate; NaN where ``due`` is 0. A loop is XLA's branch."""

        def body(_: Tensor, means: Tensor) -> tuple[Tensor, Tensor]:
            self.means.reset_if(tf.constant(True))
            self.run(tf.constant(0), tf.constant(self.count))
            return tf.constant(1), self.means.result()

        nothing = tf.fill((self.means.count,), tf.constant(float("nan")))
        _, means = tf.while_loop(
            lambda done, _: done < due, body, (tf.constant(0), nothing), parallel_iterations=1
        )
        return means

    def _step(self, stretch: Stretch) -> Callable[[Tensor], None]:
        def step(number: Tensor) -> None:
            inputs, targets = self._batches.cut(number, stretch.size)
            outputs = self._model(inputs, training=False)
            total = total_loss(self._loss, targets, outputs, self._model.losses)
            self.means.update(targets, outputs, total, tf.shape(inputs)[0])

        return step


def _count_up(start: Tensor, stop: Tensor, step: Callable[[Tensor], None]) -> Tensor:
    """Call ``step`` with start..stop-1; gives where it ended."""

    def body(number: Tensor) -> tuple[Tensor]:
        step(number)
        return (number + 1,)

    (end,) = tf.while_loop(lambda number: number < stop, body, (start,), parallel_iterations=1)
    return end
