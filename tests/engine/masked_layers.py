"""Keras' own layers of dropout, computed by Keras, but with masks that are hashed as the engine's are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import keep_mask


def _mask(owner: Any, inputs: Any, rate: float) -> Any:
    """owner: what holds the generator of seeds."""
    kept = keep_mask(owner.seed_generator.next(), inputs, rate)
    return tf.cast(kept, inputs.dtype) / (1.0 - rate)


def _masks(cell: Any, inputs: Any, rate: float) -> Any:
    count = getattr(cell, "dropout_mask_count", None)
    return _mask(cell, inputs, rate) if count is None else [_mask(cell, inputs, rate) for _ in range(count)]


class Dropout(keras.layers.Dropout):  # type: ignore[misc]
    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs * _mask(self, inputs, self.rate) if training else inputs


def _masked(kind: type) -> type:
    class Masked(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            self.cell._create_dropout_mask = partial(_masks, self.cell)

    Masked.__name__ = kind.__name__
    registered: type = keras.saving.register_keras_serializable("masked")(Masked)  # for Bidirectional
    return registered


MASKED_LAYERS: Final[Mapping[str, type]] = {
    "Dropout": Dropout,
    **{name: _masked(getattr(keras.layers, name)) for name in ("SimpleRNN", "GRU", "LSTM")},
}
