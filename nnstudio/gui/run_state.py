"""The window's run: its phase, its curves and its newest predictions, folded from the worker's events."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nnstudio.catalogue.values import Params, Part, frozen_mapping
from nnstudio.data.prepared import Preview
from nnstudio.design.changes import Change
from nnstudio.design.model import Design
from nnstudio.design.problems import Problem
from nnstudio.gui.document import Document
from nnstudio.gui.history import History
from nnstudio.gui.look_ahead import LookAhead
from nnstudio.gui.messages import Level, Message
from nnstudio.gui.run_progress import Phase, RunProgress
from nnstudio.gui.training_thread import News, TrainingThread, WorkerLost, WorkerStarting
from nnstudio.protocol.commands import (
    Job,
    Pause,
    Resume,
    SetEpochs,
    SetLearningRate,
    Step,
    Stop,
    Train,
)
from nnstudio.protocol.events import (
    DataFailed,
    DataShown,
    Epoch,
    Failed,
    Finished,
    LastWord,
    Paused,
    Progress,
    Ready,
    Resumed,
    RunEvent,
    Sampled,
    Started,
    Stopped,
)

TICK = 33  # milliseconds between two looks at what has arrived
WORKER_KEY = "worker"
RUN_KEY = "run"


class RunState(QObject):
    """What the views show of training, and the commands that the toolbar gives.

    ``ticked`` comes at most about 30 times a second, and only when something is new.
    """

    phase_changed = Signal(Phase)
    worker_changed = Signal()
    ticked = Signal()
    cleared = Signal()  # a fresh run: empty curves
    stale_changed = Signal(bool)
    preview_changed = Signal()
    blocked = Signal(Problem)  # train was asked for, and this stands in the way
    message = Signal(Message)

    def __init__(self, document: Document, thread: TrainingThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._thread = thread
        self._ready = thread.ready
        self._phase = Phase.READY if self._ready else Phase.STARTING
        self._run = 0
        self._design: Design | None = None  # of the run, with the changes made while it ran
        self._history = History()
        self._progress = RunProgress()
        self._sampled: Sampled | None = None
        self._last_word: LastWord | None = None
        self._stale = False
        self._last_tick = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.look_ahead = LookAhead(document, thread, lambda: not self._phase.is_active, self)
        self._wire()

    def _wire(self) -> None:
        self._thread.arrived.connect(self._on_thread_arrived)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._document.changed.connect(self._on_document_changed)
        self.look_ahead.preview_changed.connect(self.preview_changed)
        self.look_ahead.message.connect(self.message)
        self._on_thread_arrived()  # something may have come before anybody listened

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def worker(self) -> Ready | None:
        """What the warm worker said of itself; None while it warms up."""
        return self._ready

    @property
    def run(self) -> int:
        return self._run

    @property
    def history(self) -> History:
        return self._history

    @property
    def progress(self) -> RunProgress:
        return self._progress

    @property
    def last_word(self) -> LastWord | None:
        """How the last run ended; None while it goes on."""
        return self._last_word

    @property
    def preview(self) -> Preview | None:
        return self.look_ahead.preview

    @property
    def sampled(self) -> Sampled | None:
        """The newest predictions, if they belong to the data that is shown."""
        preview = self.preview
        fits = preview is not None and self._design is not None and self._design.data == preview.choice
        return self._sampled if fits else None

    @property
    def is_stale(self) -> bool:
        """Whether the design was changed in a way that this run does not follow."""
        return self._stale

    # Commands -----------------------------------------------------------------------------------

    def train(self) -> None:
        """Go on with a paused run; otherwise start afresh from the seed's initial weights."""
        untouched = self._phase is Phase.PAUSED and not self._progress.step
        if self._phase is Phase.PAUSED and not (untouched and self._stale):
            self._thread.send(Resume())
        elif self._phase not in (Phase.PREPARING, Phase.RUNNING):
            self._start(paused=False)

    def restart(self) -> None:
        """Start afresh, whatever runs now."""
        self._start(paused=False)

    def pause(self) -> None:
        if self._phase in (Phase.RUNNING, Phase.PREPARING):
            self._thread.send(Pause())

    def step(self) -> None:
        """Train one batch; from idle, the first one of a fresh run."""
        if self._phase is Phase.PAUSED and not (self._stale and not self._progress.step):
            self._thread.send(Step())
        elif not self._phase.is_active or self._phase is Phase.PAUSED:
            if self._start(paused=True):
                self._thread.send(Step())
        else:
            self.pause()

    def stop(self) -> None:
        if self._phase.is_active and self._phase is not Phase.STOPPING:
            self._thread.send(Stop())
            self._set_phase(Phase.STOPPING)

    def reset(self) -> None:
        """The seed's initial weights again: untrained predictions, empty curves, step 0."""
        self._start(paused=True)

    def forget(self) -> None:
        """Another design was opened: end the run, and show none."""
        if self._phase.is_active:
            self._thread.send(Stop())
        self._run += 1
        self._design = None
        self._show_nothing(RunProgress())
        self._set_phase(Phase.READY if self._ready else Phase.STARTING)
        self._look_whether_stale()
        self.cleared.emit()
        self.ticked.emit()

    def set_learning_rate(self, value: float) -> None:
        """Of the run that goes on; at once."""
        if self._design is not None and self._phase.is_active:
            self._design = _with_learning_rate(self._design, value)
            self._thread.send(SetLearningRate(value))

    def set_epochs(self, epochs: int) -> None:
        """Of the run that goes on; at once."""
        if self._design is not None and self._phase.is_active:
            recipe = self._design.recipe.model_copy(update={"epochs": epochs})
            self._design = self._design.model_copy(update={"recipe": recipe})
            self._history.epochs = epochs
            self._progress = replace(self._progress, epochs=epochs)
            self._thread.send(SetEpochs(epochs))
            self.ticked.emit()

    def _start(self, paused: bool) -> bool:
        errors = self._document.report.errors
        if errors:
            self.blocked.emit(errors[0])
            return False
        if self._phase.is_active:
            self._thread.send(Stop())
        self._run += 1
        self._design = self._document.design
        self._show_nothing(RunProgress(epochs=self._design.recipe.epochs))
        self._thread.send(Train(Job(run=self._run, design=self._design), paused=paused))
        self._set_phase(Phase.PREPARING)
        self._look_whether_stale()
        self.cleared.emit()
        self.ticked.emit()
        return True

    def _show_nothing(self, progress: RunProgress) -> None:
        self._history = History(epochs=progress.epochs)
        self._progress = progress
        self._sampled = None
        self._last_word = None

    # What changes ---------------------------------------------------------------------------------

    @Slot(Change)
    def _on_document_changed(self, _change: Change) -> None:
        """Pass on what a run can follow, also when it comes by undo; say of the rest that it waits."""
        running, wanted = self._design, self._document.design.recipe
        if running is not None and self._phase.is_active:
            rate = wanted.optimizer.params.get("learning_rate")
            same_optimizer = wanted.optimizer.kind == running.recipe.optimizer.kind
            if same_optimizer and rate != running.recipe.optimizer.params.get("learning_rate"):
                self.set_learning_rate(float(rate))  # type: ignore[arg-type]
            if wanted.epochs != running.recipe.epochs:
                self.set_epochs(wanted.epochs)
        self._look_whether_stale()

    def _look_whether_stale(self) -> None:
        stale = (
            self._phase.is_active
            and self._design is not None
            and _core(self._design) != _core(self._document.design)
        )
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)

    @Slot()
    def _on_thread_arrived(self) -> None:
        if not self._timer.isActive():
            since = (time.monotonic() - self._last_tick) * 1000
            self._timer.start(max(0, round(TICK - since)))

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._last_tick = time.monotonic()
        self._fold(self._thread.take())

    def _fold(self, news: Sequence[News]) -> None:
        epochs: list[Epoch] = []
        for event in news:
            match event:
                case WorkerStarting():
                    self._set_worker(None)
                case Ready():
                    self._set_worker(event)
                case WorkerLost():
                    self._on_worker_lost(event)
                case DataShown():
                    self.look_ahead.shown(event)
                case DataFailed():
                    self.look_ahead.failed(event)
                case Epoch(run=self._run):
                    epochs.append(event)
                case _ if event.run == self._run:
                    self._fold_run(event)
        if epochs:
            self._history.add_epochs(epochs)
        if news:
            self.ticked.emit()

    def _fold_run(self, event: RunEvent) -> None:
        match event:
            case Started(steps_per_epoch=steps, epochs=epochs):
                self._history = History(steps, epochs)
                self._progress = RunProgress(steps_per_epoch=max(1, steps), epochs=epochs)
                self._set_phase(Phase.RUNNING)
            case Progress():
                self._history.add_progress(event)
                self._progress = replace(
                    self._progress,
                    step=event.step,
                    seconds=event.seconds,
                    examples_per_second=event.examples_per_second,
                )
            case Sampled():
                self._sampled = event
            case Paused():
                self._set_phase(Phase.PAUSED)
            case Resumed():
                self._set_phase(Phase.RUNNING)
            case Finished() | Stopped() | Failed():
                self._end(event)

    def _end(self, word: LastWord) -> None:
        self._last_word = word
        phases = {Finished: Phase.FINISHED, Stopped: Phase.STOPPED, Failed: Phase.FAILED}
        self._set_phase(phases[type(word)])
        self._look_whether_stale()
        self.look_ahead.resume()
        if isinstance(word, Failed):
            self.message.emit(Message(Level.ERROR, word.message, word.hint, key=RUN_KEY))

    def _on_worker_lost(self, lost: WorkerLost) -> None:
        self._set_worker(None)
        already_said = self._last_word is not None and self._phase is Phase.FAILED
        if not already_said or not lost.restarting:
            self.message.emit(Message(Level.WARNING, lost.message, lost.hint, key=WORKER_KEY))
        self.look_ahead.ask_again()

    def _set_worker(self, ready: Ready | None) -> None:
        self._ready = ready
        if self._phase in (Phase.STARTING, Phase.READY):
            self._set_phase(Phase.READY if ready else Phase.STARTING)
        self.worker_changed.emit()

    def _set_phase(self, phase: Phase) -> None:
        stopping_goes_on = self._phase is Phase.STOPPING and phase in (Phase.RUNNING, Phase.PAUSED)
        if phase is self._phase or stopping_goes_on:
            return
        self._phase = phase
        self.phase_changed.emit(phase)


def _with_learning_rate(design: Design, value: float) -> Design:
    optimizer = design.recipe.optimizer
    params: Params = frozen_mapping({**optimizer.params, "learning_rate": value})
    recipe = design.recipe.model_copy(update={"optimizer": Part(kind=optimizer.kind, params=params)})
    return design.model_copy(update={"recipe": recipe})


def _core(design: Design) -> Design:
    """A design without what a run can follow and what it does not depend on."""
    recipe = _with_learning_rate(design, 0.0).recipe.model_copy(update={"epochs": 1})
    return design.model_copy(update={"title": "", "notes": "", "recipe": recipe})
