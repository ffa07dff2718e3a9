"""A worker that answers at once and computes nothing: for what happens around workers."""

from __future__ import annotations

from multiprocessing import Pipe
from multiprocessing.connection import Connection

from nnstudio.design.model import Design
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.commands import Close, Command, Prepare, Restore, ShowData, Snapshot, Stop, Train
from nnstudio.protocol.events import (
    DataFailed,
    Event,
    Finished,
    Prepared,
    Ready,
    Restored,
    SnapshotFailed,
    SnapshotTaken,
    Started,
    Stopped,
)
from nnstudio.training.supervisor import Worker

LONG = 1_000  # epochs from which a run goes on until it is stopped


class ScriptedWorker(Worker):
    """memory: set it. is_slow: says nothing until ``speak``. It can show no data, which is an answer too."""

    memory = 0

    def __init__(self, is_slow: bool = False, dies_at_once: bool = False) -> None:
        super().__init__()
        self.heard: list[Command] = []
        self.is_slow = is_slow
        self._dies_at_once = dies_at_once
        self._said: list[Event] = []
        self._open: int | None = None
        self._left: tuple[int, Design] | None = None
        self._alive = False
        self._bell, self._ring = Pipe(duplex=False)
        self._sentinel, self._life_line = Pipe(duplex=False)

    def start(self) -> None:
        self._alive = True
        if self._dies_at_once:
            self.kill()
        else:
            self._say(Ready("", "", 0.0))

    @property
    def is_alive(self) -> bool:
        return self._alive

    @property
    def connection(self) -> Connection:
        return self._bell

    @property
    def sentinel(self) -> int:
        return self._sentinel.fileno()

    def send(self, command: Command) -> None:
        self.heard.append(command)
        if not self._alive:
            return
        match command:
            case ShowData(choice):
                self._say(DataFailed(choice, ""))
            case Prepare(design, engine):
                self._say(Prepared(design, engine))
            case Train(job):
                self._say(Started(job.run, job.design, 1, 1, 1))
                self._open, self._left = job.run, (job.run, job.design)
                if job.design.recipe.epochs < LONG:
                    self._end(Finished(job.run, 1, 1, 1.0))
            case Snapshot(number):
                self._say(self._snapshot(number))
            case Restore(run, checkpoint):
                self._left = run, checkpoint.design
                self._say(Restored(run, checkpoint.step, checkpoint.epoch, checkpoint.seconds))
            case Stop() if self._open is not None:
                self._end(Stopped(self._open, 1, 1.0))
            case Close():
                self.kill()

    def _snapshot(self, number: int) -> Event:
        if self._left is None:
            return SnapshotFailed(number, "")
        run, design = self._left
        return SnapshotTaken(number, run, Checkpoint(design, "auto", 1, 1, 1.0, ()))

    def receive(self) -> list[Event]:
        if self.is_slow or not self._said:
            return []
        self._bell.recv_bytes()
        said, self._said = self._said, []
        return said

    def speak(self) -> None:
        self.is_slow = False
        if self._said:
            self._ring.send_bytes(b"!")

    def kill(self) -> None:
        if self._alive:
            self._alive = False
            self._life_line.close()

    def close(self, timeout: float = 2.0) -> None:
        self.kill()
        for end in (self._bell, self._ring, self._sentinel):
            end.close()

    def _end(self, word: Event) -> None:
        self._open = None
        self._say(word)

    def _say(self, event: Event) -> None:
        if not self._said and not self.is_slow:
            self._ring.send_bytes(b"!")
        self._said.append(event)
