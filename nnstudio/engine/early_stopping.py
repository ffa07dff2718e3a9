"""When to stop because the validation loss no longer falls; as ``keras.callbacks.EarlyStopping`` decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from nnstudio.design.model import EarlyStopping

Weights = TypeVar("Weights")


class Patience(Generic[Weights]):
    """Watches the validation loss over the epochs, which count from 1.

    weights: gives a copy of the network's weights; called when an epoch is the best so far and the
    best weights are to be kept. ``best_weights`` is None until then.
    """

    def __init__(self, rule: EarlyStopping, weights: Callable[[], Weights]) -> None:
        self._rule = rule
        self._weights = weights
        self._best: float | None = None
        self._wait = 0
        self.best_epoch = 0
        self.best_weights: Weights | None = None

    def is_out(self, epoch: int, val_loss: float) -> bool:
        """Whether to stop after this epoch."""
        self._wait += 1
        if self._best is None or val_loss + self._rule.min_delta < self._best:
            self._best = val_loss
            self._wait = 0
            self.best_epoch = epoch
            if self._rule.restore_best:
                self.best_weights = self._weights()
            return False
        return self._wait >= self._rule.patience
