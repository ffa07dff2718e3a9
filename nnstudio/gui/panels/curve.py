"""Small curves in forms: an activation function with its slope, a learning rate over a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.catalogue import SCHEDULES
from nnstudio.catalogue.entries import Activation, Lengths
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Part
from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

Numbers = NDArray[np.float64]
Place = Callable[[float, float], QPointF]

_SUMS = np.linspace(-4.0, 4.0, 161)
_MOMENTS = 400  # of a run at which the learning rate is drawn
_PAD, _GAP = 8, 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, eq=False)
class Line:
    """name: in the legend; "" where there is nothing to tell apart."""

    y: Numbers
    name: str = ""
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Curve:
    """Lines over the same x, and what a screen reader and a mouse that rests on them are told.

    ends: what stands under the first and the last x, "" for nothing. y: at which labels stand.
    """

    title: str
    help: str
    x: Numbers
    lines: tuple[Line, ...]
    y: tuple[float, ...]
    ends: tuple[str, str] = ("", "")


def curve_of_activation(activation: Activation) -> Curve:
    """y = f(x) for x from −4 to 4, and its slope."""
    y = of_one(activation.curve, _SUMS)
    slope = of_one(activation.derivative, _SUMS)
    return Curve(
        title=_("Curve of {activation}").format(activation=_(activation.title)),
        help=_(activation.help),
        x=_SUMS,
        lines=(Line(y, _("value")), Line(slope, _("slope"), dashed=True)),
        y=(float(min(0.0, y.min(), slope.min())), 0.0, float(max(1.0, y.max(), slope.max()))),
    )


def curve_of_schedule(schedule: Part, rate: float, epochs: int) -> Curve | None:
    """The learning rate over a run; None where it follows from how training goes."""
    entry = SCHEDULES[schedule.kind]
    if entry.share is None:
        return None
    x = np.linspace(0.0, epochs, _MOMENTS)
    y = rate * entry.share(x, check_params(entry.params, schedule.params), Lengths(1.0, float(epochs)), np)
    return Curve(
        title=_("Learning rate: {schedule}").format(schedule=_(entry.title)),
        help=_(entry.help),
        x=x,
        lines=(Line(np.asarray(y, np.float64)),),
        y=(0.0, rate),
        ends=("0", _("epoch {number:,}").format(number=epochs)),
    )


def of_one(function: Callable[[Numbers], Numbers], x: Numbers) -> Numbers:
    """f(x); for a function of a whole layer, such as softmax, of a layer whose other sum is 0."""
    pairs = np.stack([x, np.zeros_like(x)], axis=-1)
    first: Numbers = np.asarray(function(pairs), np.float64)[:, 0]
    return first


class CurveView(QWidget):
    """Hidden while there is nothing to show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def curve(self) -> Curve | None:
        return self._curve

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(200, 5 * line + (line if self._has_foot else 0))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_curve(self, curve: Curve | None) -> None:
        self.setVisible(curve is not None)
        self._curve = curve
        if curve is not None:
            self.setAccessibleName(curve.title)
            self.setToolTip(curve.help)
        self.updateGeometry()
        self.update()

    @property
    def _has_foot(self) -> bool:
        """Whether something stands under the curve: a legend, or where x begins and ends."""
        curve = self._curve
        return curve is not None and (len(curve.lines) > 1 or any(curve.ends))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._curve is None:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(self._theme.border), 1))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(frame, 4, 4)
            metrics = self.fontMetrics()
            labels = [metrics.horizontalAdvance(_number(y)) for y in self._curve.y]
            foot = metrics.height() + _GAP if self._has_foot else 0
            plot = frame.adjusted(ceil(max(labels)) + 2 * _GAP, _PAD, -_PAD, -_PAD - foot)
            place = self._place_in(plot)
            self._draw_axes(painter, frame, place)
            for line in self._curve.lines:
                self._draw_line(painter, line, place)
            self._draw_foot(painter, QRectF(plot.left(), plot.bottom() + _GAP, plot.width(), foot))

    def _place_in(self, plot: QRectF) -> Place:
        assert self._curve is not None
        x, bottom, top = self._curve.x, min(self._curve.y), max(self._curve.y)

        def place(at: float, y: float) -> QPointF:
            across = (at - x[0]) / (x[-1] - x[0])
            up = (min(max(y, bottom), top) - bottom) / (top - bottom)
            return QPointF(plot.left() + float(across) * plot.width(), plot.bottom() - up * plot.height())

        return place

    def _draw_axes(self, painter: QPainter, frame: QRectF, place: Place) -> None:
        assert self._curve is not None
        x, heights = self._curve.x, self._curve.y
        first, last, bottom, top = float(x[0]), float(x[-1]), min(heights), max(heights)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(place(first, 0.0), place(last, 0.0))
        painter.drawLine(place(0.0, bottom), place(0.0, top))
        painter.setPen(QColor(self._theme.muted))
        for y in sorted(set(heights)):
            if y and abs(y) < 0.3 * (top - bottom):
                continue  # it would lie on the 0
            where = place(first, y)
            left = frame.left() + _GAP
            box = QRectF(left, where.y() - 10, where.x() - _GAP - left, 20)
            painter.drawText(box, int(_RIGHT), _number(y))

    def _draw_line(self, painter: QPainter, line: Line, place: Place) -> None:
        assert self._curve is not None
        painter.setPen(self._pen(line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        for at, (x, y) in enumerate(zip(self._curve.x.tolist(), line.y.tolist(), strict=True)):
            point = place(x, y)
            path.lineTo(point) if at else path.moveTo(point)
        painter.drawPath(path)

    def _pen(self, line: Line) -> QPen:
        if line.dashed:
            return QPen(QColor(self._theme.muted), 1.5, Qt.PenStyle.DashLine)
        return QPen(QColor(self._theme.accent), 2)

    def _draw_foot(self, painter: QPainter, foot: QRectF) -> None:
        """Where x begins and ends, or a stroke and a name for each line."""
        assert self._curve is not None
        first, last = self._curve.ends
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), first)
        painter.drawText(foot, int(_RIGHT), last)
        left, middle = foot.left(), foot.center().y()
        for line in self._curve.lines:
            if not line.name:
                continue
            painter.setPen(self._pen(line))
            painter.drawLine(QPointF(left, middle), QPointF(left + 20, middle))
            painter.setPen(QColor(self._theme.muted))
            box = QRectF(left + 20 + _GAP, foot.top(), foot.width(), foot.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line.name)
            left = box.left() + self.fontMetrics().horizontalAdvance(line.name) + 4 * _GAP


def _number(y: float) -> str:
    return f"{y:.2g}".replace("-", "−")
