"""What the marks and colours of a picture mean, in a line that wraps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme

_MARK = 10  # pixels; also the room between a mark and its text is half of it
_BAR = 72
_BETWEEN = 16
_CORNERS = {  # of a symbol within a circle of radius 1, downwards
    "s": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "t1": ((0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)),
    "d": ((0.0, -1.0), (0.8, 0.0), (0.0, 1.0), (-0.8, 0.0)),
}


@dataclass(frozen=True)
class Dot:
    """A point of a colour; a ring around it where ``ring`` is one. symbol: as pyqtgraph names it."""

    text: str
    color: QColor
    ring: QColor | None = None
    symbol: str = "o"


@dataclass(frozen=True)
class Range:
    """Colours from a low to a high value; ``text`` names the quantity."""

    text: str
    low: str
    high: str
    colors: tuple[QColor, ...]


Key = Dot | Range


class Legend(QWidget):
    """Keys from left to right, wrapped."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: tuple[Key, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_keys(self, keys: Sequence[Key], theme: Theme) -> None:
        self._keys = tuple(keys)
        self._theme = theme
        self.setAccessibleName(", ".join(key.text for key in keys))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._line() * (1 + max((line for line, _x in self._places(width)), default=0)))

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for key, (line, x) in zip(self._keys, self._places(self.width()), strict=True):
                middle = (line + 0.5) * self._line()
                x = self._draw_mark(painter, key, x, middle)
                painter.setPen(QColor(self._theme.muted))
                room = QRectF(x, middle - self._line() / 2, self._advance(key.text) + 1, self._line())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, key.text)

    def _draw_mark(self, painter: QPainter, key: Key, x: float, middle: float) -> float:
        """Where the text begins."""
        if isinstance(key, Dot):
            painter.setPen(QPen(key.ring, 1.6) if key.ring is not None else Qt.PenStyle.NoPen)
            painter.setBrush(key.color)
            radius = _MARK / 2 - (0 if key.ring is None else 0.5)
            center = QPointF(x + _MARK / 2, middle)
            if key.symbol in _CORNERS:
                corners = QPolygonF([QPointF(*corner) for corner in _CORNERS[key.symbol]])
                shrunk = QTransform.fromScale(radius, radius)
                painter.drawPolygon(shrunk.map(corners).translated(center))
            else:
                painter.drawEllipse(center, radius, radius)
            return x + 1.5 * _MARK
        painter.setPen(QColor(self._theme.muted))
        low = self._advance(key.low)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, middle - 20, low + 1, 40), flags, key.low)
        bar = QRectF(x + low + _MARK / 2, middle - _MARK / 2, _BAR, _MARK)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for at, color in enumerate(key.colors):
            gradient.setColorAt(at / max(1, len(key.colors) - 1), color)
        painter.setPen(QColor(self._theme.border))
        painter.setBrush(gradient)
        painter.drawRect(bar)
        high = QRectF(bar.right() + _MARK / 2, middle - 20, self._advance(key.high) + 1, 40)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(high, flags, key.high)
        return high.right() + _MARK / 2

    def _places(self, width: int) -> list[tuple[int, float]]:
        """The line and x of every key."""
        places: list[tuple[int, float]] = []
        line, x = 0, 0.0
        for key in self._keys:
            wide = self._wide(key)
            if x > 0 and x + wide > width:
                line, x = line + 1, 0.0
            places.append((line, x))
            x += wide + _BETWEEN
        return places

    def _wide(self, key: Key) -> float:
        if isinstance(key, Dot):
            return 1.5 * _MARK + self._advance(key.text)
        ends = self._advance(key.low) + self._advance(key.high) + 2
        return ends + _BAR + 1.5 * _MARK + self._advance(key.text)

    def _advance(self, text: str) -> float:
        return float(self.fontMetrics().horizontalAdvance(text))

    def _line(self) -> int:
        return int(self.fontMetrics().height()) + 4
