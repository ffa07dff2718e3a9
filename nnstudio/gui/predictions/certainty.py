"""How sure the network is of each answer: a dot for every example, a lane for every class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.answers import Answers
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_DOT = 6.0
_CROSS = 3.0  # half the size of a cross
_AXIS = 18
_PAD = 8
_GOLDEN = 0.618034  # multiples of it, modulo 1, spread evenly: dots lie beside each other


class CertaintyStrip(QWidget):
    """Right answers as dots, wrong ones as crosses, from 0 % on the left to 100 % on the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._labels: NDArray[np.integer] = np.zeros(0, np.int32)
        self._answers: Answers | None = None
        self._label_width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(76)
        self.setAccessibleName(_("Certainty of each answer"))
        self.setToolTip(
            _("How sure the network is of its answer to each example: a dot is right, a cross is wrong.")
        )

    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_labels(self, names: tuple[str, ...], labels: NDArray[np.integer]) -> None:
        self._names, self._labels, self._answers = names, labels, None
        self.update()

    def show_answers(self, answers: Answers | None) -> None:
        self._answers = answers
        self.update()

    def keep_left(self, width: float) -> None:
        """Leave this room for the names, so that the lanes stand under the matrix' cells."""
        self._label_width = width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            title = QFontMetricsF(small_font(self.font())).height() + 4
            frame = QRectF(
                self._label_width + 1.5,
                title,
                self.width() - self._label_width - 4,
                self.height() - _AXIS - title,
            )
            self._paint_ground(painter, frame, title)
            if self._answers is not None:
                self._paint_answers(painter, frame, self._answers)

    def _paint_ground(self, painter: QPainter, frame: QRectF, title: float) -> None:
        theme, inner = self._theme, frame.adjusted(_PAD, 0, -_PAD, 0)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.field))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setFont(small_font(self.font()))
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = inner.left() + share * inner.width()
            painter.setPen(QPen(theme.color(theme.border, 130), 1))
            painter.drawLine(QPointF(x, frame.top() + 1), QPointF(x, frame.bottom() - 1))
            painter.setPen(QColor(theme.muted))
            room = QRectF(x - 30, frame.bottom() + 2, 60, _AXIS - 2)
            if share in (0.0, 1.0):  # keep inside the widget
                room.moveLeft(min(room.left(), self.width() - 60.0))
            side = Qt.AlignmentFlag.AlignRight if share == 1.0 else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(room, int(side), _("{share} %").format(share=f"{100 * share:.0f}"))
        painter.drawText(
            QRectF(frame.left(), 0, frame.width(), title),
            Qt.AlignmentFlag.AlignCenter,
            _("certainty of each answer: ● right, × wrong"),
        )
        self._paint_names(painter, frame)

    def _paint_names(self, painter: QPainter, frame: QRectF) -> None:
        lane = frame.height() / len(self._names)
        painter.setFont(
            self.font() if lane >= QFontMetricsF(self.font()).height() else small_font(self.font())
        )
        metrics = QFontMetricsF(painter.font())
        if lane < 0.75 * metrics.height():
            return  # lanes too thin for names: they are in the order of the matrix above
        painter.setPen(QColor(self._theme.text))
        for at, name in enumerate(self._names):
            room = QRectF(0, frame.top() + at * lane, self._label_width - _PAD, lane)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_answers(self, painter: QPainter, frame: QRectF, answers: Answers) -> None:
        theme = self._theme
        inner = frame.adjusted(_PAD, 0, -_PAD, 0)
        lane = frame.height() / len(self._names)
        spread = max(0.0, lane - _DOT - 2)
        rest = (np.arange(len(self._labels)) * _GOLDEN) % 1.0 - 0.5
        x = inner.left() + np.clip(answers.certainty, 0, 1) * inner.width()
        y = frame.top() + (self._labels + 0.5) * lane + rest * spread
        right = answers.classes == self._labels
        for at in range(len(self._names)):
            here = right & (self._labels == at)
            color = theme.color(theme.classes[at % len(theme.classes)], 200)
            painter.setPen(QPen(color, _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(_points(x[here], y[here]))
        painter.setPen(QPen(QColor(theme.bad), 2))
        painter.drawLines(
            [line for px, py in zip(x[~right], y[~right], strict=True) for line in _cross(px, py)]
        )


def _points(x: NDArray[np.floating], y: NDArray[np.floating]) -> list[QPointF]:
    return [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]


def _cross(x: float, y: float) -> tuple[QLineF, QLineF]:
    return (
        QLineF(x - _CROSS, y - _CROSS, x + _CROSS, y + _CROSS),
        QLineF(x - _CROSS, y + _CROSS, x + _CROSS, y - _CROSS),
    )
