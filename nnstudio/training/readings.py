"""What the worker says and hears while it reads own data, which may take minutes."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator
from typing import Final, Protocol

from nnstudio.data.own.reading import Cancelled, Progress
from nnstudio.design.model import DataChoice
from nnstudio.protocol.commands import CancelReading, Close, Command, Prepare, ShowData, Stop, Train
from nnstudio.protocol.events import DataReading, Event

_PAUSE: Final = 0.1  # seconds between two words


class Waiting(Protocol):
    """The worker's end of the line: what it says, and what waits to be obeyed, in order."""

    @property
    def waiting(self) -> deque[Command]: ...

    def emit(self, event: Event) -> None: ...


class Readings:
    """Tells how far a reading is, and ends it where what has arrived meanwhile leaves no use for it."""

    def __init__(self, line: Waiting) -> None:
        self._line = line
        self._needed: DataChoice | None = None

    @contextlib.contextmanager
    def for_a_run(self, choice: DataChoice) -> Iterator[None]:
        """A run needs these data meanwhile: a look at others does not end their reading."""
        self._needed = choice
        try:
            yield
        finally:
            self._needed = None

    def of(self, choice: DataChoice) -> Progress:
        """Raises Cancelled when it is called."""
        told = time.monotonic()  # what takes no time is not worth a word

        def tell(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told < _PAUSE:
                return
            told = time.monotonic()
            self._line.emit(DataReading(choice, done, total))
            self._look_for_an_end(choice)

        return tell

    def _look_for_an_end(self, choice: DataChoice) -> None:
        if not any(self._ends(command, choice) for command in self._line.waiting):
            return
        for command in [each for each in self._line.waiting if isinstance(each, Prepare)]:
            if command.design.data == choice:  # or the same would be read once more
                self._line.waiting.remove(command)
        raise Cancelled

    def _ends(self, command: Command, choice: DataChoice) -> bool:
        match command:
            case Close() | Stop():
                return True
            case CancelReading(choice=unwanted):
                return unwanted == choice
            case ShowData(choice=newer):
                return newer != choice and choice != self._needed
            case Train(job=job):
                return job.design.data != choice
            case _:
                return False
