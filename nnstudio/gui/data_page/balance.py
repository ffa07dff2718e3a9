"""How many examples each class has in each part, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped

_GAP: Final = 6
_BAR: Final = 0.7  # of a line's height
_PALER: Final = (255, 150, 80)  # opacity of the training, validation and test parts
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter)
_LONGEST_NAME: Final = 0.35  # of the width


class BalanceChart(QWidget):
    """A line for each class: its name, a bar of its parts one after the other, and its count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._counts = np.zeros((3, 0), dtype=np.int64)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Class balance"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_counts(self, names: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """counts: of the training, validation and test parts, each a number a class."""
        self._names = tuple(names)
        self._counts = np.array(counts, dtype=np.int64).reshape(3, len(names))
        told = zip(self._names, self._counts.sum(axis=0).tolist(), strict=True)
        self.setAccessibleDescription(", ".join(f"{name}: {grouped(count)}" for name, count in told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, len(self._names) * self._line())

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        with painting(self) as painter:
            metrics, line = self.fontMetrics(), self._line()
            sums = self._counts.sum(axis=0)
            texts = [grouped(count) for count in sums.tolist()]
            widest = max(metrics.horizontalAdvance(name) for name in self._names) + 2
            left = min(widest, int(_LONGEST_NAME * self.width()))
            right = max(metrics.horizontalAdvance(text) for text in texts)
            room = max(1, self.width() - left - right - 2 * _GAP)
            scale = room / max(1, int(sums.max()))
            for at, name in enumerate(self._names):
                top = at * line
                painter.setPen(QColor(self._theme.text))
                short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left)
                painter.drawText(QRectF(0, top, left, line), _LEFT | _MIDDLE, short)
                bar = QRectF(left + _GAP, top + (1 - _BAR) / 2 * line, 0.0, _BAR * line)
                for count, opacity in zip(self._counts[:, at].tolist(), _PALER, strict=True):
                    bar.setWidth(count * scale)
                    painter.fillRect(bar, self._theme.color(self._theme.accent, opacity))
                    bar.moveLeft(bar.right())
                painter.setPen(QColor(self._theme.muted))
                number = QRectF(bar.left() + _GAP, top, right, line)
                painter.drawText(number, _LEFT | _MIDDLE, texts[at])
