"""Originals over reconstructions, as many as fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.gui.plots.figures import figure
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

MOST = 64  # pairs that are ever shown

_SMALLEST, _LARGEST = 26, 64  # sides of an image
_BANDS = 2  # of pairs, at least, where there is room for them
_GAP, _BAND_GAP = 4, 8


@dataclass(frozen=True)
class _Layout:
    """side: of an image. A band is a row of originals and a row of reconstructions under it."""

    left: float
    side: float
    columns: int
    bands: int
    pitch: float
    top: float

    def original(self, at: int) -> QRectF:
        band, column = divmod(at, self.columns)
        y = self.top + band * (2 * self.side + _GAP + _BAND_GAP)
        return QRectF(self.left + column * self.pitch, y, self.side, self.side)

    def reconstruction(self, at: int) -> QRectF:
        return self.original(at).translated(0, self.side + _GAP)


class Pairs(QWidget):
    """Bands of pairs: an example above, what the network makes of it below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._originals: Atlas | None = None
        self._reconstructions: Atlas | None = None
        self._names: list[str] = []
        self._errors: NDArray[np.float64] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(2 * _SMALLEST + _GAP)
        self.setAccessibleName(_("Originals, and under each its reconstruction"))

    def show_originals(self, originals: Atlas, names: list[str], theme: Theme) -> None:
        """names: the class of each, or "" without classes."""
        self._theme, self._originals, self._names = theme, originals, names
        self.show_reconstructions(None, None)

    def show_reconstructions(self, atlas: Atlas | None, errors: NDArray[np.float64] | None) -> None:
        """errors: (n,) the mean squared error of each."""
        self._reconstructions, self._errors = atlas, errors
        self.update()

    def text(self, at: int) -> str:
        """What is known of a pair, as a sentence."""
        parts = [self._names[at]] if self._names[at] else []
        if self._errors is not None:
            parts.append(_("mean squared error {error}").format(error=figure(float(self._errors[at]))))
        return " · ".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._originals is None:
            return
        painter = QPainter(self)
        layout = self._layout(self._originals)
        for at in range(self._fit(layout)):
            self._paint(painter, self._originals, at, layout.original(at))
            self._paint(painter, self._reconstructions, at, layout.reconstruction(at))
        self._paint_names(painter, layout)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _text_at(self, point: QPointF) -> str:
        if self._originals is None:
            return ""
        layout = self._layout(self._originals)
        for at in range(self._fit(layout)):
            if layout.original(at).united(layout.reconstruction(at)).contains(point):
                return self.text(at)
        return ""

    def _layout(self, atlas: Atlas) -> _Layout:
        metrics = QFontMetricsF(small_font(self.font()))
        left = math.ceil(max(metrics.horizontalAdvance(name) for name in _row_names())) + 8.0
        wide, high = self.width() - left - 2, float(self.height())
        rest = _GAP + _BAND_GAP
        wanted = _BANDS if high >= _BANDS * (2 * _SMALLEST + rest) else 1
        room = min(_LARGEST, wide / 8, (high / wanted - rest) / 2)
        side = max(atlas.size_within(max(_SMALLEST, room)))
        bands = max(1, int((high + _BAND_GAP) // (2 * side + rest)))
        columns = max(1, int((wide + _GAP) // (side + _GAP)))
        pitch = math.floor((wide - side) / max(1, columns - 1))
        top = max(1.0, (high - bands * (2 * side + rest) + _BAND_GAP) / 2)
        return _Layout(left, side, columns, bands, pitch, top)

    def _fit(self, layout: _Layout) -> int:
        """How many pairs are shown: whole bands, unless not even one is full."""
        count = 0 if self._originals is None else self._originals.count
        full = min(layout.bands, count // layout.columns)
        return full * layout.columns or count

    def _paint(self, painter: QPainter, atlas: Atlas | None, at: int, place: QRectF) -> None:
        """An image in a thin frame, or the empty frame where there is none yet."""
        if atlas is not None:
            width, height = atlas.size_within(place.width())
            target = QRectF(0, 0, width, height)
            target.moveCenter(place.center())
            atlas.draw(painter, at, target)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if atlas is not None else QColor(self._theme.ground))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_names(self, painter: QPainter, layout: _Layout) -> None:
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(self._theme.muted))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for at in range(0, self._fit(layout), layout.columns):
            rows = (layout.original(at), layout.reconstruction(at))
            for name, row in zip(_row_names(), rows, strict=True):
                painter.drawText(QRectF(0, row.top(), layout.left, row.height()), middle, name)


def _row_names() -> tuple[str, str]:
    return _("in"), _("out")
