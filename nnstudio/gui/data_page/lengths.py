"""How long the texts are, as bars, and where the network stops to read."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.data.text.measures import Measures
from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped

_HEIGHT: Final = 96
_BARS: Final = 48  # at most
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LengthsChart(QWidget):
    """A bar for each length, or for a few neighbours; what is cut has the warning's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lengths: tuple[int, ...] = ()
        self._read = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Lengths of the texts"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_lengths(self, measures: Measures, read: int) -> None:
        """read: how many tokens the network reads."""
        self._lengths, self._read = measures.lengths, read
        told = _("half of them have {median} tokens or fewer, the longest has {longest}")
        self.setAccessibleDescription(
            told.format(median=grouped(measures.median()), longest=grouped(self.longest))
        )
        self.update()

    @property
    def longest(self) -> int:
        return max(0, len(self._lengths) - 1)

    def bars(self) -> tuple[NDArray[np.int64], int]:
        """How many texts each bar stands for, and how many lengths are in one."""
        each = max(1, math.ceil(len(self._lengths) / _BARS))
        padded = np.zeros(math.ceil(len(self._lengths) / each) * each, np.int64)
        padded[: len(self._lengths)] = self._lengths
        return padded.reshape(-1, each).sum(axis=1), each

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lengths:
            return
        with painting(self) as painter:
            painter.setFont(small_font(self.font()))
            line = painter.fontMetrics().height()
            room = QRectF(0, line + 2, self.width() - 1, self.height() - 2 * line - 4)
            counts, each = self.bars()
            wide = room.width() / len(counts)
            tallest = max(1, int(counts.max()))
            for at, count in enumerate(counts.tolist()):
                high = room.height() * count / tallest
                ink = self._theme.warning if at * each > self._read else self._theme.accent
                bar = QRectF(room.left() + at * wide, room.bottom() - high, max(1.0, wide - 1), high)
                painter.fillRect(bar, QColor(ink))
            painter.setPen(QPen(QColor(self._theme.border), 1))
            painter.drawLine(room.bottomLeft(), room.bottomRight())
            self._paint_read(painter, room, wide / each, line)
            painter.setPen(QColor(self._theme.muted))
            below = QRectF(0, room.bottom() + 2, self.width(), line)
            painter.drawText(below, _LEFT, "0")
            painter.drawText(below, _RIGHT, _("{count} tokens").format(count=grouped(self.longest)))

    def _paint_read(self, painter: QPainter, room: QRectF, wide: float, line: int) -> None:
        """A line where the network stops to read, if any text is longer or nearly as long."""
        x = room.left() + (self._read + 1) * wide
        text = _("read: {count}").format(count=grouped(self._read))
        if x > room.right() + 1:
            x, text = (
                room.right() + 1,
                _("all of them are read: up to {count}").format(count=grouped(self._read)),
            )
        else:
            painter.setPen(QPen(QColor(self._theme.text), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom()))
        painter.setPen(QColor(self._theme.muted))
        needed = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(max(0.0, x - needed), self.width() - needed)
        painter.drawText(QRectF(left, 0, needed, line), _LEFT, text)
