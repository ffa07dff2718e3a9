"""Talks with a worker and waits for what it says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import TypeVar

from nnstudio.protocol.commands import Command
from nnstudio.protocol.events import Epochs, Event
from nnstudio.training.supervisor import Worker

T = TypeVar("T")
SHARED_WORKERS: set[int | None] = set()  # processes that tests of any file may talk with
PATIENCE = 60.0  # seconds; a machine that is busy with other things may be slow


def one_by_one(events: Iterable[Event]) -> Iterator[Event]:
    """The events, with epochs that were told together one by one."""
    for event in events:
        yield from event.each() if isinstance(event, Epochs) else (event,)


class Conversation:
    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.heard: list[Event] = []

    def say(self, *commands: Command) -> None:
        for command in commands:
            self.worker.send(command)

    def until(self, kind: type[T], fits: Callable[[T], bool] = lambda event: True) -> T:
        """The next event of this kind; what came before it is in ``heard``, which begins anew."""
        self.heard = []
        deadline = time.monotonic() + PATIENCE
        while True:
            events = self.worker.receive()
            self.heard += events
            for event in one_by_one(events):
                if isinstance(event, kind) and fits(event):
                    return event
            left = deadline - time.monotonic()
            assert left > 0, f"the worker never said {kind.__name__}, but {self.heard}"
            assert self.worker.is_alive, self.worker.end_in_words
            wait([self.worker.connection, self.worker.sentinel], left)
