"""Looks closely at the step that a run halted before: where in the network its bad number begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import numpy as np

from nnstudio.design.model import LayerId
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.diagnosis import Broken, Halt
from nnstudio.engine.means import total_loss
from nnstudio.engine.network import Network

Tensor = Any


class Origin(Enum):
    """What is the first not to be finite, on the way forward through the step and back."""

    DATA = auto()
    OUTPUTS = auto()  # of a layer, whose inputs and weights are finite
    LOSS = auto()  # of outputs that are all finite
    GRADIENTS = auto()  # of a loss that is finite, or the change of the weights that follows from them


@dataclass(frozen=True)
class Symptom:
    """layer: the one where it begins, if it is known.

    error: the largest difference between what the network answers and what it should, where the loss is
    the first; else 0.
    """

    origin: Origin
    layer: LayerId | None = None
    error: float = 0.0


def look_closely(parts: Network, halt: Halt) -> Symptom:
    """The assembly stands where the run halted, and does so again afterwards."""
    state = parts.snapshot()
    try:
        if halt.broken is Broken.VALIDATION:
            return _in_validation(parts)
        epoch, number = divmod(halt.step, parts.steps_per_epoch)
        order = parts.order(epoch)
        inputs, targets = parts.batches.gather(order, tf.constant(0), tf.constant(number), None)
        symptom = _forward(parts, inputs, targets, training=True)
        if symptom is None:
            parts.restore(state)
            parts.train(order, number, number + 1)
            symptom = Symptom(Origin.GRADIENTS, _last_broken_layer(parts))
        return symptom
    finally:
        parts.restore(state)


def _in_validation(parts: Network) -> Symptom:
    examples, size = parts.prepared.validation, parts.batches.size
    for start in range(0, len(examples), size):
        rows = slice(start, start + size)
        inputs, targets = tf.constant(examples.read(rows)), tf.constant(examples.read_targets(rows))
        symptom = _forward(parts, inputs, targets, training=False)
        if symptom is not None:
            return symptom
    return Symptom(Origin.LOSS)  # each batch's is finite, but not their sum


def _forward(parts: Network, inputs: Tensor, targets: Tensor, training: bool) -> Symptom | None:
    """What is not finite on the way from a batch to its loss; None if all of it is."""
    if not _is_finite(inputs) or not _is_finite(targets):
        return Symptom(Origin.DATA)
    layers = [layer for layer in parts.model.layers if not isinstance(layer, keras.layers.InputLayer)]
    asked = keras.Model(parts.model.input, [*(layer.output for layer in layers), parts.model.output])
    *outputs, answer = asked(inputs, training=training)
    for layer, output in zip(layers, outputs, strict=True):
        if not _is_finite(output):
            return Symptom(Origin.OUTPUTS, str(layer.name))
    if _is_finite(total_loss(parts.loss, targets, answer, parts.model.losses)):
        return None
    error = float(np.abs(answer.numpy() - targets.numpy()).max()) if answer.shape == targets.shape else 0.0
    return Symptom(Origin.LOSS, error=error)


def _last_broken_layer(parts: Network) -> LayerId | None:
    """The last layer with weights that are not finite: on the way back it is the first."""
    broken = [
        str(layer.name)
        for layer in parts.model.layers
        if not all(np.isfinite(variable.numpy()).all() for variable in layer.trainable_variables)
    ]
    return broken[-1] if broken else None


def _is_finite(tensor: Tensor) -> bool:
    return bool(np.isfinite(tensor.numpy()).all())
