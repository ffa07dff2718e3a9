"""Keeps one window open, and makes it anew where another language is wanted.

Widgets hold no truth: the new window shows the same design with its way back, and the same run, which
goes on meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from nnstudio.gui import run_messages
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.dialogs import Dialogs
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.messages import Level, Message
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.settings import LANGUAGE, Settings
from nnstudio.gui.speech import Speech
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.gui.work import Work
from nnstudio.i18n import _, language
from nnstudio.protocol.commands import Speak
from nnstudio.protocol.events import Failed

LATER_KEY: Final = "language"
_LATER: Final = 300  # milliseconds until it is tried again


@dataclass(frozen=True)
class _Standing:
    """What a person was at in a window. row: that is selected in the list, or ""."""

    has_design: bool
    is_working: bool
    row: str
    in_settings: bool


class Program(QObject):
    """window: the one that is open now. forced: a language that goes before the settings.

    dialogs: asks the person's questions; None for real dialogs.
    """

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        thread: TrainingThread,
        *,
        forced: str = "",
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__(app)
        self._settings = settings
        self._thread = thread
        self._dialogs = dialogs
        self._speech = Speech(app, settings, forced, self)
        self._appearance = Appearance(app, settings, self)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self.window = self._made()
        self._later.timeout.connect(self._change_language)
        settings.changed.connect(self._on_setting_changed)

    def _made(self, work: Work | None = None) -> MainWindow:
        return MainWindow(self._settings, self._appearance, self._thread, self._dialogs, work=work)

    @Slot(Message)
    def show_message(self, message: Message) -> None:
        """Something that concerns no part of the window."""
        self.window.messages.show_message(message)

    @Slot()
    def close(self) -> None:
        self.window.close()

    @Slot(str)
    def _on_setting_changed(self, name: str) -> None:
        if name == LANGUAGE.name:
            self._speech.heed_settings()
            self._later.start(0)  # whoever changed it is a part of the window, and has its turn first

    @Slot()
    def _change_language(self) -> None:
        """At once, or as soon as nothing goes on that belongs to the window alone."""
        self.window.messages.dismiss(LATER_KEY)
        if self._speech.is_as_wanted:
            return
        if self.window.is_occupied:
            text = _("The language changes as soon as what is being written or fetched is done.")
            self.show_message(Message(Level.INFO, text, key=LATER_KEY))
            self._later.start(_LATER)
            return
        self._speech.speak()
        self._thread.send(Speak(language()))
        self._make_anew()

    def _make_anew(self) -> None:
        old, standing = self.window, _standing(self.window)
        old.keep_layout()
        old.work.document.say_anew()
        self.window = self._made(old.work)
        _take_up(self.window, standing)
        self.window.show()
        if standing.in_settings:
            self.window.show_settings()
        old.hide()
        old.deleteLater()


def _standing(window: MainWindow) -> _Standing:
    from nnstudio.gui.settings_dialog import SettingsDialog  # seldom wanted, and never at the start

    stage = window.stage
    dialogs = window.findChildren(SettingsDialog)
    return _Standing(
        has_design=stage.has_design,
        is_working=stage.is_working,
        row=next(iter(window.network.selection.keys()), "") if stage.has_design else "",
        in_settings=any(dialog.isVisible() for dialog in dialogs),
    )


def _take_up(window: MainWindow, standing: _Standing) -> None:
    if not standing.has_design:
        return
    window.stage.take_up(working=standing.is_working)
    window.network.selection.select(standing.row)
    state = window.run_state
    if state.look_ahead.failure:
        state.look_ahead.look_again()  # its words were of the other language
    if state.phase is Phase.FAILED and isinstance(state.last_word, Failed):
        window.messages.show_message(run_messages.failure(state.last_word, window.document.apply))
