"""Layers in a wrapper: both ways of a sequence, and at each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.engine.backend import keras, tf

Tensor = Any


class TimeDistributed(keras.layers.TimeDistributed):  # type: ignore[misc]
    """As Keras', which calls the layer once for every step; here all steps are one larger batch.

    Where a call changes something, as moving averages and random numbers do, it is called as by Keras.
    """

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        self._is_alike = not self.layer.non_trainable_variables

    def call(self, inputs: Tensor, training: Any = None, mask: Any = None) -> Tensor:
        if mask is not None or not self._is_alike:
            return super().call(inputs, training=training, mask=mask)
        steps, settings = inputs.shape[1], {}
        if self.layer._call_has_training_arg:
            settings["training"] = training
        outputs = self.layer.call(tf.reshape(inputs, (-1, *inputs.shape[2:])), **settings)
        shaped = tf.reshape(outputs, (-1, steps, *outputs.shape[1:]))
        shaped.set_shape((inputs.shape[0], steps, *outputs.shape[1:]))
        return shaped


def both_ways(make: Callable[..., Any], name: str, merge: str, backwards: bool, *, kind: Any) -> Any:
    """``make(name, go_backwards=…)`` twice, each with random numbers of its own.

    Keras would give both directions the same seed, and so the same first weights.
    """
    forward = make(name, go_backwards=backwards)
    backward = make(f"backward_{name}", go_backwards=not backwards)
    return kind(forward, merge_mode=merge, backward_layer=backward, name=name)


WRAPPERS: dict[str, Callable[..., Any]] = {"TimeDistributed": TimeDistributed}
