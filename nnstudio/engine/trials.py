"""Trains the first steps of a run again with a smaller learning rate, to see whether that mends it."""

from __future__ import annotations

from typing import Final

import numpy as np

from nnstudio.engine.diagnosis import Waypoint, replay
from nnstudio.engine.network import Network

_SHARES: Final = (10, 100, 1_000, 10_000)  # of the learning rate
_MARGIN: Final = 2  # a trial goes on for so many times the steps that the run made
_FEWEST: Final = 50  # steps
_MOST: Final = 10_000
_NOISE: Final = 1.2  # batches differ in their losses
_MOST_WORK: Final = 10_000_000_000  # multiply-adds of a trial; half a second or so


class Trials:
    """At the end the assembly is as it was.

    rate: the learning rate of the run. halted: the step that it could not make, counted from 0. Trials
    are as long as they are by a count, never by a clock, so that the same run gives the same advice.
    """

    def __init__(self, parts: Network, rate: float, halted: int) -> None:
        self._parts = parts
        self._rate = rate
        most = min(_MOST, _MOST_WORK // max(1, parts.work_of_step))
        self.steps = min(max(_FEWEST, _MARGIN * (halted + 1)), most)
        self.can_tell = self.steps > halted  # a trial that ends before the trouble began says nothing

    def calmer_rate(self) -> float | None:
        """The largest of a tenth, a hundredth, … of the learning rate with which training goes well."""
        candidates = (float(f"{self._rate / share:.2g}") for share in _SHARES)
        return next((rate for rate in candidates if self.goes_well(rate)), None)

    def goes_well(self, rate: float) -> bool:
        """Whether from the first weights the numbers stay finite, and the loss ends no higher."""
        if not self.can_tell:
            return False
        parts = self._parts
        before = parts.snapshot()
        try:
            parts.reset(rate)
            losses = replay(parts, Waypoint(parts.snapshot(), 0), self.steps)
        finally:
            parts.restore(before)
        few = max(1, len(losses) // 10)
        return bool(np.isfinite(losses).all() and losses[-few:].mean() <= _NOISE * losses[:few].mean())
