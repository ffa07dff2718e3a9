"""A training thread at which a test sits: it sends commands and reads what it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

from nnstudio.design.model import Design
from nnstudio.gui.training_thread import News, TrainingThread
from nnstudio.protocol.commands import Command, Job, Train
from nnstudio.protocol.events import LastWord
from nnstudio.training.renewal import Limits
from nnstudio.training.supervisor import Worker
from tests.gui.shell.conftest import PATIENCE

T = TypeVar("T")


class Desk:
    """workers: all that were made, oldest first. news: all that was told."""

    def __init__(self, qtbot: QtBot, make_worker: Callable[[], Worker], limits: Limits) -> None:
        self.workers: list[Any] = []
        self.news: list[News] = []
        self._qtbot = qtbot
        self._make_worker = make_worker
        self.thread = TrainingThread(make_worker=self._make, limits=limits)
        self.thread.arrived.connect(self._on_thread_arrived)
        self.thread.start()

    def close(self) -> None:
        self.thread.shutdown()
        assert not any(worker.is_alive for worker in self.workers)

    def _make(self) -> Worker:
        self.workers.append(self._make_worker())
        return self.workers[-1]

    def _on_thread_arrived(self) -> None:
        self.news += self.thread.take()

    def told(self, kind: type[T]) -> list[T]:
        return [event for event in self.news if isinstance(event, kind)]

    def say(self, *commands: Command) -> None:
        for command in commands:
            self.thread.send(command)

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE)

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
