"""Layers that Keras does not have, or not quite, and where a layer's class is found."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.engine.aug_mix import AugMix
from nnstudio.engine.backend import keras

Tensor = Any
_LONGEST_WAVE = 10_000  # of the waves that tell positions, in steps per radian


class PositionEmbedding(keras.layers.Layer):  # type: ignore[misc]
    """Adds to every step of a sequence (steps × features) what tells its position.

    mode: "learned", a vector for each position, or "sinusoidal", as in Vaswani et al., 2017,
    section 3.5.
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
    """Sines in even features and cosines in odd ones, each pair slower than the one before."""
    pairs = np.arange(features) // 2
    angles = np.arange(steps)[:, None] / _LONGEST_WAVE ** (2 * pairs / features)
    return np.where(np.arange(features) % 2 == 0, np.sin(angles), np.cos(angles))


class AdditiveAttention(keras.layers.AdditiveAttention):  # type: ignore[misc]
    """Keras' own, but its first weights follow from its seed; Keras draws others each time."""

    def __init__(
        self, use_scale: bool = True, dropout: float = 0.0, seed: int | None = None, **settings: Any
    ) -> None:
        super().__init__(use_scale=use_scale, dropout=dropout, seed=seed, **settings)

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        if self.scale is not None:
            first = keras.initializers.GlorotUniform(seed=self.seed)
            self.scale.assign(first(self.scale.shape))


class SpectralNormalization(keras.layers.SpectralNormalization):  # type: ignore[misc]
    """Keras' own, but its first vector follows from its seed, and a frozen one leaves the kernel.

    Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018.
    """

    def __init__(
        self, layer: Any, power_iterations: int = 1, seed: int | None = None, **settings: Any
    ) -> None:
        super().__init__(layer, power_iterations, **settings)
        self.seed = seed

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        first = keras.initializers.TruncatedNormal(stddev=0.02, seed=self.seed)
        self.vector_u.assign(first(self.vector_u.shape))

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        return super().call(inputs, training=training and self.trainable)


class VariationalCode(keras.layers.Layer):  # type: ignore[misc]
    """A vector (n,) becomes a code of ``units`` numbers, drawn around a mean while training.

    Mean and logarithm of the variance are the halves of one linear layer. The loss gets ``weight``
    times the divergence from the normal distribution, ½ Σ(μ² + σ² − 1 − ln σ²), the mean over the
    examples: Kingma and Welling, Auto-Encoding Variational Bayes, 2013, section 2.4 and appendix B.
    """

    def __init__(
        self,
        units: int = 2,
        weight: float = 0.001,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        seed: int | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.units = units
        self.weight = weight
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)
        self.bias_regularizer = keras.regularizers.get(bias_regularizer)
        self.input_spec = keras.layers.InputSpec(ndim=2)

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(
            name="kernel",
            shape=(input_shape[-1], 2 * self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
        )
        self.bias = self.add_weight(
            name="bias",
            shape=(2 * self.units,),
            initializer=self.bias_initializer,
            regularizer=self.bias_regularizer,
        )

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        ops = keras.ops
        mean, log_variance = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 2, axis=-1)
        each = ops.square(mean) + ops.exp(log_variance) - 1.0 - log_variance
        self.add_loss(self.weight * ops.mean(0.5 * ops.sum(each, axis=-1)))
        return mean + ops.exp(log_variance / 2) * self.noise(mean) if training else mean

    def noise(self, like: Tensor) -> Tensor:
        """Normally distributed numbers, as many as there are in ``like``."""
        shape = keras.ops.shape(like)
        return keras.random.normal(shape, dtype=like.dtype, seed=self.seed_generator)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (*input_shape[:-1], self.units)


OWN_LAYERS: dict[str, Any] = {
    "PositionEmbedding": PositionEmbedding,
    "VariationalCode": VariationalCode,
    "AdditiveAttention": AdditiveAttention,
    "AugMix": AugMix,
    "SpectralNormalization": SpectralNormalization,
}


def layer_class(name: str) -> Any:
    """The class that an entry of the catalogue names."""
    return OWN_LAYERS.get(name) or getattr(keras.layers, name)
