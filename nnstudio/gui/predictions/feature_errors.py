"""How well each feature of a table is given back, as bars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.figures import figure
from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

Doubles = NDArray[np.float64]

_ROW = 22
_COMFORTABLE = 1.5  # times that height, a row is no better for more
_HEAD = 20
_GAP = 8
_NAMES = 0.4  # of the width, at most


class FeatureErrors(QWidget):
    """A bar for each feature: the mean absolute error, beside a mark for always answering the mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._naive: Doubles = np.zeros(0)
        self._errors: Doubles | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Error of each feature"))

    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())

    def comfortable_height(self) -> int:
        """From this height on, more does not help."""
        return int(_HEAD + _COMFORTABLE * _ROW * len(self._names))

    def show_features(self, names: tuple[str, ...], naive: Doubles, theme: Theme) -> None:
        """naive: (k,) the mean absolute error of always answering the training examples' mean."""
        self._theme, self._names, self._naive, self._errors = theme, names, naive, None
        self.setMinimumHeight(_HEAD + _ROW * len(names))
        self.setToolTip(
            _(
                "How far the network is off in each feature, on average, as the feature is scaled for it. "
                "A bar that ends before the mark is better than always answering the feature's mean."
            )
        )
        self.update()

    def show_errors(self, errors: Doubles | None) -> None:
        """errors: (k,) the mean absolute error of each feature, prepared units."""
        self._errors = errors
        self.setAccessibleDescription("" if errors is None else self._in_words(errors))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme = self._theme
            metrics = QFontMetricsF(self.font())
            widest = max(metrics.horizontalAdvance(name) for name in self._names)
            left = min(widest, _NAMES * self.width()) + _GAP
            figures = metrics.horizontalAdvance("0.0000") + _GAP
            bars = QRectF(left, _HEAD, max(1.0, self.width() - left - figures), self.height() - _HEAD)
            scale = bars.width() / (1.15 * float(self._naive.max(initial=0.0)) or 1.0)
            row = min(_COMFORTABLE * _ROW, bars.height() / len(self._names))
            painter.setFont(small_font(self.font()))
            painter.setPen(QColor(theme.muted))
            head = QRectF(0, 0, self.width(), _HEAD)
            painter.drawText(
                head,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                _("error (scaled) · ┃ always answering the mean"),
            )
            painter.setFont(self.font())
            for at, name in enumerate(self._names):
                top = _HEAD + at * row
                self._paint_row(painter, name, at, QRectF(left, top, bars.width(), row), scale)

    def _paint_row(self, painter: QPainter, name: str, at: int, room: QRectF, scale: float) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text))
        width = room.left() - _GAP
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(0, room.top(), width, room.height()), middle, text)
        bar = room.adjusted(0, 4, 0, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ground))
        painter.drawRoundedRect(bar, 2, 2)
        if self._errors is not None:
            error = float(self._errors[at])
            painter.setBrush(QColor(theme.good if error < self._naive[at] else theme.bad))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), min(bar.width(), error * scale), bar.height()), 2, 2
            )
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(0, room.top(), self.width(), room.height()), middle, figure(error))
        x = room.left() + float(self._naive[at]) * scale
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawLine(QPointF(x, bar.top() - 1), QPointF(x, bar.bottom() + 1))

    def _in_words(self, errors: Doubles) -> str:
        pairs = zip(self._names, errors.tolist(), strict=True)
        return ", ".join(f"{name}: {figure(error)}" for name, error in pairs)
