"""In which language the window speaks, as the command line, the settings and the system say."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from nnstudio.gui.settings import SYSTEM, Settings
from nnstudio.i18n import ENGLISH, first_spoken, language, set_language


class Speech(QObject):
    """Texts that are shown already stay as they are: a window is made anew to speak another language.

    forced: the code of a language that goes before the settings, for as long as these are not changed.
    """

    def __init__(
        self, app: QApplication, settings: Settings, forced: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._forced = forced
        self._of_qt: QTranslator | None = None
        self.speak()

    def heed_settings(self) -> None:
        """They were changed by hand, so they count."""
        self._forced = ""

    @property
    def wanted(self) -> str:
        """The code of the language that is to be spoken."""
        chosen = self._forced or self._settings.language
        return first_spoken(QLocale.system().uiLanguages()) if chosen == SYSTEM else chosen

    @property
    def is_as_wanted(self) -> bool:
        return self.wanted == language()

    def speak(self) -> None:
        """What is wanted, from now on; Qt's own dialogs and buttons too."""
        wanted = self.wanted
        set_language(wanted)
        if self._of_qt is not None:
            self._app.removeTranslator(self._of_qt)
            self._of_qt.deleteLater()
            self._of_qt = None
        if wanted != ENGLISH:
            self._of_qt = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._of_qt.load(f"qtbase_{wanted}", folder)
            self._app.installTranslator(self._of_qt)
