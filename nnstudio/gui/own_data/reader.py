"""Reads in the background, tells how far it is, and stops when it is told to."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, Signal

from nnstudio.data.own.reading import Cancelled, Progress
from nnstudio.errors import UserError
from nnstudio.i18n import _

_BETWEEN = 0.05  # seconds between two reports
_STACK = 16 << 20  # bytes; some systems give threads too little

# Given how to tell progress and how to hand over what it has found, piece by piece.
Work: TypeAlias = Callable[[Progress, Callable[[object], None]], None]


def handing_over(read: Callable[[Progress], object]) -> Work:
    """A reading that finds one thing, at its end."""

    def work(progress: Progress, tell: Callable[[object], None]) -> None:
        tell(read(progress))

    return work


_log = logging.getLogger(__name__)


class Reader(QThread):
    """One reading. told: something it found. failed: a UserError. It may be cancelled at any time, and says
    nothing from then on."""

    progressed = Signal(int, int)
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setStackSize(_STACK)
        self._work = work
        self._cancelled = threading.Event()
        self._last = 0.0

    def cancel(self) -> None:
        self._cancelled.set()

    def run(self) -> None:
        try:
            self._work(self._progress, self._tell)
        except Cancelled:
            pass
        except UserError as error:
            self._fail(error)
        except MemoryError:
            self._fail(
                UserError(
                    _("There is not enough memory to read this."),
                    _("Close other programs, or use less data."),
                )
            )
        except Exception as error:
            _log.exception("own data could not be read")
            hint = _("Save it again in the program it comes from, or choose other data.")
            self._fail(UserError(_("It cannot be read: {error}.").format(error=error), hint))

    def _fail(self, error: UserError) -> None:
        if not self._cancelled.is_set():
            self.failed.emit(error)

    def _tell(self, found: object) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self.told.emit(found)

    def _progress(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last > _BETWEEN:
            self._last = now
            # A signal has 32 bits, a file may have more bytes.
            self.progressed.emit(round(1_000 * done / max(1, total)), 1_000)
