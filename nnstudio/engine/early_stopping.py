"""When to stop because the validation loss no longer falls; as ``keras.callbacks.EarlyStopping`` decides."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import EarlyStopping
from nnstudio.protocol.checkpoint import Waited

Floats = NDArray[np.float32]


class Patience:
    """Watches the validation loss over the epochs, which count from 1.

    weights: gives a copy of the network's weights; called when the epoch that ended last is the best so far
    and the best weights are to be kept. so_far: a frozen value; another moment's may be put in its place.
    """

    def __init__(self, rule: EarlyStopping, weights: Callable[[], Sequence[Floats]]) -> None:
        self._rule = rule
        self._weights = weights
        self.so_far = Waited()

    @property
    def best_epoch(self) -> int:
        return self.so_far.best_epoch

    @property
    def best_weights(self) -> tuple[Floats, ...] | None:
        return self.so_far.best_weights

    def is_out(self, first: int, val_losses: Sequence[float] | Floats) -> bool:
        """Whether to stop after these epochs, of which the first is number ``first``.

        val_losses: NaN where an epoch was not validated. None of them but the last is a ``turn``.
        """
        for epoch, loss in enumerate(val_losses, first):
            self.so_far = self._after(self.so_far, epoch, float(loss))
        if self._rule.restore_best and self.so_far.best_epoch == first + len(val_losses) - 1:
            self.so_far = replace(self.so_far, best_weights=tuple(self._weights()))
        return self._is_enough(self.so_far)

    def turn(self, first: int, val_losses: Sequence[float] | Floats) -> int | None:
        """How many of these epochs lead to the one in whose state something has to be done.

        That is the last one whose weights are to be kept, or else the one to stop after; None if there is
        neither.
        """
        waited, best = self.so_far, None
        for count, loss in enumerate(val_losses, 1):
            waited = self._after(waited, first + count - 1, float(loss))
            if self._rule.restore_best and waited.best_epoch == first + count - 1:
                best = count
            if self._is_enough(waited):
                return best or count
        return best

    def _after(self, waited: Waited, epoch: int, val_loss: float) -> Waited:
        if math.isnan(val_loss):
            return waited
        if waited.best is None or val_loss + self._rule.min_delta < waited.best:
            return Waited(val_loss, epoch, 0, waited.best_weights)
        return replace(waited, epochs=waited.epochs + 1)

    def _is_enough(self, waited: Waited) -> bool:
        return waited.epochs >= self._rule.patience
