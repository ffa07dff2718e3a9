"""Trains one job from start to end, obeying commands and telling what happens.

The worker and the command line run the same loop: same code, same numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly, Trained, learning_rate
from nnstudio.engine.build import layer_title
from nnstudio.engine.diagnosis import Waypoint, culprit, last_finite
from nnstudio.engine.early_stopping import Patience
from nnstudio.engine.failures import in_words, not_finite
from nnstudio.engine.pace import ChunkPace, Rate, SamplePace, Stopwatch
from nnstudio.engine.plain import fit
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.protocol.commands import (
    Close,
    Command,
    Job,
    Pause,
    Prepare,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowData,
    Step,
    Stop,
    Train,
)
from nnstudio.protocol.events import (
    DataFailed,
    DataShown,
    Epochs,
    Event,
    Failed,
    Finished,
    LastWord,
    Paused,
    Progress,
    Resumed,
    Sampled,
    Started,
    Stopped,
)

Emit = Callable[[Event], None]
Floats = NDArray[np.float32]
Reason = Literal["epochs", "early stopping"]


class Inbox(Protocol):
    """Where commands come from."""

    def next(self, wait: bool) -> Command | None:
        """The next command, or None if there is none yet; with ``wait`` it blocks until there is one."""


class NoCommands:
    """An inbox for a run that nobody steers."""

    def next(self, wait: bool) -> Command | None:
        return Stop() if wait else None


def run(
    job: Job,
    inbox: Inbox,
    emit: Emit,
    *,
    paused: bool = False,
    workshop: Workshop | None = None,
    on_model: Callable[[Any], None] | None = None,
) -> None:
    """Train a job; the last event is exactly one of Finished, Stopped and Failed.

    paused: wait before the first step. workshop: keeps data and compiled functions from run to run.
    on_model: is given the trained ``keras.Model`` just before the last word, if the run did not fail.
    Errors never leave; only what ends the process (SystemExit, KeyboardInterrupt) does.
    """
    workshop = workshop or Workshop()
    last: LastWord
    try:
        if job.engine == "keras":
            model, last = fit(job, workshop.checked_data(job.design), inbox, emit, paused)
        else:
            training = _Run(job, workshop, workshop.assemble(job.design, job.engine), inbox, emit, paused)
            model, last = training.model, training.to_the_end()
        if on_model is not None:
            on_model(model)
    except Exception as error:
        words = in_words(error)
        last = Failed(job.run, words.message, words.hint)
    emit(last)


def show_data(command: ShowData, workshop: Workshop, emit: Emit) -> None:
    """Answer with the data's preview, or say why it cannot be shown."""
    try:
        emit(DataShown(workshop.data(command.choice)[1]))
    except Exception as error:
        words = in_words(error)
        emit(DataFailed(command.choice, words.message, words.hint))


def prepare_ahead(command: Prepare, workshop: Workshop) -> None:
    """Build and compile a design that may soon be trained; if it cannot be, training it will say so."""
    try:
        if command.engine != "keras":
            workshop.assemble(command.design, command.engine).warm_up()
    except Exception as error:
        in_words(error)


class _StopAsked(Exception):
    """Leaves the loop from wherever a command was answered."""


class _Run:
    """One run: where it stands and what it was told."""

    def __init__(
        self, job: Job, workshop: Workshop, assembly: Assembly, inbox: Inbox, emit: Emit, paused: bool
    ) -> None:
        recipe = job.design.recipe
        self._job = job
        self._workshop = workshop
        self._parts = assembly
        self._inbox = inbox
        self._emit = emit
        self._epochs = recipe.epochs
        self._learning_rate = learning_rate(recipe.optimizer)
        self._patience = (
            Patience(recipe.early_stopping, assembly.model.get_weights)
            if recipe.early_stopping and assembly.validation_batches
            else None
        )
        self._paused = paused
        self._pause_told = False
        self._step_asked = False
        self._step = 0  # done in all
        self._epoch = 0  # done in all
        self._waypoints: list[Waypoint] = []  # where the last two chunks began
        self._block: Any = None  # the order of a few epochs
        self._block_epoch = 0  # the first of them
        self._told_seconds = 0.0  # when the last epoch ended
        self._sampled_step = -1
        self._watch = Stopwatch()
        self._chunk_pace = ChunkPace()
        self._validation_pace = ChunkPace()
        self._sample_pace = SamplePace()
        self._rate = Rate()

    @property
    def model(self) -> Any:
        return self._parts.model

    def to_the_end(self) -> LastWord:
        job = self._job
        self._parts.reset(self._learning_rate)
        steps, parameters = self._parts.steps_per_epoch, self.model.count_params()
        self._emit(Started(job.run, job.design, steps, self._epochs, parameters, self._parts.engine))
        self._sample()
        self._parts.compile_training()  # before time counts, so that speeds are of training alone
        self._watch.start()
        try:
            reason = self._train()
        except _StopAsked:
            self._watch.stop()
            self._sample()
            return Stopped(job.run, self._step, self._watch.seconds)
        self._watch.stop()
        best_epoch = self._restore_best()
        self._sample(anyway=best_epoch > 0)
        test = self._parts.test()
        return Finished(
            run=job.run,
            steps=self._step,
            epochs=self._epoch,
            seconds=self._watch.seconds,
            reason=reason,
            best_epoch=best_epoch,
            test_loss=None if test is None else float(test[0]),
            test_metrics={} if test is None else _by_name(self._parts.metrics, test),
        )

    def _train(self) -> Reason:
        while self._step % self._parts.steps_per_epoch or self._epoch < self._epochs:
            self._attend()
            trained = self._train_chunk(self._chunk_end())
            if len(trained.ends) and self._tell_ended(trained.ends):
                return "early stopping"
            self._sample_if_due()
        return "epochs"

    def _chunk_end(self) -> int:
        """The step to train to; makes sure that the block of epochs it lies in is at hand."""
        parts, per_epoch = self._parts, self._parts.steps_per_epoch
        if self._block is None or self._epoch >= self._block_epoch + parts.epochs_at_once:
            self._block, self._block_epoch = parts.order(self._epoch), self._epoch
        if self._step_asked:
            self._step_asked = False
            return self._step + 1
        by_epoch = not parts.validates_itself or self._patience is not None
        known = self._block_epoch + parts.epochs_at_once
        last = self._epoch + 1 if by_epoch else min(known, max(self._epochs, self._epoch + 1))
        return min(self._step + self._chunk_pace.steps, last * per_epoch)

    def _train_chunk(self, end: int) -> Trained:
        first = self._block_epoch * self._parts.steps_per_epoch
        start, stop = self._step - first, end - first
        self._waypoints = [*self._waypoints[-1:], Waypoint(self._parts.snapshot(), self._step)]
        began = time.perf_counter()
        trained = self._parts.train(self._block, start, stop)
        seconds = time.perf_counter() - began
        self._chunk_pace.took(stop - start, seconds)
        rate = self._rate.add(self._parts.batches.examples_in(start, stop), seconds)
        bad = np.flatnonzero(~np.isfinite(trained.losses))
        finite = trained.losses[: bad[0]] if bad.size else trained.losses
        self._step += len(finite)
        if finite.size:
            self._emit(Progress(self._job.run, self._step, finite, self._watch.seconds, rate))
        if bad.size:
            whole = self._step // self._parts.steps_per_epoch - self._epoch
            if whole:
                self._tell_ended(trained.ends[:whole])
            raise self._not_finite()
        return trained

    def _tell_ended(self, ends: Floats) -> bool:
        """Tell the epochs that a chunk ended, validated; whether to stop early."""
        if not self._parts.validates_itself and self._parts.validation_batches:
            means = self._validate()
            ends = np.concatenate([ends, means[None]], axis=1)
        elif self._parts.validation_batches:
            bad = np.flatnonzero(~np.isfinite(ends[:, 1 + len(self._parts.metrics)]))
            if bad.size:
                raise self._not_finite()
        first = self._epoch + 1
        self._epoch += len(ends)
        event = self._as_epochs(first, ends)
        self._told_seconds = float(event.seconds[-1])
        if len(event) > 1:
            self._emit(event)
            return False
        (epoch,) = event.each()
        self._emit(epoch)
        return bool(
            self._patience
            and epoch.val_loss is not None
            and self._patience.is_out(epoch.number, epoch.val_loss)
        )

    def _not_finite(self) -> UserError:
        """Bring the last finite weights back and show them; where it began, in words."""
        step = last_finite(self._parts, self._waypoints, self._step)
        layer = None if step is None else culprit(self._parts, step)
        if step is not None:
            self._sample(anyway=True)
        title = None if layer is None else layer_title(self._job.design, layer)
        return not_finite(self._step + 1, self._learning_rate, self._parts.prepared, title)

    def _as_epochs(self, first: int, ends: Floats) -> Epochs:
        names = self._parts.metrics
        width = 1 + len(names)
        val = ends[:, width:] if ends.shape[1] > width else None
        return Epochs(
            run=self._job.run,
            first=first,
            steps_per_epoch=self._parts.steps_per_epoch,
            loss=ends[:, 0],
            val_loss=None if val is None else val[:, 0],
            metrics=_columns(names, ends),
            val_metrics={} if val is None else _columns(names, val),
            seconds=np.linspace(self._told_seconds, self._watch.seconds, len(ends) + 1)[1:],
            learning_rate=self._learning_rate,
        )

    def _validate(self) -> Floats:
        """The means over the whole validation part, in calls of its own; a Stop is obeyed on the way."""
        if self._epoch == 0:  # before time counts again
            self._watch.stop()
            self._parts.compile_validation()
            self._watch.start()
        done, batches = 0, self._parts.validation_batches
        means = np.zeros(0, np.float32)
        while done < batches:
            stop = min(done + self._validation_pace.steps, batches)
            began = time.perf_counter()
            means = self._parts.validate(done, stop)
            self._validation_pace.took(stop - done, time.perf_counter() - began)
            done = stop
            if done < batches:
                self._obey_waiting_commands()
        if not np.isfinite(means[0]):
            raise self._not_finite()
        return means

    def _restore_best(self) -> int:
        """Put the best epoch's weights back, as Keras does when training ends; 0 if none were kept."""
        if self._patience is None or self._patience.best_weights is None:
            return 0
        self.model.set_weights(self._patience.best_weights)
        return self._patience.best_epoch

    def _sample_if_due(self) -> None:
        if self._sample_pace.is_due(time.perf_counter()):
            self._sample()

    def _sample(self, anyway: bool = False) -> None:
        """Tell what the network answers now, unless nothing was trained since it was told."""
        if self._sampled_step == self._step and not anyway:
            return
        began = time.perf_counter()
        answers = self._parts.sample()
        self._emit(Sampled(self._job.run, self._step, answers.outputs, answers.surface, answers.codes))
        self._sampled_step = self._step
        self._sample_pace.took(began, time.perf_counter())

    def _attend(self) -> None:
        """Answer commands; while paused, wait for them."""
        self._obey_waiting_commands()
        while self._paused and not self._step_asked:
            self._tell_pause()
            command = self._inbox.next(wait=True)
            if command is not None:
                self._obey(command)
        self._watch.start()

    def _tell_pause(self) -> None:
        if not self._pause_told:
            self._watch.stop()
            self._sample()
            self._emit(Paused(self._job.run, self._step))
            self._pause_told = True

    def _obey_waiting_commands(self) -> None:
        while (command := self._inbox.next(wait=False)) is not None:
            self._obey(command)

    def _obey(self, command: Command) -> None:
        match command:
            case Stop() | Close() | Train():  # another run can only begin when this one has ended
                raise _StopAsked
            case Pause():
                self._paused = True
            case Resume() if self._paused:
                self._paused = self._pause_told = self._step_asked = False
                self._emit(Resumed(self._job.run))
            case Step():
                self._paused = self._step_asked = True
                self._pause_told = False
            case SetLearningRate(value):
                self._learning_rate = value
                self._parts.set_learning_rate(value)
            case SetEpochs(epochs):
                self._epochs = epochs
            case ShowData():
                show_data(command, self._workshop, self._emit)


def _by_name(names: tuple[str, ...], means: Floats) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, means[1:], strict=True)}


def _columns(names: tuple[str, ...], means: Floats) -> dict[str, Floats]:
    return {name: means[:, index] for index, name in enumerate(names, start=1)}
