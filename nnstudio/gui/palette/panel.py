"""The palette: every layer there is, and whole networks, to drag into the list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.gui.palette.finder import LayerFinder
from nnstudio.gui.theme import Theme


class PalettePanel(QWidget):
    """insert_requested: the key of what to insert after the selection."""

    insert_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = LayerFinder(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.finder)
        self.setMinimumWidth(150)
        self.finder.chosen.connect(self.insert_requested)

    def sizeHint(self) -> QSize:
        return QSize(176, 400)

    def set_theme(self, theme: Theme) -> None:
        self.finder.set_theme(theme)
