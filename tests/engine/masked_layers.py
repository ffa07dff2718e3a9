"""Keras' own random layers, computed by Keras, but with random numbers hashed as the engine's are."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final
from unittest.mock import patch

from nnstudio.engine.augmentation import AUGMENTATION_LAYERS
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import keep_mask, normal_noise, random_bits
from nnstudio.engine.own_layers import layer_class
from nnstudio.engine.random_layers import RANDOM_LAYERS
from nnstudio.engine.recurrent import RECURRENT_LAYERS

_RANDOM = "keras.src.backend.random"


def _dropout(inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Any:
    of_masks = inputs if noise_shape is None else tf.zeros(noise_shape, inputs.dtype)
    kept = keep_mask(seed.next(), of_masks, rate)
    return inputs * tf.cast(kept, inputs.dtype) / (1.0 - rate)


def _normal(shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    return mean + stddev * normal_noise(seed.next(), tf.zeros(shape, dtype or "float32"))


def _uniform(
    shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = "float32", seed: Any = None
) -> Any:
    share = tf.cast(random_bits(seed.next(), tf.zeros(shape)) // 256, dtype or "float32") / 2.0**24
    return minval + (maxval - minval) * share


def _randint(shape: Any, minval: int, maxval: int, dtype: Any = "int32", seed: Any = None) -> Any:
    return tf.cast(minval + tf.floor((maxval - minval) * _uniform(shape, seed=seed)), dtype)


@contextmanager
def _hashed() -> Iterator[None]:
    """Instead of the random numbers that Keras draws."""
    with (
        patch(f"{_RANDOM}.dropout", _dropout),
        patch(f"{_RANDOM}.normal", _normal),
        patch(f"{_RANDOM}.uniform", _uniform),
        patch(f"{_RANDOM}.randint", _randint),
        patch("keras.src.ops.random.uniform", _uniform),
    ):
        yield


def _masks(cell: Any, inputs: Any, rate: float) -> Any:
    def mask() -> Any:
        kept = keep_mask(cell.seed_generator.next(), inputs, rate)
        return tf.cast(kept, inputs.dtype) / (1.0 - rate)

    count = getattr(cell, "dropout_mask_count", None)
    return mask() if count is None else [mask() for _ in range(count)]


def _masked(kind: type) -> type:
    class Masked(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            if hasattr(self, "cell"):
                self.cell._create_dropout_mask = partial(_masks, self.cell)

        @functools.wraps(kind.call)
        def call(self, *args: Any, **settings: Any) -> Any:
            with _hashed():
                return super().call(*args, **settings)

    Masked.__name__ = kind.__name__
    registered: type = keras.saving.register_keras_serializable("masked")(Masked)  # for Bidirectional
    return registered


MASKED_LAYERS: Final[Mapping[str, type]] = {
    name: _masked(layer_class(name)) for name in (*RANDOM_LAYERS, *RECURRENT_LAYERS, *AUGMENTATION_LAYERS)
}
