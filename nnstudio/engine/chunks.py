"""Training in chunks: each is one call, sized to a moment, after which commands are heard."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly
from nnstudio.engine.network import Trained
from nnstudio.engine.pace import ChunkPace, Rate
from nnstudio.engine.standing import Place
from nnstudio.engine.steering import Steering
from nnstudio.engine.validation_pace import is_validated


class Chunks:
    """Keeps the orders of the block of epochs that is being trained.

    every: how many epochs there are to one that is validated. tells_each_epoch: a chunk ends where an epoch
    does, for something has to be done there.
    """

    def __init__(self, parts: Assembly, every: int, *, tells_each_epoch: bool) -> None:
        self._parts = parts
        self._every = every
        self._tells_each_epoch = tells_each_epoch
        self._pace = ChunkPace()
        self._rate = Rate()
        self._block: Any = None  # the orders of a few epochs
        self._block_epoch = 0  # the first of them
        self.examples_per_second = 0.0

    def end(self, place: Place, steering: Steering, allowed: int) -> int:
        """The step to train to, counted in all; makes sure that the block it lies in is at hand.

        allowed: so many steps at most.
        """
        parts, per_epoch = self._parts, self._parts.steps_per_epoch
        if self._block is None or not 0 <= place.epoch - self._block_epoch < parts.epochs_at_once:
            self._block, self._block_epoch = parts.order(place.epoch), place.epoch
        known = self._block_epoch + parts.epochs_at_once
        next_end = place.epoch + 1
        last = next_end if self._tells_each_epoch else min(known, max(steering.epochs, next_end))
        end = min(place.step + min(self._pace.steps, allowed), last * per_epoch)
        return steering.bounded(place, end, next_end * per_epoch)

    def train(self, place: Place, end: int, planned: int, rested: float) -> Trained:
        """Train the steps from here to ``end``, as ``end`` gave it.

        planned: epochs in all. rested: seconds that the run was held back before, which count for its speed.
        """
        start, stop = self._in_block(place.step), self._in_block(end)
        began = time.perf_counter()
        trained = self._parts.train(self._block, start, stop, self._due(planned))
        seconds = time.perf_counter() - began
        self._pace.took(stop - start, seconds)
        examples = self._parts.batches.examples_in(start, stop)
        self.examples_per_second = self._rate.add(examples, seconds + rested)
        return trained

    def undid(self, stop: int, end: int, seconds: float) -> None:
        """The steps stop..end-1 were undone again, which took so long; they do not count for the speed."""
        examples = self._parts.batches.examples_in(self._in_block(stop), self._in_block(end))
        self.examples_per_second = self._rate.add(-examples, seconds)

    def _in_block(self, step: int) -> int:
        """A step, counted in all, as the block counts it."""
        return step - self._block_epoch * self._parts.steps_per_epoch

    def _due(self, planned: int) -> NDArray[np.bool_]:
        """Which epochs of the block end with validation."""
        first = self._block_epoch + 1
        return is_validated(np.arange(first, first + self._parts.epochs_at_once), self._every, planned)
