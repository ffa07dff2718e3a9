"""Networks of the literature as a person writes them in Keras by hand, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from nnstudio.engine.backend import keras

Tensor = Any
layers = keras.layers


def lenet5() -> Any:
    """LeCun et al. 1998, with softmax for the Gaussian units at its end; 61,706 parameters."""
    source = x = keras.Input((28, 28, 1))
    x = layers.Conv2D(6, 5, padding="same", activation="tanh")(x)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Conv2D(16, 5, activation="tanh")(x)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation="tanh")(x)
    x = layers.Dense(84, activation="tanh")(x)
    return keras.Model(source, layers.Dense(10, activation="softmax")(x))


def vgg_blocks() -> Any:
    """Three blocks in the manner of Simonyan and Zisserman 2014."""
    source = x = keras.Input((32, 32, 3))
    for filters in (32, 64, 128):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(source, layers.Dense(10, activation="softmax")(x))


def resnet20() -> Any:
    """He et al. 2015, section 4.2, with 1×1 convolutions where a stage begins; 273,754 parameters."""
    source = x = keras.Input((32, 32, 3))
    x = _convolution(16)(x)
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    for filters in (16, 32, 64):
        for block in range(3):
            begins = block == 0 and filters > 16
            x = _residual(x, filters, 2 if begins else 1, begins)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(source, layers.Dense(10, activation="softmax")(x))


def _residual(x: Tensor, filters: int, strides: int, projected: bool) -> Tensor:
    y = layers.BatchNormalization()(_convolution(filters, strides)(x))
    y = _convolution(filters)(layers.Activation("relu")(y))
    y = layers.BatchNormalization()(y)
    if projected:
        x = layers.Conv2D(filters, 1, strides=strides)(x)
    return layers.Activation("relu")(layers.Add()([y, x]))


def _convolution(filters: int, strides: int = 1) -> Any:
    return layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)


def unet() -> Any:
    """A small network in the form of Ronneberger et al. 2015, which gives a picture of its input's size."""
    source = x = keras.Input((28, 28, 1))
    skips = []
    for filters in (16, 32):
        x = _twice(x, filters)
        skips.append(x)
        x = layers.MaxPooling2D(2)(x)
    x = _twice(x, 64)
    for filters in (32, 16):
        x = layers.Conv2DTranspose(filters, 2, strides=2, activation="relu")(x)
        x = layers.Concatenate()([skips.pop(), x])
        x = _twice(x, filters)
    return keras.Model(source, layers.Conv2D(1, 1, activation="sigmoid")(x))


def _twice(x: Tensor, filters: int) -> Tensor:
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(x)


def inception() -> Any:
    """The block “3a” of Szegedy et al. 2014; 163,696 parameters."""
    source = keras.Input((28, 28, 192))

    def convolution(filters: int, kernel: int) -> Any:
        return layers.Conv2D(filters, kernel, padding="same", activation="relu")

    one = convolution(64, 1)(source)
    three = convolution(128, 3)(convolution(96, 1)(source))
    five = convolution(32, 5)(convolution(16, 1)(source))
    pool = convolution(32, 1)(layers.MaxPooling2D(3, strides=1, padding="same")(source))
    return keras.Model(source, layers.Concatenate()([one, three, five, pool]))


def both_ways() -> Any:
    """Texts to a yes or no, read from both ends (Graves and Schmidhuber 2005)."""
    source = keras.Input((80,), dtype="int32")
    x = layers.Embedding(5_000, 32)(source)
    x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
    x = layers.Bidirectional(layers.LSTM(32))(x)
    return keras.Model(source, layers.Dense(1, activation="sigmoid")(x))


def encoder_decoder() -> Any:
    """A sequence to another of ten steps (Sutskever et al. 2014), the code repeated for each of them."""
    source = x = keras.Input((30, 1))
    x = layers.LSTM(64)(x)
    x = layers.RepeatVector(10)(x)
    x = layers.LSTM(64, return_sequences=True)(x)
    x = layers.TimeDistributed(layers.Dense(1))(x)
    return keras.Model(source, layers.Flatten()(x))


def transformer() -> Any:
    """Two blocks of an encoder (Vaswani et al. 2017), on texts."""
    source = keras.Input((80,), dtype="int32")
    x = layers.Embedding(5_000, 32)(source)
    x = LearnedPositions()(x)
    for _block in range(2):
        y = layers.MultiHeadAttention(2, 16)(x, x)
        x = layers.LayerNormalization()(layers.Add()([y, x]))
        y = layers.Dense(64, activation="relu")(x)
        y = layers.Dense(32)(y)
        x = layers.LayerNormalization()(layers.Add()([y, x]))
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(source, layers.Dense(1, activation="sigmoid")(x))


class LearnedPositions(keras.layers.Layer):  # type: ignore[misc]
    """Adds a learned vector to each step, which Keras itself has no layer for."""

    def build(self, shape: tuple[int, ...]) -> None:
        self.vectors = self.add_weight(shape=shape[1:], name="vectors")

    def call(self, inputs: Tensor) -> Tensor:
        return inputs + self.vectors


KNOWN: Final[Mapping[str, Callable[[], Any]]] = {
    "lenet5": lenet5,
    "vgg-blocks": vgg_blocks,
    "resnet20": resnet20,
    "unet": unet,
    "inception": inception,
    "both-ways-lstm": both_ways,
    "encoder-decoder": encoder_decoder,
    "transformer": transformer,
}
