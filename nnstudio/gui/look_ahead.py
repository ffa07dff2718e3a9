"""What the worker is asked for while nobody trains: a look at the data, and the model built ahead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nnstudio.data.prepared import Preview
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import DataChoice, Design
from nnstudio.design.own import KINDS_OF_FILES
from nnstudio.gui.document import Document
from nnstudio.gui.messages import Level, Message, Offer
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.i18n import _
from nnstudio.protocol.commands import CancelReading, Engine, Prepare, ShowData
from nnstudio.protocol.events import DataFailed, DataReading, DataShown

DATA_PAUSE = 150  # milliseconds without a further choice of data
DESIGN_PAUSE = 400  # milliseconds without a further edit
DATA_KEY = "data"


class LookAhead(QObject):
    """Keeps ``preview`` in step with the document's choice of data.

    may_prepare: whether nothing trains, so that the worker has time to build ahead.
    """

    preview_changed = Signal()
    doubt_changed = Signal()
    retake_asked = Signal(Path)  # a file that has changed is to be taken as it is now
    reading_changed = Signal(object)  # the DataReading that goes on, or None
    message = Signal(Message)
    withdrawn = Signal(str)  # the key of a message that is no longer so

    def __init__(
        self,
        document: Document,
        thread: TrainingThread,
        may_prepare: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._thread = thread
        self._may_prepare = may_prepare
        self._preview: Preview | None = None
        self._failure = self._doubt = ""
        self._reading: DataReading | None = None
        self._asked: DataChoice | None = None
        self._asked_again: DataChoice | None = None
        self._engine: Engine = "auto"
        self._prepared: Prepare | None = None
        self._data_timer = _pause(self, DATA_PAUSE)
        self._design_timer = _pause(self, DESIGN_PAUSE)
        self._wire()
        self._on_data_paused()
        self._design_timer.start()

    def _wire(self) -> None:
        self._document.changed.connect(self._on_document_changed)
        self._data_timer.timeout.connect(self._on_data_paused)
        self._design_timer.timeout.connect(self._on_design_paused)

    @property
    def preview(self) -> Preview | None:
        """The data of the current design; None until the worker has shown it."""
        return self._preview

    @property
    def failure(self) -> str:
        """Why the data of the current design could not be read; "" where they could, or are being read."""
        return self._failure

    @property
    def doubt(self) -> str:
        """Why the data that are shown are no longer what lies there; "" where nothing speaks against them."""
        return self._doubt

    @Slot()
    def look_whether_same(self) -> None:
        """Whether a file of the person's own has changed since it was read; not while something trains.

        A folder of many files is not looked at: on a slow drive that would hold up the worker.
        """
        own = self._document.design.data.own
        is_a_file = own is not None and not own.inside and own.kind in KINDS_OF_FILES
        if is_a_file and self._preview is not None and self._may_prepare():
            self._thread.send(ShowData(self._preview.choice))

    def _set_doubt(self, doubt: str) -> None:
        if doubt == self._doubt:
            return
        self._doubt = doubt
        if not doubt:
            self.withdrawn.emit(DATA_KEY)
        self.doubt_changed.emit()

    def reading(self, event: DataReading) -> None:
        self._show_reading(event)

    @Slot()
    def cancel_reading(self) -> None:
        """What is being read is not wanted; it can be read again."""
        if self._reading is not None:
            self._thread.send(CancelReading(self._reading.choice))

    def reading_ended(self) -> None:
        """A run has what it needs, or the worker that read is gone."""
        self._show_reading(None)

    def _show_reading(self, reading: DataReading | None) -> None:
        if reading != self._reading:
            self._reading = reading
            self.reading_changed.emit(reading)

    def shown(self, event: DataShown) -> None:
        self._show_reading(None)
        if self._preview is not None and event.preview.choice == self._preview.choice:
            self._set_doubt("")  # they are again as they were
        elif event.preview.choice == self._document.design.data:
            self._failure = ""
            self._preview = event.preview
            self._document.learn(event.preview.choice, event.preview.class_totals)
            self.preview_changed.emit()

    def failed(self, event: DataFailed) -> None:
        self._show_reading(None)
        if self._preview is not None and event.choice == self._preview.choice:
            if event.message != self._doubt:  # what was read can still be looked at and learned
                offer = self._offer_of(Path(event.choice.own.path)) if event.choice.own is not None else None
                self.message.emit(
                    Message(Level.WARNING, event.message, event.hint, offer=offer, key=DATA_KEY)
                )
            self._set_doubt(event.message)
        elif event.choice == self._document.design.data:
            self._failure = event.message
            self._forget()
            again = Offer(_("Read again"), self.look_again) if event.choice.own is not None else None
            self.message.emit(Message(Level.ERROR, event.message, event.hint, offer=again, key=DATA_KEY))

    def _offer_of(self, path: Path) -> Offer | None:
        """What to do about a file that has changed; None for one that is not there."""
        if not path.exists():
            return None
        return Offer(_("Take it as it is now…"), partial(self.retake_asked.emit, path))

    def ask_again(self) -> None:
        """A new worker knows nothing of what the last one was asked.

        Data are asked for once more only, and a model is not built ahead again: either may be what
        the last worker died of.
        """
        if self._preview is None and self._asked is not None and self._asked != self._asked_again:
            self._asked_again, self._asked = self._asked, None
            self._on_data_paused()

    @Slot()
    def look_again(self) -> None:
        """The same data that could not be read may be there now."""
        self.withdrawn.emit(DATA_KEY)
        self._forget()
        self._prepared = None
        self._on_data_paused()
        self._design_timer.start()

    def set_engine(self, engine: Engine) -> None:
        """What would train the design; one built for another is of no use."""
        self._engine = engine
        self._design_timer.start()

    def trained(self, design: Design) -> None:
        """It is built for a run, and takes the place of what was built ahead."""
        self._prepared = Prepare(design, self._engine)

    def resume(self) -> None:
        """A run has ended: there is time to build ahead again."""
        self._design_timer.start()

    @Slot(Change)
    def _on_document_changed(self, change: Change) -> None:
        if self._preview is not None and self._preview.choice != self._document.design.data:
            self._forget()
        if change.what is Changed.ALL:
            self._on_data_paused()  # another design: there is nothing to wait for
        elif change.what is Changed.DATA:
            self._data_timer.start()
        self._design_timer.start()

    def _forget(self) -> None:
        self._set_doubt("")
        self._preview = None
        self._asked = None
        self.preview_changed.emit()

    @Slot()
    def _on_data_paused(self) -> None:
        choice = self._document.design.data
        if self._document.facts is None or choice == self._asked:
            return
        self._failure = ""
        self._asked = choice
        self._thread.send(ShowData(choice))

    @Slot()
    def _on_design_paused(self) -> None:
        wanted = Prepare(self._document.design, self._engine)
        if self._failure:
            return  # whatever is built of data that cannot be read would read them once more
        if self._may_prepare() and not self._document.report.errors and wanted != self._prepared:
            self._prepared = wanted
            self._thread.send(wanted)


def _pause(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
