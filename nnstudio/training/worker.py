"""The worker process: warms TensorFlow up, then obeys commands until it is told to close.

The only file of this room that uses the engine; it does so inside functions that run in the worker, so
that the window can name ``main`` without importing TensorFlow.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import time
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path

from nnstudio.i18n import set_language
from nnstudio.machine import give_memory_back, lower_priority
from nnstudio.protocol.commands import (
    CancelReading,
    Close,
    Cluster,
    Command,
    Compose,
    Decode,
    Predict,
    Prepare,
    Restore,
    ShowData,
    Snapshot,
    Speak,
    Stop,
    Train,
)
from nnstudio.protocol.events import Event, Prepared, Ready
from nnstudio.training.readings import Readings

_BUNDLE_SECONDS = 0.03  # events of so long are sent together, as one message
_LONGEST_LOG = 1_000_000  # bytes, then it begins anew
_OOM_SCORE = "500"  # of 1,000: when memory runs out, Linux ends the worker before the window


def main(commands: Connection, events: Connection, log_path: Path | None, language: str) -> None:
    """Run until told to close, or until the window is gone."""
    set_language(language)
    _become_a_worker(log_path)
    with contextlib.suppress(SystemExit):
        serve(Line(commands, events))
    sys.stderr.flush()
    os._exit(0)  # taking TensorFlow apart in order would keep the closing window waiting for a second


class Line:
    """The worker's end of the two pipes: commands come one by one, events leave in bundles (tuples).

    What the window says of its language is heeded here, and nobody else hears of it. Raises SystemExit when
    the window is gone: then there is nobody left to work for.
    """

    def __init__(self, commands: Connection, events: Connection) -> None:
        self._commands = commands
        self._events = events
        self._bundle: list[Event] = []
        self._sent = 0.0
        self._kept: deque[Command] = deque()

    def emit(self, event: Event) -> None:
        self._bundle.append(event)
        self._flush_if_due()

    def flush(self) -> None:
        if self._bundle:
            bundle, self._bundle = tuple(self._bundle), []
            try:
                self._events.send(bundle)
            except OSError:
                raise SystemExit(0) from None
        self._sent = time.monotonic()

    def next(self, wait: bool) -> Command | None:
        if self._kept:
            return self._kept.popleft()
        if wait:
            self.flush()
        else:
            self._flush_if_due()
        return self._received(wait)

    def keep(self, command: Command) -> None:
        """Give this command at the next ``next``, before all others."""
        self._kept.appendleft(command)

    @property
    def waiting(self) -> deque[Command]:
        """What has arrived and is not obeyed yet, in order."""
        while (command := self._received(wait=False)) is not None:
            self._kept.append(command)
        return self._kept

    @property
    def is_quiet(self) -> bool:
        """No command waits."""
        return not self.waiting

    def _received(self, wait: bool) -> Command | None:
        """The next one of the pipe; None where there is none, and that is not waited for."""
        try:
            while wait or self._commands.poll():
                command: Command = self._commands.recv()
                if not isinstance(command, Speak):
                    return command
                set_language(command.language)
        except (EOFError, OSError):
            raise SystemExit(0) from None
        return None

    def _flush_if_due(self) -> None:
        if time.monotonic() - self._sent >= _BUNDLE_SECONDS:
            self.flush()


class RunInbox:
    """What a run hears of the line: what it cannot do itself is kept until it has ended.

    ahead: the newest design to prepare that was named meanwhile.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.ahead: Prepare | None = None

    def next(self, wait: bool) -> Command | None:
        while True:
            command = self._line.next(wait)
            match command:
                case Prepare():
                    self.ahead = command
                case CancelReading():
                    continue  # it has been read
                case Train() | Close():
                    self._line.keep(command)
                    return Stop()
                case _:
                    return command


def serve(line: Line) -> None:
    """Warm up, say so, and obey until Close."""
    from nnstudio.engine.warmup import warm_up

    warmth = warm_up()  # first, so that it measures the imports too
    from nnstudio.engine.loop import restore, run
    from nnstudio.engine.preparation import Preparation
    from nnstudio.engine.questions import answer
    from nnstudio.engine.workshop import Workshop

    readings = Readings(line)
    workshop = Workshop(reading=readings.of)
    line.emit(Ready(warmth.tensorflow, warmth.keras, warmth.seconds))
    ahead: Preparation | None = None
    while True:
        line.flush()
        if workshop.compositions.is_busy and line.is_quiet:
            step = workshop.left.place.step if workshop.left is not None else 0
            workshop.compositions.go_on(step, line.emit)
            continue
        if ahead is not None and line.is_quiet:  # a newer wish may come between any two stages
            if not ahead.go_on():
                give_memory_back()  # before the word at which the process is weighed
                line.emit(Prepared(ahead.command.design, ahead.command.engine))
                ahead = None
            continue
        match line.next(wait=True):
            case Close():
                return
            case ShowData() | Predict() | Decode() | Cluster() | Compose() | Snapshot() as question:
                answer(question, workshop, workshop.left, line.emit)
            case Restore() as command:
                restore(command, workshop, line.emit)
            case Prepare() as command:
                ahead = Preparation(command, workshop)
            case Train(job, paused):
                inbox = RunInbox(line)
                with readings.for_a_run(job.design.data):
                    run(job, inbox, line.emit, paused=paused, workshop=workshop)
                ahead = Preparation(inbox.ahead, workshop) if inbox.ahead is not None else None
            case _:
                pass  # a command for a run that has just ended


def _become_a_worker(log_path: Path | None) -> None:
    """Keep the terminal clean, keep crash reports, and let the window outlive this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window, which then says Close
    log = _open_log(log_path)
    # TensorFlow's C++ writes to the descriptors themselves, beneath sys.stderr.
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    stream = os.fdopen(log, "w", buffering=1, encoding="utf-8", errors="replace")
    sys.stdout = sys.stderr = stream
    faulthandler.enable(stream)
    logging.basicConfig(
        stream=stream, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    lower_priority()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE)


def _open_log(log_path: Path | None) -> int:
    """A descriptor to write to: the log, or nowhere if it cannot be written."""
    if log_path is not None:
        with contextlib.suppress(OSError):
            log_path.parent.mkdir(parents=True, exist_ok=True)
            is_long = log_path.exists() and log_path.stat().st_size > _LONGEST_LOG
            flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_long else os.O_APPEND)
            return os.open(log_path, flags, 0o600)
    return os.open(os.devnull, os.O_WRONLY)
