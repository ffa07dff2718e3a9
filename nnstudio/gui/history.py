"""What a run has told so far, as arrays that plots draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.protocol.events import Epoch, Epochs, Progress

Numbers = NDArray[np.float64]

MOST_STEPS = 100_000  # numbers kept of the steps: 1.6 MB, and more than any screen has pixels


class Column:
    """A growing array of numbers; adding many is as cheap as adding one."""

    def __init__(self) -> None:
        self._room = np.empty(1024, dtype=np.float64)
        self._count = 0

    def __len__(self) -> int:
        return self._count

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
        """A view of what is there; what it shows never changes."""
        return self._room[: self._count]

    def copy(self) -> Column:
        column = Column()
        column.extend(self.values)
        return column


class Steps:
    """The loss of each step against the number of the step, for runs of any length.

    Past ``MOST_STEPS`` numbers, each stands for ``stride`` steps: their mean, at the last of them. The
    stride doubles whenever the room is full, so that a run of a billion steps takes no more memory.
    """

    def __init__(self, most: int = MOST_STEPS) -> None:
        self._most = most
        self._rest: Numbers = np.empty(0)  # losses that do not yet fill a stride
        self._means = Column()
        self.stride = 1

    def __len__(self) -> int:
        return len(self._means)

    def extend(self, losses: Sequence[float] | NDArray[np.floating]) -> None:
        waiting = np.concatenate([self._rest, np.asarray(losses, dtype=np.float64)])
        self._add(waiting)
        while len(self._means) > self._most:
            self._fold()

    def _add(self, waiting: Numbers) -> None:
        whole = len(waiting) // self.stride * self.stride
        self._means.extend(waiting[:whole].reshape(-1, self.stride).mean(axis=1))
        self._rest = waiting[whole:].copy()

    def _fold(self) -> None:
        """Two numbers become one. An odd last one waits as the steps it stood for."""
        means, before = self._means.values, self._rest
        even = len(means) // 2 * 2
        odd = np.repeat(means[even:], self.stride)
        self._means = Column()
        self._means.extend(means[:even].reshape(-1, 2).mean(axis=1))
        self.stride *= 2
        self._add(np.concatenate([odd, before]))

    def copy(self) -> Steps:
        steps = Steps(self._most)
        steps.stride, steps._rest, steps._means = self.stride, self._rest, self._means.copy()
        return steps

    @property
    def values(self) -> Numbers:
        """The losses; what it shows never changes."""
        return self._means.values

    @property
    def numbers(self) -> Numbers:
        """Which step each loss stands at; steps count from 1."""
        return np.arange(1, len(self._means) + 1, dtype=np.float64) * self.stride


class History:
    """Curves of one run. Epochs are the x axis: epoch 1 is drawn at 1, where it ended.

    loss, val_loss, metrics, val_metrics: one number an epoch (NaN where there was none).
    step_losses, step_epochs: one number a step, at the fraction of the epoch it was taken.
    """

    def __init__(self, steps_per_epoch: int = 1, epochs: int = 0) -> None:
        self.steps_per_epoch = max(1, steps_per_epoch)
        self.epochs = epochs  # planned
        self.epoch = Column()
        self.loss = Column()
        self.val_loss = Column()
        self.metrics: dict[str, Column] = {}
        self.val_metrics: dict[str, Column] = {}
        self.step_losses = Steps()

    def add_progress(self, event: Progress) -> None:
        self.step_losses.extend(event.losses)

    def add_epochs(self, events: Sequence[Epoch]) -> None:
        nan = float("nan")
        before = len(self.epoch)
        self.epoch.extend([event.number for event in events])
        self.loss.extend([event.loss for event in events])
        self.val_loss.extend([nan if event.val_loss is None else event.val_loss for event in events])
        _extend(self.metrics, [event.metrics for event in events], before)
        _extend(self.val_metrics, [event.val_metrics for event in events], before)

    def add_block(self, event: Epochs) -> None:
        """Epochs that were done in one go."""
        count, before = len(event), len(self.epoch)
        self.epoch.extend(np.arange(event.first, event.first + count, dtype=np.float64))
        self.loss.extend(event.loss)
        self.val_loss.extend(np.full(count, np.nan) if event.val_loss is None else event.val_loss)
        _extend_block(self.metrics, event.metrics, count, before)
        _extend_block(self.val_metrics, event.val_metrics, count, before)

    def copy(self) -> History:
        """The same curves, which grow apart from these."""
        history = History(self.steps_per_epoch, self.epochs)
        history.epoch, history.loss, history.val_loss = (
            column.copy() for column in (self.epoch, self.loss, self.val_loss)
        )
        history.metrics = {name: column.copy() for name, column in self.metrics.items()}
        history.val_metrics = {name: column.copy() for name, column in self.val_metrics.items()}
        history.step_losses = self.step_losses.copy()
        return history

    @property
    def step_epochs(self) -> Numbers:
        """Where on the axis of epochs each of ``step_losses`` stands."""
        return self.step_losses.numbers / self.steps_per_epoch


def _extend(columns: dict[str, Column], rows: Sequence[Mapping[str, float]], before: int) -> None:
    """Add a row to every column, NaN where it says nothing; a new column starts with NaN."""
    nan = float("nan")
    for name in dict.fromkeys([*columns, *(name for row in rows for name in row)]):
        if name not in columns:
            columns[name] = Column()
            columns[name].extend(np.full(before, nan))
        columns[name].extend([row.get(name, nan) for row in rows])


def _extend_block(
    columns: dict[str, Column], block: Mapping[str, NDArray[np.float32]], count: int, before: int
) -> None:
    """As ``_extend``, for many rows at once."""
    for name in dict.fromkeys([*columns, *block]):
        if name not in columns:
            columns[name] = Column()
            columns[name].extend(np.full(before, np.nan))
        columns[name].extend(block.get(name, np.full(count, np.nan)))
