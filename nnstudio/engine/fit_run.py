"""A run by ``keras.Model.fit``, which is steered and told of as our own loop is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.backend import keras
from nnstudio.engine.diagnosis import Broken, Halt
from nnstudio.engine.fit_network import Between, FitNetwork, StepLosses
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
    """``fit`` trains; after every few of its batches these are told, and commands are heard, as they are
    after each batch that it validates.

    All steps of an epoch are told before it is validated, so that place and weights agree whenever something
    is heard. One call of ``fit`` is the whole run, unless the run begins in the middle of an epoch or is
    taken back: then another call goes on from there.
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
                if self._place.untold is not None:
                    self._validate_untold()
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
            callbacks=[_Listener(self, network, done), Between(self._obey_waiting_commands)],
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

    def end_chunk(self, losses: Floats) -> None:
        """Tell the steps of a chunk."""
        start, seconds = self._place.step, time.perf_counter() - self._began
        end = start + len(losses)
        self._pace.took(len(losses), seconds)
        examples = self._network.batches.examples_in(start, end)
        examples_per_second = self._rate.add(examples, seconds + self._rested)
        nothing = np.zeros((0, 0), np.float32)
        trained = Trained(losses, nothing, np.zeros(0, np.bool_), self._network.is_finite())
        self._took(trained, end, examples_per_second)
        self._teller.sample_if_due(self._place.step)

    def end_training(self, losses: Floats, means: Floats) -> None:
        """Tell the last steps of an epoch; the means of its training are told when it is validated."""
        self.end_chunk(losses)
        self._place = replace(self._place, untold=means[None])

    def end_epoch(self, validated: Mapping[str, Any]) -> None:
        """Tell the epoch whose training has ended. validated: as ``fit`` tells it; may hold nothing of it."""
        assert self._place.untold is not None
        ends = self._place.untold
        if self._network.validation_batches:
            ends = np.concatenate([ends, self._network.means_of(validated, "val_")[None]], axis=1)
        if not np.isfinite(validated.get("val_loss", 0.0)):
            raise self._halted(Halt(self._place.step, Broken.VALIDATION))
        if self._end_epochs(ends):
            raise _Left("early stopping")
        if not self._steering.goes_on(self._place, self._network.steps_per_epoch):
            raise _Left("epochs")

    def _validate_untold(self) -> None:
        """End the epoch in whose validation the run was left."""
        self._watch.start()
        told: Mapping[str, float] = {}
        if self.is_due(self._place.epoch + 1):
            told = self._network.evaluate(self._network.prepared.validation, self._obey_waiting_commands)
        self.end_epoch({"val_" + name: value for name, value in told.items()})


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

    def on_test_begin(self, logs: Any = None) -> None:
        self._end_training(self.model.get_metrics_result())

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any]) -> None:
        if len(self._losses):  # it was not validated
            self._end_training(logs)
        self._run.end_epoch(logs)
        if self._done:  # fit counts on by this short epoch, and has to begin anew
            raise _Left

    def _end_training(self, told: Mapping[str, Any]) -> None:
        self._run.end_training(self._losses.take(), self._network.means_of(told))


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
