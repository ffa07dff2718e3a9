"""Works a training thread in a test: sends commands and reads what it tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtTest import QTest

from nnstudio.design.model import Design
from nnstudio.gui.news import News
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Command, Job, Train
from nnstudio.protocol.events import LastWord
from tests.gui.shell.conftest import PATIENCE

T = TypeVar("T")


class Operator:
    """news: all that was told since it was made, or since ``news.clear()``."""

    def __init__(self, thread: TrainingThread) -> None:
        self.thread = thread
        self.news: list[News] = []
        thread.take()
        thread.arrived.connect(self._on_thread_arrived)

    def leave(self) -> None:
        self.thread.arrived.disconnect(self._on_thread_arrived)

    def _on_thread_arrived(self) -> None:
        self.news += self.thread.take()

    def told(self, kind: type[T]) -> list[T]:
        return [event for event in self.news if isinstance(event, kind)]

    def say(self, *commands: Command) -> None:
        for command in commands:
            self.thread.send(command)

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE / 1000
        while not condition():
            assert time.monotonic() < deadline, self.news[-20:]
            QTest.qWait(5)

    def pass_time(self, seconds: float) -> None:
        """Let it go on for so long."""
        QTest.qWait(round(seconds * 1000))

    def train(self, run: int, design: Design) -> LastWord:
        self.say(Train(Job(run, design)))
        return self.last_word(run)

    def last_word(self, run: int) -> LastWord:
        """Of this run; there is one only."""

        def words() -> list[LastWord]:
            return [event for event in self.news if isinstance(event, LastWord) and event.run == run]

        self.until(lambda: words() != [])
        (word,) = words()
        return word
