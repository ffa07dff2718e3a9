"""What nobody expected: written to a log, and shown once, with everything to copy."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from nnstudio import __version__
from nnstudio.errors import UserError
from nnstudio.gui.messages import Message
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _

_LOG_BYTES = 1_000_000
log = logging.getLogger("nnstudio")


def open_log(folder: Path | None = None) -> Path | None:
    """Begin to write the log file; None where there is no place for one."""
    try:
        folder = folder or user_log_path("nnstudio", appauthor=False, ensure_exists=True)
        path = folder / "nnstudio.log"
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return path


class ExceptionHook(QObject):
    """Catches what no code caught, in any thread. A UserError is shown as the message that it is."""

    user_error = Signal(Message)
    _raised = Signal(object, str)

    def __init__(self, log_path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self._box: QMessageBox | None = None
        self._raised.connect(self._on_raised)  # crosses to the GUI thread from wherever it was raised

    def install(self) -> None:
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if not isinstance(error, UserError):
            log.error("%s", text)
            print(text, file=sys.stderr, end="")
        self._raised.emit(error, text)

    def _catch_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object, str)
    def _on_raised(self, error: BaseException, text: str) -> None:
        if isinstance(error, UserError):
            self.user_error.emit(Message.of(error))
        elif self._box is None:  # one dialog at a time: the rest are in the log
            self._box = self._show(f"NN Studio {__version__}\n\n{text}")

    def _show(self, details: str) -> QMessageBox:
        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(_("Something went wrong"))
        box.setText(_("NN Studio met an error it did not expect. Your design is still there; save it."))
        if self._log_path is not None:
            box.setInformativeText(as_tip(_("It was written to {path}").format(path=self._log_path)))
        box.setDetailedText(details)
        copy = box.addButton(_("Copy details"), QMessageBox.ButtonRole.ActionRole)
        close = box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        copy.clicked.disconnect()  # copying leaves the dialog open
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
        box.destroyed.connect(self._on_box_destroyed)
        box.open()
        return box

    @Slot()
    def _on_box_destroyed(self) -> None:
        self._box = None
