"""What can be read of the window's run; nothing here changes it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnstudio.data.prepared import Preview
from nnstudio.design.model import Design
from nnstudio.design.problems import Problem
from nnstudio.gui.document import Document
from nnstudio.gui.history import History
from nnstudio.gui.kept_weights import KeptWeights
from nnstudio.gui.look_ahead import LookAhead
from nnstudio.gui.messages import Message
from nnstudio.gui.questions import Questions
from nnstudio.gui.run_progress import Phase, RunProgress
from nnstudio.gui.run_record import RunRecord
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import FULL_SPEED, Engine
from nnstudio.protocol.events import LastWord, Ready, Sampled


class RunView(QObject):
    """What the views show of training, and what the actions ask before they are enabled.

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
    withdrawn = Signal(str)  # the key of a message that is no longer so

    def __init__(self, document: Document, thread: TrainingThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ready = thread.ready
        self._phase = Phase.READY if self._ready else Phase.STARTING
        self._record = RunRecord()
        self._engine: Engine = "auto"
        self._tempo = FULL_SPEED
        self._stale = False
        self.kept = KeptWeights(thread, lambda: self._record, lambda: self._phase, self)
        self.questions = Questions(thread, lambda: self._answering_run, self)
        self.look_ahead = LookAhead(document, thread, lambda: not self._phase.is_active, self)

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def worker(self) -> Ready | None:
        """What the warm worker said of itself; None while it warms up."""
        return self._ready

    @property
    def run_design(self) -> Design | None:
        """What the run trains, with what was changed while it went on; None where there is no run."""
        return self._record.design

    @property
    def run(self) -> int:
        return self._record.number

    @property
    def history(self) -> History:
        return self._record.history

    @property
    def progress(self) -> RunProgress:
        return self._record.progress

    @property
    def last_word(self) -> LastWord | None:
        """How the last run ended; None while it goes on."""
        return self._record.last_word

    @property
    def engine(self) -> str:
        """What trains the run, or trained it: "graph", "xla" or "keras"; "" until that is known."""
        return self._record.engine

    @property
    def preview(self) -> Preview | None:
        return self.look_ahead.preview

    @property
    def sampled(self) -> Sampled | None:
        """The newest predictions, if they belong to the data that is shown."""
        return self._record.sampled if self._fits_shown else None

    @property
    def is_stale(self) -> bool:
        """Whether the design, or what is to train it, was changed in a way that this run does not follow."""
        return self._stale

    @property
    def can_train_more(self) -> bool:
        """Whether more epochs can follow those that are done, of the design as it is now."""
        if self._phase.is_active:
            return self._phase is not Phase.STOPPING and self._follows
        return self._record.is_left and self._record.keeps_weights and self._follows

    @property
    def _fits_shown(self) -> bool:
        """Whether the run is one on the data that are shown."""
        preview, design = self.preview, self._record.design
        return preview is not None and design is not None and design.data == preview.choice

    @property
    def _answering_run(self) -> int | None:
        """The run whose network can be asked about the data that are shown."""
        stands = self._phase.is_active or self._record.is_left
        return self._record.number if stands and self._fits_shown else None

    @property
    def _follows(self) -> bool:
        """Whether the run is what training the design, as it is now, would give."""
        return self._record.wanted == self._engine and self._record.follows(self._document.design)

    @property
    def _can_go_on(self) -> bool:
        """A run is paused, unless it was only reset and the design has changed since."""
        return self._phase is Phase.PAUSED and not (self._stale and self._record.is_untrained)
