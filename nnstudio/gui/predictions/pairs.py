"""Originals over reconstructions, as many as fit; the clean ones below where there was noise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.figures import figure
from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _

MOST = 64  # pairs that are ever shown
NONE = -1  # no example

_SMALLEST, _LARGEST = 26, 64  # sides of an image
_BANDS = 2  # of pairs, at least, where there is room for them
_GAP, _BAND_GAP = 4, 8


@dataclass(frozen=True)
class _Layout:
    """side: of an image. A band has as many rows as an example has images, one under the other."""

    left: float
    side: float
    columns: int
    bands: int
    pitch: float
    top: float
    rows: int

    @property
    def band(self) -> float:
        """The height of a band, with the room below it."""
        return self.rows * self.side + (self.rows - 1) * _GAP + _BAND_GAP

    def place(self, at: int, row: int) -> QRectF:
        band, column = divmod(at, self.columns)
        y = self.top + band * self.band + row * (self.side + _GAP)
        return QRectF(self.left + column * self.pitch, y, self.side, self.side)

    def whole(self, at: int) -> QRectF:
        return self.place(at, 0).united(self.place(at, self.rows - 1))


class Pairs(QWidget):
    """Bands of examples: each above, what the network makes of it below, and the clean one under noise.

    chosen: an example's number was chosen with the mouse or the arrow keys, or NONE.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._originals: Atlas | None = None
        self._noisy: Atlas | None = None
        self._reconstructions: Atlas | None = None
        self._names: list[str] = []
        self._errors: NDArray[np.float64] | None = None
        self._choice = NONE
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(2 * _SMALLEST + _GAP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Originals, and under each its reconstruction"))

    def show_originals(
        self, originals: Atlas, names: list[str], theme: Theme, noisy: Atlas | None = None
    ) -> None:
        """names: the class of each, or "" without classes. noisy: what the network reads instead."""
        self._theme, self._originals, self._names, self._noisy = theme, originals, names, noisy
        self.show_reconstructions(None, None)

    def show_reconstructions(self, atlas: Atlas | None, errors: NDArray[np.float64] | None) -> None:
        """errors: (n,) the mean squared error of each."""
        self._reconstructions, self._errors = atlas, errors
        self.update()

    def choose(self, number: int) -> None:
        """Mark an example; NONE for no example."""
        self._choice = number
        known = self._originals is not None and 0 <= number < self._originals.count
        self.setAccessibleDescription(self.text(number) if known else "")
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
        with painting(self) as painter:
            layout = self._layout(self._originals)
            for at in range(self._fit(layout)):
                for row, images in enumerate(self._rows()):
                    self._paint(painter, images, at, layout.place(at, row))
            self._paint_names(painter, layout)
            if 0 <= self._choice < self._fit(layout):
                painter.setPen(QPen(QColor(self._theme.accent), 3 if self.hasFocus() else 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(layout.whole(self._choice).adjusted(-1.5, -1.5, 1.5, 1.5))
            elif self.hasFocus():
                painter.setPen(QColor(self._theme.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            number = self._at(event.position())
            self.chosen.emit(NONE if number == self._choice else number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._choice != NONE:
            self.chosen.emit(NONE)
            return
        if self._originals is None:
            super().keyPressEvent(event)
            return
        layout = self._layout(self._originals)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -layout.columns,
            Qt.Key.Key_Down: layout.columns,
        }
        step, last = steps.get(Qt.Key(event.key())), self._fit(layout) - 1
        if step is None:
            super().keyPressEvent(event)
            return
        to = self._choice + step if 0 <= self._choice <= last else 0
        self.chosen.emit(min(max(to, 0), last))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if number == NONE else as_tip(self.text(number)), self)
            return True
        return super().event(event)

    def _at(self, point: QPointF) -> int:
        """The example under a point, or NONE."""
        if self._originals is None:
            return NONE
        layout = self._layout(self._originals)
        return next((at for at in range(self._fit(layout)) if layout.whole(at).contains(point)), NONE)

    def _rows(self) -> tuple[Atlas | None, ...]:
        if self._noisy is None:
            return self._originals, self._reconstructions
        return self._noisy, self._reconstructions, self._originals

    def _layout(self, atlas: Atlas) -> _Layout:
        rows = len(self._rows())
        metrics = QFontMetricsF(small_font(self.font()))
        left = math.ceil(max(metrics.horizontalAdvance(name) for name in self._row_names())) + 8.0
        wide, high = self.width() - left - 2, float(self.height())
        rest = (rows - 1) * _GAP + _BAND_GAP
        wanted = _BANDS if high >= _BANDS * (rows * _SMALLEST + rest) else 1
        room = min(_LARGEST, wide / 8, (high / wanted - rest) / rows)
        side = max(atlas.size_within(max(_SMALLEST, room)))
        bands = max(1, int((high + _BAND_GAP) // (rows * side + rest)))
        columns = max(1, int((wide + _GAP) // (side + _GAP)))
        pitch = math.floor((wide - side) / max(1, columns - 1))
        top = max(1.0, (high - bands * (rows * side + rest) + _BAND_GAP) / 2)
        return _Layout(left, side, columns, bands, pitch, top, rows)

    def _fit(self, layout: _Layout) -> int:
        """How many examples are shown: whole bands, unless not even one is full."""
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
            for row, name in enumerate(self._row_names()):
                place = layout.place(at, row)
                painter.drawText(QRectF(0, place.top(), layout.left, place.height()), middle, name)

    def _row_names(self) -> tuple[str, ...]:
        return (_("in"), _("out")) if self._noisy is None else (_("noisy"), _("out"), _("clean"))
