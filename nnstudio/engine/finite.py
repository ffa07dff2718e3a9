"""Whether weights are still numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nnstudio.engine.backend import keras, tf

Tensor = Any


def is_float(variable: Any) -> bool:
    """Whether a Keras variable can become infinite; seeds and counters cannot."""
    return bool(keras.backend.is_float_dtype(variable.dtype))


def all_finite(variables: Iterable[Any]) -> Tensor:
    """Whether all of them are; a sum is read once, and only finite numbers have a finite one."""
    tensors = [variable.value for variable in variables if is_float(variable)]
    return tf.math.is_finite(tf.add_n([tf.reduce_sum(tensor) for tensor in tensors]))
