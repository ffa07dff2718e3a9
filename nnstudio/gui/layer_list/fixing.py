"""The button under a row's sentence that mends it: where it is, and how it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.theme import Theme

_UNIT = 4
_GROUND = 28  # of 255: how much of the accent shows through


class FixLine:
    """In the small font of a row. left: how far from the row's edge its sentence begins."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)

    def height(self, line: Line) -> int:
        """What a row is taller by."""
        return self._button_height() if fix_title(line) else 0

    def room(self, row: QRect, left: int, line: Line) -> QRect:
        """Where the button is in a row; nowhere in one that has none."""
        title = fix_title(line)
        if not title:
            return QRect()
        most = row.width() - left - 2 * _UNIT
        width = min(self._metrics.horizontalAdvance(title) + 4 * _UNIT, most)
        height = self._button_height()
        return QRect(row.left() + left, row.bottom() - _UNIT - height, width, height)

    def holds(self, row: QRect, left: int, line: Line, place: QPoint) -> bool:
        return self.room(row, left, line).contains(place)

    def paint(self, painter: QPainter, row: QRect, left: int, line: Line, theme: Theme) -> None:
        room = self.room(row, left, line)
        if room.isEmpty():
            return
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.setBrush(theme.color(theme.accent, _GROUND))
        painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), _UNIT, _UNIT)
        painter.setFont(self._font)
        inner = room.adjusted(2 * _UNIT, 0, -2 * _UNIT, 0)
        title = self._metrics.elidedText(fix_title(line), Qt.TextElideMode.ElideRight, inner.width() + 2)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), title)

    def _button_height(self) -> int:
        return self._metrics.height() + _UNIT


def fix_title(line: Line) -> str:
    """What would mend the row, "" where nothing is offered."""
    return line.problem.fix.title if line.problem is not None and line.problem.fix is not None else ""
