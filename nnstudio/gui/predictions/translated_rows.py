"""Rows of a list that show a text, an answer to it and the truth, one under the other, letters marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.spelling import Span, differing
from nnstudio.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

SHOWN = int(Qt.ItemDataRole.UserRole) + 1  # a Translated
_PAD = 8.0
_SIGN = 18.0  # room for the sign before an answer
_GAP = 7.0  # above and below a row


@dataclass(frozen=True)
class Translated:
    """answer: None while there is none."""

    text: str
    truth: str
    answer: str | None = None

    @property
    def is_right(self) -> bool:
        return self.answer == self.truth


class TranslatedRows(QStyledItemDelegate):
    """The text small above, then the answer, then the truth; letters in which these differ are tinted.

    A row has as many lines for its answer as its truth takes, so that rows stand still while it learns.
    """

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        above, line = self._heights(option.font)
        wide = self._list.viewport().width() - 2 * _PAD - _SIGN
        return QSize(120, round(above + 2 * line * _lines(index.data(SHOWN), option.font, wide) + 2 * _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, rect = index.data(SHOWN), QRectF(option.rect)
        assert isinstance(shown, Translated)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color(self.theme.accent, 34))
        painter.setPen(QPen(self.theme.color(self.theme.border, 120), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_lines(painter, rect, shown, option.font)
        painter.restore()

    def _paint_lines(self, painter: QPainter, rect: QRectF, shown: Translated, font: QFont) -> None:
        theme, (above, line) = self.theme, self._heights(font)
        inner = rect.adjusted(_PAD, _GAP, -_PAD, -_GAP)
        painter.setFont(small_font(font))
        painter.setPen(QColor(theme.muted))
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        short = painter.fontMetrics().elidedText(shown.text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), above), left, short)
        painter.setFont(font)
        answer = QRectF(inner.left(), inner.top() + above, inner.width(), line)
        truth = answer.translated(0, line * _lines(shown, font, inner.width() - _SIGN))
        wrong, lacking = ((), ()) if shown.answer is None else differing(shown.answer, shown.truth)
        if shown.answer is not None:
            color = theme.good if shown.is_right else theme.bad
            painter.setPen(QColor(color))
            painter.drawText(answer, left, "✓" if shown.is_right else "×")
            self._paint_runs(painter, answer.adjusted(_SIGN, 0, 0, 0), shown.answer, wrong, theme.bad)
        self._paint_runs(
            painter, truth.adjusted(_SIGN, 0, 0, 0), shown.truth, lacking, theme.good, theme.muted
        )

    def _paint_runs(
        self, painter: QPainter, room: QRectF, text: str, marks: tuple[Span, ...], mark: str, color: str = ""
    ) -> None:
        advance = QFontMetricsF(painter.font()).horizontalAdvance
        for piece in wrapped(runs(text, marks), room.width(), advance):
            place = QRectF(
                room.left() + piece.x, room.top() + piece.line * room.height(), piece.width, room.height()
            )
            if piece.is_marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.color(mark, 46))
                painter.drawRoundedRect(place, 3, 3)
            painter.setPen(QColor(mark if piece.is_marked else color or self.theme.text))
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), piece.text
            )

    def _heights(self, font: QFont) -> tuple[float, float]:
        """Of the small line, and of each of the others."""
        return QFontMetricsF(small_font(font)).height() + 2, QFontMetricsF(font).height() + 2


@dataclass(frozen=True)
class Piece:
    """A part of a text that stands in one line. x, width: in pixels, from where the line begins."""

    text: str
    is_marked: bool
    line: int
    x: float
    width: float


def wrapped(pieces: list[tuple[str, bool]], width: float, advance: Callable[[str], float]) -> list[Piece]:
    """Runs in lines no wider than ``width``, broken between words; a word that is wider stands alone."""
    placed: list[Piece] = []
    line, x = 0, 0.0
    for word in _words(pieces):
        if x > 0 and x + sum(advance(part) for part, _is_marked in word) > width:
            line, x = line + 1, 0.0
            word = [(word[0][0].lstrip(), word[0][1]), *word[1:]]
        for part, is_marked in word:
            if part:
                placed.append(Piece(part, is_marked, line, x, advance(part)))
                x += placed[-1].width
    return placed


def _words(pieces: list[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """The runs that each word is made of, with the spaces before it."""
    words: list[list[tuple[str, bool]]] = []
    for run, is_marked in pieces:
        for part in re.findall(r"\s*\S+|\s+$", run):
            if not words or part[0].isspace() or words[-1][-1][0][-1].isspace():
                words.append([])
            words[-1].append((part, is_marked))
    return words


def _lines(shown: Translated, font: QFont, width: float) -> int:
    """How many lines the truth takes."""
    pieces = wrapped([(shown.truth, False)], width, QFontMetricsF(font).horizontalAdvance)
    return 1 + max((piece.line for piece in pieces), default=0)


def runs(text: str, marks: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each wholly marked or not at all."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for first, last in marks:
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
