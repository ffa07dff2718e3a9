"""Quick search at the list: type a few letters, Enter adds the layer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnstudio.gui.palette.finder import LayerFinder
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_WIDTH, _HEIGHT = 240, 320


class QuickAdd(QFrame):
    """chosen: the key of an offer. It closes on Escape, on a click outside, and when one was chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, own: OwnGroups | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(_("Add a layer"))
        self.finder = LayerFinder(theme, one_click=True, own=own)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.finder)
        self.finder.chosen.connect(self._on_finder_chosen)

    def ask(self, corner: QPoint, text: str = "") -> None:
        """Open with this text typed; corner: the bottom left one, on the screen."""
        self.finder.search.setText(text)
        self.resize(_WIDTH, _HEIGHT)
        top = corner.y() - _HEIGHT
        screen = self.screen().availableGeometry()
        self.move(min(corner.x(), screen.right() - _WIDTH), max(screen.top(), top))
        self.show()
        self.finder.search.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.finder.set_theme(theme)

    @Slot(str)
    def _on_finder_chosen(self, key: str) -> None:
        self.close()
        self.chosen.emit(key)
