"""Scrolls a list while something is dragged near its upper or lower edge."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractScrollArea

_MARGIN: Final = 28  # pixels from an edge
_BEAT: Final = 25  # milliseconds
_SLOWEST: Final = 3  # pixels a beat; the nearer to the edge the faster


class EdgeScroll(QObject):
    """scrolled: other rows are under the mouse, which has not moved."""

    scrolled = Signal()

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self._by = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._on_timer_timeout)

    def drag_to(self, y: float) -> None:
        """What is dragged is at this height of the viewport now."""
        above, below = _MARGIN - y, y - (self._view.viewport().height() - _MARGIN)
        near = max(above, below)
        self._by = 0 if near <= 0 else round(_SLOWEST + min(near, 2 * _MARGIN) / 2) * (-1 if above > 0 else 1)
        if self._by == 0:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _on_timer_timeout(self) -> None:
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._by)
        if bar.value() != before:
            self.scrolled.emit()
