"""Keras layers computed another way, which XLA on a processor runs many times faster.

XLA's own convolution and the gradient of its pooling are slow there. Cut into slices both become what
it is good at: a matrix product, and comparisons of whole arrays. What comes out is the same up to
rounding, where two numbers are equally large included: as in Keras the first of them gets the gradient.

What XLA is slow at in slices too is not here: a network that holds it is trained without, as its entry in
the catalogue says.

Outside ``traced_for_xla`` the same layers are Keras' own, which are the faster ones there: the predictions
of a network that XLA trains are looked at without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from math import prod
from typing import Any

from nnstudio.catalogue.layers.windows import MOST_SLICES, spread
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.slices import is_for_xla, padded, slices

Tensor = Any


def _convolution(kind: type) -> type:
    """The patches under the kernel as rows of one matrix, multiplied with the kernel; group by group."""

    class Convolution(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor) -> Tensor:
            if not _is_sliced(self, self.kernel_size):
                return super().call(inputs)
            found = _under_kernel(self, inputs)
            groups, size = self.groups, found[0].shape[1:-1]
            by_group = zip(*[_split(one, groups) for one in found], strict=True)
            parts = [tf.concat(part, -1) for part in by_group]
            kernels = _split(self.kernel.value, groups)
            products = [
                tf.matmul(tf.reshape(part, (-1, part.shape[-1])), tf.reshape(kernel, (part.shape[-1], -1)))
                for part, kernel in zip(parts, kernels, strict=True)
            ]
            outputs = products[0] if groups == 1 else tf.concat(products, -1)
            return _finished(self, _shaped(outputs, inputs, size, self.filters))

    return Convolution


def _depthwise(kind: type) -> type:
    """Every slice times the number of the kernel that lies on it, for each channel its own."""

    class Depthwise(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor) -> Tensor:
            if not _is_sliced(self, self.kernel_size):
                return super().call(inputs)
            return _finished(self, _each_channel(self, inputs, self.kernel.value))

    return Depthwise


def _separable(kind: type) -> type:
    """Every channel by itself, and then a product that mixes them."""

    class Separable(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor) -> Tensor:
            if not _is_sliced(self, self.kernel_size):
                return super().call(inputs)
            deep = _each_channel(self, inputs, self.depthwise_kernel.value)
            channels = deep.shape[-1]
            mixing = tf.reshape(self.pointwise_kernel.value, (channels, self.filters))
            rows = tf.matmul(tf.reshape(deep, (-1, channels)), mixing)
            return _finished(self, _shaped(rows, inputs, deep.shape[1:-1], self.filters))

    return Separable


def _max_pooling(kind: type) -> type:
    """The largest of the slices under the pool."""

    class MaxPooling(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor) -> Tensor:
            if not _is_sliced(self, self.pool_size):
                return super().call(inputs)
            around = padded(inputs, self.pool_size, self.strides, self.padding, inputs.dtype.min)
            return reduce(tf.maximum, slices(around, self.pool_size, self.strides))

    return MaxPooling


def _average_pooling(kind: type) -> type:
    """The mean of the slices under the pool; padding, which does not count as a number, is Keras' own."""

    class AveragePooling(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor) -> Tensor:
            if not _is_sliced(self, self.pool_size) or self.padding != "valid":
                return super().call(inputs)
            found = slices(inputs, self.pool_size, self.strides)
            return tf.add_n(found) / float(len(found))

    return AveragePooling


def _is_sliced(layer: Any, window: tuple[int, ...]) -> bool:
    return is_for_xla() and prod(window) <= MOST_SLICES and layer.data_format == "channels_last"


def _under_kernel(layer: Any, inputs: Tensor) -> list[Tensor]:
    wide = spread(layer.kernel_size, layer.dilation_rate)
    around = padded(inputs, wide, layer.strides, layer.padding, 0.0)
    return slices(around, layer.kernel_size, layer.strides, layer.dilation_rate)


def _split(values: Tensor, groups: int) -> list[Tensor]:
    return [values] if groups == 1 else tf.split(values, groups, axis=-1)


def _each_channel(layer: Any, inputs: Tensor, kernel: Tensor) -> Tensor:
    """kernel (size of it …, channels, multiplier): every channel's own filters."""
    channels, deep = kernel.shape[-2], kernel.shape[-2] * kernel.shape[-1]
    filters = tf.unstack(tf.reshape(kernel, (-1, channels, kernel.shape[-1])))
    found = _under_kernel(layer, inputs)
    total = tf.add_n([one[..., None] * numbers for one, numbers in zip(found, filters, strict=True)])
    return _shaped(total, inputs, found[0].shape[1:-1], deep)


def _shaped(values: Tensor, inputs: Tensor, size: Any, channels: int) -> Tensor:
    outputs = tf.reshape(values, (-1, *size, channels))
    outputs.set_shape((inputs.shape[0], *size, channels))
    return outputs


def _finished(layer: Any, outputs: Tensor) -> Tensor:
    if layer.use_bias:
        outputs = outputs + layer.bias
    return layer.activation(outputs) if layer.activation is not None else outputs


_MAKERS: dict[str, Callable[[type], type]] = {
    "Conv1D": _convolution,
    "Conv2D": _convolution,
    "DepthwiseConv1D": _depthwise,
    "SeparableConv1D": _separable,
    "MaxPooling1D": _max_pooling,
    "MaxPooling2D": _max_pooling,
    "AveragePooling1D": _average_pooling,
    "AveragePooling2D": _average_pooling,
}
XLA_LAYERS: dict[str, Callable[..., Any]] = {
    name: make(getattr(keras.layers, name)) for name, make in _MAKERS.items()
}
