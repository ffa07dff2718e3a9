"""A worker that gets warm beside the one that works, and is told what that one was told last."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from nnstudio.design.model import DataChoice, Design
from nnstudio.design.what_is_built import what_is_built
from nnstudio.protocol.commands import Command, Engine, Job, Prepare, Restore, ShowData, Train
from nnstudio.protocol.events import DataFailed, DataShown, Prepared, Ready, Restored, RestoreFailed
from nnstudio.training.supervisor import Worker

PATIENCE = 120.0  # seconds to get warm; it has the lower priority, on a machine that is busy


@dataclass(frozen=True)
class Briefing:
    """The newest data and design that a worker was asked for: what it is ready for.

    restore: takes it to where the last run ended; None if that is unknown, or nothing to go on from.
    """

    data: DataChoice | None = None
    design: Design | None = None
    engine: Engine = "auto"
    restore: Restore | None = None

    @property
    def commands(self) -> list[Command]:
        """What makes another worker as ready."""
        data: list[Command] = [ShowData(self.data)] if self.data is not None else []
        ahead: list[Command] = [Prepare(self.design, self.engine)] if self.design is not None else []
        return [*data, *ahead, *([self.restore] if self.restore is not None else [])]

    def after(self, command: Command) -> Briefing:
        match command:
            case ShowData(choice):
                return replace(self, data=choice)
            case Prepare(design, engine) | Train(Job(design=design, engine=engine)):
                return replace(self, design=design, engine=engine)
            case _:
                return self

    def reads(self, choice: DataChoice) -> bool:
        """Whether these data are at hand."""
        return choice == self.data or (self.design is not None and choice == self.design.data)

    def builds(self, design: Design, engine: Engine) -> bool:
        """Whether what is built does for this design, too."""
        if self.design is None or engine != self.engine:
            return False
        return what_is_built(design) == what_is_built(self.design)


class Spare:
    """Started at once. ready, size: what it said and its memory in bytes as soon as it was warm.

    did: what it has read and built.
    """

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.ready: Ready | None = None
        self.size = 0
        self._told = Briefing()
        self.did = Briefing()
        self._restores = 0  # that it has not answered
        self._overdue = time.monotonic() + PATIENCE
        worker.start()

    @property
    def waits_on(self) -> list[Connection | int]:
        return [self.worker.connection, self.worker.sentinel]

    @property
    def is_overdue(self) -> bool:
        return self.ready is None and time.monotonic() > self._overdue

    def attend(self, wanted: Briefing) -> None:
        """Hear what it says, and tell it what it does not know yet."""
        for event in self.worker.receive():
            match event:
                case Ready():
                    self.ready, self.size = event, self.worker.memory
                case DataShown(preview):
                    self.did = replace(self.did, data=preview.choice)
                case DataFailed(choice):
                    self.did = replace(self.did, data=choice)
                case Prepared(design, engine):
                    self.did = replace(self.did, design=design, engine=engine)
                case Restored() | RestoreFailed():  # it can do no more than that
                    self._restores -= 1
                    if not self._restores:
                        self.did = replace(self.did, restore=self._told.restore)
                case _:
                    pass
        if self.ready is not None:
            self._brief(wanted)

    def _brief(self, wanted: Briefing) -> None:
        known = self._told.commands
        for command in wanted.commands:
            if command not in known:
                self._restores += isinstance(command, Restore)
                self.worker.send(command)
        self._told = wanted

    def is_up_to(self, wanted: Briefing) -> bool:
        """Whether it is as ready as the worker that it is to take over from."""
        return self.ready is not None and self.did == wanted
