"""Keeps a warm spare, and has it replace a worker that has grown too large, between two runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection

from nnstudio.machine import available_memory
from nnstudio.protocol.commands import Close, Command, Compose, Job, Question, Restore, ShowData, Speak
from nnstudio.protocol.events import (
    Answer,
    Composed,
    DataFailed,
    DataShown,
    Event,
    Failed,
    Finished,
    PredictFailed,
    Prepared,
    Ready,
    Restored,
    RestoreFailed,
    SnapshotFailed,
    SnapshotTaken,
    Stopped,
)
from nnstudio.training.handover import Handover
from nnstudio.training.renewal import Limits, Renewal, Verdict
from nnstudio.training.spare import Briefing, Spare
from nnstudio.training.supervisor import Worker

QUIET = 5.0  # seconds without a command before a worker is restarted for want of memory
_RETIREMENT = 5.0  # seconds an old worker may take to end by itself


class Relief:
    """Belongs to the thread that serves the worker, and is told all that the two say to each other.

    Never waits. What goes on beside the worker rings on ``waits_on``; then, and after ``timeout`` at the
    latest, call ``attend``. A spare speaks to this class only: the window hears nothing of it.
    """

    def __init__(self, make_worker: Callable[[], Worker], limits: Limits) -> None:
        self._make_worker = make_worker
        self._renewal = Renewal(limits)
        self._spare: Spare | None = None
        self._retired: list[tuple[Worker, float]] = []  # with the time when their patience ends
        self._briefing = Briefing()
        self._handover = Handover()
        self._unanswered = 0  # questions that the worker has not answered, of data to show apart
        self._looks: list[ShowData] = []  # that it has not answered
        self._text: int | None = None  # the number of the one that wants a text
        self._is_late = False
        self._restart_wanted = False
        self._last_command = 0.0

    def sent(self, command: Command) -> None:
        """The worker was sent this."""
        self._briefing = self._briefing.after(command)
        self._handover.sent(command)
        self._owe_an_answer_to(command)
        if isinstance(command, Speak) and self._spare is not None:
            self._spare.worker.send(command)  # one that is started later has it from its start
        self._last_command = time.monotonic()

    def heard(self, worker: Worker, event: Event) -> bool:
        """The worker said this; whether it is an answer that only this class has asked for."""
        match event:
            case Ready():
                self._renewal.began(worker.memory)
            case SnapshotTaken(number=number) | SnapshotFailed(number=number) if number < 0:
                pass  # the relief itself has asked
            case Composed(number=number) if number != self._text:
                pass  # it was written already when a newer one took its place
            case DataShown() | DataFailed():
                del self._looks[:1]  # they are answered in turn
            case _ if isinstance(event, Answer | Restored | RestoreFailed):
                self._unanswered = max(0, self._unanswered - 1)
                if isinstance(event, Composed | PredictFailed) and event.number == self._text:
                    self._text = None
            case Prepared():
                self._look_at(worker, has_run=False)
            case Finished() | Stopped() | Failed():
                self._look_at(worker, has_run=True)
            case _:
                pass
        return self._handover.heard(event)

    @property
    def waits_on(self) -> list[Connection | int]:
        retired = [worker.sentinel for worker, _patience in self._retired]
        return [*(self._spare.waits_on if self._spare else []), *retired]

    @property
    def timeout(self) -> float | None:
        """Seconds until something may be overdue; None if nothing is awaited."""
        is_warming = self._spare is not None and self._spare.ready is None
        return 1.0 if is_warming or self._retired or self._restart_wanted else None

    def attend(self) -> None:
        """See to the spare, and to those that were relieved."""
        spare = self._spare
        if spare is not None:
            spare.attend(self._wanted if self._is_late else Briefing(data=self._wanted.data))
            if spare.is_overdue or not spare.worker.is_alive:
                spare.worker.kill()
                self._retire(spare.worker)
                self._spare = None
                self._renewal.spare_died()
        self._bury()

    def take_over(self, old: Worker) -> Spare | None:
        """The spare, if it can do all that the old one can, which retires. Only while no run is open.

        What the last run has left is asked for last, when nothing else is wanting.
        """
        spare = self._spare
        if spare is None or self._owes or not self._is_late or not spare.is_up_to(self._wanted):
            return None
        if not self._handover.is_ready(old):
            return None
        self._put_in_place(spare, old)
        return spare

    def take_over_for(self, job: Job, old: Worker) -> Spare | None:
        """The spare, for a run that begins afresh, to which what the last one left is of no use.

        Only while no run is open, and the old one owes no answer that the spare cannot give in its place.
        """
        spare = self._spare
        if spare is None or self._unanswered or not self._would_take(job, old):
            return None
        self._put_in_place(spare, old)
        for look in self._looks:
            spare.worker.send(look)
        return spare

    def waits_for_answers(self, job: Job, old: Worker) -> bool:
        """Whether the spare would take this run if the old worker did not owe any answers.

        The old one would answer first, too: the run does not begin later if it is held back until then.
        """
        return self._unanswered > 0 and self._would_take(job, old)

    def _would_take(self, job: Job, old: Worker) -> bool:
        """Whether nobody waits longer for this run if the spare takes it, or the old one is far too large."""
        spare = self._spare
        if spare is None or spare.ready is None or job.after is not None:
            return False
        size = old.memory
        if self._renewal.is_overdue(size):
            return True
        if not self._renewal.is_late(size) and not self._renewal.is_large(size):
            return False
        if spare.did.builds(job.design, job.engine):
            return True
        if self._briefing.builds(job.design, job.engine):
            return False
        data = job.design.data
        is_read = self._briefing.reads(data) and ShowData(data) not in self._looks
        return spare.did.reads(data) or not is_read

    def _put_in_place(self, spare: Spare, old: Worker) -> None:
        """The next spare is warmed at once: one that starts when it is wanted comes some runs too late."""
        self._spare = None
        self._handover.was_made()
        self._renewal.spare_took_over()
        self._renewal.began(spare.size)
        self._is_late = False
        if spare.did.design is not None:
            self._look_at(spare.worker, has_run=False)
        self._retire(old)
        if self._renewal.may_have_spare(available_memory()):
            self._spare = Spare(self._make_worker())

    def release(self) -> Spare | None:
        """The spare, warm or not, for a worker that is gone; None if there is none that lives.

        What the one that is gone was asked for is forgotten: it may have died of it.
        """
        self._briefing, self._is_late, self._restart_wanted = Briefing(), False, False
        self._unanswered, self._text, self._looks = 0, None, []
        self._handover.forget()
        spare, self._spare = self._spare, None
        if spare is not None and not spare.worker.is_alive:
            self._retire(spare.worker)
            self._renewal.spare_died()
            return None
        if spare is not None and spare.ready is not None:
            self._renewal.began(spare.size)
        return spare

    def restart_is_due(self, worker: Worker) -> bool:
        """Whether the worker should be started again, and nobody has asked for anything for a while.

        It is asked first for what the last run has left.
        """
        is_quiet = time.monotonic() - self._last_command > QUIET
        due = self._restart_wanted and is_quiet and not self._owes
        return due and self._handover.is_ready(worker)

    def brief(self, new: Worker) -> None:
        """Tell a worker that was started again what the one before was ready for."""
        self._restart_wanted = False
        for command in self._wanted.commands:
            self._owe_an_answer_to(command)
            new.send(command)
        self._handover.was_made()

    def _owe_an_answer_to(self, command: Command) -> None:
        """A newer wish for a text takes the place of one that is being written, which is not answered."""
        if isinstance(command, ShowData):
            self._looks.append(command)
        elif isinstance(command, Compose):
            self._unanswered += self._text is None
            self._text = command.number
        else:
            self._unanswered += isinstance(command, Question | Restore)

    @property
    def _owes(self) -> bool:
        return bool(self._unanswered or self._looks)

    @property
    def _wanted(self) -> Briefing:
        """What another worker must know to be as ready."""
        return replace(self._briefing, restore=self._handover.restore)

    def close(self) -> None:
        """Nothing is left alive."""
        if self._spare is not None:
            self._spare.worker.close(0.0)
        for worker, _patience in self._retired:
            worker.close(0.0)
        self._spare, self._retired = None, []

    def _look_at(self, worker: Worker, has_run: bool) -> None:
        size = worker.memory
        verdict = self._renewal.judge(size, available_memory(), has_run)
        self._is_late = self._renewal.is_late(size)
        match verdict:
            case Verdict.RELIEVE if self._spare is None:
                self._spare = Spare(self._make_worker())
            case Verdict.RESTART if self._spare is None:
                self._restart_wanted = True
            case _:
                pass

    def _retire(self, worker: Worker) -> None:
        """Ask it to end; whoever is relieved in the middle of something is not waited for."""
        worker.send(Close())
        self._retired.append((worker, time.monotonic() + _RETIREMENT))

    def _bury(self) -> None:
        for entry in list(self._retired):
            worker, patience = entry
            if time.monotonic() > patience:
                worker.kill()
            if not worker.is_alive:
                worker.close()
                self._retired.remove(entry)
