"""The learning rate while training goes on: the recipe's, times the share that its schedule says.

Both are numbers on the device, so that they change without anything being compiled again. The step is the
optimizer's own counter, and what a plateau has taken away is a variable; with these a run is paused,
taken back and repeated exactly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue import OPTIMIZERS, SCHEDULES
from nnstudio.catalogue.entries import Lengths, Share
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Params, Part
from nnstudio.design.model import Recipe
from nnstudio.engine.backend import keras
from nnstudio.protocol.checkpoint import Plateau

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]
_CONSTANT: Final = "constant"


def rate_of(optimizer: Part) -> float:
    """The learning rate that an optimizer's parameters state, or its default."""
    params = check_params(OPTIMIZERS[optimizer.kind].params, optimizer.params)
    rate = params["learning_rate"]
    assert isinstance(rate, float)
    return rate


class LearningRate:
    """Takes an optimizer's learning rate over. epoch: its steps.

    variables: those that the optimizer does not keep itself.
    """

    def __init__(self, optimizer: Any, recipe: Recipe, epoch: int) -> None:
        entry = SCHEDULES[recipe.schedule.kind]
        self._params: Params = check_params(entry.params, recipe.schedule.params)
        self._share: Share | None = entry.share
        self._epoch = epoch
        self._base = optimizer.learning_rate
        self._typed = rate_of(recipe.optimizer)  # the same, with all its digits
        self._run = _number("steps_of_run", recipe.epochs * epoch)
        self._left = _number("share_left", 1.0)  # by plateaus
        self.variables: list[Any] = []
        if entry.key != _CONSTANT:
            optimizer.learning_rate = _Scheduled(self._tensor)
            self.variables = [self._base, self._left]

    def set(self, value: float) -> None:
        """Change the recipe's learning rate."""
        self._typed = value
        self._base.assign(value)

    def set_epochs(self, epochs: int) -> None:
        """Change the length of the run, which some schedules follow."""
        self._run.assign(float(epochs * self._epoch))

    def lower(self, factor: float, least: float) -> bool:
        """Multiply it for good, but to no less than ``least``; whether that changed anything."""
        if not self.can_be_lowered(least):
            return False
        base = self._value
        self._left.assign(max(base * float(self._left.numpy()) * factor, least) / base)
        return True

    def can_be_lowered(self, least: float) -> bool:
        """Whether it is still above ``least``."""
        return self._value * float(self._left.numpy()) > least

    def at(self, steps: NDArray[np.int64]) -> Numbers:
        """What it is, or was, at these steps, counted from 0, if nobody changed it since."""
        base = self._value
        if self._share is None:
            return np.full(len(steps), base * float(self._left.numpy()))
        lengths = Lengths(self._epoch, float(self._run.numpy()))
        shares = self._share(steps.astype(np.float64), self._params, lengths, np)
        rates: Numbers = base * np.asarray(shares, np.float64)
        return rates

    @property
    def _value(self) -> float:
        """As a person typed it; where a state was restored, as the device has it."""
        value = float(self._base.numpy())
        return self._typed if np.float32(self._typed) == np.float32(value) else value

    def _tensor(self, step: Any) -> Any:
        if self._share is None:
            return self._base.value * self._left.value
        lengths = Lengths(float(self._epoch), self._run.value)
        share = self._share(keras.ops.cast(step, "float32"), self._params, lengths, keras.ops)
        return self._base.value * share


class _Scheduled(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    def __init__(self, rate: Any) -> None:
        self._rate = rate

    def __call__(self, step: Any) -> Any:
        return self._rate(step)


def _number(name: str, value: float) -> Any:
    return keras.Variable(value, trainable=False, dtype="float32", name=name)


class PlateauWatch:
    """Lowers the learning rate when the loss no longer falls, as ``keras.callbacks.ReduceLROnPlateau`` does.

    so_far: a frozen value; another moment's may be put in its place.
    """

    def __init__(self, params: Mapping[str, Any], rate: LearningRate) -> None:
        self._params = params
        self._rate = rate
        self.so_far = Plateau()

    def lowers(self, losses: Sequence[float] | Floats) -> bool:
        """Look at the losses of the next epochs; whether the learning rate was lowered after the last.

        losses: NaN where an epoch says nothing. None of them but the last is a ``turn``.
        """
        due = False
        for loss in losses:
            self.so_far, due = self._after(self.so_far, float(loss))
        lowered = due and self._rate.lower(self._params["factor"], self._params["min_lr"])
        if lowered:
            self.so_far = replace(self.so_far, epochs=0, resting=self._params["cooldown"])
        return lowered

    def turn(self, losses: Sequence[float] | Floats) -> int | None:
        """How many of these epochs lead to the one after which the learning rate is lowered, if any does."""
        so_far = self.so_far
        for count, loss in enumerate(losses, 1):
            so_far, due = self._after(so_far, float(loss))
            if due and self._rate.can_be_lowered(self._params["min_lr"]):
                return count
        return None

    def _after(self, so_far: Plateau, loss: float) -> tuple[Plateau, bool]:
        """What it has seen after one more epoch, and whether the learning rate should be lowered now."""
        params = self._params
        if math.isnan(loss):
            return so_far, False
        resting = max(0, so_far.resting - 1)
        if so_far.resting:
            so_far = replace(so_far, resting=resting, epochs=0)
        if so_far.best is None or loss < so_far.best - params["min_delta"]:
            return replace(so_far, best=loss, epochs=0), False
        if resting:
            return so_far, False
        so_far = replace(so_far, epochs=so_far.epochs + 1)
        return so_far, so_far.epochs >= params["patience"]


def plateau_watch(recipe: Recipe, rate: LearningRate) -> PlateauWatch | None:
    """None where the recipe's schedule is another."""
    entry = SCHEDULES[recipe.schedule.kind]
    if entry.share is not None:
        return None
    return PlateauWatch(check_params(entry.params, recipe.schedule.params), rate)
