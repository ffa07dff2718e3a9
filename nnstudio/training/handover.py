"""Fetches what the last run left in a worker, so that another worker can stand where that one stood."""

from __future__ import annotations

from itertools import count

from nnstudio.protocol.commands import Command, Restore, Snapshot, Train
from nnstudio.protocol.events import (
    Event,
    Failed,
    Finished,
    Restored,
    RestoreFailed,
    SnapshotFailed,
    SnapshotTaken,
    Stopped,
)
from nnstudio.training.supervisor import Worker


class Handover:
    """Is told all that is said to the worker and by it. restore: what to tell another worker; None if the
    worker holds nothing, or has not been asked for it yet."""

    def __init__(self) -> None:
        self._numbers = count(-1, -1)  # the window counts its own wishes upwards
        self._run: int | None = None  # whose network the worker holds
        self._asked: int | None = None
        self.restore: Restore | None = None

    def sent(self, command: Command) -> None:
        if isinstance(command, Train | Restore):
            self.forget()  # the network changes

    def heard(self, event: Event) -> bool:
        """Take in an event; whether it is an answer for this class alone."""
        match event:
            case Finished(run=run) | Stopped(run=run) | Restored(run=run) | RestoreFailed(run=run):
                self._run, self.restore = run, None
            case Failed():
                self._run = None
            case SnapshotTaken(number=number) | SnapshotFailed(number=number) if number < 0:
                if number == self._asked:
                    self._take(event)
                return True
        return False

    def is_ready(self, worker: Worker) -> bool:
        """Whether another worker can be told all there is to tell; if not, the worker is asked for it."""
        if self._run is None or self.restore is not None:
            return True
        if self._asked is None:
            self._asked = next(self._numbers)
            worker.send(Snapshot(self._asked))
        return False

    def was_made(self) -> None:
        """Another worker has taken over, and holds the same; what it needed is let go."""
        self.restore = self._asked = None

    def forget(self) -> None:
        self._run = self.restore = self._asked = None

    def _take(self, event: SnapshotTaken | SnapshotFailed) -> None:
        if isinstance(event, SnapshotTaken):
            self.restore = Restore(event.run, event.checkpoint)
        else:  # the worker has let the network go
            self._run = None
