"""Finds the first step that made a number which is not finite, and goes back to before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.finite import is_float
from nnstudio.engine.network import Network, Trained

Floats = NDArray[np.float32]


class Broken(Enum):
    """What was the first not to be finite."""

    LOSS = auto()  # of the next step
    WEIGHTS = auto()  # that the next step makes
    VALIDATION = auto()  # after the steps done


@dataclass(frozen=True)
class Waypoint:
    """Where a chunk began: everything that training changes, and the step, counted in all."""

    state: list[Any]
    step: int


@dataclass(frozen=True)
class Halt:
    """step: how many steps, counted in all, were done with finite numbers only."""

    step: int
    broken: Broken


def is_sound(parts: Network, trained: Trained) -> bool:
    """Whether all that a chunk told is finite."""
    losses = bool(np.isfinite(trained.losses).all())
    return losses and trained.is_finite and not _bad_validations(parts, trained).size


def sound_epochs(parts: Network, trained: Trained, start: int) -> int:
    """How many of the epochs that a chunk ended tell finite numbers only. start: the step it began with."""
    bad = np.flatnonzero(~np.isfinite(trained.losses))
    count = len(trained.ends)
    if bad.size:
        count = (start + int(bad[0])) // parts.steps_per_epoch - start // parts.steps_per_epoch
    return min([count, *map(int, _bad_validations(parts, trained))])


def find_halt(parts: Network, began: Waypoint, trained: Trained) -> Halt | None:
    """Where to halt in a chunk that has just been trained, at whose beginning the weights were finite.

    Where there is such a place, the weights and all else are as they were there. The steps before it are
    trained again for that, exactly as they were.
    """
    count = len(trained.losses)
    bad = np.flatnonzero(~np.isfinite(trained.losses))
    sound = int(bad[0]) if bad.size else count
    halt = Halt(began.step + sound, Broken.LOSS) if bad.size else None
    if not trained.is_finite:
        last = _last_finite(parts, began, began.step + sound)
        halt = halt if last == began.step + sound else Halt(last, Broken.WEIGHTS)
        sound = last - began.step
    ended = _first_bad_validation(parts, began, trained)
    if ended is not None and ended <= began.step + sound:
        halt = Halt(ended, Broken.VALIDATION)
    if halt is not None:
        replay(parts, began, halt.step)
    elif not trained.is_finite:  # a false alarm: only their sum was too large
        replay(parts, began, began.step + count)
    return halt


def replay(parts: Network, began: Waypoint, stop: int) -> Floats:
    """Bring back the state after ``stop`` steps in all; the losses on the way, up to one not finite."""
    parts.restore(began.state)
    losses = [np.zeros(0, np.float32)]
    done, per_epoch = began.step, parts.steps_per_epoch
    unvalidated = np.zeros(parts.epochs_at_once, bool)
    while done < stop and np.isfinite(losses[-1]).all():
        first = done // per_epoch
        end = min(stop, (first + parts.epochs_at_once) * per_epoch)
        trained = parts.train(
            parts.order(first), done - first * per_epoch, end - first * per_epoch, unvalidated
        )
        losses.append(trained.losses)
        done = end
    return np.concatenate(losses)


def _last_finite(parts: Network, began: Waypoint, stop: int) -> int:
    """The last of the steps began.step..stop after which all weights are finite; they stay not so."""
    low, high = began.step, stop
    while low < high:
        middle = (low + high + 1) // 2
        replay(parts, began, middle)
        low, high = (middle, high) if has_finite_weights(parts) else (low, middle - 1)
    return low


def _first_bad_validation(parts: Network, began: Waypoint, trained: Trained) -> int | None:
    """The step at the end of the first epoch whose validation, done by the training call, is not finite."""
    bad = _bad_validations(parts, trained)
    epochs_before = began.step // parts.steps_per_epoch
    return (epochs_before + int(bad[0]) + 1) * parts.steps_per_epoch if bad.size else None


def _bad_validations(parts: Network, trained: Trained) -> NDArray[np.intp]:
    """Which of the epochs that a chunk ended have a validation loss that is not finite."""
    column = 1 + len(parts.metrics)
    if trained.ends.shape[1] <= column:
        return np.zeros(0, np.intp)
    return np.flatnonzero(trained.due & ~np.isfinite(trained.ends[:, column]))


def has_finite_weights(parts: Network) -> bool:
    floats = (variable for variable in parts.model.variables if is_float(variable))
    return all(np.isfinite(variable.numpy()).all() for variable in floats)
