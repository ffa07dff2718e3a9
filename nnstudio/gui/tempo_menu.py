"""The speed of training, to choose from the toolbar and the Train menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from nnstudio.gui.settings import Settings
from nnstudio.gui.tempos import TEMPO, tempo_text
from nnstudio.i18n import _


class TempoMenu(QMenu):
    """One entry for each speed, a mark at that of the settings."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(_("Spee&d"), parent)
        self._settings = settings
        group = QActionGroup(self)
        for option in TEMPO.options:
            action = self.addAction(_(option.title))
            action.setData(option.key)
            action.setCheckable(True)
            group.addAction(action)
        group.triggered.connect(self._on_group_triggered)
        settings.changed.connect(self._on_settings_changed)
        self._mark()

    def _mark(self) -> None:
        for action in self.actions():
            action.setChecked(action.data() == self._settings.value(TEMPO.name))

    @Slot(QAction)
    def _on_group_triggered(self, action: QAction) -> None:
        self._settings.set_value(TEMPO.name, action.data())

    @Slot(str)
    def _on_settings_changed(self, name: str) -> None:
        if name == TEMPO.name:
            self._mark()


# The style would lay its small arrow over the text.
_ARROW_BESIDE = (
    "QToolButton { padding-right: 18px; }"
    "QToolButton::menu-indicator"
    " { subcontrol-origin: padding; subcontrol-position: right center; right: 4px; }"
)


class TempoButton(QToolButton):
    """Says the speed; opens the menu."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setMenu(TempoMenu(settings, self))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setStyleSheet(_ARROW_BESIDE)
        self.setToolTip(_(TEMPO.help))
        self.setAccessibleName(_(TEMPO.title))
        settings.changed.connect(self._on_settings_changed)
        self._show()

    def _show(self) -> None:
        self.setText(tempo_text(str(self._settings.value(TEMPO.name))))

    @Slot(str)
    def _on_settings_changed(self, name: str) -> None:
        if name == TEMPO.name:
            self._show()
