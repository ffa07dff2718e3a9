"""The window's run: what becomes of it, as the worker tells it and the document changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from nnstudio.design.changes import Change
from nnstudio.gui import run_messages
from nnstudio.gui.document import Document
from nnstudio.gui.news import News, RunSilent, WorkerLost, WorkerStarting
from nnstudio.gui.run_commands import RunCommands
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_record import RATE
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.events import (
    Clustered,
    Composed,
    DataFailed,
    DataReading,
    DataShown,
    Failed,
    Finished,
    LastWord,
    Predicted,
    PredictFailed,
    Ready,
    Restored,
    RestoreFailed,
    RunEvent,
    SnapshotFailed,
    SnapshotTaken,
)


class RunState(RunCommands):
    """Follows the document, and folds in what the worker tells."""

    def __init__(self, document: Document, thread: TrainingThread, parent: QObject | None = None) -> None:
        super().__init__(document, thread, parent)
        self._is_silent = False
        self._planned = document.design.recipe.epochs  # as the document said last
        self._wire()

    def _wire(self) -> None:
        self._thread.arrived.connect(self._on_thread_arrived)
        self._ticks.due.connect(self._on_ticks_due)
        self._document.changed.connect(self._on_document_changed)
        self.look_ahead.preview_changed.connect(self.questions.forget)
        self.look_ahead.preview_changed.connect(self.preview_changed)
        self.look_ahead.message.connect(self.message)
        self.look_ahead.withdrawn.connect(self.withdrawn)
        self.kept.message.connect(self.message)
        self._on_thread_arrived()  # something may have come before anybody listened

    @Slot(Change)
    def _on_document_changed(self, _change: Change) -> None:
        """Pass on what a run can follow, also when it comes by undo; say of the rest that it waits."""
        running, wanted = self._record.design, self._document.design.recipe
        if running is not None and self._phase.is_active:
            rate = wanted.optimizer.params.get(RATE)
            same_optimizer = wanted.optimizer.kind == running.recipe.optimizer.kind
            if same_optimizer and isinstance(rate, float) and rate != self._record.learning_rate():
                self.set_learning_rate(rate)
            if wanted.epochs != self._planned:
                self.set_epochs(wanted.epochs)
        self._planned = wanted.epochs
        self._look_whether_stale()

    @Slot()
    def _on_thread_arrived(self) -> None:
        self._ticks.expect()

    @Slot()
    def _on_ticks_due(self) -> None:
        self._fold(self._thread.take())

    def _fold(self, news: Sequence[News]) -> None:
        of_run: list[RunEvent] = []
        for event in news:
            match event:
                case WorkerStarting():
                    self._record.is_left = False
                    self._set_worker(None)
                case Ready():
                    self._set_worker(event)
                case WorkerLost():
                    self._fold_run(of_run)  # its last word comes before this
                    of_run = []
                    self._on_worker_lost(event)
                case DataReading():
                    self.look_ahead.reading(event)
                case DataShown():
                    self.look_ahead.shown(event)
                case DataFailed():
                    self.look_ahead.failed(event)
                case SnapshotTaken() | SnapshotFailed() | Restored() | RestoreFailed():
                    self._fold_run(of_run)  # they speak of the moment after it
                    of_run = []
                    self._on_kept_answered(event)
                case RunSilent():
                    self._fold_run(of_run)
                    of_run = []
                    self._on_run_silent(event)
                case Predicted() | Composed() | Clustered() | PredictFailed():
                    self._fold_run(of_run)  # what it was asked of
                    of_run = []
                    self.questions.hear(event)
                case _ if event.run == self._record.number:
                    of_run.append(event)
        self._fold_run(of_run)
        if news:
            self.ticked.emit()

    def _fold_run(self, events: Sequence[RunEvent]) -> None:
        if events:
            self._take_silence_back()
            self.look_ahead.reading_ended()
        for phase in self._record.fold(events):
            self._set_phase(phase)
        for event in events:
            if isinstance(event, LastWord):
                self._on_run_ended(event)

    def _on_kept_answered(self, event: SnapshotTaken | SnapshotFailed | Restored | RestoreFailed) -> None:
        self.kept.hear(event)
        if isinstance(event, Restored):
            self.worker_changed.emit()  # it holds the run's network now
        if isinstance(event, Restored) and self._record.last_word is not None:
            self._set_phase(Phase.STOPPED)

    def _on_run_ended(self, word: LastWord) -> None:
        self._look_whether_stale()
        wanted = self._record.progress.epochs
        if _ended_by_epochs(word, fewer_than=wanted) and self.can_train_more:
            self._go_on(wanted)  # more were asked for while it ended
            return
        self.look_ahead.resume()
        if isinstance(word, Failed):
            self.message.emit(run_messages.failure(word, self._document.apply))

    def _on_run_silent(self, silent: RunSilent) -> None:
        if silent.run == self._record.number and self._phase is not Phase.STOPPING:
            self._is_silent = True
            self.message.emit(run_messages.silence(silent.seconds, self.stop))

    def _take_silence_back(self) -> None:
        if self._is_silent:
            self._is_silent = False
            self.withdrawn.emit(run_messages.SILENT_KEY)

    def _on_worker_lost(self, lost: WorkerLost) -> None:
        self._record.is_left = False
        self._set_worker(None)
        self.look_ahead.reading_ended()
        if self._record.number not in lost.failed:  # else its last word has said it
            self.message.emit(run_messages.loss(lost))
        self.questions.lost()
        self.look_ahead.ask_again()

    def _set_worker(self, ready: Ready | None) -> None:
        self._ready = ready
        if self._phase in (Phase.STARTING, Phase.READY):
            self._set_phase(Phase.READY if ready else Phase.STARTING)
        self.worker_changed.emit()


def _ended_by_epochs(word: LastWord, fewer_than: int) -> bool:
    return isinstance(word, Finished) and word.reason == "epochs" and word.epochs < fewer_than
