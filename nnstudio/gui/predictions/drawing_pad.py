"""A sheet to draw on with a mouse, a pen or a finger."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

Doubles = NDArray[np.float64]

_BRUSH: Final = 0.07  # of the sheet's side
_SOFT: Final = ((1.5, 50), (1.2, 90), (0.85, 255))  # of the brush, and how much it covers, from 0 to 255
_DOT: Final = 0.01  # pixels; a line of no length is not drawn
_NEAR: Final = 0.004  # of the side: a hand that moves less has not moved


class DrawingPad(QWidget):
    """``changed`` comes while a stroke grows, and when one is taken back; strokes go from 0 to 1."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strokes: list[list[tuple[float, float]]] = []
        self._is_down = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        square = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        square.setHeightForWidth(True)
        self.setSizePolicy(square)
        self.setMinimumSize(120, 120)
        self.setAccessibleName(_("Drawing pad"))
        self.setToolTip(_("Draw here. Backspace takes the last stroke back, Delete clears the pad."))

    @property
    def strokes(self) -> list[Doubles]:
        """Each (points, 2), x and y downwards."""
        return [np.array(stroke) for stroke in self._strokes]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._is_down = False
            self._tell()

    def clear(self) -> None:
        if self._strokes:
            self._strokes.clear()
            self._is_down = False
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def heightForWidth(self, width: int) -> int:
        return width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_down = True
            self._strokes.append([self._place(event.position())])
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_down:
            return
        x, y = self._place(event.position())
        stroke = self._strokes[-1]
        if abs(x - stroke[-1][0]) + abs(y - stroke[-1][1]) > _NEAR:
            stroke.append((x, y))
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_down = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Backspace:
                self.undo()
            case Qt.Key.Key_Delete | Qt.Key.Key_Escape if self._strokes:
                self.clear()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        sheet, theme = self._sheet(), self._theme
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.border), 1))
            painter.setBrush(QColor(theme.field))
            painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setClipRect(sheet)
            if not self._strokes:
                painter.setPen(QColor(theme.muted))
                middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(sheet.adjusted(16, 16, -16, -16), middle, _("Draw here"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for stroke in self._strokes:
                self._paint_stroke(painter, sheet, stroke)

    def _paint_stroke(self, painter: QPainter, sheet: QRectF, stroke: list[tuple[float, float]]) -> None:
        """Through the middles of its parts, which rounds the corners of a quick hand."""
        side = sheet.width()
        points = [(sheet.left() + x * side, sheet.top() + y * side) for x, y in stroke]
        path = QPainterPath(QPointF(*points[0]))
        for (x, y), (next_x, next_y) in pairwise(points):
            path.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
        path.lineTo(points[-1][0] + _DOT, points[-1][1])
        for size, cover in _SOFT:
            pen = QPen(self._theme.color(self._theme.text, cover), size * _BRUSH * side)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)

    def _sheet(self) -> QRectF:
        """The largest square, to the left at the top."""
        side = min(self.width(), self.height())
        return QRectF(0, 0, side, side)

    def _place(self, point: QPointF) -> tuple[float, float]:
        sheet = self._sheet()
        x, y = point.x() / sheet.width(), point.y() / sheet.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()
