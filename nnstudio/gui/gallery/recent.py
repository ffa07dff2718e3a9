"""The strip of recent files: a button each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from nnstudio.gui.icons import icon
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip, without_key
from nnstudio.i18n import _

AT_MOST = 6
_LONGEST = 180  # pixels of a name


class RecentStrip(QWidget):
    """Takes no room while there is nothing recent; shows as many as fit."""

    opened = Signal(str)  # a path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paths: tuple[Path, ...] = ()
        self.buttons: list[QToolButton] = []
        self._label = QLabel(_("Recent"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._label.setStyleSheet(f"color: {theme.muted}")
        for button in self.buttons:
            button.setIcon(icon("open", theme, theme.muted))

    def set_paths(self, paths: Sequence[Path]) -> None:
        if tuple(paths) == self._paths:
            return
        self._paths = tuple(paths)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(path) for path in self._paths[:AT_MOST]]
        for at, button in enumerate(self.buttons, start=1):
            self._row.insertWidget(at, button)
        self.setVisible(bool(self.buttons))
        self._fit()

    def _button(self, path: Path) -> QToolButton:
        button = QToolButton()
        name = button.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, _LONGEST)
        button.setText(without_key(name))
        button.setToolTip(as_tip(str(path)))
        button.setAccessibleName(_("Open {name}").format(name=path.stem))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(icon("open", self._theme, self._theme.muted))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("path", str(path))
        button.clicked.connect(self._on_button_clicked)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show only whole buttons: the newest that fit."""
        room = self.width() - self._label.sizeHint().width()
        for button in self.buttons:
            room -= button.sizeHint().width() + self._row.spacing()
            button.setVisible(room >= 0)

    @Slot()
    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.opened.emit(str(button.property("path")))
