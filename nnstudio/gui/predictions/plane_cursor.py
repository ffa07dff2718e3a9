"""A cross on a plot that mouse and arrow keys move, and that picks what lies near it."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent

from nnstudio.gui.theme import Theme

_STEP: Final = 1 / 40  # of the plot's width: how far an arrow key moves the cross
_FAR: Final = 5  # times that with Shift

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_PICKING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlaneCursor(QObject):
    """pointed: the cross stands at x, y now. picked: what is near x, y is wanted. dropped: Escape."""

    pointed = Signal(float, float)
    picked = Signal(float, float)
    dropped = Signal()

    def __init__(self, plot: Any) -> None:
        super().__init__(plot)
        self._plot = plot
        self._is_placed = False
        self._cross: Any = pg.TargetItem(pos=(0.0, 0.0), size=18, movable=False, brush=pg.mkBrush(None))
        self._cross.setVisible(False)
        self._cross.setZValue(20)
        plot.addItem(self._cross, ignoreBounds=True)
        plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plot.viewport().setMouseTracking(True)
        plot.viewport().setCursor(Qt.CursorShape.CrossCursor)
        plot.installEventFilter(self)
        plot.viewport().installEventFilter(self)

    @property
    def place(self) -> tuple[float, float] | None:
        """Where the cross stands; None before it was first moved."""
        at = self._cross.pos()
        return (at.x(), at.y()) if self._is_placed else None

    def forget(self) -> None:
        """Other codes are shown: the cross is taken away."""
        self._is_placed = False
        self._cross.setVisible(False)

    def set_theme(self, theme: Theme) -> None:
        self._cross.setPen(pg.mkPen(QColor(theme.accent), width=2))

    def move(self, x: float, y: float) -> None:
        """Put the cross there, within what the plot shows."""
        self._is_placed = True
        self._put(x, y)
        self._cross.setVisible(True)
        at = self._cross.pos()
        self.pointed.emit(at.x(), at.y())

    def keep_inside(self) -> None:
        """The plot shows another part of the plane: a cross beyond its edge is brought back to it."""
        if self.place is not None:
            self._put(*self.place)

    def _put(self, x: float, y: float) -> None:
        across, up = self._plot.getViewBox().viewRange()
        self._cross.setPos(min(max(x, across[0]), across[1]), min(max(y, up[0]), up[1]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent) and self._is_inside(event):
                at = self._place(event.position())
                self.move(at.x(), at.y())
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                return self._press(event)
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and watched is self._plot:
                return self._key(event)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() is not Qt.MouseButton.LeftButton or not self._is_inside(event):
            return False
        self._plot.setFocus()
        at = self._place(event.position())
        self.move(at.x(), at.y())
        self.picked.emit(at.x(), at.y())
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        across, up = self._plot.getViewBox().viewRange()
        x, y = self.place or (sum(across) / 2, sum(up) / 2)
        if key in _ARROWS:
            step = _STEP * (_FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            right, higher = _ARROWS[key]
            self.move(x + right * step * (across[1] - across[0]), y + higher * step * (up[1] - up[0]))
        elif key in _PICKING:
            self.move(x, y)
            self.picked.emit(x, y)
        elif key == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            return False
        return True

    def _is_inside(self, event: QMouseEvent) -> bool:
        """Whether the mouse is over the plane, not over its axes."""
        box = self._plot.getViewBox()
        scene = self._plot.mapToScene(event.position().toPoint())
        return bool(box.sceneBoundingRect().contains(scene))

    def _place(self, position: QPointF) -> QPointF:
        scene = self._plot.mapToScene(position.toPoint())
        place: QPointF = self._plot.getViewBox().mapSceneToView(scene)
        return place
