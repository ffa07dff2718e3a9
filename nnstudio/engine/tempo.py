"""Holds a run back to a tempo that one can watch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from nnstudio.protocol.commands import Tempo

BEAT = 1 / 30  # seconds; more often than so nobody sees anything new
_MUCH = 2**31


class Metronome:
    """Says how many steps may be trained by now. A run that is slower than its tempo is not held back.

    steps_per_epoch: batches of an epoch. clock: seconds that never go back.
    """

    def __init__(
        self, tempo: Tempo, steps_per_epoch: int, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._per_epoch = steps_per_epoch
        self._clock = clock
        self.set(tempo)

    def set(self, tempo: Tempo) -> None:
        """Go on at another tempo; the first step of it may be trained at once."""
        self._rate = tempo.per_second * (self._per_epoch if tempo.of == "epoch" else 1)  # steps a second
        self._counted = self._clock() - self._shortest  # until when all steps that were allowed are trained

    @property
    def _shortest(self) -> float:
        """Seconds from one chunk to the next: of a step, or of as many steps as fall into a beat."""
        return max(BEAT, 1 / self._rate) if self._rate else 0.0

    @property
    def rest(self) -> float:
        """Seconds to wait until the next steps."""
        return max(0.0, self._counted + self._shortest - self._clock()) if self._rate else 0.0

    @property
    def allowed(self) -> int:
        """Steps that may be trained now, one at least; call it when ``rest`` is over."""
        if not self._rate:
            return _MUCH
        return max(1, min(_MUCH, math.floor((self._clock() - self._counted) * self._rate + 1e-6)))

    def took(self, steps: int) -> None:
        """So many were trained. What a slow machine owes is not made up for in a rush."""
        if self._rate:
            now = self._clock()
            self._counted = min(max(self._counted + steps / self._rate, now - self._shortest), now)
