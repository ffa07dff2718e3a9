"""Rows of a list that show a text, its class, and the likeliest answers as bars."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.guesses import Guess, in_words, likeliest, paint_guesses
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

Index = QModelIndex | QPersistentModelIndex

SHOWN: Final = int(Qt.ItemDataRole.UserRole) + 1  # a Phrase
GUESSES: Final = 3
_PAD = 8.0
_SIGN = 18.0  # room for the sign before a text
_GAP = 6.0  # above and below a row
_MOST_TOLD: Final = 600  # characters of a text in a tip, which a review may outgrow
_LINE: Final = 90  # characters
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Phrase:
    """truth: its class. guesses: the likeliest first; none while nobody has answered."""

    text: str
    truth: str
    guesses: tuple[Guess, ...] = ()

    @property
    def is_right(self) -> bool | None:
        """None without an answer."""
        return self.guesses[0].is_true if self.guesses else None

    @property
    def in_words(self) -> str:
        """Such as “✗ owl, truly English: German 60.0 %, English 30.0 %”."""
        sign = {None: "", True: "✓ ", False: "✗ "}[self.is_right]
        told = _("{text} ({truth})").format(text=self.text, truth=self.truth)
        return f"{sign}{told}" + (f": {in_words(self.guesses)}" if self.guesses else "")

    def shortened(self, most: int) -> Phrase:
        """Of a text of more characters, the first of them."""
        return self if len(self.text) <= most else replace(self, text=self.text[:most] + "…")


class PhraseRows(QAbstractListModel):
    """Some of the examples, in an order; what is said of one is put together when it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: Sequence[str] = ()
        self._classes: Sequence[str] = ()
        self._labels: NDArray[np.integer] = np.zeros(0, np.int32)
        self._shares: Floats | None = None
        self._order: NDArray[np.integer] = np.zeros(0, np.int64)

    def show_texts(self, texts: Sequence[str], labels: NDArray[np.integer], classes: Sequence[str]) -> None:
        """classes: names as the catalogue marks them. All texts are listed, without answers."""
        self.beginResetModel()
        self._texts, self._labels, self._classes = texts, labels, classes
        self._shares, self._order = None, np.arange(len(texts))
        self.endResetModel()

    def show_answers(self, shares: Floats | None, order: NDArray[np.integer]) -> None:
        """shares: (n, classes) of all texts. order: the numbers of those that are listed, first to last."""
        same = len(order) == len(self._order) and bool((order == self._order).all())
        if not same:
            self.beginResetModel()
        self._shares, self._order = shares, order
        if not same:
            self.endResetModel()
        elif len(order):
            self.dataChanged.emit(self.index(0), self.index(len(order) - 1))

    def number(self, index: Index) -> int:
        """Which example stands there."""
        return int(self._order[index.row()])

    def place(self, number: int) -> QModelIndex:
        """Where an example stands; an invalid index if it is not listed."""
        found = np.flatnonzero(self._order == number)
        return self.index(int(found[0])) if len(found) else QModelIndex()

    def phrase(self, number: int) -> Phrase:
        label = int(self._labels[number])
        guesses = (
            () if self._shares is None else likeliest(self._shares[number], self._classes, GUESSES, label)
        )
        return Phrase(self._texts[number], _(self._classes[label]), tuple(guesses))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            SHOWN,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        phrase = self.phrase(self.number(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(textwrap.fill(phrase.shortened(_MOST_TOLD).in_words, _LINE))
        return phrase if role == SHOWN else phrase.in_words


class PhraseDelegate(QStyledItemDelegate):
    """The text, its true class on the right, and under it a bar for each of the likeliest answers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.guesses = GUESSES  # that there is room for; 0 before there are any
        self.names: tuple[str, ...] = ()  # of all classes, so that the bars of all rows are in line

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, bar = self._heights(option)
        return QSize(120, round(line + self.guesses * bar + 2 * _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        phrase, rect = index.data(SHOWN), QRectF(option.rect)
        assert isinstance(phrase, Phrase)
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color(self.theme.accent, 34))
        painter.setPen(QPen(self.theme.color(self.theme.border, 120), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PAD, _GAP, -_PAD, -_GAP)
        line, bar = self._heights(option)
        self._paint_text(painter, QRectF(inner.left(), inner.top(), inner.width(), line), phrase)
        painter.setFont(small_font(option.font))
        room = inner.adjusted(_SIGN, line, 0, 0)
        paint_guesses(painter, room, phrase.guesses, bar, self.theme, self.names)
        painter.restore()

    def _paint_text(self, painter: QPainter, room: QRectF, phrase: Phrase) -> None:
        theme, metrics = self.theme, QFontMetricsF(painter.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        if phrase.is_right is not None:
            painter.setPen(QColor(theme.good if phrase.is_right else theme.bad))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, "✓" if phrase.is_right else "✗")
        painter.setPen(QColor(theme.muted))
        truth = metrics.elidedText(phrase.truth, Qt.TextElideMode.ElideRight, room.width() / 3)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, truth)
        wide = room.width() - metrics.horizontalAdvance(truth) - _PAD
        place = QRectF(room.left(), room.top(), wide, room.height()).adjusted(_SIGN, 0, 0, 0)
        painter.setPen(QColor(theme.text))
        text = metrics.elidedText(phrase.text, Qt.TextElideMode.ElideRight, place.width())
        # Absolutely to the left, so that all rows begin there, whichever way their letters run.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(place, middle | left, text)

    def _heights(self, option: QStyleOptionViewItem) -> tuple[float, float]:
        """Of the text, and of each bar."""
        return QFontMetricsF(option.font).height() + 2, QFontMetricsF(small_font(option.font)).height() + 1
