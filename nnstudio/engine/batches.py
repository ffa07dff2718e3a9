"""The examples on the device, cut into batches inside the compiled functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Examples
from nnstudio.engine.backend import tf

Floats = NDArray[np.float32]
Tensor = Any

INDEX = tf.TensorSpec((), tf.int32)
"""The number of a batch, as the compiled functions take it."""


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
