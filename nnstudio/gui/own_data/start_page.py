"""Where the guide begins when nothing was dropped: what can be read, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.gui.key_names import native
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import _

_WIDTH = 600


class StartPage(QWidget):
    """chosen: a Path. pasted: what is on the clipboard is wanted. kinds: what can be read, and what it is."""

    chosen = Signal(Path)
    pasted = Signal()

    def __init__(
        self, kinds: Sequence[tuple[str, str]], folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder or Path.home()
        self.file = QPushButton(_("Choose a file…"))
        self.folder = QPushButton(_("Choose a folder…"))
        self.paste = QPushButton(_("Paste"))
        self.paste.setToolTip(
            _("Cells of a spreadsheet, a text or a copied file ({keys})").format(
                keys=native(QKeySequence.StandardKey.Paste)
            )
        )
        box = QFrame()
        box.setFixedWidth(_WIDTH)
        title = Text(_("Drop a file or a folder here, choose one, or paste."), strong=True)
        table = QVBoxLayout()
        table.setSpacing(2)
        for at, (name, text) in enumerate(kinds):
            if at:
                table.addSpacing(6)
            told = Text(_(text), muted=True)
            # A box that is centred asks nobody how high a wrapped text becomes.
            told.setMinimumHeight(told.heightForWidth(_WIDTH))
            table.addWidget(Text(_(name)))
            table.addWidget(told)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.file)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        column = QVBoxLayout(box)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(buttons)
        column.addLayout(table)
        column.addWidget(Text(_("What is read is never changed."), muted=True))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.file.clicked.connect(self._on_file_clicked)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.paste.clicked.connect(self.pasted)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        keys.activated.connect(self.pasted)

    @Slot()
    def _on_file_clicked(self) -> None:
        name, _used = QFileDialog.getOpenFileName(self, _("Your own data"), str(self._folder))
        if name:
            self.chosen.emit(Path(name))

    @Slot()
    def _on_folder_clicked(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Your own data"), str(self._folder))
        if name:
            self.chosen.emit(Path(name))
