"""Where the guide begins when nothing was dropped: what can be read, and from where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nnstudio.gui.panels.parts import FactTable, Text
from nnstudio.i18n import N_, _

KINDS = (
    (N_("A table"), N_("CSV, TSV or Excel (.xlsx): a row is an example, a column an input or the target.")),
)
_WIDTH = 560


class StartPage(QWidget):
    """chosen: a Path."""

    chosen = Signal(Path)

    def __init__(self, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or Path.home()
        self.file = QPushButton(_("Choose a file…"))
        box = QFrame()
        box.setFixedWidth(_WIDTH)
        title = Text(_("Drop a file here, or choose one."), strong=True)
        table = FactTable()
        table.show_facts([(_(name), _(text)) for name, text in KINDS])
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.file)
        buttons.addStretch(1)
        column = QVBoxLayout(box)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(buttons)
        column.addWidget(table)
        column.addWidget(Text(_("What is read is never changed."), muted=True))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.file.clicked.connect(self._on_file_clicked)

    @Slot()
    def _on_file_clicked(self) -> None:
        name, _used = QFileDialog.getOpenFileName(self, _("Your own data"), str(self._folder))
        if name:
            self.chosen.emit(Path(name))
