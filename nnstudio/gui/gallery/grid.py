"""Cards in rows of as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnstudio.gui.gallery.card_button import WIDTH, CardButton
from nnstudio.gui.theme import Theme

GAP = 20
_MOST_COLUMNS = 3
MOST_WIDTH = _MOST_COLUMNS * (WIDTH + GAP) - GAP


class CardGrid(QWidget):
    """Places cards of one size; arrow keys move the focus among them."""

    def __init__(self, cards: Sequence[CardButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = list(cards)
        for card in self._cards:
            card.setParent(self)
            card.arrow_pressed.connect(self._on_arrow_pressed)
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(MOST_WIDTH)

    @property
    def cards(self) -> tuple[CardButton, ...]:
        return tuple(self._cards)

    @property
    def columns(self) -> int:
        """How many cards stand in a row."""
        return _columns(self.width())

    def set_theme(self, theme: Theme) -> None:
        for card in self._cards:
            card.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """A size that changed while the grid was hidden was told to nobody."""
        self._place()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # a card has another size: the text size changed
            self._place()
        return super().event(event)

    def _height(self) -> int:
        return max((card.sizeHint().height() for card in self._cards), default=0)

    def _place(self) -> None:
        columns, height = self.columns, self._height()
        rows = -(-len(self._cards) // columns)
        self.setFixedHeight(max(0, _span(rows, height)))
        for at, card in enumerate(self._cards):
            row, column = divmod(at, columns)
            card.setGeometry(column * (WIDTH + GAP), row * (height + GAP), WIDTH, height)

    @Slot(Qt.Key)
    def _on_arrow_pressed(self, key: Qt.Key) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
        }
        sender: QObject = self.sender()
        if isinstance(sender, CardButton):
            there = self._cards.index(sender) + steps[key]
            if 0 <= there < len(self._cards):
                self._cards[there].setFocus(Qt.FocusReason.TabFocusReason)


def _columns(width: int) -> int:
    return max(1, min(_MOST_COLUMNS, (width + GAP) // (WIDTH + GAP)))


def _span(count: int, size: int) -> int:
    """The length of so many things of one size with gaps between them."""
    return count * (size + GAP) - GAP
