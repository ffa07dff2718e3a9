"""Histories of runs that a test makes up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnstudio.gui.history import History
from nnstudio.protocol.events import Epoch, Progress

ACCURACY = "sparse_categorical_accuracy"


def history_of(
    losses: Sequence[float],
    val_losses: Sequence[float | None] | None = None,
    metric: str = ACCURACY,
    metrics: Sequence[float] = (),
    val_metrics: Sequence[float] = (),
    steps_per_epoch: int = 4,
) -> History:
    """One epoch for each loss; each of its steps had that loss too."""
    history = History(steps_per_epoch, len(losses))
    steps = np.repeat(np.array(losses, dtype=np.float32), steps_per_epoch)
    history.add_progress(Progress(1, len(steps), steps, 1.0, 100.0))
    events = []
    for at, loss in enumerate(losses):
        events.append(
            Epoch(
                run=1,
                number=at + 1,
                step=(at + 1) * steps_per_epoch,
                loss=loss,
                val_loss=val_losses[at] if val_losses is not None else None,
                metrics={metric: metrics[at]} if len(metrics) else {},
                val_metrics={metric: val_metrics[at]} if len(val_metrics) else {},
                seconds=1.0,
                learning_rate=0.01,
            )
        )
    history.add_epochs(events)
    return history
