"""Finds where the first number that is not finite came from, once a loss has shown that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnstudio.design.model import LayerId
from nnstudio.engine.assembly import Assembly
from nnstudio.engine.backend import keras, tf


@dataclass(frozen=True)
class Waypoint:
    """Where a chunk began: everything that training changes, and the step, counted in all."""

    state: list[Any]
    step: int


def last_finite(parts: Assembly, waypoints: list[Waypoint], bad: int) -> int | None:
    """Bring back the last state with finite weights before step ``bad`` (counted from 0); its step.

    The steps since a waypoint are trained again, exactly as they were. None where even the oldest
    waypoint is not finite.
    """
    for waypoint in reversed(waypoints):
        parts.restore(waypoint.state)
        if not _is_finite(parts):
            continue
        low, high = waypoint.step, bad
        while low < high:  # weights that are not finite stay so
            middle = (low + high + 1) // 2
            _replay(parts, waypoint, middle)
            low, high = (middle, high) if _is_finite(parts) else (low, middle - 1)
        _replay(parts, waypoint, low)
        return low
    return None


def culprit(parts: Assembly, step: int) -> LayerId | None:
    """The first layer whose outputs in this step are not finite, else the last whose gradients are not."""
    state = parts.snapshot()
    try:
        per_epoch = parts.steps_per_epoch
        order, number = parts.order(step // per_epoch), tf.constant(step % per_epoch)
        inputs, _targets = parts.batches.gather(order, tf.constant(0), number, None)
        layers = [layer for layer in parts.model.layers if not isinstance(layer, keras.layers.InputLayer)]
        outputs = keras.Model(parts.model.input, [layer.output for layer in layers])(inputs, training=True)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        for layer, output in zip(layers, outputs, strict=True):
            if not np.isfinite(output.numpy()).all():
                return str(layer.name)
        parts.restore(state)
        start = step % per_epoch
        parts.train(order, start, start + 1)
        broken = [
            layer.name
            for layer in layers
            if not all(np.isfinite(variable.numpy()).all() for variable in layer.trainable_variables)
        ]
        return broken[-1] if broken else None
    finally:
        parts.restore(state)


def _replay(parts: Assembly, waypoint: Waypoint, stop: int) -> None:
    """The state after ``stop`` steps in all."""
    parts.restore(waypoint.state)
    done, per_epoch = waypoint.step, parts.steps_per_epoch
    while done < stop:
        first = done // per_epoch
        end = min(stop, (first + parts.epochs_at_once) * per_epoch)
        parts.train(parts.order(first), done - first * per_epoch, end - first * per_epoch)
        done = end


def _is_finite(parts: Assembly) -> bool:
    return all(np.isfinite(variable.numpy()).all() for variable in parts.model.trainable_variables)
