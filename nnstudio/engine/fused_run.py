"""A run in chunks of many steps, each of them one compiled call."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly
from nnstudio.engine.chunks import Chunks
from nnstudio.engine.diagnosis import Broken, Halt
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
    """Short validation belongs to the compiled calls; longer validation has calls of its own."""

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
        self._chunks = Chunks(parts, self._decides, self._every)

    @property
    def _decides(self) -> bool:
        """Whether there is something to do between two epochs."""
        return self._validation.is_apart or self._patience is not None or self._plateau is not None

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
        self._trail.mark(place.step)
        trained = self._chunks.train(place, end, self._steering.epochs, rested)
        self._took(trained, end, self._chunks.examples_per_second)
        return trained

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
