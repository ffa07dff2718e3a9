"""How far something is that takes long, for the line at the bottom, and a way to end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from nnstudio.data.sources import source_of
from nnstudio.i18n import _
from nnstudio.protocol.events import DataReading

_FULL: Final = 1000
_WIDTH: Final = 160


class WaitingBar(QWidget):
    """Shows itself only while something is done; cancelled: it is not wanted any more.

    name: what is done, for those who cannot see the bar.
    """

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)  # it names a file
        self.progress = QProgressBar()
        self.progress.setRange(0, _FULL)
        self.progress.setFixedWidth(_WIDTH)
        self.progress.setAccessibleName(name)
        self.cancel = QPushButton(_("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self.label, self.progress, self.cancel):
            row.addWidget(part)
        self.cancel.clicked.connect(self.cancelled)
        self.hide()

    def show_share(self, text: str, share: float) -> None:
        """text: what is done now. share: how much of it, from 0 to 1."""
        self.label.setText(text)
        self.progress.setValue(round(_FULL * min(1.0, share)))
        self.show()


class ReadingBar(WaitingBar):
    """How far the reading of own data is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reading the data"), parent)

    @Slot(object)
    def show_reading(self, reading: DataReading | None) -> None:
        """None: nothing is read."""
        if reading is None:
            self.hide()
            return
        text = _("Reading “{name}”…").format(name=_(source_of(reading.choice).title))
        self.show_share(text, reading.done / max(1, reading.total))
