"""Which runs were asked for and have not had their last word yet, so that one always arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from nnstudio.design.fixes import Fix
from nnstudio.design.model import Design
from nnstudio.protocol.commands import Command, Stop, Train
from nnstudio.protocol.events import Event, Failed, Finished, LastWord, Progress, Started, Stopped

FixFor: TypeAlias = Callable[[Design], Fix | None]

BUILDING_GRACE = 10.0  # seconds a stop may take while the worker builds and compiles a model
_AT_WORK = 0.02  # seconds of computing; a worker that did less since it was asked to stop is stuck


@dataclass(frozen=True)
class _Grace:
    """Until when a stop is waited for: up to ``first``, or to ``last`` if the worker is at work.

    work: seconds that it had computed when it was asked.
    """

    first: float
    last: float
    work: float

    def left(self, now: float, work: float) -> float:
        """Seconds until it has to be looked at again; 0 if it is over."""
        end = self.first if now < self.first or work - self.work < _AT_WORK else self.last
        return max(0.0, end - now)


class RunLedger:
    """Kept by the training thread; knows nothing of processes.

    now: seconds of one clock. work: seconds that the worker has computed for.
    """

    def __init__(self, stop_grace: float) -> None:
        self._stop_grace = stop_grace
        self._open: dict[int, Progress | None] = {}  # run number: how far it was heard to be
        self._designs: dict[int, Design] = {}
        self._started: set[int] = set()
        self._stopping: dict[int, _Grace] = {}

    @property
    def is_idle(self) -> bool:
        """No run is open."""
        return not self._open

    def sent(self, command: Command, now: float, work: float = 0.0) -> None:
        match command:
            case Train(job=job):
                self._open[job.run] = None
                self._designs[job.run] = job.design
            case Stop():
                for run in self._open:
                    first = now + self._stop_grace
                    last = first if run in self._started else now + BUILDING_GRACE
                    self._stopping.setdefault(run, _Grace(first, last, work))

    def heard(self, event: Event) -> None:
        match event:
            case Started(run=run):
                self._started.add(run)
            case Progress(run=run) if run in self._open:
                self._open[run] = event
            case Finished(run=run) | Stopped(run=run) | Failed(run=run):
                self._open.pop(run, None)
                self._designs.pop(run, None)
                self._started.discard(run)
                self._stopping.pop(run, None)

    @property
    def is_stopping(self) -> bool:
        return bool(self._stopping)

    def patience(self, now: float, work: float = 0.0) -> float | None:
        """Seconds until a run that was asked to stop is overdue, 0 if one is; None if none was asked."""
        return min((grace.left(now, work) for grace in self._stopping.values()), default=None)

    def close(self, message: str, hint: str, fix: FixFor = lambda _design: None) -> list[LastWord]:
        """The last words of all open runs of a worker that is gone: stopped if asked to, else failed.

        fix: what may mend a design that the worker did not survive.
        """
        words: list[LastWord] = []
        for run, reached in self._open.items():
            if run in self._stopping:
                step, seconds = (reached.step, reached.seconds) if reached else (0, 0.0)
                words.append(Stopped(run=run, steps=step, seconds=seconds))
            else:
                words.append(Failed(run, message, hint, fix(self._designs[run])))
        self._open.clear()
        self._designs.clear()
        self._started.clear()
        self._stopping.clear()
        return words
