"""Mouse and keys over the plane, as a hand that places points."""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent

from nnstudio.gui.theme import Theme

_STEP: Final = 0.05  # of half the plane: how far an arrow key moves the cross

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_PLACING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PlaneHand(QObject):
    """pressed: at x, y, and whether the other class is meant; moved; released.

    From the keyboard the arrow keys move a cross: Space places a point there, Delete erases, a digit
    chooses a class.
    """

    pressed = Signal(float, float, bool)
    moved = Signal(float, float)
    released = Signal()
    erased_at = Signal(float, float)
    class_chosen = Signal(int)

    def __init__(self, plot: Any, half: float) -> None:
        super().__init__(plot)
        self._plot = plot
        self._half = half
        self._is_down = False
        self.cross: Any = pg.TargetItem(pos=(0.0, 0.0), size=16, movable=False)
        self.cross.setVisible(False)
        self.cross.setZValue(20)
        plot.addItem(self.cross, ignoreBounds=True)
        plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plot.viewport().setCursor(Qt.CursorShape.CrossCursor)
        plot.installEventFilter(self)
        plot.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        self.cross.setPen(pg.mkPen(QColor(theme.accent), width=2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return self._press(event)
            case QEvent.Type.MouseMove if self._is_down and isinstance(event, QMouseEvent):
                at = self._place(event.position())
                self.moved.emit(at.x(), at.y())
                return True
            case QEvent.Type.MouseButtonRelease if self._is_down:
                self._is_down = False
                self.released.emit()
                return True
            case QEvent.Type.ContextMenu:
                return True
            case QEvent.Type.FocusOut:
                self.cross.setVisible(False)
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and watched is self._plot:
                return self._key(event)
        return False

    def _press(self, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        at = self._place(event.position())
        if event.button() not in buttons or max(abs(at.x()), abs(at.y())) > self._half:
            return False
        self._is_down = True
        self._plot.setFocus()
        self.cross.setVisible(False)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.pressed.emit(at.x(), at.y(), shift or event.button() is Qt.MouseButton.RightButton)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        at = self.cross.pos()
        if key in _ARROWS:
            step = _STEP * self._half
            across, up = _ARROWS[key]
            x, y = at.x() + across * step, at.y() + up * step
            self.cross.setPos(*(max(-self._half, min(self._half, end)) for end in (x, y)))
            self.cross.setVisible(True)
        elif key in _PLACING:
            self.pressed.emit(at.x(), at.y(), False)
            self.released.emit()
        elif key in _ERASING:
            self.erased_at.emit(at.x(), at.y())
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.class_chosen.emit(int(key) - int(Qt.Key.Key_1))
        else:
            return False
        return True

    def _place(self, position: QPointF) -> QPointF:
        """Where on the plane the mouse is."""
        scene = self._plot.mapToScene(position.toPoint())
        place: QPointF = self._plot.getViewBox().mapSceneToView(scene)
        return place
