"""Steers ``keras.Model.fit`` and tells of it, as our own loop does with itself."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from nnstudio.data.prepared import Prepared
from nnstudio.engine.backend import keras
from nnstudio.engine.early_stopping import Patience
from nnstudio.engine.failures import in_words, not_finite_in_fit
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.learning_rate import LearningRate, plateau_watch
from nnstudio.engine.metrics import answer_of, build_metrics
from nnstudio.engine.order import batch_size
from nnstudio.engine.questions import checked_inputs, show_data
from nnstudio.engine.validation_pace import is_validated, validate_every
from nnstudio.engine.workshop import Workshop
from nnstudio.i18n import _
from nnstudio.protocol.commands import (
    Close,
    Cluster,
    Command,
    Compose,
    Decode,
    Job,
    Pause,
    Predict,
    Restore,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowData,
    Snapshot,
    Step,
    StepSize,
    Train,
)
from nnstudio.protocol.commands import Stop as StopCommand
from nnstudio.protocol.events import (
    Epoch,
    Finished,
    LastWord,
    Paused,
    Predicted,
    PredictFailed,
    Progress,
    RestoreFailed,
    Resumed,
    SnapshotFailed,
    Stopped,
)

_TOLD_EVERY = 0.04  # seconds


class FitStopped(Exception):
    """Leaves ``fit`` between two batches."""


class FitCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Turns what ``fit`` tells into events, and answers commands between batches."""

    def __init__(
        self,
        job: Job,
        prepared: Prepared,
        workshop: Workshop,
        inbox: Inbox,
        emit: Emit,
        paused: bool,
        rate: LearningRate,
    ) -> None:
        super().__init__()
        self._workshop = workshop
        recipe = job.design.recipe
        self._job, self._prepared, self._inbox, self._emit_event = job, prepared, inbox, emit
        self._metrics = tuple(build_metrics(job.design, prepared.facts))
        self._size = batch_size(recipe, len(prepared.train))
        self.steps_per_epoch = -(-len(prepared.train) // self._size)
        self._epochs = recipe.epochs
        self._every = validate_every(job.design, workshop.report(job.design), prepared)
        stops = recipe.early_stopping if len(prepared.validation) else None
        self._patience = Patience(stops, lambda: self.model.get_weights()) if stops else None
        self._rate = rate
        self._plateau = plateau_watch(recipe, rate)
        self._early = self._asked_to_stop = False
        self._paused = paused
        self._stepping: StepSize | None = None
        self._step = self._epoch = self._seen = 0
        self._sum = 0.0  # of the losses of this epoch's examples
        self._losses: list[float] = []
        self._told = self._began = time.perf_counter()
        self._waited = 0.0

    def is_due(self, epoch: int) -> bool:
        """Whether this epoch, counted from 1, is validated."""
        return bool(is_validated(epoch, self._every, self._epochs))

    def on_train_begin(self, logs: Any = None) -> None:
        self._told = self._began = time.perf_counter()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._seen, self._sum = 0, 0.0

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._attend()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        count = min(self._size, len(self._prepared.train) - self._seen)
        self._seen += count
        total = float(logs["loss"]) * self._seen  # fit tells the mean so far
        loss, self._sum = (total - self._sum) / count, total
        if not np.isfinite(loss):
            self._tell_losses()
            raise not_finite_in_fit(self._step + 1, self._rate_at(self._step))
        self._step += 1
        self._losses.append(loss)
        if time.perf_counter() - self._told >= _TOLD_EVERY or self._stepping == "batch":
            self._tell_losses()
        if self._stepping == "batch":
            self._stepping = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self._asked_to_stop:
            return
        self._tell_losses()
        self._stepping = None
        self._epoch = epoch + 1
        val_loss = logs.get("val_loss")
        val_names = self._metrics if val_loss is not None else ()
        self._emit_event(
            Epoch(
                run=self._job.run,
                number=self._epoch,
                step=self._step,
                loss=float(logs["loss"]),
                val_loss=None if val_loss is None else float(val_loss),
                metrics={name: float(logs[name]) for name in self._metrics},
                val_metrics={name: float(logs[f"val_{name}"]) for name in val_names},
                seconds=self._seconds,
                learning_rate=self._rate_at(self._step - 1),
            )
        )
        watched = val_loss if len(self._prepared.validation) else logs["loss"]
        if self._plateau is not None and watched is not None:
            self._plateau.lowers(float(watched))
        self._early = bool(
            self._patience and val_loss is not None and self._patience.is_out(self._epoch, val_loss)
        )
        self.model.stop_training = self._early or self._epoch >= self._epochs

    def last_word(self) -> LastWord:
        if self._asked_to_stop:
            self._tell_losses()
            return Stopped(self._job.run, self._step, self._seconds)
        best = 0
        if self._patience and self._patience.best_weights is not None:
            self.model.set_weights(self._patience.best_weights)
            best = self._patience.best_epoch
        test, seconds = self._prepared.test, self._seconds
        told = (
            self.model.evaluate(test.inputs, test.targets, verbose=0, return_dict=True) if len(test) else {}
        )
        return Finished(
            run=self._job.run,
            steps=self._step,
            epochs=self._epoch,
            seconds=seconds,
            reason="early stopping" if self._early else "epochs",
            best_epoch=best,
            test_loss=told.get("loss"),
            test_metrics={name: told[name] for name in self._metrics} if told else {},
        )

    def _rate_at(self, step: int) -> float:
        return float(self._rate.at(np.array([step]))[0])

    @property
    def _seconds(self) -> float:
        return time.perf_counter() - self._began - self._waited

    def _tell_losses(self) -> None:
        now = time.perf_counter()
        if self._losses:
            losses = np.array(self._losses, np.float32)
            rate = len(losses) * self._size / max(now - self._told, 1e-9)
            self._emit_event(Progress(self._job.run, self._step, losses, self._seconds, rate))
            self._losses = []
        self._told = now

    @property
    def _waits(self) -> bool:
        return self._paused and self._stepping is None and not self._asked_to_stop

    def _attend(self) -> None:
        while (command := self._inbox.next(wait=False)) is not None:
            self._obey(command)
        while self._waits:
            began = time.perf_counter()
            self._tell_losses()
            self._emit_event(Paused(self._job.run, self._step))
            while self._waits:
                command = self._inbox.next(wait=True)
                if command is not None:
                    self._obey(command)
            self._waited += time.perf_counter() - began
        if self._asked_to_stop:
            raise FitStopped

    def _obey(self, command: Command) -> None:
        match command:
            case StopCommand() | Close() | Train():
                self._asked_to_stop = True
            case Pause():
                self._paused = True
                if self._stepping == "epoch":
                    self._stepping = None
            case Resume() if self._paused:
                self._paused, self._stepping = False, None
                self._emit_event(Resumed(self._job.run))
            case Step(size):
                self._paused, self._stepping = True, size
            case SetLearningRate(value):
                self._rate.set(value)
            case SetEpochs(epochs):
                self._epochs = epochs
                self._rate.set_epochs(epochs)
            case ShowData():
                show_data(command, self._workshop, self._emit_event)
            case Decode(number) | Cluster(number):
                self._emit_event(PredictFailed(number, *_shows_no_codes()))
            case Compose(number):
                self._emit_event(PredictFailed(number, *_does_not_write()))
            case Predict():
                self._emit_event(self._predicted(command))
            case Snapshot(number):
                self._emit_event(SnapshotFailed(number, *_keeps_nothing()))
            case Restore(run):
                self._emit_event(RestoreFailed(run, *_keeps_nothing()))

    def _predicted(self, command: Predict) -> Predicted | PredictFailed:
        try:
            outputs = self.model(checked_inputs(command.inputs, self.model), training=False)
            answer = answer_of(self._job.design.recipe.loss, self._prepared.facts)
            outputs = outputs if answer is None else answer(outputs)
            return Predicted(command.number, self._job.run, self._step, outputs.numpy())
        except Exception as error:
            words = in_words(error)
            return PredictFailed(command.number, words.message, words.hint)


def _shows_no_codes() -> tuple[str, str]:
    return (
        _("Plain Keras fit shows no codes while it trains."),
        _("Let the settings choose another engine for the next run."),
    )


def _does_not_write() -> tuple[str, str]:
    return (
        _("Plain Keras fit writes no text while it trains."),
        _("Let the settings choose another engine for the next run."),
    )


def _keeps_nothing() -> tuple[str, str]:
    return (
        _("Plain Keras fit cannot keep weights and go back to them while it trains."),
        _("Let the settings choose another engine for the next run."),
    )
