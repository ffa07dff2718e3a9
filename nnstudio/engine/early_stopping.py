"""When to stop because the validation loss no longer falls; as ``keras.callbacks.EarlyStopping`` decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import EarlyStopping
from nnstudio.protocol.checkpoint import Waited

Floats = NDArray[np.float32]


class Patience:
    """Watches the validation loss over the epochs, which count from 1.

    weights: gives a copy of the network's weights; called when an epoch is the best so far and the
    best weights are to be kept. so_far: a frozen value; another moment's may be put in its place.
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

    def is_out(self, epoch: int, val_loss: float) -> bool:
        """Whether to stop after this epoch."""
        best = self.so_far.best
        if best is None or val_loss + self._rule.min_delta < best:
            weights = tuple(self._weights()) if self._rule.restore_best else None
            self.so_far = Waited(val_loss, epoch, 0, weights)
            return False
        self.so_far = replace(self.so_far, epochs=self.so_far.epochs + 1)
        return self.so_far.epochs >= self._rule.patience
