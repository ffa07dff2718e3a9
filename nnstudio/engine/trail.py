"""Where a run came by, so that it can go back when its numbers are no longer finite."""

from __future__ import annotations

import time
from typing import Final

import numpy as np

from nnstudio.design.names import row_name
from nnstudio.engine.causes import Case, remedy
from nnstudio.engine.diagnosis import Halt, Waypoint, find_halt, is_sound, replay
from nnstudio.engine.failures import RunError, not_finite
from nnstudio.engine.network import Network, Trained
from nnstudio.engine.symptom import look_closely
from nnstudio.protocol.commands import Job

_APART: Final = 0.25  # seconds of training between two states that are kept
_FARTHEST: Final = 4  # steps to go back for weights with which all answers are finite


class Trail:
    """Keeps two states that the run came by, in which chunks began; all their numbers are finite.

    Not each chunk's: to keep a state costs a large network as much as several steps. The chunks since are
    trained again, exactly as they were, should there be need.
    """

    def __init__(self, job: Job, parts: Network) -> None:
        self._job = job
        self._parts = parts
        self._began: list[Waypoint] = []
        self._marked = 0.0  # when the last of them was kept
        self._chunk = 0  # the step in which the newest chunk began

    def forget(self) -> None:
        """The run was taken to another place, or goes on in another way than it came."""
        self._began = []

    def mark(self, step: int, *, anyway: bool = False) -> None:
        """A chunk begins here. anyway: its state is kept however new the last one is."""
        self._chunk = step
        now = time.perf_counter()
        if anyway or not self._began or now - self._marked >= _APART:
            self._keep(step)
            self._marked = now

    def halt_in(self, trained: Trained) -> Halt | None:
        """Where to halt in the chunk that was just trained; then everything is as it was there."""
        if is_sound(self._parts, trained):
            return None
        if self._began[-1].step < self._chunk:
            replay(self._parts, self._began[-1], self._chunk)
            self._keep(self._chunk)
        return find_halt(self._parts, self._began[-1], trained)

    def go_back(self, halt: Halt, learning_rate: float) -> tuple[RunError, int]:
        """What happened, the likely cause and what mends it; and the step whose weights are back.

        Finite weights can be so large that no answer of theirs is finite. Then those of a step before
        come back, if these do better.
        """
        design, parts = self._job.design, self._parts
        symptom = look_closely(parts, halt)
        found = remedy(Case(design, parts, halt, symptom, learning_rate))
        layer = "" if symptom.layer is None else row_name(design, symptom.layer)
        back = self._useful_step(halt.step)
        return not_finite(halt, back, found.hint, found.fix, layer), back

    def _keep(self, step: int) -> None:
        self._began = [*self._began[-1:], Waypoint(self._parts.snapshot(), step)]

    def _useful_step(self, halted: int) -> int:
        """Bring the weights of this step or of one a little before it back; which one."""
        for step in range(halted, max(-1, halted - 1 - _FARTHEST), -1):
            self.return_to(step)
            if np.isfinite(self._parts.sample().outputs).all():
                return step
        self.return_to(halted)
        return halted

    def return_to(self, step: int) -> None:
        """Bring back what was after so many steps in all, if it is known."""
        before = [waypoint for waypoint in self._began if waypoint.step <= step]
        if before:
            replay(self._parts, before[-1], step)
