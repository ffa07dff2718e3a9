"""One image, larger, with the classes it is likeliest to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.predictions.guesses import Guess, in_words, paint_guesses
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme

_SIDE: Final = 112
_MARGIN: Final = 8


class ImageDetail(QWidget):
    """The image to the left; to the right a sentence and a bar for each guess."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._atlas: Atlas | None = None
        self._number = 0
        self._title = ""
        self._guesses: tuple[Guess, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def guesses(self) -> tuple[Guess, ...]:
        return self._guesses

    def show_image(
        self, atlas: Atlas, number: int, title: str, guesses: Sequence[Guess], theme: Theme
    ) -> None:
        self._atlas, self._number, self._theme = atlas, number, theme
        self._title, self._guesses = title, tuple(guesses)
        self.setAccessibleName(title)
        self.setAccessibleDescription(in_words(guesses))
        self.update()

    def turn_to(self, atlas: Atlas) -> None:
        """Another frame of the same clips: all else stays."""
        self._atlas = atlas
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _SIDE + 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._atlas is None:
            return
        with painting(self) as painter:
            painter.setPen(QColor(self._theme.border))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            wide, high = self._atlas.size_within(_SIDE)
            self._atlas.draw(painter, self._number, QRectF(_MARGIN, _MARGIN + (_SIDE - high) / 2, wide, high))
            room = QRectF(self.rect()).adjusted(2 * _MARGIN + wide, _MARGIN, -_MARGIN, -_MARGIN)
            line = self.fontMetrics().height() + 2.0
            self._paint_title(painter, QRectF(room.left(), room.top(), room.width(), line))
            each = (room.height() - line - 4) / 3
            paint_guesses(painter, room.adjusted(0, line + 4, 0, 0), self._guesses, each, self._theme)

    def _paint_title(self, painter: QPainter, room: QRectF) -> None:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._elided(self._title, room.width()))
        painter.setFont(self.font())

    def _elided(self, text: str, width: float) -> str:
        return str(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width)))
