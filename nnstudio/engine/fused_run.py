"""A run in chunks of many steps, each of them one compiled call."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly
from nnstudio.engine.chunks import Chunks
from nnstudio.engine.diagnosis import Broken, Halt, has_finite_weights, sound_epochs
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.network import Trained
from nnstudio.engine.standing import Standing
from nnstudio.engine.training_run import TrainingRun
from nnstudio.engine.validation import Validation
from nnstudio.engine.validation_pace import is_validated
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.events import Reason

Floats = NDArray[np.float32]


class FusedRun(TrainingRun):
    """Short validation belongs to the compiled calls; longer validation has calls of its own.

    Early stopping and a schedule that waits for plateaus decide after each epoch, but most often that nothing
    changes. So a chunk goes on past these moments; where one of them turns out to change something, what
    follows it is undone. A short epoch would cost more as a call than as training.
    """

    def __init__(
        self,
        begin: Standing,
        parts: Assembly,
        workshop: Workshop,
        inbox: Inbox,
        emit: Emit,
        paused: bool,
    ) -> None:
        super().__init__(begin, workshop, inbox, emit, paused)
        self._validation = Validation(parts, self._watch)
        self._chunks = Chunks(parts, self._every, tells_each_epoch=self._validation.is_apart)
        self._may_turn = self._patience is not None or self._plateau is not None

    def _train_on(self) -> Reason:
        while self._steering.goes_on(self._place, self._parts.steps_per_epoch):
            if self._place.untold is not None:
                self._watch.start()
                if self._validate_and_end(self._place.untold):
                    return "early stopping"
                continue
            trained = self._train_chunk(self._rest())
            if len(trained.ends) and self._validate_and_end(trained.ends):
                return "early stopping"
            self._teller.sample_if_due(self._place.step)
        return "epochs"

    def _train_chunk(self, rested: float) -> Trained:
        """rested: seconds that it was held back."""
        place = self._place
        end = self._chunks.end(place, self._steering, self._metronome.allowed)
        if self._may_turn:
            end = self._whole_epochs(end)
        self._trail.mark(place.step, anyway=self._may_turn and end > place.step + self._parts.steps_per_epoch)
        trained = self._chunks.train(place, end, self._steering.epochs, rested)
        turn = self._turn(trained) if self._may_turn and not self._validation.is_apart else None
        if turn is not None and turn < len(trained.ends):
            trained, end = self._back_to(turn, trained, end)
        self._took(trained, end, self._chunks.examples_per_second)
        return trained

    def _whole_epochs(self, end: int) -> int:
        """The last end of an epoch before this step, if any; what is done after it may have to be undone."""
        whole = end - end % self._parts.steps_per_epoch
        return whole if whole > self._place.step else end

    def _turn(self, trained: Trained) -> int | None:
        """How many of a chunk's epochs lead to the one after which the run goes on in another way, or whose
        weights are to be kept; None if there is none, or if the numbers are not finite before."""
        ends = trained.ends[: sound_epochs(self._parts, trained, self._place.step)]
        watched = ends[:, 1 + len(self._parts.metrics) if self._parts.validation_batches else 0]
        turn = self._plateau.turn(watched) if self._plateau is not None else None
        if self._patience is None:
            return turn
        return self._patience.turn(self._place.epoch + 1, watched[:turn]) or turn

    def _back_to(self, epochs: int, trained: Trained, end: int) -> tuple[Trained, int]:
        """Undo what a chunk trained after so many of its epochs; these are trained again, as they were."""
        began = time.perf_counter()
        start = self._place.step
        stop = (self._place.epoch + epochs) * self._parts.steps_per_epoch
        self._trail.return_to(stop)
        self._chunks.undid(stop, end, time.perf_counter() - began)
        losses, ends, due = trained.losses[: stop - start], trained.ends[:epochs], trained.due[:epochs]
        return Trained(losses, ends, due, has_finite_weights(self._parts)), stop

    def _validate_and_end(self, ends: Floats) -> bool:
        """End the epochs of a chunk, validated; whether to stop early."""
        self._place = replace(self._place, untold=ends)
        if self._validation.is_apart:  # then epochs end one by one
            due = is_validated(self._place.epoch + 1, self._every, self._steering.epochs)
            ends = np.concatenate([ends, self._validated(bool(due))[None]], axis=1)
        return self._end_epochs(ends)

    def _validated(self, due: bool) -> Floats:
        """The means over the validation part, in calls of their own; NaN where it is not their turn."""
        if not due:
            return np.full(1 + len(self._parts.metrics), np.nan, np.float32)
        means = self._validation.means(between=self._obey_waiting_commands)
        if not np.isfinite(means[0]):
            raise self._halted(Halt(self._place.step, Broken.VALIDATION))
        return means
