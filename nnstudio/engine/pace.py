"""How much to do at a time, so that commands are answered and pictures move."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

CHUNK_SECONDS = 0.04  # commands are answered between chunks
SAMPLE_INTERVAL = 0.125  # pictures of the predictions: at most eight a second
SAMPLE_SHARE = 0.08  # and at most this share of the time
_LARGEST_GROWTH = 8  # a first, slow chunk must not be followed by an enormous one


class ChunkPace:
    """Sizes chunks of steps to a length of time. It begins with one step, so the first news is quick."""

    def __init__(self, seconds: float = CHUNK_SECONDS) -> None:
        self._seconds = seconds
        self._steps = 1.0

    @property
    def steps(self) -> int:
        return max(1, int(self._steps))

    def took(self, steps: int, seconds: float) -> None:
        """A chunk of so many steps took so long."""
        fitting = steps * self._seconds / max(seconds, 1e-6)
        limit = _LARGEST_GROWTH * max(steps, 1)
        # A chunk cut short by the end of an epoch says how long a step takes, but not to do less.
        self._steps = min(fitting, max(limit, self._steps))

    def through(self, count: int, do: Callable[[int, int], T], between: Callable[[], None]) -> T:
        """Do the steps 0..count-1, at least one, chunk by chunk; gives what came of the last chunk.

        do: the steps start..stop-1. between: called between two chunks.
        """
        done = 0
        while True:
            stop = min(done + self.steps, count)
            began = time.perf_counter()
            came = do(done, stop)
            self.took(stop - done, time.perf_counter() - began)
            done = stop
            if done == count:
                return came
            between()


class SamplePace:
    """Says when to look at the predictions again; looking must stay a small part of the time."""

    def __init__(self, interval: float = SAMPLE_INTERVAL, share: float = SAMPLE_SHARE) -> None:
        self._interval = interval
        self._share = share
        self._next = 0.0

    def is_due(self, now: float) -> bool:
        return now >= self._next

    def took(self, began: float, ended: float) -> None:
        cost = ended - began
        self._next = began + max(self._interval, cost / self._share)


class Rate:
    """Examples a second over about the last second."""

    def __init__(self, memory: float = 1.0) -> None:
        self._memory = memory
        self._examples = 0.0
        self._seconds = 0.0

    def add(self, examples: int, seconds: float) -> float:
        fade = max(0.0, 1.0 - seconds / self._memory)
        self._examples = self._examples * fade + examples
        self._seconds = self._seconds * fade + seconds
        return self._examples / max(self._seconds, 1e-9)


class Stopwatch:
    """Seconds that ran while it was not stopped."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._before = seconds
        self._since: float | None = None

    def set(self, seconds: float) -> None:
        """Stand at another time, stopped."""
        self._before, self._since = seconds, None

    def start(self) -> None:
        if self._since is None:
            self._since = time.perf_counter()

    def stop(self) -> None:
        self._before = self.seconds
        self._since = None

    @property
    def seconds(self) -> float:
        return self._before + (0.0 if self._since is None else time.perf_counter() - self._since)
