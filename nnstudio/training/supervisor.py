"""Looks after one worker process from the window's side; knows neither Qt nor TensorFlow."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import SimpleQueue

import psutil
from platformdirs import user_log_path

from nnstudio.i18n import _, language
from nnstudio.machine import keep_one_heap
from nnstudio.protocol.commands import Close, Command
from nnstudio.protocol.events import Event
from nnstudio.training import worker

_TERMINATE_SECONDS = 0.5  # between asking the system to end the process and forcing it
_LAST_WORDS = 16_384  # bytes of the log to look through when a process has crashed
_SIGKILL = int(getattr(signal, "SIGKILL", 9))
_NO_MEMORY = re.compile(r"bad_alloc|out of memory|MemoryError|resource.?exhausted", re.IGNORECASE)
_DRAIN_SECONDS = 1.0  # to read what a process that has ended left in the pipe


def default_log() -> Path:
    """Where the worker's own output and crash reports go."""
    return user_log_path("nnstudio", appauthor=False) / "worker.log"


class Worker:
    """A spawned worker process; ``start`` it, and again when it has died.

    Two small threads move messages, so that neither a full pipe nor a worker that hangs in the middle of
    a message can block the caller. To wait for news, wait on ``connection`` and ``sentinel`` together with
    ``multiprocessing.connection.wait``: connection is ready when ``receive`` has events to give, sentinel
    when the process has ended. No method raises an error for a dead worker. Methods may be called from
    any thread, but start and close not at the same time as another.
    """

    def __init__(self, log_path: Path | None = None) -> None:
        self._log_path = log_path or default_log()
        self._life: _Life | None = None
        self._exit_code: int | None = None
        self._was_killed = False
        self._logged = 0  # how much others had written to the log before

    def start(self) -> None:
        """Start the process; it sends Ready when it is warm. Raises RuntimeError if it runs already."""
        if self.is_alive:
            raise RuntimeError("the worker runs already")
        self._release()
        self._exit_code, self._was_killed = None, False
        with contextlib.suppress(OSError):
            self._logged = self._log_path.stat().st_size
        self._life = _Life(self._log_path)

    @property
    def is_alive(self) -> bool:
        return self._life is not None and not self._life.has_ended

    @property
    def pid(self) -> int | None:
        return self._life.process.pid if self._life else None

    @property
    def memory(self) -> int:
        """Bytes of memory that the process holds now; 0 if there is none. Costs some microseconds."""
        if self._life is not None:
            with contextlib.suppress(psutil.Error):
                return int(psutil.Process(self._life.process.pid).memory_info().rss)
        return 0

    @property
    def work(self) -> float:
        """Seconds for which the process has computed so far, on all processors; 0 if there is none."""
        if self._life is not None:
            with contextlib.suppress(psutil.Error):
                times = psutil.Process(self._life.process.pid).cpu_times()
                return float(times.user + times.system)
        return 0.0

    @property
    def connection(self) -> Connection:
        """To wait on: ready when there are events. Of this start only."""
        return self._started.bell

    @property
    def sentinel(self) -> int:
        """To wait on: ready when the process has ended. Of this start only."""
        return self._started.process.sentinel

    def send(self, command: Command) -> None:
        """Hand a command over; returns at once. A dead worker hears nothing."""
        if self._life is not None:
            self._life.outgoing.put(command)

    def receive(self) -> list[Event]:
        """The events that have arrived, oldest first; does not wait for more.

        Once the process has ended this gives everything it still said.
        """
        return self._life.take() if self._life is not None else []

    def kill(self) -> None:
        """End the process by force, at once."""
        if self.is_alive and self._life is not None:
            self._was_killed = True
            self._life.process.kill()

    def close(self, timeout: float = 2.0) -> None:
        """Ask the worker to end, then make it; afterwards no process and no thread is left."""
        if self._life is None:
            return
        process = self._life.process
        self.send(Close())
        process.join(timeout)
        if process.is_alive():
            process.terminate()
            process.join(_TERMINATE_SECONDS)
        if process.is_alive():
            self.kill()
        self._release()

    @property
    def end_in_words(self) -> str:
        """How the process ended, as a sentence; "" while it runs and after an orderly end."""
        code = self._code
        return "" if code is None else describe_exit(code, self._was_killed, self.ran_out_of_memory)

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether the process most likely ended for want of memory: the system ended it, or it said so."""
        code = self._code
        if not code or self._was_killed:
            return False
        return code == -_SIGKILL or _NO_MEMORY.search(self._said_at_the_end()) is not None

    @property
    def _code(self) -> int | None:
        return self._life.process.exitcode if self._life is not None else self._exit_code

    def _said_at_the_end(self) -> str:
        """What the process wrote to its log since it was started, the end of it at least."""
        try:
            with self._log_path.open("rb") as log:
                size = log.seek(0, os.SEEK_END)
                begin = self._logged if self._logged <= size else 0  # a long log begins anew
                log.seek(max(begin, size - _LAST_WORDS))
                return log.read().decode("utf-8", "replace")
        except OSError:
            return ""

    @property
    def _started(self) -> _Life:
        if self._life is None:
            raise RuntimeError("the worker was not started")
        return self._life

    def _release(self) -> None:
        if self._life is not None:
            self._exit_code = self._life.end()
            self._life = None


class _Life:
    """One process with its pipes and the threads that serve them."""

    def __init__(self, log_path: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a forked TensorFlow deadlocks
        commands_out, self._commands = context.Pipe(duplex=False)
        self._events, events_in = context.Pipe(duplex=False)
        self.bell, self._ring = context.Pipe(duplex=False)
        self.outgoing: SimpleQueue[Command | None] = SimpleQueue()
        self._arrived: list[Event] = []
        self._lock = threading.Lock()
        self.process: SpawnProcess = context.Process(
            target=worker.main,
            args=(commands_out, events_in, log_path, language()),
            name="nnstudio-worker",
            daemon=True,
        )
        self.process.start()
        # The worker holds these ends alone: only so does each side notice that the other is gone.
        commands_out.close()
        events_in.close()
        self._threads = [
            threading.Thread(target=self._read, name="worker-events", daemon=True),
            threading.Thread(target=self._write, name="worker-commands", daemon=True),
        ]
        keep_one_heap()
        for thread in self._threads:
            thread.start()

    @property
    def has_ended(self) -> bool:
        """True as soon as the sentinel says so, which is a moment before the exit code is known."""
        if wait([self.process.sentinel], 0):
            self.process.join(_DRAIN_SECONDS)
        return not self.process.is_alive()

    def take(self) -> list[Event]:
        if self.has_ended:
            self._threads[0].join(_DRAIN_SECONDS)
        with self._lock:
            events, self._arrived = self._arrived, []
            if events:
                self.bell.recv_bytes()
        return events

    def end(self) -> int | None:
        """Wait for the process, which is ending, and give everything back."""
        self.process.join()
        self.outgoing.put(None)
        for thread in self._threads:
            thread.join()
        for end in (self._commands, self._events, self.bell, self._ring):
            end.close()
        code = self.process.exitcode
        self.process.close()
        return code

    def _read(self) -> None:
        while True:
            try:
                events = self._events.recv()
            except (EOFError, OSError):
                return
            with self._lock:
                if not self._arrived:
                    self._ring.send_bytes(b"!")
                self._arrived.extend(events)

    def _write(self) -> None:
        while (command := self.outgoing.get()) is not None:
            try:
                self._commands.send(command)
            except OSError:
                return


def describe_exit(code: int, was_killed: bool = False, out_of_memory: bool = False) -> str:
    """An exit code as a sentence; "" for an orderly end."""
    if code == 0:
        return ""
    if was_killed:
        return _("The training process did not answer and was ended.")
    if code == -_SIGKILL:
        return _("The system ended the training process, most often because memory ran out.")
    if out_of_memory:
        return _("The training process ended because memory ran out.")
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        return _("The training process crashed ({signal}).").format(signal=name)
    return _("The training process ended unexpectedly (exit code {code}).").format(code=code)
