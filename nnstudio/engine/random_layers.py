"""Keras' layers that drop and disturb numbers, with random numbers that are hashed; see ``dropout``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from nnstudio.engine import own_layers
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import Dropout, keep_mask, normal_noise
from nnstudio.engine.own_layers import layer_class

Tensor = Any

# Of SELU; its lower end is minus their product.
_ALPHA, _SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946


def _spatial(kind: type) -> type:
    """Whole channels are kept or dropped."""

    class SpatialDropout(kind):  # type: ignore[misc]
        def call(self, inputs: Tensor, training: bool = False) -> Tensor:
            if not training or self.rate <= 0:
                return inputs
            of_channels = inputs[(slice(None), *[slice(0, 1)] * (inputs.shape.rank - 2))]
            kept = keep_mask(self.seed_generator.next(), of_channels, self.rate)
            return tf.where(kept, inputs / (1.0 - self.rate), tf.zeros_like(inputs))

    return SpatialDropout


class AlphaDropout(keras.layers.AlphaDropout):  # type: ignore[misc]
    """As ``keras.layers.AlphaDropout``; Klambauer et al., Self-Normalizing Neural Networks, 2017."""

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        if not training or self.rate <= 0:
            return inputs
        low = -_ALPHA * _SCALE
        factor = ((1 - self.rate) * (1 + self.rate * low**2)) ** -0.5
        kept = keep_mask(self.seed_generator.next(), inputs, self.rate)
        return factor * tf.where(kept, inputs, tf.cast(low, inputs.dtype)) - factor * low * self.rate


class GaussianDropout(keras.layers.GaussianDropout):  # type: ignore[misc]
    """As ``keras.layers.GaussianDropout``, with hashed noise."""

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        if not training or self.rate <= 0:
            return inputs
        deviation = math.sqrt(self.rate / (1.0 - self.rate))
        return inputs * (1.0 + deviation * normal_noise(self.seed_generator.next(), inputs))


class GaussianNoise(keras.layers.GaussianNoise):  # type: ignore[misc]
    """As ``keras.layers.GaussianNoise``, with hashed noise."""

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        if not training or self.stddev <= 0:
            return inputs
        return inputs + self.stddev * normal_noise(self.seed_generator.next(), inputs)


class VariationalCode(own_layers.VariationalCode):
    """As our own, with hashed noise."""

    def noise(self, like: Tensor) -> Tensor:
        return normal_noise(self.seed_generator.next(), like)


def _attending(kind: type) -> type:
    """Attention without heads: its weights are dropped here, Keras does the rest."""

    class Attending(kind):  # type: ignore[misc]
        def _apply_scores(
            self, scores: Tensor, value: Tensor, scores_mask: Tensor = None, training: bool = False
        ) -> tuple[Tensor, Tensor]:
            outputs, weights = super()._apply_scores(scores, value, scores_mask, training=False)
            if not training or self.dropout <= 0:
                return outputs, weights
            kept = keep_mask(self.seed_generator.next(), weights, self.dropout)
            weights = tf.where(kept, weights / (1.0 - self.dropout), tf.zeros_like(weights))
            return tf.matmul(weights, value), weights

    return Attending


def _with_heads(kind: type) -> type:
    """Attention with heads, whose own layer of dropout becomes ours."""

    class Heads(kind):  # type: ignore[misc]
        def build(self, query_shape: Any, value_shape: Any, key_shape: Any = None) -> None:
            super().build(query_shape, value_shape, key_shape)
            self._dropout_layer.__class__ = Dropout  # which differs in nothing but its call

    return Heads


RANDOM_LAYERS: dict[str, Callable[..., Any]] = {
    "Dropout": Dropout,
    **{name: _spatial(getattr(keras.layers, name)) for name in (f"SpatialDropout{n}D" for n in (1, 2, 3))},
    "AlphaDropout": AlphaDropout,
    "GaussianDropout": GaussianDropout,
    "GaussianNoise": GaussianNoise,
    "VariationalCode": VariationalCode,
    **{name: _attending(layer_class(name)) for name in ("Attention", "AdditiveAttention")},
    **{
        name: _with_heads(getattr(keras.layers, name))
        for name in ("MultiHeadAttention", "GroupQueryAttention")
    },
}
