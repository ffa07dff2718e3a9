"""When asking to stop is no longer enough."""

from __future__ import annotations

import time
from collections.abc import Callable

GRACE_SECONDS = 2.0


class StopDeadline:
    """A stop is asked first and forced after a grace period.

    Call ``asked`` when Stop is sent (asking again does not move the deadline) and ``answered`` when the
    run's last word arrives. When ``has_passed``, kill the worker. ``remaining`` is how long to wait for
    events at most: seconds, or None while nothing was asked.
    """

    def __init__(self, grace: float = GRACE_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._grace = grace
        self._clock = clock
        self._deadline: float | None = None

    def asked(self) -> None:
        if self._deadline is None:
            self._deadline = self._clock() + self._grace

    def answered(self) -> None:
        self._deadline = None

    @property
    def remaining(self) -> float | None:
        return None if self._deadline is None else max(0.0, self._deadline - self._clock())

    @property
    def has_passed(self) -> bool:
        return self.remaining == 0.0
