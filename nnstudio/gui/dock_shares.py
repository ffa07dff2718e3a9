"""Keeps how docks share a window's room while the text grows and shrinks again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

_BY_HAND = 8  # pixels: a dock that differs by more was moved by a person


class DockShares(QObject):
    """A larger text needs wider panels, and Qt leaves them wide when it is small again.

    What a person wished is noted before the text changes, and given back as far as the text allows;
    panels that a person moved since are wished so from then on.
    """

    def __init__(self, window: QMainWindow, docks: Iterable[QDockWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        self._wished: dict[QDockWidget, QSize] = {}
        self._given: dict[QDockWidget, QSize] = {}  # what came of it
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._give)

    def forget(self) -> None:
        """The panels were arranged anew."""
        self._wished, self._given = {}, {}

    def text_changes(self) -> None:
        """To be called when the font is another one, before the panels are laid out for it."""
        if self._later.isActive():  # another step of the text before the last one was laid out
            return
        now = self._sizes()
        if now.keys() != self._given.keys() or any(_differ(now[dock], self._given[dock]) for dock in now):
            self._wished = now
        self._later.start()

    @Slot()
    def _give(self) -> None:
        layout = self._window.layout()
        if layout is not None:
            layout.activate()
        docks = list(self._wished)
        for way, side in ((Qt.Orientation.Horizontal, QSize.width), (Qt.Orientation.Vertical, QSize.height)):
            self._window.resizeDocks(docks, [side(self._wished[dock]) for dock in docks], way)
        if layout is not None:
            layout.activate()
        self._given = self._sizes()

    def _sizes(self) -> dict[QDockWidget, QSize]:
        """Of the docks that stand in the window in sight; not of those behind a tab."""
        return {
            dock: dock.size()
            for dock in self._docks
            if dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty()
        }


def _differ(one: QSize, other: QSize) -> bool:
    return max(abs(one.width() - other.width()), abs(one.height() - other.height())) > _BY_HAND
