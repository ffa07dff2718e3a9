"""Where a run came by, so that it can go back when its numbers are no longer finite."""

from __future__ import annotations

from nnstudio.engine.assembly import Assembly
from nnstudio.engine.build import layer_title
from nnstudio.engine.diagnosis import Waypoint, culprit, last_finite
from nnstudio.engine.failures import not_finite
from nnstudio.errors import UserError
from nnstudio.protocol.commands import Job


class Trail:
    """Keeps the states in which the last two chunks began."""

    def __init__(self, job: Job, parts: Assembly) -> None:
        self._job = job
        self._parts = parts
        self._waypoints: list[Waypoint] = []

    def mark(self, step: int) -> None:
        """A chunk begins here."""
        self._waypoints = [*self._waypoints[-1:], Waypoint(self._parts.snapshot(), step)]

    def go_back(self, bad: int, learning_rate: float) -> tuple[UserError, bool]:
        """Bring back the last finite weights before step ``bad`` (counted from 0).

        Gives what happened and where it began, in words, and whether there were such weights.
        """
        step = last_finite(self._parts, self._waypoints, bad)
        layer = None if step is None else culprit(self._parts, step)
        title = None if layer is None else layer_title(self._job.design, layer)
        return not_finite(bad + 1, learning_rate, self._parts.prepared, title), step is not None
