"""Own data in the Data panel: where they are, whether they still are what was chosen, and the way out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.design.own import OwnData
from nnstudio.gui.icons import pixmap
from nnstudio.gui.panels.parts import Text
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_SIGN = 16


class OwnDataBox(QWidget):
    """look_asked: the guide is wanted, upon the same path. choose_asked: it is wanted for other data."""

    look_asked = Signal(Path)
    choose_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: OwnData | None = None
        self.name = Text(strong=True)
        self.folder = Text(muted=True)
        self.sign = QLabel()
        self.state = Text()
        self.look = QPushButton()
        self.choose = QPushButton(_("Choose other data…"))
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.sign)
        told.addWidget(self.state, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.look)
        buttons.addWidget(self.choose)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.folder)
        column.addLayout(told)
        column.addLayout(buttons)
        self.look.clicked.connect(self._on_look_clicked)
        self.choose.clicked.connect(self.choose_asked)
        self.set_theme(theme)
        self.show_own(None)

    def set_theme(self, theme: Theme) -> None:
        self.sign.setPixmap(pixmap("warning", theme, _SIGN, self.devicePixelRatioF(), theme.bad))

    def show_own(self, own: OwnData | None, problem: str = "") -> None:
        """problem: why they could not be read; "" where they could, or nobody has tried yet."""
        self._own = own
        self.setVisible(own is not None)
        if own is None:
            return
        path = Path(own.path)
        self.name.say(path.name)
        self.folder.say(_("It stands in the design itself.") if own.inside else str(path.parent))
        self.state.say(problem)
        self.sign.setVisible(bool(problem))
        self.look.setText(_("Take it as it is now…") if problem else _("Change what is used…"))

    @Slot()
    def _on_look_clicked(self) -> None:
        if self._own is not None:
            self.look_asked.emit(Path(self._own.path))
