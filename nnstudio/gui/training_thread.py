"""The background thread that trains: it owns the worker process from the window's side.

It sends commands, gathers events, notices death at once, and starts a new worker, warm again. The window
reads what has arrived on its own timer; nothing but messages is shared. A worker that has grown too large
is relieved by a spare between two runs, and the window hears nothing of it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait

from PySide6.QtCore import QObject, QThread, Signal

from nnstudio.data import describe
from nnstudio.design.fixes import Fix
from nnstudio.design.model import Design
from nnstudio.design.smaller_batch import smaller_batch
from nnstudio.errors import UserError
from nnstudio.gui.news import News, RunSilent, WorkerLost, WorkerStarting
from nnstudio.gui.run_ledger import RunLedger
from nnstudio.gui.silence import PATIENCE, Patience, Silence
from nnstudio.i18n import _
from nnstudio.machine import available_memory, give_memory_back
from nnstudio.protocol.commands import Command, Job, Train
from nnstudio.protocol.events import Event, Failed, LastWord, Prepared, Ready
from nnstudio.training.relief import Relief
from nnstudio.training.renewal import LIMITS, Limits
from nnstudio.training.spare import Spare
from nnstudio.training.supervisor import Worker

STACK_SIZE = 16 * 2**20  # macOS gives a thread 512 KB, which numpy and pickle can outgrow
STOP_GRACE = 2.0  # seconds between asking a run to stop and forcing it
CLOSE_GRACE = 2.0  # seconds between asking the process to end and ending it
HOLD = 1.0  # seconds that a run may wait for what a worker owes that is to be relieved
EARLY_DEATHS = 3  # a worker that never became ready so often in a row is not started again by itself


class TrainingThread(QThread):
    """``arrived`` is emitted when news come into an empty inbox; ``take`` empties it."""

    arrived = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        make_worker: Callable[[], Worker] = Worker,
        stop_grace: float = STOP_GRACE,
        limits: Limits = LIMITS,
        patience: Patience = PATIENCE,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self.setStackSize(STACK_SIZE)
        self._make_worker = make_worker
        self._ledger = RunLedger(stop_grace)
        self._silence = Silence(patience)
        self._relief = Relief(make_worker, limits)
        self._lock = threading.Lock()
        self._outbox: list[Command] = []
        self._inbox: list[News] = []
        self._ready: Ready | None = None
        self._closing = False
        self._bell, self._rope = Pipe(duplex=False)  # pulling the rope wakes the thread

    @property
    def ready(self) -> Ready | None:
        """What the warm worker said of itself; None while it warms up."""
        return self._ready

    def send(self, command: Command) -> None:
        """Hand a command over; returns at once. After ``shutdown`` nobody hears it."""
        with self._lock:
            if self._closing:
                return
            self._outbox.append(command)
            if len(self._outbox) == 1:
                self._rope.send_bytes(b"!")

    def take(self) -> list[News]:
        """What has arrived since the last call, in order."""
        with self._lock:
            news, self._inbox = self._inbox, []
        return news

    def shutdown(self) -> None:
        """End the worker and this thread: asked first, forced after a grace. Nothing is left alive."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            self._rope.send_bytes(b"!")
        self.wait()
        self._bell.close()
        self._rope.close()

    def run(self) -> None:
        try:
            self._keep_serving()
        finally:
            self._relief.close()

    def _keep_serving(self) -> None:
        early_deaths = 0
        while not self._closing:
            service = self._begin()
            try:
                closing = self._serve(service)
            finally:
                service.worker.close(CLOSE_GRACE if service.is_ready else 0.0)
            if closing:
                return
            early_deaths = 0 if service.is_ready else early_deaths + 1
            self._tell_loss(service.worker, restarting=early_deaths < EARLY_DEATHS)
            if early_deaths >= EARLY_DEATHS:
                if not self._outbox:
                    wait([self._bell])
                early_deaths = 0

    def _begin(self) -> _Service:
        """The service of the spare, if there is one already, or of a worker that is started now."""
        spare = self._relief.release()
        self._ready = None
        self._put([WorkerStarting()])
        if spare is None:
            return _Service(self._started())
        if spare.ready is not None:
            self._ready = spare.ready
            self._put([spare.ready])
        return _Service(spare.worker, is_ready=spare.ready is not None)

    def _started(self) -> Worker:
        worker = self._make_worker()
        worker.start()
        return worker

    def _tell_loss(self, worker: Worker, restarting: bool) -> None:
        """The last words of the runs that a worker left behind, and that it is gone."""
        message = worker.end_in_words or _("The training process ended by itself.")
        hint = (
            _("A new one is being started; your design and the curves are kept.")
            if restarting
            else _("It will be started again when you press Train.")
        )
        words = self._ledger.close(message, hint, _smaller if worker.ran_out_of_memory else _nothing)
        self._silence.lost()
        failed = frozenset(word.run for word in words if isinstance(word, Failed))
        self._put([*words, WorkerLost(message, hint, restarting, failed)])

    def _serve(self, service: _Service) -> bool:
        """Carry messages until the worker is gone, or until closing: then True."""
        while True:
            self._pass_on(service, self._take_outbox())
            worker = service.worker
            rings = [worker.connection, worker.sentinel, self._bell, *self._relief.waits_on]
            ready = wait(rings, self._longest_wait(service))
            if self._bell in ready:
                self._bell.recv_bytes()
            if self._closing:
                return True
            gone = worker.sentinel in ready
            if gone or worker.connection in ready:
                self._heard(service, worker.receive())
            if gone:
                return False
            if self._patience(service) == 0.0:
                worker.kill()
                return False
            self._call_silence(service)
            self._relief.attend()
            if service.is_ready and self._ledger.is_idle:
                self._relieve(service)

    def _pass_on(self, service: _Service, commands: list[Command]) -> None:
        for place, command in enumerate(commands):
            if isinstance(command, Train) and service.is_ready and self._ledger.is_idle:
                if self._is_held(service, command.job):
                    self._put_back(commands[place:])
                    return
                self._replace(service, self._relief.take_over_for(command.job, service.worker))
            worker = service.worker
            self._ledger.sent(command, time.monotonic(), worker.work)
            self._silence.sent(command, time.monotonic())
            self._relief.sent(command)
            worker.send(command)

    def _is_held(self, service: _Service, job: Job) -> bool:
        """Whether a run waits for what the worker still owes, so that a spare can take it."""
        if not self._relief.waits_for_answers(job, service.worker):
            service.held_until = None
            return False
        if service.held_until is None:
            service.held_until = time.monotonic() + HOLD
        if time.monotonic() >= service.held_until:
            service.held_until = None
        return service.held_until is not None

    def _relieve(self, service: _Service) -> None:
        """Between two runs another worker can go on: a warm spare unnoticed, else one started again."""
        if self._replace(service, self._relief.take_over(service.worker)):
            give_memory_back()  # what was handed over went through here
        elif self._relief.restart_is_due(service.worker):
            service.worker.close(CLOSE_GRACE)  # first, for its memory is wanted
            service.worker, service.is_ready, self._ready = self._started(), False, None
            self._put([WorkerStarting()])
            self._relief.brief(service.worker)

    def _replace(self, service: _Service, spare: Spare | None) -> bool:
        if spare is None:
            return False
        service.worker, self._ready = spare.worker, spare.ready
        return True

    def _longest_wait(self, service: _Service) -> float | None:
        silence = self._silence.wait(time.monotonic()) if service.is_ready else None
        held = None if service.held_until is None else max(0.0, service.held_until - time.monotonic())
        return _sooner(self._patience(service), self._relief.timeout, silence, held)

    def _call_silence(self, service: _Service) -> None:
        silent = self._silence.call(time.monotonic()) if service.is_ready else None
        if silent is not None:
            self._put([RunSilent(*silent)])

    def _patience(self, service: _Service) -> float | None:
        if not service.is_ready or not self._ledger.is_stopping:
            return None
        return self._ledger.patience(time.monotonic(), service.worker.work)

    def _heard(self, service: _Service, events: Sequence[Event]) -> None:
        news: list[News] = []
        for event in events:
            if isinstance(event, Ready):
                self._ready, service.is_ready = event, True
            self._ledger.heard(event)
            self._silence.heard(event, time.monotonic())
            is_internal = self._relief.heard(service.worker, event)
            if not is_internal and not isinstance(event, Prepared):
                news.append(event)
        self._put(news)
        if any(isinstance(event, LastWord) for event in events):
            give_memory_back()  # what passed through here in a run, and the threads of old workers, left

    def _take_outbox(self) -> list[Command]:
        with self._lock:
            commands, self._outbox = self._outbox, []
        return commands

    def _put_back(self, commands: list[Command]) -> None:
        """They come first when the outbox is taken again."""
        with self._lock:
            self._outbox[:0] = commands

    def _put(self, news: Sequence[News]) -> None:
        if not news:
            return
        with self._lock:
            was_empty = not self._inbox
            self._inbox.extend(news)
        if was_empty:
            self.arrived.emit()


def _smaller(design: Design) -> Fix | None:
    """What needs less memory."""
    with contextlib.suppress(UserError):
        return smaller_batch(design, describe(design.data), available_memory())
    return None


def _nothing(_design: Design) -> None:
    return None


def _sooner(*seconds: float | None) -> float | None:
    return min((each for each in seconds if each is not None), default=None)


@dataclass
class _Service:
    """One worker, and whether it has said that it is warm. held_until: a run waits for it so long."""

    worker: Worker
    is_ready: bool = False
    held_until: float | None = None
