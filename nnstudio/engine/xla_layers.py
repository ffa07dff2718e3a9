"""Keras layers computed another way, which XLA on a processor runs many times faster.

XLA's own convolution and the gradient of its pooling are slow there. Cut into slices both become what
it is good at: a matrix product, and comparisons of whole arrays. What comes out is the same up to
rounding, where two numbers are equally large included: as in Keras the first of them gets the gradient.

Outside ``traced_for_xla`` the same layers are Keras' own, which are the faster ones there: the predictions
of a network that XLA trains are looked at without it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import reduce
from typing import Any

from nnstudio.catalogue.layers.windows import MOST_SLICES
from nnstudio.engine.backend import keras, tf

Tensor = Any

_for_xla = ContextVar("_for_xla", default=False)


@contextlib.contextmanager
def traced_for_xla() -> Iterator[None]:
    """What is traced in here is compiled by XLA."""
    token = _for_xla.set(True)
    try:
        yield
    finally:
        _for_xla.reset(token)


class Conv2D(keras.layers.Conv2D):  # type: ignore[misc]
    """The patches under the kernel as rows of one matrix, multiplied with the kernel."""

    def call(self, inputs: Tensor) -> Tensor:
        if not _is_sliced(self, self.kernel_size) or self.groups > 1 or self.dilation_rate != (1, 1):
            return super().call(inputs)
        slices = _slices(inputs, self.kernel_size, self.strides, self.padding, 0.0)
        patches = tf.concat(slices, -1)
        height, width = patches.shape[1:3]
        kernel = tf.reshape(self.kernel, (-1, self.filters))
        rows = tf.matmul(tf.reshape(patches, (-1, kernel.shape[0])), kernel)
        outputs = tf.reshape(rows, (-1, height, width, self.filters))
        outputs.set_shape((inputs.shape[0], height, width, self.filters))
        if self.use_bias:
            outputs = outputs + self.bias
        return self.activation(outputs) if self.activation is not None else outputs


class MaxPooling2D(keras.layers.MaxPooling2D):  # type: ignore[misc]
    """The largest of the slices under the pool."""

    def call(self, inputs: Tensor) -> Tensor:
        if not _is_sliced(self, self.pool_size):
            return super().call(inputs)
        slices = _slices(inputs, self.pool_size, self.strides, self.padding, inputs.dtype.min)
        return reduce(tf.maximum, slices)


class AveragePooling2D(keras.layers.AveragePooling2D):  # type: ignore[misc]
    """The mean of the slices under the pool; padding, which does not count as a number, is Keras' own."""

    def call(self, inputs: Tensor) -> Tensor:
        if not _is_sliced(self, self.pool_size) or self.padding != "valid":
            return super().call(inputs)
        slices = _slices(inputs, self.pool_size, self.strides, self.padding, 0.0)
        return tf.add_n(slices) / float(len(slices))


XLA_LAYERS: dict[str, Callable[..., Any]] = {
    "Conv2D": Conv2D,
    "MaxPooling2D": MaxPooling2D,
    "AveragePooling2D": AveragePooling2D,
}


def _is_sliced(layer: Any, window: tuple[int, int]) -> bool:
    few = window[0] * window[1] <= MOST_SLICES
    return _for_xla.get() and few and layer.data_format == "channels_last"


def _slices(
    inputs: Tensor, window: tuple[int, int], strides: tuple[int, int], padding: str, edge: float
) -> list[Tensor]:
    """For each place of the window, what lies under it, row by row; ``edge`` surrounds the inputs."""
    if padding == "same":
        around = [
            _padding(size, length, step)
            for size, length, step in zip(inputs.shape[1:3], window, strides, strict=True)
        ]
        inputs = tf.pad(inputs, [(0, 0), *around, (0, 0)], constant_values=edge)
    spans = [
        ((size - length) // step) * step + 1
        for size, length, step in zip(inputs.shape[1:3], window, strides, strict=True)
    ]
    down, right = strides
    return [
        inputs[:, row : row + spans[0] : down, column : column + spans[1] : right, :]
        for row in range(window[0])
        for column in range(window[1])
    ]


def _padding(size: int, length: int, step: int) -> tuple[int, int]:
    """How many numbers "same" padding adds before and after."""
    total = max(0, (-(-size // step) - 1) * step + length - size)
    return total // 2, total - total // 2
