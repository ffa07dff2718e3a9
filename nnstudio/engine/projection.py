"""Images seen through a projection, computed so that XLA compiles it.

TensorFlow's own operation has no code for XLA, and is some five times slower in a graph. Here the four pixels
around each place are gathered and mixed. What comes out is the same up to rounding; gradients are those of
the mixture, where TensorFlow's are those of the inverse projection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from nnstudio.engine.backend import tf

Tensor = Any
FillMode = Callable[[Tensor, int], Tensor]


def projected(
    images: Tensor, transforms: Tensor, interpolation: str, fill_mode: str, fill_value: float
) -> Tensor:
    """For each pixel (x, y) what stands at ((a₀x + a₁y + a₂) / k, (b₀x + b₁y + b₂) / k), k = c₀x + c₁y + 1.

    images (batch, height, width, channels); transforms (batch, 8): a₀ a₁ a₂ b₀ b₁ b₂ c₀ c₁ of each image.
    interpolation, fill_mode: as ``keras.ops.image.affine_transform`` names them.
    """
    height, width = images.shape[1:3]
    x, y = _places(tf.cast(transforms, tf.float32), height, width)
    inside = _INSIDE[fill_mode]
    x, y = inside(x, width), inside(y, height)
    around = tf.pad(images, [(0, 0), (1, 2), (1, 2), (0, 0)], constant_values=fill_value)
    return tf.cast(_INTERPOLATIONS[interpolation](around, x, y), images.dtype)


def _places(transforms: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
    """Where each pixel comes from, x and y, each (batch, height, width)."""
    a0, a1, a2, b0, b1, b2, c0, c1 = tf.unstack(transforms[:, :, None, None], axis=1)
    x = tf.range(width, dtype=tf.float32)[None, None, :]
    y = tf.range(height, dtype=tf.float32)[None, :, None]
    k = c0 * x + c1 * y + 1
    return (a0 * x + a1 * y + a2) / k, (b0 * x + b1 * y + b2) / k


def _reflected(places: Tensor, size: int) -> Tensor:
    """d c b a | a b c d | d c b a"""
    there_and_back = 2.0 * size
    places -= there_and_back * tf.floor(places / there_and_back)
    return _nearest(tf.where(places >= size, there_and_back - 1 - places, places), size)


def _wrapped(places: Tensor, size: int) -> Tensor:
    """a b c d | a b c d | a b c d, where what is between the last and the first is the last.

    So does TensorFlow, which also counts the turns in steps of one less than the size.
    """
    turns = max(size - 1, 1)
    below = places + size * (tf.floor(-places / turns) + 1)
    above = places - size * tf.floor(places / turns)
    return _nearest(tf.where(places < 0, below, tf.where(places > size - 1, above, places)), size)


def _nearest(places: Tensor, size: int) -> Tensor:
    """a a a a | a b c d | d d d d"""
    return tf.clip_by_value(places, 0, size - 1)


def _constant(places: Tensor, size: int) -> Tensor:
    """k k k k | a b c d | k k k k"""
    return tf.clip_by_value(places, -1, size)


_INSIDE: Final[Mapping[str, FillMode]] = {
    "reflect": _reflected,
    "wrap": _wrapped,
    "nearest": _nearest,
    "constant": _constant,
}


def _smooth(around: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """A mixture of the four pixels around each place."""
    left, top = tf.floor(x), tf.floor(y)
    right_share, low_share = (tf.cast(part[..., None], around.dtype) for part in (x - left, y - top))
    upper, lower = (
        _pixels(around, left, row) * (1 - right_share) + _pixels(around, left + 1, row) * right_share
        for row in (top, top + 1)
    )
    return upper * (1 - low_share) + lower * low_share


def _next(around: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The pixel that is nearest; of two, the one farther from 0."""
    x, y = (tf.sign(place) * tf.floor(tf.abs(place) + 0.5) for place in (x, y))
    return _pixels(around, x, y)


_INTERPOLATIONS: Final[Mapping[str, Callable[[Tensor, Tensor, Tensor], Tensor]]] = {
    "bilinear": _smooth,
    "nearest": _next,
}


def _pixels(around: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The pixels at whole places from -1 on. around: the images with a border, 1 wide before, 2 behind."""
    batch, (height, width, channels) = tf.shape(around)[0], around.shape[1:]
    rows = tf.reshape(around, (batch, height * width, channels))
    numbers = tf.reshape(tf.cast((y + 1) * width + x + 1, tf.int32), (batch, -1))
    return tf.reshape(tf.gather(rows, numbers, batch_dims=1), (batch, *x.shape[1:], channels))
