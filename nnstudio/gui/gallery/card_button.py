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
from nnstudio.gui.theme import Theme

WIDTH = 300
PICTURE_HEIGHT = 120
_SENTENCE_LINES = 3
_MARGIN = 12
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
        lines = QFontMetrics(self._bold()).lineSpacing() + (1 + _SENTENCE_LINES) * self._line()
        return QSize(WIDTH, PICTURE_HEIGHT + lines + 2 * _MARGIN + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        lit = self.underMouse() or self.hasFocus()
        painter = QPainter(self)
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
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme, card = self._theme, self.card
        place = self.rect().adjusted(_MARGIN, PICTURE_HEIGHT + _MARGIN - 2, -_MARGIN, -_MARGIN)
        bold = self._bold()
        metrics = QFontMetrics(bold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        title = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), title)
        place.setTop(place.top() + metrics.lineSpacing() + 2)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.muted))
        task = self.fontMetrics().elidedText(card.task, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), task)
        place.setTop(place.top() + self._line() + 4)
        painter.setPen(QColor(theme.text))
        painter.drawText(
            place,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | Qt.TextFlag.TextWordWrap,
            card.sentence,
        )

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
