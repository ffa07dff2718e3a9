"""Layers that Keras does not have, or not quite, and where a layer's class is found."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.engine.backend import keras

Tensor = Any
_LONGEST_WAVE = 10_000  # of the waves that tell positions, in steps per radian


class PositionEmbedding(keras.layers.Layer):  # type: ignore[misc]
    """Adds to every step of a sequence (steps × features) what tells its position.

    mode: "learned", a vector for each position, or "sinusoidal", as in Vaswani et al., 2017, section 3.5.
    """

    def __init__(
        self,
        mode: str = "learned",
        embeddings_initializer: Any = "uniform",
        embeddings_regularizer: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.mode = mode
        self.embeddings_initializer = keras.initializers.get(embeddings_initializer)
        self.embeddings_regularizer = keras.regularizers.get(embeddings_regularizer)
        self.supports_masking = True
        self.input_spec = keras.layers.InputSpec(ndim=3)

    def build(self, input_shape: Any) -> None:
        steps, features = input_shape[-2:]
        if self.mode == "learned":
            self.embeddings = self.add_weight(
                name="embeddings",
                shape=(steps, features),
                initializer=self.embeddings_initializer,
                regularizer=self.embeddings_regularizer,
            )
        else:
            self._waves = waves(steps, features)

    def call(self, inputs: Tensor) -> Tensor:
        if self.mode == "learned":
            return inputs + self.embeddings
        return inputs + keras.ops.convert_to_tensor(self._waves, dtype=inputs.dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape


def waves(steps: int, features: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Sines in the even features and cosines in the odd ones, each pair slower than the one before."""
    pairs = np.arange(features) // 2
    angles = np.arange(steps)[:, None] / _LONGEST_WAVE ** (2 * pairs / features)
    return np.where(np.arange(features) % 2 == 0, np.sin(angles), np.cos(angles))


class AdditiveAttention(keras.layers.AdditiveAttention):  # type: ignore[misc]
    """Keras' own, but its first weights follow from its seed, where Keras draws others each time."""

    def __init__(
        self, use_scale: bool = True, dropout: float = 0.0, seed: int | None = None, **settings: Any
    ) -> None:
        super().__init__(use_scale=use_scale, dropout=dropout, seed=seed, **settings)

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        if self.scale is not None:
            first = keras.initializers.GlorotUniform(seed=self.seed)
            self.scale.assign(first(self.scale.shape))


OWN_LAYERS: dict[str, Any] = {
    "PositionEmbedding": PositionEmbedding,
    "AdditiveAttention": AdditiveAttention,
}


def layer_class(name: str) -> Any:
    """The class that an entry of the catalogue names."""
    return OWN_LAYERS.get(name) or getattr(keras.layers, name)
