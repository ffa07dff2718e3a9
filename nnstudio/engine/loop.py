"""Trains one job from start to end, obeying commands and telling what happens.

The worker and the command line run the same loop: same code, same numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly, learning_rate
from nnstudio.engine.early_stopping import Patience
from nnstudio.engine.failures import in_words, not_finite
from nnstudio.engine.pace import ChunkPace, Rate, SamplePace, Stopwatch
from nnstudio.engine.workshop import Workshop
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
    Epoch,
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
        training = _Run(job, workshop, workshop.assemble(job.design), inbox, emit, paused)
        last = training.to_the_end()
        if on_model is not None:
            on_model(training.model)
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
        workshop.assemble(command.design).warm_up()
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
        self._emit(Started(job.run, job.design, steps, self._epochs, parameters))
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
        while self._epoch < self._epochs:
            means = self._train_epoch()
            val_means = self._validate()
            self._epoch += 1
            val_loss = None if val_means is None else float(val_means[0])
            self._tell_epoch(means, val_means)
            if self._patience and val_loss is not None and self._patience.is_out(self._epoch, val_loss):
                return "early stopping"
            self._sample_if_due()
        return "epochs"

    def _train_epoch(self) -> Floats:
        """Every batch once; gives the epoch's means."""
        order = self._parts.order(self._epoch)
        done, steps = 0, self._parts.steps_per_epoch
        means = np.zeros(0, np.float32)
        while done < steps:
            self._attend()
            stop = done + (1 if self._step_asked else min(self._chunk_pace.steps, steps - done))
            self._step_asked = False
            means = self._train_chunk(order, done, stop)
            done = stop
            if done < steps:
                self._sample_if_due()
        return means

    def _train_chunk(self, order: Any, start: int, stop: int) -> Floats:
        began = time.perf_counter()
        losses, means = self._parts.train(order, start, stop)
        seconds = time.perf_counter() - began
        self._chunk_pace.took(stop - start, seconds)
        rate = self._rate.add(self._parts.batches.examples_in(start, stop), seconds)
        bad = np.flatnonzero(~np.isfinite(losses))
        finite = losses[: bad[0]] if bad.size else losses
        self._step += len(finite)
        if finite.size:
            self._emit(Progress(self._job.run, self._step, finite, self._watch.seconds, rate))
        if bad.size:
            raise not_finite(self._step + 1, self._learning_rate, self._parts.prepared)
        return means

    def _validate(self) -> Floats | None:
        """The means over the whole validation part; a Stop is obeyed on the way."""
        if self._epoch == 0:
            self._watch.stop()
            self._parts.compile_validation()
            self._watch.start()
        done, batches = 0, self._parts.validation_batches
        means: Floats | None = None
        while done < batches:
            stop = min(done + self._validation_pace.steps, batches)
            began = time.perf_counter()
            means = self._parts.validate(done, stop)
            self._validation_pace.took(stop - done, time.perf_counter() - began)
            done = stop
            if done < batches:
                self._obey_waiting_commands()
        if means is not None and not np.isfinite(means[0]):
            raise not_finite(self._step, self._learning_rate, self._parts.prepared)
        return means

    def _tell_epoch(self, means: Floats, val_means: Floats | None) -> None:
        names = self._parts.metrics
        self._emit(
            Epoch(
                run=self._job.run,
                number=self._epoch,
                step=self._step,
                loss=float(means[0]),
                val_loss=None if val_means is None else float(val_means[0]),
                metrics=_by_name(names, means),
                val_metrics={} if val_means is None else _by_name(names, val_means),
                seconds=self._watch.seconds,
                learning_rate=self._learning_rate,
            )
        )

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
