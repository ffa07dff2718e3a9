"""One run, from its first step to its last word, whatever trains it."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.diagnosis import Broken, Halt
from nnstudio.engine.early_stopping import Patience
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.learning_rate import plateau_watch
from nnstudio.engine.network import Trained
from nnstudio.engine.questions import answer
from nnstudio.engine.standing import Place, Standing
from nnstudio.engine.steering import Steering, StopAsked
from nnstudio.engine.telling import Teller
from nnstudio.engine.tempo import Metronome
from nnstudio.engine.trail import Trail
from nnstudio.engine.validation_pace import validate_every
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.protocol.checkpoint import Checkpoint, Plateau, Waited
from nnstudio.protocol.commands import (
    Cluster,
    Command,
    Compose,
    Decode,
    Predict,
    Restore,
    Resume,
    SetEpochs,
    SetLearningRate,
    SetTempo,
    ShowData,
    Snapshot,
    Step,
)
from nnstudio.protocol.events import Finished, LastWord, Reason, RestoreFailed

Floats = NDArray[np.float32]

_HEARS_EVERY = 0.01  # seconds, while a run is held back


class TrainingRun(ABC):
    """Trains, validates, tells and obeys in turn; each of these has a part of its own.

    How it trains is said in a class for each way to do it.

    begin: where the job begins; the network is changed from there.
    """

    def __init__(self, begin: Standing, workshop: Workshop, inbox: Inbox, emit: Emit, paused: bool) -> None:
        job, parts = begin.job, begin.parts
        stopping = job.design.recipe.early_stopping if parts.validation_batches else None
        self._workshop = workshop
        self._job = job
        self._parts = parts
        self._inbox = inbox
        self._emit = emit
        self._place = begin.place
        self._patience = Patience(stopping, parts.model.get_weights) if stopping else None
        self._plateau = plateau_watch(job.design.recipe, parts.learning_rate)
        self._steering = Steering(job.design.recipe, paused)
        self._pause_told = False
        self._teller = Teller(begin, emit)
        self._watch = self._teller.watch
        self._every = validate_every(job.design, workshop.report(job.design), parts.prepared, parts.engine)
        self._metronome = Metronome(job.tempo, parts.steps_per_epoch)
        self._trail = Trail(job, parts)

    @property
    def model(self) -> Any:
        return self._parts.model

    @property
    def standing(self) -> Standing:
        """Where it is now."""
        waited = self._patience.so_far if self._patience else None
        plateau = self._plateau.so_far if self._plateau else None
        return Standing(self._job, self._parts, self._place, self._watch.seconds, waited, plateau)

    def to_the_end(self) -> LastWord:
        """Train; ends by the job's epochs, early stopping or a command. Raises UserError and others."""
        self._parts.learning_rate.set(self._steering.learning_rate)
        self._parts.learning_rate.set_epochs(self._steering.epochs)
        self._teller.started(self._place, self._steering.epochs)
        self._teller.sample(self._place.step)
        self._parts.compile_training()  # before time counts, so that speeds are of training alone
        self._watch.start()
        try:
            return self._train()
        except StopAsked:
            return self._teller.stopped(self._place)

    def _train(self) -> Finished:
        while True:
            try:
                return self._finish(self._train_on())
            except _BackTo as wish:
                self._go_back_to(wish.checkpoint)

    @abstractmethod
    def _train_on(self) -> Reason:
        """Train from where the run stands to its end."""

    def _finish(self, reason: Reason) -> Finished:
        """Show and test what was trained. A wish to stop leaves out what is not tested yet."""
        self._watch.stop()
        best_epoch = self._restore_best()
        self._teller.sample(self._place.step, anyway=best_epoch > 0)
        try:
            test = self._parts.test(between=self._obey_waiting_commands)
        except StopAsked:
            test = None
        return self._teller.finished(self._place, reason, best_epoch, test)

    def _rest(self) -> float:
        """Obey, and wait until the tempo lets the run go on; how many seconds it was held back."""
        rested = 0.0
        self._attend()
        while not self._steering.is_stepping and (rest := self._metronome.rest) > 0:
            pause = min(rest, _HEARS_EVERY)
            time.sleep(pause)
            rested += pause
            self._attend()
        return rested

    def _took(self, trained: Trained, end: int, examples_per_second: float) -> None:
        """Take in what was trained up to the step ``end``. Raises UserError where it is not finite."""
        place, per_epoch = self._place, self._parts.steps_per_epoch
        self._metronome.took(end - place.step)
        halt = self._trail.halt_in(trained)
        step = end if halt is None else halt.step
        self._place = Place(step, place.epoch)
        self._teller.progress(step, trained.losses[: step - place.step], examples_per_second)
        if halt is not None:
            whole = step // per_epoch - place.epoch - (halt.broken is Broken.VALIDATION)
            if whole > 0:
                self._end_epochs(trained.ends[:whole])
            raise self._halted(halt)

    def _end_epochs(self, ends: Floats) -> bool:
        """Tell the epochs that have ended, a row of means for each; whether to stop early."""
        first = self._place.epoch + 1
        told = self._teller.epochs(first, ends)
        self._place = Place(self._place.step, self._place.epoch + len(ends))
        watched = told.loss if told.val_loss is None else told.val_loss
        if self._plateau is not None and self._plateau.lowers(watched):
            self._trail.forget()
        if self._patience is None or told.val_loss is None:
            return False
        return self._patience.is_out(first, told.val_loss)

    def _halted(self, halt: Halt) -> UserError:
        """Show what the last finite weights answer; what happened, in words."""
        error, step = self._trail.go_back(halt, self._steering.learning_rate)
        self._place = Place(step, min(self._place.epoch, step // self._parts.steps_per_epoch))
        self._teller.sample(step, anyway=True)
        return error

    def _go_back_to(self, checkpoint: Checkpoint) -> None:
        there = self.standing.at(checkpoint)
        self._parts.learning_rate.set(self._steering.learning_rate)
        self._place = there.place
        if self._plateau is not None:
            self._plateau.so_far = there.plateau or Plateau()
        if self._patience is not None:
            self._patience.so_far = there.waited or Waited()
        self._trail.forget()
        self._teller.restored(there)

    def _restore_best(self) -> int:
        """Put the best epoch's weights back, as Keras does when training ends; 0 if none were kept."""
        if self._patience is None or self._patience.best_weights is None:
            return 0
        self.model.set_weights(self._patience.best_weights)
        return self._patience.best_epoch

    def _attend(self) -> None:
        """Answer commands; while paused, wait for them."""
        self._obey_waiting_commands()
        self._write_on()
        while self._steering.waits:
            if not self._pause_told:
                self._teller.paused(self._place.step)
                self._pause_told = True
            command = self._inbox.next(wait=not self._workshop.compositions.is_busy)
            if command is not None:
                self._obey(command)
            self._write_on()
        self._watch.start()

    def _write_on(self) -> None:
        """A slice of the text that is being written, if any; that is no time spent training."""
        if self._workshop.compositions.is_busy:
            self._watch.stop()
            self._workshop.compositions.go_on(self._place.step, self._emit)

    def _obey_waiting_commands(self) -> None:
        while (command := self._inbox.next(wait=False)) is not None:
            self._obey(command)

    def _obey(self, command: Command) -> None:
        was_paused = self._steering.is_paused
        self._steering.obey(command)
        match command:
            case Resume() if was_paused:
                self._pause_told = False
                self._teller.resumed()
            case Step():
                self._pause_told = False
            case SetLearningRate(value):
                self._parts.learning_rate.set(value)
                self._trail.forget()
            case SetTempo(tempo):
                self._metronome.set(tempo)
            case SetEpochs(epochs):
                self._parts.learning_rate.set_epochs(epochs)
                self._trail.forget()
            case ShowData() | Predict() | Decode() | Cluster() | Compose() | Snapshot():
                answer(command, self._workshop, self.standing, self._emit)
            case Restore():
                self._restore(command)

    def _restore(self, command: Restore) -> None:
        """Leave for a checkpoint, from wherever this is heard; one that does not fit is refused."""
        try:
            self.standing.check_fits(command.checkpoint)
        except UserError as error:
            self._emit(RestoreFailed(command.run, error.message, error.hint))
        else:
            raise _BackTo(command.checkpoint)


class _BackTo(Exception):
    """Leaves what is being done for a checkpoint."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__()
        self.checkpoint = checkpoint
