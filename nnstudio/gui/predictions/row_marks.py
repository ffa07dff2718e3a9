"""The numbers of one row of a table, before and after, each feature on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.figures import figure
from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

Doubles = NDArray[np.float64]

_ROW: Final = 22
_COMFORTABLE: Final = 1.4  # times that height, a row is no better for more
_HEAD: Final = 20
_GAP: Final = 8
_NAMES: Final = 0.34  # of the width, at most
_MARK: Final = 5.0  # half of it, in pixels


class Shape(Enum):
    RING = "○"
    DISC = "●"
    DIAMOND = "◆"
    CROSS = "×"


@dataclass(frozen=True, eq=False)
class Row:
    """values: (k,) in their own units. color: a name of the theme's."""

    caption: str
    shape: Shape
    color: str
    values: Doubles


class RowMarks(QWidget):
    """For each feature a line from the smallest to the largest of the data, and on it a mark for each row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._ends: Doubles = np.zeros((0, 2))
        self._rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("One example, before and after"))
        self.setToolTip(
            _("Each line reaches from the smallest to the largest value of its feature among the examples.")
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())

    def comfortable_height(self) -> int:
        """From this height on, more does not help."""
        return int(_HEAD + _COMFORTABLE * _ROW * len(self._names))

    def show_features(self, names: tuple[str, ...], ends: Doubles, theme: Theme) -> None:
        """ends: (k, 2) the smallest and the largest value of each feature."""
        self._theme, self._names, self._ends = theme, names, ends
        self.setMinimumHeight(_HEAD + _ROW * len(names))
        self.update()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """The last two are told in numbers too."""
        self._rows = tuple(rows)
        self.setAccessibleDescription(
            "; ".join(f"{name}: {self._numbers(at)}" for at, name in enumerate(self._names))
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            metrics = QFontMetricsF(self.font())
            widest = max(metrics.horizontalAdvance(name) for name in self._names)
            left = min(widest, _NAMES * self.width()) + _GAP
            numbers = max(metrics.horizontalAdvance(self._numbers(at)) for at in range(len(self._names)))
            self._paint_legend(painter)
            row = min(_COMFORTABLE * _ROW, (self.height() - _HEAD) / len(self._names))
            for at, name in enumerate(self._names):
                room = QRectF(
                    left, _HEAD + at * row, max(20.0, self.width() - left - numbers - 2 * _GAP), row
                )
                self._paint_feature(painter, at, name, room)

    def _paint_legend(self, painter: QPainter) -> None:
        """From the right, so that it stands over the lines."""
        painter.setFont(small_font(self.font()))
        metrics = QFontMetricsF(painter.font())
        x = 0.0
        for row in self._rows:
            center = QPointF(x + _MARK, _HEAD / 2)
            self._paint_mark(painter, row, center)
            painter.setPen(QColor(self._theme.muted))
            wide = metrics.horizontalAdvance(row.caption)
            room = QRectF(x + 2 * _MARK + 5, 0, wide + 2, _HEAD)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.caption)
            x += 2 * _MARK + 5 + wide + 2 * _GAP
        painter.setFont(self.font())

    def _paint_feature(self, painter: QPainter, at: int, name: str, room: QRectF) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text))
        width = room.left() - _GAP
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(0, room.top(), width, room.height()), right, text)
        numbers = QRectF(0, room.top(), self.width() - _GAP, room.height())
        painter.drawText(numbers, right, self._numbers(at))
        track = room.adjusted(_MARK, 0, -_MARK, 0)
        y = room.center().y()
        painter.setPen(QPen(QColor(theme.border), 2))
        painter.drawLine(QPointF(track.left(), y), QPointF(track.right(), y))
        low, high = self._ends[at]
        for row in self._rows:
            share = (row.values[at] - low) / ((high - low) or 1.0)
            share = min(max(float(np.nan_to_num(share)), 0.0), 1.0)
            self._paint_mark(painter, row, QPointF(track.left() + share * track.width(), y))

    def _paint_mark(self, painter: QPainter, row: Row, center: QPointF) -> None:
        color = QColor(getattr(self._theme, row.color))
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.shape in (Shape.RING, Shape.CROSS) else color)
        x, y, size = center.x(), center.y(), _MARK - 1
        match row.shape:
            case Shape.RING | Shape.DISC:
                painter.drawEllipse(center, size, size)
            case Shape.DIAMOND:
                corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
                painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            case Shape.CROSS:
                painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size))
                painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size))

    def _numbers(self, at: int) -> str:
        """“14.2 → 13.0”."""
        return " → ".join(figure(float(row.values[at])) for row in self._rows[-2:])
