"""What can be asked of the window's run: the commands that toolbar and menus give."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from nnstudio.design.model import Design
from nnstudio.gui.document import Document
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_record import RunRecord
from nnstudio.gui.run_view import RunView
from nnstudio.gui.ticks import Ticks
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import (
    Command,
    Engine,
    Job,
    Pause,
    Resume,
    SetEpochs,
    SetLearningRate,
    SetTempo,
    Step,
    StepSize,
    Stop,
    Tempo,
    Train,
)


class RunCommands(RunView):
    """Sends commands to the worker; what comes of them is heard by ``RunState``."""

    def __init__(self, document: Document, thread: TrainingThread, parent: QObject | None = None) -> None:
        super().__init__(document, thread, parent)
        self._thread = thread
        self._ticks = Ticks(self)

    def train(self) -> None:
        """Go on with a paused run; otherwise start afresh from the seed's initial weights."""
        if self._can_go_on:
            self._send(Resume())
        elif self._phase not in (Phase.PREPARING, Phase.RUNNING):
            self.restart()

    def train_or_pause(self) -> None:
        if self._phase in (Phase.RUNNING, Phase.PREPARING):
            self.pause()
        else:
            self.train()

    @Slot()
    def restart(self) -> None:
        """Start afresh, whatever runs now."""
        self._start(paused=False)

    def pause(self) -> None:
        if self._phase in (Phase.RUNNING, Phase.PREPARING):
            self._send(Pause())

    def step(self, size: StepSize = "batch") -> None:
        """Train one batch, or to the end of the epoch; from idle, the first one of a fresh run."""
        if self._can_go_on or (
            self._phase not in (Phase.PREPARING, Phase.RUNNING) and self._start(paused=True)
        ):
            self._send(Step(size))

    def train_more(self, epochs: int) -> None:
        """Train so many epochs more than planned, or after a run's end, than were done."""
        if not self.can_train_more:
            return
        if self._phase.is_active:
            self.set_epochs(self._record.progress.epochs + epochs)
            self.train()
        else:
            self._go_on(self._record.progress.epoch + epochs)

    def stop(self) -> None:
        if self._phase.is_active and self._phase is not Phase.STOPPING:
            self._send(Stop())
            self._set_phase(Phase.STOPPING)

    def reset(self) -> None:
        """The seed's initial weights again: untrained predictions, empty curves, step 0."""
        self._start(paused=True)

    def forget(self) -> None:
        """Another design was opened: end the run, and show none."""
        self.kept.forget()
        self._begin_record(None)
        self._set_phase(Phase.READY if self._ready else Phase.STARTING)
        self._tell_fresh_record()

    def set_engine(self, engine: Engine) -> None:
        """What is to train the next run."""
        self._engine = engine
        self.look_ahead.set_engine(engine)
        self._look_whether_stale()

    def set_tempo(self, tempo: Tempo) -> None:
        """How fast runs may go, that which goes on included."""
        self._tempo = tempo
        if self._phase.is_active:
            self._send(SetTempo(tempo))

    def set_learning_rate(self, value: float) -> None:
        """Of the run that goes on; at once."""
        if self._phase.is_active:
            self._record.set_learning_rate(value)
            self._send(SetLearningRate(value))

    def set_epochs(self, epochs: int) -> None:
        """Of the run that goes on; at once."""
        if self._phase.is_active:
            self._record.set_epochs(epochs)
            self._send(SetEpochs(epochs))
            self.ticked.emit()

    def _start(self, paused: bool) -> bool:
        errors = self._document.report.errors
        if errors:
            self.blocked.emit(errors[0])
            return False
        design = self._document.design
        if self.look_ahead.failure:
            self.look_ahead.look_again()  # what was cancelled or missing may be there now
        self._begin_record(design)
        self._send(Train(self._job(design), paused=paused))
        self.look_ahead.trained(design)
        self._set_phase(Phase.PREPARING)
        self._tell_fresh_record()
        return True

    def _job(self, design: Design, after: int | None = None) -> Job:
        """The run that the record is of. after: the number of the run that it goes on from."""
        return Job(self._record.number, design, self._engine, after, tempo=self._tempo)

    def _go_on(self, epochs: int) -> None:
        """Go on from where the run that ended stands, up to so many epochs in all."""
        last = self._record
        self._record = last.continued(self._document.design, epochs)
        design = self._record.design
        assert design is not None
        self._send(Train(self._job(design, after=last.number)))
        self._set_phase(Phase.PREPARING)
        self._look_whether_stale()
        self.ticked.emit()

    def _begin_record(self, design: Design | None) -> None:
        if self._phase.is_active:
            self._send(Stop())
        self._record = RunRecord(self._record.number + 1, design, self._engine)

    def _tell_fresh_record(self) -> None:
        self.questions.forget()
        self._look_whether_stale()
        self.cleared.emit()
        self.ticked.emit()

    def _look_whether_stale(self) -> None:
        stale = self._phase.is_active and not self._follows
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)

    def _send(self, command: Command) -> None:
        self._thread.send(command)
        self._ticks.hurry()

    def _set_phase(self, phase: Phase) -> None:
        stopping_goes_on = self._phase is Phase.STOPPING and phase in (Phase.RUNNING, Phase.PAUSED)
        if phase is self._phase or stopping_goes_on:
            return
        self._phase = phase
        self.phase_changed.emit(phase)
