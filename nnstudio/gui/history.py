"""What a run has told so far, as arrays that plots draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.protocol.events import Epoch, Progress

Numbers = NDArray[np.float64]


class Column:
    """A growing array of numbers; adding many is as cheap as adding one."""

    def __init__(self) -> None:
        self._room = np.empty(1024, dtype=np.float64)
        self._count = 0

    def extend(self, numbers: Sequence[float] | NDArray[np.floating]) -> None:
        end = self._count + len(numbers)
        if end > len(self._room):
            grown = np.empty(max(end, 2 * len(self._room)), dtype=np.float64)
            grown[: self._count] = self._room[: self._count]
            self._room = grown
        self._room[self._count : end] = numbers
        self._count = end

    @property
    def values(self) -> Numbers:
        """A view of what is there; valid until the next extend."""
        return self._room[: self._count]


class History:
    """Curves of one run. Epochs are the x axis: epoch 1 is drawn at 1, where it ended.

    loss, val_loss, metrics, val_metrics: one number an epoch (NaN where there was no validation).
    step_losses with step_epochs: one number a step, at the fraction of the epoch it was taken.
    """

    def __init__(self, steps_per_epoch: int = 1, epochs: int = 0) -> None:
        self.steps_per_epoch = max(1, steps_per_epoch)
        self.epochs = epochs  # planned
        self.epoch = Column()
        self.loss = Column()
        self.val_loss = Column()
        self.metrics: dict[str, Column] = {}
        self.val_metrics: dict[str, Column] = {}
        self.step_losses = Column()
        self.step_epochs = Column()

    def add_progress(self, event: Progress) -> None:
        first = event.step - len(event.losses) + 1
        self.step_losses.extend(event.losses)
        self.step_epochs.extend(np.arange(first, event.step + 1) / self.steps_per_epoch)

    def add_epochs(self, events: Sequence[Epoch]) -> None:
        nan = float("nan")
        self.epoch.extend([event.number for event in events])
        self.loss.extend([event.loss for event in events])
        self.val_loss.extend([nan if event.val_loss is None else event.val_loss for event in events])
        _extend(self.metrics, [event.metrics for event in events])
        _extend(self.val_metrics, [event.val_metrics for event in events])


def _extend(columns: dict[str, Column], rows: Sequence[Mapping[str, float]]) -> None:
    for name in dict.fromkeys(name for row in rows for name in row):
        columns.setdefault(name, Column()).extend([row.get(name, float("nan")) for row in rows])
