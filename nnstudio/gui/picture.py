"""Takes a picture of the real window: opened off the screen, trained by the real worker, saved as PNG."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from nnstudio.design.edits import set_recipe
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.gui.app import make_app
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.messages import Message
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.settings import Settings
from nnstudio.gui.speech import Speech
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.i18n import _, grouped, language
from nnstudio.protocol.events import Failed

_SETTLE = 150  # milliseconds for layouts and a last tick, after the last word


@dataclass(frozen=True)
class Wish:
    """epochs: to train first, None for the design's own, 0 for none. view: "all" or a dock's name."""

    design: Design
    epochs: int | None
    view: str
    size: tuple[int, int]
    theme: str
    seconds: int


def take_picture(wish: Wish, path: Path) -> None:
    """Write the picture. Raises UserError if training fails or takes longer than allowed."""
    qInstallMessageHandler(_pass_on)
    app = make_app()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(Path(folder) / "settings.ini")  # not the person's own: a picture changes nothing
        settings.set_value("theme", wish.theme)
        Speech(app, settings, language(), app)
        thread = TrainingThread()
        window = MainWindow(settings, Appearance(app, settings), thread)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(*wish.size)
        window.show()
        sitting = _Sitting(window, wish)
        sitting.done.connect(app.quit)
        QTimer.singleShot(0, sitting.begin)
        try:
            thread.start()
            app.exec()
        finally:
            thread.shutdown()
            window.hide()
            window.deleteLater()
        if sitting.error is not None:
            raise sitting.error
        if sitting.picture is None or not sitting.picture.save(str(path), "PNG"):
            raise UserError(_("The picture could not be written."), _("Choose another place."), str(path))


def _pass_on(_level: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt has to say, except that the offscreen platform has no window manager."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


class _Sitting(QObject):
    """From opening the design to the picture; ``done`` comes once."""

    done = Signal()

    def __init__(self, window: MainWindow, wish: Wish) -> None:
        super().__init__(window)
        self._window = window
        self._wish = wish
        self._began = False
        self._over = False
        self.error: UserError | None = None
        self.picture: QPixmap | None = None

    @Slot()
    def begin(self) -> None:
        window, wish = self._window, self._wish
        if wish.view == "gallery":
            self._settle()
            return
        QTimer.singleShot(wish.seconds * 1000, self._on_time_over)
        design = wish.design
        if wish.epochs:
            design, _change = set_recipe(design, "epochs", wish.epochs)
        window.run_state.phase_changed.connect(self._on_phase_changed)
        window.run_state.preview_changed.connect(self._on_preview_changed)
        window.run_state.message.connect(self._on_message)
        window.run_state.blocked.connect(self._on_blocked)
        window.files.show(design, None, shipped=True)
        if window.document.report.errors:
            self._on_preview_changed()

    @Slot()
    def _on_preview_changed(self) -> None:
        """The data are there: train, or show the untrained network."""
        has_data = self._window.run_state.preview is not None
        if self._began or not (has_data or self._window.document.report.errors):
            return
        self._began = True
        if self._wish.epochs == 0:
            self._settle()
        else:
            self._window.run_state.train()

    @Slot(Phase)
    def _on_phase_changed(self, phase: Phase) -> None:
        if phase is Phase.FINISHED or phase is Phase.STOPPED:
            self._settle()
        elif phase is Phase.FAILED:
            word = self._window.run_state.last_word
            message, hint = (word.message, word.hint) if isinstance(word, Failed) else (_("It failed."), "")
            self._fail(UserError(message, hint))

    @Slot(Message)
    def _on_message(self, message: Message) -> None:
        if not self._began:  # the data could not be shown, or the worker died over them
            self._fail(UserError(message.text, message.hint, message.where))

    @Slot(object)
    def _on_blocked(self, problem: object) -> None:
        self._fail(UserError(getattr(problem, "message", "")))

    @Slot()
    def _on_time_over(self) -> None:
        if not self._over:
            text = _("It was not done within {seconds} seconds.").format(seconds=grouped(self._wish.seconds))
            self._fail(UserError(text, _("Train fewer epochs, or allow more with --seconds.")))

    def _settle(self) -> None:
        QTimer.singleShot(_SETTLE, self._take)

    @Slot()
    def _take(self) -> None:
        if not self._over:
            self.picture = self._subject().grab()
            self._finish()

    def _subject(self) -> QWidget:
        if self._wish.view in ("all", "gallery"):
            return self._window
        self._window.desk.workspace.show_dock(self._wish.view)
        return self._window.desk.workspace.docks[self._wish.view]

    def _fail(self, error: UserError) -> None:
        if not self._over:
            self.error = error
            self._finish()

    def _finish(self) -> None:
        self._over = True
        self.done.emit()
