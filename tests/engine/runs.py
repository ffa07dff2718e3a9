"""Runs a job and collects what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from nnstudio.design.model import Design
from nnstudio.engine.inbox import Inbox, NoCommands
from nnstudio.engine.loop import run
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Command, Engine, Job
from nnstudio.protocol.events import Epoch, Epochs, Event, LastWord, Progress

T = TypeVar("T")


@dataclass
class Told:
    """The events of a run, oldest first."""

    events: list[Event] = field(default_factory=list)

    def of(self, kind: type[T]) -> list[T]:
        return [event for event in self.one_by_one if isinstance(event, kind)]

    @property
    def one_by_one(self) -> list[Event]:
        """The events, with epochs that were told together one by one."""
        each = (event.each() if isinstance(event, Epochs) else (event,) for event in self.events)
        return list(chain.from_iterable(each))

    @property
    def last(self) -> LastWord:
        (word,) = (event for event in self.events if isinstance(event, LastWord))
        assert self.events[-1] is word
        return word

    @property
    def losses(self) -> list[float]:
        """Of every step, exactly."""
        return [loss for event in self.of(Progress) for loss in event.losses.tolist()]

    @property
    def history(self) -> tuple[Any, ...]:
        """Every number of the run that must not depend on time."""
        epochs = [
            (e.number, e.step, e.loss, e.val_loss, dict(e.metrics), dict(e.val_metrics))
            for e in self.of(Epoch)
        ]
        return self.losses, epochs

    @property
    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.one_by_one]


class OneStep(ChunkPace):
    """Chunks of a single step."""

    @property
    def steps(self) -> int:
        return 1


class Script:
    """An inbox that says a thing when it is asked for the n-th time, counting from 0."""

    def __init__(self, commands: Mapping[int, Command]) -> None:
        self._commands = dict(commands)
        self._asked = -1

    def next(self, wait: bool) -> Command | None:
        self._asked += 1
        if wait:  # nothing happens until the next command comes
            assert self._commands, "the run waits for a command that never comes"
            self._asked = max(self._asked, min(self._commands))
        return self._commands.pop(self._asked, None)


class Reaction:
    """An inbox that answers events: given each, it may name commands."""

    def __init__(self, told: Told, answer: Callable[[Event], list[Command]]) -> None:
        self._told = told
        self._answer = answer
        self._seen = 0
        self._waiting: list[Command] = []

    def next(self, wait: bool) -> Command | None:
        events = self._told.one_by_one
        for event in events[self._seen :]:
            self._waiting += self._answer(event)
        self._seen = len(events)
        assert self._waiting or not wait, "the run waits for a command that never comes"
        return self._waiting.pop(0) if self._waiting else None


def train(
    design: Design,
    workshop: Workshop | None = None,
    inbox: Inbox | None = None,
    told: Told | None = None,
    *,
    number: int = 1,
    engine: Engine = "auto",
    after: int | None = None,
    **options: Any,
) -> Told:
    told = told or Told()
    run(
        Job(number, design, engine, after),
        inbox or NoCommands(),
        told.events.append,
        workshop=workshop,
        **options,
    )
    return told
