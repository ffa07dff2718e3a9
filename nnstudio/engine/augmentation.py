"""Keras' layers of augmentation with hashed random numbers, and in a form that XLA runs fast.

A layer is Keras' own: it draws what happens to an image and has it done, by what Keras calls its backend.
That is what is exchanged here, for random numbers that are hashed as in ``dropout``, and, where XLA compiles
what is traced, for the same functions of images without the operations that XLA lacks or is slow at.

And none of them draws random numbers when nothing is to be changed. Some of Keras' own draw them in
predictions too, without using them: whoever looked at predictions would change the training.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import normal_noise, uniform
from nnstudio.engine.own_layers import layer_class
from nnstudio.engine.projection import projected
from nnstudio.engine.slices import is_for_xla, padded, slices
from nnstudio.engine.worked_out import worked_out

Tensor = Any


class _Part:
    """A part of Keras' backend; what is not found here is its own."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


class _Random(_Part):
    """seed: a generator of Keras', whose state counts the draws."""

    def uniform(
        self, shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Any = None
    ) -> Tensor:
        share = uniform(seed.next(), tf.zeros(shape, tf.float32))
        return tf.cast(minval + (maxval - minval) * share, dtype or keras.config.floatx())

    def normal(
        self, shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None
    ) -> Tensor:
        return mean + stddev * normal_noise(seed.next(), tf.zeros(shape, dtype or keras.config.floatx()))

    def randint(self, shape: Any, minval: int, maxval: int, dtype: Any = "int32", seed: Any = None) -> Tensor:
        share = uniform(seed.next(), tf.zeros(shape, tf.float32))
        return tf.cast(minval + tf.floor((maxval - minval) * share), dtype)


class _Images(_Part):
    def affine_transform(
        self,
        images: Tensor,
        transform: Tensor,
        interpolation: str = "bilinear",
        fill_mode: str = "constant",
        fill_value: float = 0,
        data_format: str | None = None,
    ) -> Tensor:
        if not is_for_xla():
            return self._own.affine_transform(
                images, transform, interpolation, fill_mode, fill_value, data_format
            )
        return projected(images, transform, interpolation, fill_mode, fill_value)

    def perspective_transform(
        self,
        images: Tensor,
        start_points: Tensor,
        end_points: Tensor,
        interpolation: str = "bilinear",
        fill_value: float = 0,
        data_format: str | None = None,
    ) -> Tensor:
        if not is_for_xla():
            return self._own.perspective_transform(
                images, start_points, end_points, interpolation, fill_value, data_format
            )
        transforms = self._own.compute_homography_matrix(start_points, end_points)
        return projected(images, transforms, interpolation, "constant", fill_value)

    def rgb_to_hsv(self, images: Tensor, data_format: str | None = None) -> Tensor:
        return worked_out(self._own.rgb_to_hsv(worked_out(images), data_format))

    def hsv_to_rgb(self, images: Tensor, data_format: str | None = None) -> Tensor:
        return worked_out(self._own.hsv_to_rgb(worked_out(images), data_format))

    def gaussian_blur(
        self, images: Tensor, kernel_size: Sequence[int], sigma: Tensor, data_format: str | None = None
    ) -> Tensor:
        """sigma (2,): across and down, as Keras reads it."""
        if not is_for_xla():
            return self._own.gaussian_blur(images, kernel_size, sigma, data_format)
        across, down = (_bell(size, sigma[axis]) for axis, size in enumerate(kernel_size))
        return _filtered(_filtered(images, across[None, :]), down[:, None])


class _Networks(_Part):
    def depthwise_conv(self, inputs: Tensor, kernel: Tensor, **settings: Any) -> Tensor:
        """kernel (height, width, channels, 1): the same for all channels, as the layers here have it."""
        if not is_for_xla():
            return self._own.depthwise_conv(inputs, kernel, **settings)
        return _filtered(inputs, kernel[:, :, 0, 0])


class _Backend(_Part):
    """What a layer computes with."""

    def __init__(self, own: Any) -> None:
        super().__init__(own)
        self.random = _Random(own.random)
        self.image = _Images(own.image)
        self.nn = _Networks(own.nn)


def _bell(size: int, sigma: Tensor) -> Tensor:
    """The weights of a blur along one axis (size,)."""
    from_middle = tf.range(size, dtype=sigma.dtype) - (size - 1) / 2
    weights = tf.exp(-0.5 * (from_middle / sigma) ** 2)
    return weights / tf.reduce_sum(weights)


def _filtered(images: Tensor, weights: Tensor) -> Tensor:
    """Each pixel with those around it, in shares of weights (height, width); zeros around the images."""
    window = tuple(weights.shape)
    found = slices(padded(images, window, (1, 1), "same", 0.0), window, (1, 1))
    shares = tf.unstack(tf.reshape(weights, (-1,)))
    return reduce(tf.add, [part * share for part, share in zip(found, shares, strict=True)])


def _hashed(kind: type) -> type:
    class Hashed(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            inner = [each for each in vars(self).values() if isinstance(each, keras.layers.Layer)]
            for layer in (self, *inner):
                layer.backend = _Backend(layer.backend)

    Hashed.__name__ = kind.__name__
    return Hashed


def _only_in_training(kind: type) -> type:
    class Augmentation(_hashed(kind)):  # type: ignore[misc]
        def call(self, data: Tensor, training: bool = False) -> Tensor:
            return worked_out(super().call(data, training=True)) if training else data

    Augmentation.__name__ = kind.__name__
    return Augmentation


class RandomCrop(_hashed(keras.layers.RandomCrop)):  # type: ignore[misc]
    """As ``keras.layers.RandomCrop``, which crops outside training too; what it cuts out has a known size.

    Rows and columns are gathered: XLA takes a hundred times as long to cut where a random number says.
    """

    def transform_images(self, images: Tensor, transformation: Any, training: bool = True) -> Tensor:
        down, right = transformation
        if not tf.is_tensor(down):  # nothing was drawn
            return super().transform_images(images, transformation, training)
        rows = tf.gather(tf.cast(images, self.compute_dtype), down + tf.range(self.height), axis=1)
        return tf.gather(rows, right + tf.range(self.width), axis=2)


AUGMENTATION_LAYERS: dict[str, Callable[..., Any]] = {
    **{
        entry.keras: _only_in_training(layer_class(entry.keras))
        for entry in LAYERS.values()
        if entry.category is Category.AUGMENTATION
    },
    "RandomCrop": RandomCrop,
}
