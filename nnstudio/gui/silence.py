"""Notices that a run has said nothing for long, so that nobody waits for a worker that is stuck."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.protocol.commands import Command, Resume, Step, Train
from nnstudio.protocol.events import (
    DataReading,
    Event,
    Failed,
    Finished,
    Paused,
    Restored,
    RestoreFailed,
    RunEvent,
    Sampled,
    Started,
    Stopped,
)


@dataclass(frozen=True)
class Patience:
    """Seconds without a word after which a run is called silent, while it trains and while it is built."""

    training: float = 10.0
    building: float = 60.0


PATIENCE = Patience()


class Silence:
    """Kept by the training thread; times are seconds of one clock. A paused run has nothing to say."""

    def __init__(self, patience: Patience = PATIENCE) -> None:
        self._patience = patience
        self._run: int | None = None  # the one that a word is awaited of
        self._building = False
        self._since = 0.0
        self._told = False  # or there is nothing to tell, for it is paused

    def sent(self, command: Command, now: float) -> None:
        match command:
            case Train(job=job):
                self._run, self._building = job.run, True
                self._begin(now)
            case Resume() | Step():
                self._begin(now)

    def heard(self, event: Event, now: float) -> None:
        match event:
            case Finished(run=run) | Stopped(run=run) | Failed(run=run) if run == self._run:
                self._run = None
            case Paused(run=run) if run == self._run:
                self._building, self._told = False, True  # until it is sent on
            case Started(run=run) if run == self._run:
                self._building = False
                self._begin(now)
            case DataReading() if self._building:
                self._begin(now)
            case Restored() | RestoreFailed() | Sampled():
                pass  # a run that is paused can be taken back, and stays paused
            case _ if isinstance(event, RunEvent) and event.run == self._run:
                self._begin(now)

    def lost(self) -> None:
        """The worker is gone, and its runs with it."""
        self._run = None

    def wait(self, now: float) -> float | None:
        """Seconds until the run is to be called silent, 0 if it is now; None if there is nothing to call."""
        if self._run is None or self._told:
            return None
        patience = self._patience.building if self._building else self._patience.training
        return max(0.0, self._since + patience - now)

    def call(self, now: float) -> tuple[int, float] | None:
        """The run that has just become silent, and for how many seconds it is; told once."""
        if self._run is None or self.wait(now) != 0.0:
            return None
        self._told = True
        return self._run, now - self._since

    def _begin(self, now: float) -> None:
        self._since, self._told = now, False
