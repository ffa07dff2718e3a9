"""Theme and text size of the whole program, as the settings and the system say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from nnstudio.gui.settings import TEXT_SIZE, THEME, Settings
from nnstudio.gui.theme import DARK, LIGHT, THEMES, Theme, apply_theme

_FALLBACK_POINTS = 10.0  # where a platform's font is given in pixels


class Appearance(QObject):
    """``theme_changed`` comes after the application wears the theme."""

    theme_changed = Signal(Theme)

    def __init__(self, app: QApplication, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._font = QFont(app.font())
        self._theme = self._wanted()
        apply_theme(app, self._theme)
        self._apply_text_size()
        settings.changed.connect(self._on_setting_changed)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def theme(self) -> Theme:
        return self._theme

    def toggle(self) -> None:
        """The other theme, from now on."""
        self._settings.set_value(THEME.name, LIGHT.name if self._theme.is_dark else DARK.name)

    def change_text_size(self, percent: int) -> None:
        """By so many percent of the usual size; 0 goes back to it."""
        wanted = self._settings.text_size + percent if percent else TEXT_SIZE.default
        self._settings.set_value(TEXT_SIZE.name, max(TEXT_SIZE.min, min(TEXT_SIZE.max, wanted)))

    def _wanted(self) -> Theme:
        system_is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return THEMES.get(self._settings.theme, DARK if system_is_dark else LIGHT)

    @Slot(str)
    def _on_setting_changed(self, name: str) -> None:
        if name == THEME.name:
            self._follow()
        elif name == TEXT_SIZE.name:
            self._apply_text_size()

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self._theme:
            self._theme = wanted
            apply_theme(self._app, wanted)
            self.theme_changed.emit(wanted)

    def _apply_text_size(self) -> None:
        usual = self._font.pointSizeF() if self._font.pointSizeF() > 0 else _FALLBACK_POINTS
        font = QFont(self._font)
        font.setPointSizeF(usual * self._settings.text_size / 100)
        if font != self._app.font():
            self._app.setFont(font)
