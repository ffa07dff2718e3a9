"""A run by ``keras.Model.fit``, which is steered and told of as our own loop is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.backend import keras
from nnstudio.engine.fit_network import FitNetwork, StepLosses
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.network import Trained
from nnstudio.engine.pace import ChunkPace, Rate
from nnstudio.engine.plain import MOST_EPOCHS
from nnstudio.engine.standing import Standing
from nnstudio.engine.training_run import TrainingRun
from nnstudio.engine.validation_pace import is_validated
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.events import Reason

Floats = NDArray[np.float32]


class FitRun(TrainingRun):
    """``fit`` trains; after every few of its batches these are told, and commands are heard.

    Only while it validates nothing is heard. One call of ``fit`` is the whole run, unless the run begins in
    the middle of an epoch or is taken back: then another call goes on from there.
    """

    def __init__(
        self,
        begin: Standing,
        parts: FitNetwork,
        workshop: Workshop,
        inbox: Inbox,
        emit: Emit,
        paused: bool,
    ) -> None:
        super().__init__(begin, workshop, inbox, emit, paused)
        self._network = parts
        self._pace = ChunkPace()
        self._rate = Rate()
        self._stop = self._place.step  # where the chunk ends

    def _train_on(self) -> Reason:
        while self._steering.goes_on(self._place, self._parts.steps_per_epoch):
            try:
                self._fit()
            except _Left as left:
                if left.reason is not None:
                    return left.reason
        return "epochs"

    def _fit(self) -> None:
        """Leaves by an exception always: at its own end ``fit`` would change weights that are averaged."""
        network, validation = self._network, self._network.prepared.validation
        epoch, done = divmod(self._place.step, network.steps_per_epoch)
        network.model.fit(
            network.batches_from(self._place.step),
            initial_epoch=epoch,
            steps_per_epoch=network.steps_per_epoch - done,
            validation_data=(validation.inputs, validation.targets) if len(validation) else None,
            validation_batch_size=network.batches.size,
            validation_freq=_Due(self),
            epochs=MOST_EPOCHS,  # the number may change meanwhile
            callbacks=[_Listener(self, network, done)],
            shuffle=False,
            verbose=0,
        )

    def is_due(self, epoch: int) -> bool:
        """Whether this epoch, counted from 1, is validated."""
        return bool(is_validated(epoch, self._every, self._steering.epochs))

    def begin_chunk(self) -> None:
        """Hear commands, then say how far to go until they are heard again."""
        self._rested = self._rest()
        per_epoch = self._network.steps_per_epoch
        epoch_end = (self._place.step // per_epoch + 1) * per_epoch
        steps = min(self._pace.steps, self._metronome.allowed)
        end = min(self._place.step + steps, epoch_end)
        self._stop = self._steering.bounded(self._place, end, epoch_end)
        self._trail.mark(self._place.step)
        self._began = time.perf_counter()

    def ends_chunk(self, steps: int) -> bool:
        """Whether the chunk ends after so many steps; at the end of an epoch it ends with the epoch."""
        step = self._place.step + steps
        return step == self._stop and step % self._network.steps_per_epoch != 0

    def end_chunk(self, losses: Floats, ends: Floats | None = None) -> None:
        """ends: a row of means, of training and of validation, if an epoch has ended as well."""
        start, seconds = self._place.step, time.perf_counter() - self._began
        end = start + len(losses)
        self._pace.took(len(losses), seconds)
        examples = self._network.batches.examples_in(start, end)
        examples_per_second = self._rate.add(examples, seconds + self._rested)
        rows = np.zeros((0, 0), np.float32) if ends is None else ends[None]
        due = np.full(len(rows), len(rows) > 0 and self.is_due(self._place.epoch + 1))
        self._took(Trained(losses, rows, due, self._network.is_finite()), end, examples_per_second)
        if ends is not None and self._end_epochs(rows):
            raise _Left("early stopping")
        self._teller.sample_if_due(self._place.step)
        if not self._steering.goes_on(self._place, self._network.steps_per_epoch):
            raise _Left("epochs")


class _Listener(keras.callbacks.Callback):  # type: ignore[misc]
    """Hears of each batch. done: batches of its first epoch that were trained before."""

    def __init__(self, run: FitRun, network: FitNetwork, done: int) -> None:
        super().__init__()
        self._run = run
        self._network = network
        self._done = done
        self._means = [variable.numpy() for variable in network.means_so_far]  # which fit sets to 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if self._done:
            for variable, value in zip(self._network.means_so_far, self._means, strict=True):
                variable.assign(value)
        self._losses = StepLosses(self._network, self._done)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if not len(self._losses):
            self._run.begin_chunk()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any]) -> None:
        loss = self._losses.add(logs)
        if self._run.ends_chunk(len(self._losses)) or not np.isfinite(loss):
            self._run.end_chunk(self._losses.take())

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any]) -> None:
        ends = self._network.means_of(logs)
        if self._network.validation_batches:
            ends = np.concatenate([ends, self._network.means_of(logs, "val_")])
        self._run.end_chunk(self._losses.take(), ends)
        if self._done:  # fit counts on by this short epoch, and has to begin anew
            raise _Left


class _Left(Exception):
    """Leaves ``fit``. reason: why the run ends, None if it goes on."""

    def __init__(self, reason: Reason | None = None) -> None:
        super().__init__()
        self.reason = reason


class _Due(list[int]):
    """The epochs that ``fit`` is to validate: a list by its type only, for which is the last may change."""

    def __init__(self, run: FitRun) -> None:
        super().__init__()
        self._run = run

    def __contains__(self, epoch: object) -> bool:
        return isinstance(epoch, int) and self._run.is_due(epoch)
