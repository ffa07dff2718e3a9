"""The weights that a person keeps during a run, to go back to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from nnstudio.gui.history import History
from nnstudio.gui.messages import Level, Message
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_record import RunRecord
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.commands import Restore, Snapshot
from nnstudio.protocol.events import Restored, RestoreFailed, SnapshotFailed, SnapshotTaken

KEPT_KEY = "kept"


@dataclass(frozen=True, eq=False)
class Kept:
    """A checkpoint, and the curves as they were then."""

    checkpoint: Checkpoint
    history: History


class KeptWeights(QObject):
    """``changed`` comes when other weights are kept, or none; ``message`` when the worker refuses."""

    changed = Signal()
    message = Signal(Message)

    def __init__(
        self,
        thread: TrainingThread,
        record: Callable[[], RunRecord],
        phase: Callable[[], Phase],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._record = record
        self._phase = phase
        self._kept: Kept | None = None
        self._going_back: Kept | None = None
        self._asked = 0  # the number of the newest wish

    @property
    def step(self) -> int | None:
        """How many steps the kept weights were trained; None if none are kept."""
        return self._kept.checkpoint.step if self._kept else None

    @property
    def can_keep(self) -> bool:
        """Whether there are weights to keep."""
        record = self._record()
        stands = record.is_left or self._phase() in (Phase.RUNNING, Phase.PAUSED)
        return stands and record.keeps_weights

    @property
    def can_go_back(self) -> bool:
        """Whether weights are kept that this run can go back to now."""
        record, kept = self._record(), self._kept
        if kept is None or self._phase() in (Phase.PREPARING, Phase.STOPPING):
            return False
        return record.keeps_weights and record.follows(kept.checkpoint.design)

    def keep(self) -> None:
        """Ask for the weights as they are now; they are kept when the answer comes."""
        if self.can_keep:
            self._asked += 1
            self._thread.send(Snapshot(self._asked))

    def go_back(self) -> None:
        """Ask the run to go back to what is kept."""
        if self._kept is not None and self.can_go_back:
            self._going_back = self._kept
            self._thread.send(Restore(self._record().number, self._kept.checkpoint))

    def forget(self) -> None:
        self._asked += 1  # what is still on its way is not wanted
        self._kept = self._going_back = None
        self.changed.emit()

    def hear(self, event: SnapshotTaken | SnapshotFailed | Restored | RestoreFailed) -> None:
        """Take in an answer; what the run told before it was folded into the record already."""
        record = self._record()
        match event:
            case SnapshotTaken(number=self._asked, run=record.number):
                self._kept = Kept(event.checkpoint, record.history.copy())
                self.changed.emit()
            case SnapshotFailed(number=self._asked) | RestoreFailed(run=record.number):
                self.message.emit(Message(Level.WARNING, event.message, event.hint, key=KEPT_KEY))
            case Restored(run=record.number):
                going, self._going_back = self._going_back, None
                if going is None:  # a new worker stands where the last one stood
                    record.is_left = True
                else:
                    record.went_back(event, going.history.copy())
