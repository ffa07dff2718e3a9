"""Four images for each clip: the clip as it plays, what was drawn, what came, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _

_SMALLEST, _LARGEST = 40, 80  # sides of an image
_GAP: Final = 6
_BETWEEN: Final = 18  # pixels between two clips side by side
_IMAGES: Final = 4

Ints = NDArray[np.integer]


class FrameRows(QWidget):
    """As many clips as fit, without a scroll bar: the first ones of the order."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clips: Atlas | None = None
        self._true: Atlas | None = None
        self._drawn: Atlas | None = None
        self._errors: Atlas | None = None
        self._texts: Sequence[str] = ()
        self._order: Ints = np.arange(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(2 * _SMALLEST)
        self.setAccessibleName(_("Clips, the drawn next frame, the true one, and the difference"))

    def show_clips(self, clips: Atlas, true: Atlas, theme: Theme) -> None:
        """clips: one frame of each. true: the frames that follow."""
        self._clips, self._true, self._theme = clips, true, theme
        self._drawn = self._errors = None
        self._order, self._texts = np.arange(clips.count), ()
        self.update()

    def turn_to(self, clips: Atlas) -> None:
        """Show another frame of the same clips."""
        self._clips = clips
        self.update()

    def show_answers(
        self, drawn: Atlas | None, errors: Atlas | None, texts: Sequence[str], order: Ints | None = None
    ) -> None:
        """texts: a sentence for each clip. order: the numbers of the clips, first to last."""
        self._drawn, self._errors, self._texts = drawn, errors, texts
        count = 0 if self._clips is None else self._clips.count
        self._order = np.arange(count) if order is None else order
        self.update()

    @property
    def shown(self) -> tuple[int, ...]:
        """The numbers of the clips that are seen, first to last."""
        across, down, _side = self._layout()
        return tuple(self._order[: across * down].tolist())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._clips is None or self._true is None:
            return
        with painting(self) as painter:
            painter.setFont(small_font(self.font()))
            across, _down, _side = self._layout()
            for column in range(min(across, len(self._order))):
                self._paint_names(painter, column)
            for at, number in enumerate(self.shown):
                images = (self._clips, self._drawn, self._true, self._errors)
                for row, image in enumerate(images):
                    self._paint(painter, image, number, self._place(at, row))

    def _paint(self, painter: QPainter, image: Atlas | None, number: int, place: QRectF) -> None:
        """An image in a thin frame, or the empty frame where there is none yet."""
        if image is not None:
            width, height = image.size_within(place.width())
            target = QRectF(0, 0, width, height)
            target.moveCenter(place.center())
            image.draw(painter, number, target)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if image is not None else QColor(self._theme.ground))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_names(self, painter: QPainter, column: int) -> None:
        painter.setPen(QColor(self._theme.muted))
        names = (_("clip"), _("drawn"), _("true"), _("error"))
        for row, name in enumerate(names):
            place = self._place(column, row)
            room = QRectF(place.left() - _GAP / 2, 0, place.width() + _GAP, self._header())
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_tip(self._text_at(event.pos())), self)
            return True
        return super().event(event)

    def _text_at(self, point: QPoint) -> str:
        for at, number in enumerate(self.shown):
            place = self._place(at, 0).united(self._place(at, _IMAGES - 1))
            if place.contains(point.toPointF()) and number < len(self._texts):
                return self._texts[number]
        return ""

    def _header(self) -> float:
        return self.fontMetrics().height() + 4.0

    def _layout(self) -> tuple[int, int, float]:
        """How many clips side by side and one under the other, and the side of an image."""
        if self._clips is None:
            return 1, 1, float(_SMALLEST)
        wide = self.width() + _BETWEEN
        block = _IMAGES * (_SMALLEST + _GAP) - _GAP + _BETWEEN
        across = max(1, min(3, wide // (block + _IMAGES * 16)))
        room = (wide / across - _BETWEEN - (_IMAGES - 1) * _GAP) / _IMAGES
        side = self._clips.size_within(max(_SMALLEST, min(_LARGEST, room)))[0]
        down = max(1, int((self.height() - self._header()) // (side + _GAP)))
        return across, down, side

    def _place(self, at: int, image: int) -> QRectF:
        across, _down, side = self._layout()
        row, column = divmod(at, across)
        left = column * (self.width() + _BETWEEN) / across + image * (side + _GAP) + 1
        return QRectF(round(left), round(self._header() + row * (side + _GAP)), side, side)
