"""Keras' layers of augmentation, which draw no random numbers when nothing is to be changed.

Some of Keras' own draw them in predictions too, without using them: whoever looked at predictions would
change the training.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category
from nnstudio.engine.backend import keras

Tensor = Any


def _only_in_training(kind: type) -> type:
    class Augmentation(kind):  # type: ignore[misc]
        def call(self, data: Tensor, training: bool = False) -> Tensor:
            return super().call(data, training=True) if training else data

    Augmentation.__name__ = kind.__name__
    return Augmentation


AUGMENTATION_LAYERS: dict[str, Callable[..., Any]] = {
    entry.keras: _only_in_training(getattr(keras.layers, entry.keras))
    for entry in LAYERS.values()
    if entry.category is Category.AUGMENTATION and entry.keras != "RandomCrop"  # which always crops
}
