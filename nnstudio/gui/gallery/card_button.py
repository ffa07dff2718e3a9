"""One card: a button with a picture, a title, the task and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnstudio.gui.gallery.cards import Card
from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme

WIDTH = 300
PICTURE_HEIGHT = 120
_SENTENCE_LINES = 3
_MARGIN = 12
_APART = 3
_ENDLESS = 10_000
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_ROUND = 8
_PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class CardButton(QAbstractButton):
    """Enter, Space or a click opens it; arrow keys ask to go to another card."""

    arrow_pressed = Signal(Qt.Key)

    def __init__(self, card: Card, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._picture = QPixmap()
        self.setText(card.title)
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(f"{card.task}. {card.sentence}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._picture = QPixmap(str(self.card.picture(theme)))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the picture, and high enough for all words at any text size."""
        return QSize(WIDTH, PICTURE_HEIGHT + self._words_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        lit = self.underMouse() or self.hasFocus()
        with painting(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform, True
            )
            edge = 2.0 if self.hasFocus() else 1.0
            frame = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
            shape = QPainterPath()
            shape.addRoundedRect(frame, _ROUND, _ROUND)
            painter.fillPath(shape, QColor(theme.panel if not self.isDown() else theme.ground))
            painter.save()
            painter.setClipPath(shape)
            place = QRect(0, 0, self.width(), PICTURE_HEIGHT)
            painter.fillRect(place, QColor(theme.field))
            if not self._picture.isNull():
                painter.drawPixmap(place, self._picture)
            painter.fillRect(QRect(0, PICTURE_HEIGHT, self.width(), 1), QColor(theme.border))
            painter.restore()
            self._paint_words(painter)
            painter.setPen(QPen(QColor(theme.accent if lit else theme.border), edge))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)

    def _words(self) -> list[tuple[str, QFont, str]]:
        """What stands under the picture: text, font, colour."""
        theme, card, font = self._theme, self.card, self.font()
        return [
            (card.title, self._bold(), theme.text),
            (card.task, font, theme.muted),
            (card.sentence, font, theme.text),
        ]

    def _words_height(self) -> int:
        room = QRect(0, 0, WIDTH - 2 * _MARGIN, _ENDLESS)
        heights = [
            QFontMetrics(font).boundingRect(room, _WRAPPED, text).height() for text, font, _ in self._words()
        ]
        least = _SENTENCE_LINES * self.fontMetrics().lineSpacing()
        return sum(heights[:-1]) + max(heights[-1], least) + 2 * (_MARGIN + _APART)

    def _paint_words(self, painter: QPainter) -> None:
        place = self.rect().adjusted(_MARGIN, PICTURE_HEIGHT + _MARGIN, -_MARGIN, -_MARGIN)
        for text, font, color in self._words():
            painter.setFont(font)
            painter.setPen(QColor(color))
            painter.drawText(place, _WRAPPED, text)
            drawn = QFontMetrics(font).boundingRect(place, _WRAPPED, text)
            place.setTop(drawn.bottom() + 1 + _APART)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PRESS_KEYS:
            self.click()
        elif key in _ARROWS:
            self.arrow_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
