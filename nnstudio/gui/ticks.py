"""When the window looks at what has arrived: thirty times a second, less where that slows training down."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import psutil
from PySide6.QtCore import QObject, QTimer, Signal, Slot

TICK: Final = 33.0  # milliseconds between two looks
SLOWEST: Final = 66.0  # milliseconds: curves still move smoothly
_SHARE: Final = 0.1  # of a processor that the window may take where training takes all of them
_FULL: Final = 90.0  # percent of all processors; above it the window takes what training would use
_LOAD_SECONDS: Final = 1.0  # between two looks at how busy the machine is
_HURRY_SECONDS: Final = 0.5  # for which an answer is awaited
_NEWEST: Final = 0.2  # weight of the newest cost in their running mean


class TickPace:
    """Milliseconds between two looks, from what they cost. It is told of each look.

    load: how busy all processors were since it was asked last, in percent.
    """

    def __init__(self, load: Callable[[], float] = psutil.cpu_percent) -> None:
        self._load = load
        self._is_full = False
        self._looked_at_load = -_LOAD_SECONDS
        self._cost = 0.0
        self._worked = 0.0

    def looked(self, now: float, worked: float) -> None:
        """now: seconds of a clock. worked: seconds that the window's thread has computed for so far."""
        self._cost += _NEWEST * (worked - self._worked - self._cost)
        self._worked = worked
        if now - self._looked_at_load >= _LOAD_SECONDS:
            self._is_full = self._load() > _FULL
            self._looked_at_load = now

    @property
    def interval(self) -> float:
        if not self._is_full:
            return TICK
        return min(SLOWEST, max(TICK, 1000.0 * self._cost / _SHARE))


class Ticks(QObject):
    """``due`` is emitted once for all that was expected since the last one."""

    due = Signal()

    def __init__(self, parent: QObject | None = None, pace: TickPace | None = None) -> None:
        super().__init__(parent)
        self._pace = pace or TickPace()
        self._last = 0.0
        self._hurries_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)

    def expect(self) -> None:
        """Something has arrived."""
        if not self._timer.isActive():
            self._set_timer()

    def hurry(self) -> None:
        """Somebody has asked for something: what comes of it is not to be late."""
        self._hurries_until = time.monotonic() + _HURRY_SECONDS
        if self._timer.isActive():
            self._set_timer()

    def _set_timer(self) -> None:
        now = time.monotonic()
        interval = TICK if now < self._hurries_until else self._pace.interval
        self._timer.start(max(0, round(interval - (now - self._last) * 1000.0)))

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._last = time.monotonic()
        self._pace.looked(self._last, time.thread_time())
        self.due.emit()
