"""The curve of an activation function."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.catalogue.entries import Activation
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_FROM, _TO, _POINTS = -4.0, 4.0, 161
_PAD = 8


class CurveView(QWidget):
    """y = f(x) for x from −4 to 4, with both axes and the range of y."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._activation: Activation | None = None
        self._x = np.linspace(_FROM, _TO, _POINTS)
        self._y = self._x
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(200, 88)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_activation(self, activation: Activation | None) -> None:
        self.setVisible(activation is not None)
        if activation is None or activation is self._activation:
            return
        self._activation = activation
        self._y = values(activation, self._x)
        self.setAccessibleName(_("Curve of {activation}").format(activation=_(activation.title)))
        self.setToolTip(_(activation.help))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._activation is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.field))
        painter.drawRoundedRect(frame, 4, 4)
        bottom, top = min(0.0, float(self._y.min())), max(1.0, float(self._y.max()))
        text_width = 32
        plot = frame.adjusted(text_width, _PAD, -_PAD, -_PAD)

        def place(x: float, y: float) -> QPointF:
            across = (x - _FROM) / (_TO - _FROM)
            up = (y - bottom) / (top - bottom)
            return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(place(_FROM, 0), place(_TO, 0))
        painter.drawLine(place(0, bottom), place(0, top))
        painter.setPen(QColor(theme.muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for y in sorted({bottom, 0.0, top}):
            if y and abs(y) < 0.3 * (top - bottom):
                continue  # it would lie on the 0
            at = place(_FROM, y).y()
            label = f"{y:.2g}".replace("-", "−")
            painter.drawText(QRectF(frame.left(), at - 10, text_width - 4, 20), int(right), label)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawPolyline(QPolygonF([place(x, y) for x, y in zip(self._x, self._y, strict=True)]))
        painter.end()


def values(activation: Activation, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """f(x); for a function of a whole layer, such as softmax, of a layer whose other sum is 0."""
    pairs = np.stack([x, np.zeros_like(x)], axis=-1)
    return activation.curve(pairs)[:, 0]
