"""A grid of small images with a text under each, one of which can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip

_SIDE: Final = 56  # of a small image, in pixels, in a text of the usual size
_GAP: Final = 10
_LONGEST: Final = 160  # of a text under an image

Ints = NDArray[np.integer]
Bools = NDArray[np.bool_]
NONE: Final = -1  # no image


class ImageGrid(QAbstractScrollArea):
    """Shows images in an order; right ones and wrong ones have the theme's colours for it.

    chosen: an image's number was chosen with the mouse or the arrow keys, or NONE.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._atlas: Atlas | None = None
        self._texts: Sequence[str] = ()
        self._right: Bools | None = None
        self._order: Ints = np.arange(0)
        self._choice = NONE
        self._widest = 0  # text that was under these images, in pixels: columns grow, and do not jump back
        self._describe: Callable[[int], str] = lambda number: ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_SIDE + 2 * _GAP)
        self.viewport().setAutoFillBackground(False)

    @property
    def choice(self) -> int:
        return self._choice

    @property
    def texts(self) -> tuple[str, ...]:
        """As they stand, in the order shown."""
        return tuple(self._texts[number] for number in self._order.tolist())

    def show_images(self, atlas: Atlas, theme: Theme) -> None:
        """Other images, or the same ones in other colours."""
        if self._atlas is None or atlas.count != self._atlas.count:
            self._order = np.arange(atlas.count)
            self._texts = [""] * atlas.count
            self._right = None
        self._widest = 0
        self._atlas, self._theme = atlas, theme
        self._lay_out()

    def turn_to(self, atlas: Atlas) -> None:
        """Another frame of the same clips: all else stays."""
        self._atlas = atlas
        self.viewport().update()

    def show_answers(
        self, texts: Sequence[str], right: Bools | None, order: Ints, describe: Callable[[int], str]
    ) -> None:
        """A text for each image; whether it is right, None where there are no answers.

        order: the numbers of the images, first to last. describe: gives an image's sentence.
        """
        self._texts, self._right, self._order, self._describe = texts, right, order, describe
        metrics = self._metrics()
        self._widest = max(self._widest, *(metrics.horizontalAdvance(text) + 4 for text in {"", *texts}))
        self._lay_out()
        self.viewport().update()

    def choose(self, number: int) -> None:
        """Choose an image and bring it into view; NONE for no image."""
        if number == self._choice:
            return
        self._choice = number
        if number != NONE:
            self._bring_into_view(number)
        self.viewport().update()
        self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(400, 320)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._atlas is not None:
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        if self._choice != NONE:  # a closer look at it takes room from the grid
            self._bring_into_view(self._choice)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._atlas is None:
            return
        with painting(self.viewport()) as painter:
            painter.setFont(small_font(self.font()))
            high = self._cell_size()[1]
            first = (self.verticalScrollBar().value() + event.rect().top()) // high * self._columns()
            last = ((self.verticalScrollBar().value() + event.rect().bottom()) // high + 1) * self._columns()
            for at in range(max(0, first), min(len(self._order), last)):
                self._paint_cell(painter, self._atlas, int(self._order[at]), self._cell(at))
            if self.hasFocus() and self._choice == NONE:
                painter.setPen(QColor(self._theme.accent))
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint_cell(self, painter: QPainter, atlas: Atlas, number: int, cell: QRect) -> None:
        right = None if self._right is None else bool(self._right[number])
        side, metrics = self._side(), self._metrics()
        wide, high = atlas.size_within(side)
        left, top = cell.center().x() + 0.5 - wide / 2, cell.top() + 4 + (side - high) / 2
        target = QRectF(round(left), round(top), wide, high)
        atlas.draw(painter, number, target)
        painter.setPen(self._frame(number, right))
        grown = 1 if number == self._choice or right is False else 0.5
        painter.drawRect(target.adjusted(-grown, -grown, grown, grown))
        painter.setPen(
            QColor({None: self._theme.muted, True: self._theme.good, False: self._theme.bad}[right])
        )
        room = QRect(cell.left(), cell.top() + 6 + side, cell.width(), metrics.height())
        text = metrics.elidedText(self._texts[number], Qt.TextElideMode.ElideRight, cell.width() - 4)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _frame(self, number: int, right: bool | None) -> QPen:
        if number == self._choice:
            return QPen(QColor(self._theme.accent), 3 if self.hasFocus() else 2)
        return QPen(QColor(self._theme.bad), 2) if right is False else QPen(QColor(self._theme.border), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            number = self._at(event.position().toPoint())
            self.choose(NONE if number == self._choice else number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._choice != NONE:
            self.choose(NONE)
            return
        step = self._steps().get(Qt.Key(event.key()))
        if step is None or not len(self._order):
            super().keyPressEvent(event)
            return
        places = np.flatnonzero(self._order == self._choice)
        to = int(places[0]) + step if len(places) else 0
        self.choose(int(self._order[min(max(to, 0), len(self._order) - 1)]))

    def _steps(self) -> dict[Qt.Key, int]:
        columns = self._columns()
        page = columns * max(1, self.viewport().height() // self._cell_size()[1])
        return {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._order),
            Qt.Key.Key_End: len(self._order),
        }

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event.pos())
            tip = "" if number == NONE else as_tip(self._describe(number))
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return bool(super().viewportEvent(event))

    def _at(self, point: QPoint) -> int:
        """The image under a point of the viewport, or NONE."""
        for at in range(len(self._order)):
            if self._cell(at).contains(point):
                return int(self._order[at])
        return NONE

    def _cell(self, at: int) -> QRect:
        """The place of the ``at``-th cell in the viewport; spare room is spread between the columns."""
        row, column = divmod(at, self._columns())
        wide, high = self._room() / self._columns(), self._cell_size()[1]
        top = row * high - self.verticalScrollBar().value()
        return QRect(round(column * wide), top, round(wide), high)

    def _columns(self) -> int:
        return max(1, self._room() // self._cell_size()[0])

    def _room(self) -> int:
        """Without the scroll bar's width, so that columns do not change when it comes and goes."""
        return max(1, self.width() - self.verticalScrollBar().sizeHint().width())

    def _cell_size(self) -> tuple[int, int]:
        side, metrics = self._side(), self._metrics()
        longest = max(metrics.horizontalAdvance("✓ 0 · 100 %"), self._widest)
        return max(side, min(longest, _LONGEST)) + _GAP, side + metrics.height() + _GAP + 4

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(small_font(self.font()))

    def _side(self) -> int:
        """Of a small image, in pixels: it grows with the text."""
        return max(_SIDE, 4 * self._metrics().height())

    def _lay_out(self) -> None:
        high = self._cell_size()[1]
        rows = -(-len(self._order) // self._columns())
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(high // 2)
        bar.setRange(0, max(0, rows * high - self.viewport().height()))
        self.viewport().update()

    def _bring_into_view(self, number: int) -> None:
        places = np.flatnonzero(self._order == number)
        if len(places):
            cell, bar = self._cell(int(places[0])), self.verticalScrollBar()
            below = cell.bottom() + 1 - self.viewport().height()
            bar.setValue(bar.value() + (cell.top() if cell.top() < 0 else max(0, below)))
