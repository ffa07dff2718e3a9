"""How far the reading of own data is, for the line at the bottom, and a way to end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from nnstudio.data.sources import source_of
from nnstudio.i18n import _
from nnstudio.protocol.events import DataReading

_FULL: Final = 1000
_WIDTH: Final = 160


class ReadingBar(QWidget):
    """Shows itself only while something is read; cancelled: it is not wanted any more."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)  # it names a file
        self.progress = QProgressBar()
        self.progress.setRange(0, _FULL)
        self.progress.setFixedWidth(_WIDTH)
        self.progress.setAccessibleName(_("Reading the data"))
        self.cancel = QPushButton(_("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self.label, self.progress, self.cancel):
            row.addWidget(part)
        self.cancel.clicked.connect(self.cancelled)
        self.hide()

    @Slot(object)
    def show_reading(self, reading: DataReading | None) -> None:
        """None: nothing is read."""
        self.setVisible(reading is not None)
        if reading is None:
            return
        self.label.setText(_("Reading “{name}”…").format(name=_(source_of(reading.choice).title)))
        self.progress.setValue(round(_FULL * min(1.0, reading.done / max(1, reading.total))))
