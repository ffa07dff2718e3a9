"""The program with a window: from QApplication to the last process ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtWidgets import QApplication

from nnstudio import __version__
from nnstudio.gui.exception_hook import ExceptionHook, open_log
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.program import Program
from nnstudio.gui.settings import Settings
from nnstudio.gui.training_thread import TrainingThread

_SIGNAL_TURNS = 200  # milliseconds; Python sees Ctrl-C only when it is given a turn


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """The application object, named before anything asks where to keep files."""
    QCoreApplication.setOrganizationName("NN Studio")
    QCoreApplication.setApplicationName("nnstudio")
    QCoreApplication.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale.c())  # numbers are typed and shown in the same way in every language
    app = QApplication([sys.argv[0], *arguments])
    app.setDesktopFileName("nnstudio")
    return app


def run(path: Path | None = None, shipped: str = "", language: str = "") -> int:
    """Open the window, with a file or a shipped design in it; the exit code when it was closed.

    language: to speak whatever the settings say; "" for what they say.
    """
    app = make_app()
    hook = ExceptionHook(open_log(), app)
    hook.install()
    settings = Settings()
    thread = TrainingThread()
    program = Program(app, settings, thread, forced=language)
    hook.user_error.connect(program.show_message)
    program.window.show()
    QTimer.singleShot(0, thread.start)  # after the window is up
    _begin_with(program.window, settings, path, shipped)
    _close_on_ctrl_c(app, program)
    code = app.exec()
    thread.shutdown()
    return code


def _begin_with(window: MainWindow, settings: Settings, path: Path | None, shipped: str) -> None:
    last = settings.note("last_file")
    if path is not None:
        window.files.open(path)
    elif shipped:
        window.files.open_shipped(shipped)
    elif not settings.gallery_at_start and not (
        isinstance(last, str) and os.path.isfile(last) and window.files.open(Path(last))
    ):
        window.files.new()


def _close_on_ctrl_c(app: QApplication, program: Program) -> None:
    signal.signal(signal.SIGINT, lambda *_: program.close())
    turns = QTimer(app)
    turns.timeout.connect(_take_a_turn)
    turns.start(_SIGNAL_TURNS)


def _take_a_turn() -> None:
    """Nothing: while Python runs this, it also sees signals."""
