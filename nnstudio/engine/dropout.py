"""Dropout whose masks cost next to nothing under XLA.

Keras draws its masks from a generator that XLA on a processor runs some twenty times slower than all
the rest of a small network. Here a mask is a hash of (seed, how many masks were drawn, position): the
same rate and scaling, and as with Keras the state is two numbers that a snapshot holds.
"""

from __future__ import annotations

import math
from typing import Any

from nnstudio.engine.backend import keras, tf

Tensor = Any
_GOLDEN = 0x9E3779B9  # 2^32 over the golden ratio: spreads consecutive numbers


class Dropout(keras.layers.Dropout):  # type: ignore[misc]
    """As ``keras.layers.Dropout``, with hashed masks."""

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        if not training or self.rate <= 0:
            return inputs
        kept = keep_mask(self.seed_generator.next(), inputs, self.rate)
        scale = 1.0 / (1.0 - self.rate) if self.rate < 1 else 0.0
        return tf.where(kept, inputs * scale, tf.zeros_like(inputs))


def keep_mask(state: Tensor, inputs: Tensor, rate: float) -> Tensor:
    """Which numbers to keep, each with probability 1 - rate. state: (seed, count), unsigned 32 bits."""
    return random_bits(state, inputs) >= _word(min(round(rate * 2**32), 2**32 - 1))


def uniform(state: Tensor, inputs: Tensor) -> Tensor:
    """A number from 0 to below 1 for each of the inputs, of their type; of 2^24 steps."""
    return tf.cast(_shifted(random_bits(state, inputs), 8), inputs.dtype) / 2**24


def normal_noise(state: Tensor, inputs: Tensor) -> Tensor:
    """A normally distributed number of mean 0 and deviation 1 for each of the inputs, of their type.

    By the inverse of the normal distribution; of 2^23 steps, so none is farther than 5.3 from 0. One bit
    more, and the half that is added to the last step would be rounded up: to where the inverse is infinite.
    """
    steps = tf.cast(_shifted(random_bits(state, inputs), 9), inputs.dtype)
    return math.sqrt(2) * tf.math.erfinv((steps + 0.5) / 2**22 - 1)


def random_bits(state: Tensor, inputs: Tensor) -> Tensor:
    """32 random bits for each of the inputs. state: (seed, count), unsigned 32 bits."""
    state = tf.cast(state, tf.uint32)
    key = _mixed(_mixed(state[0] + _word(_GOLDEN)) + state[1] * _word(_GOLDEN))
    second = _mixed(key ^ _word(0x5BD1E995))
    shape = tf.shape(inputs)
    count = math.prod(inputs.shape) if inputs.shape.is_fully_defined() else tf.reduce_prod(shape)
    position = tf.cast(tf.range(count), tf.uint32) * _word(_GOLDEN)
    bits = _mixed(_mixed(position + key) ^ second)
    return tf.reshape(bits, shape)


def _mixed(bits: Tensor) -> Tensor:
    """MurmurHash3's finalizer: every bit of the input changes every bit of the output by chance of a half."""
    bits = (bits ^ _shifted(bits, 16)) * _word(0x85EBCA6B)
    bits = (bits ^ _shifted(bits, 13)) * _word(0xC2B2AE35)
    return bits ^ _shifted(bits, 16)


def _shifted(bits: Tensor, by: int) -> Tensor:
    return tf.bitwise.right_shift(bits, _word(by))


def _word(value: int) -> Tensor:
    return tf.constant(value, tf.uint32)
