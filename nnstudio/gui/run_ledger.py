"""Which runs were asked for and have not had their last word yet, so that one always arrives."""

from __future__ import annotations

from nnstudio.protocol.commands import Command, Stop, Train
from nnstudio.protocol.events import Event, Failed, Finished, LastWord, Progress, Started, Stopped

BUILDING_GRACE = 10.0  # seconds a stop may take while the worker builds and compiles a model


class RunLedger:
    """Kept by the training thread; knows nothing of processes. Times are seconds of one clock."""

    def __init__(self, stop_grace: float) -> None:
        self._stop_grace = stop_grace
        self._open: dict[int, Progress | None] = {}  # run number: how far it was heard to be
        self._started: set[int] = set()
        self._stopping: dict[int, float] = {}  # run number: when its patience ends

    @property
    def is_idle(self) -> bool:
        """No run is open."""
        return not self._open

    def sent(self, command: Command, now: float) -> None:
        match command:
            case Train(job=job):
                self._open[job.run] = None
            case Stop():
                for run in self._open:
                    grace = self._stop_grace if run in self._started else BUILDING_GRACE
                    self._stopping.setdefault(run, now + grace)

    def heard(self, event: Event) -> None:
        match event:
            case Started(run=run):
                self._started.add(run)
            case Progress(run=run) if run in self._open:
                self._open[run] = event
            case Finished(run=run) | Stopped(run=run) | Failed(run=run):
                self._open.pop(run, None)
                self._started.discard(run)
                self._stopping.pop(run, None)

    def patience(self, now: float) -> float | None:
        """Seconds until a run that was asked to stop is overdue, 0 if one is; None if none was asked."""
        return max(0.0, min(self._stopping.values()) - now) if self._stopping else None

    def close(self, message: str, hint: str) -> list[LastWord]:
        """The last words of all open runs of a worker that is gone: stopped if asked to, else failed."""
        words: list[LastWord] = []
        for run, reached in self._open.items():
            if run in self._stopping:
                step, seconds = (reached.step, reached.seconds) if reached else (0, 0.0)
                words.append(Stopped(run=run, steps=step, seconds=seconds))
            else:
                words.append(Failed(run=run, message=message, hint=hint))
        self._open.clear()
        self._started.clear()
        self._stopping.clear()
        return words
