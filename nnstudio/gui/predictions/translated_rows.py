"""Rows of a list that show a text, an answer to it and the truth, one under the other, letters marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

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
    """The text small above, then the answer, then the truth; letters in which these differ are tinted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        above, line = self._heights(option.font)
        return QSize(120, round(above + 2 * line + 2 * _GAP))

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
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), above), left, shown.text)
        painter.setFont(font)
        answer = QRectF(inner.left(), inner.top() + above, inner.width(), line)
        truth = answer.translated(0, line)
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
        metrics = QFontMetricsF(painter.font())
        for run, is_marked in runs(text, marks):
            width = metrics.horizontalAdvance(run)
            place = QRectF(room.left(), room.top(), width, room.height())
            if is_marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.color(mark, 46))
                painter.drawRoundedRect(place, 3, 3)
            painter.setPen(QColor(mark if is_marked else color or self.theme.text))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), run)
            room = room.adjusted(width, 0, 0, 0)

    def _heights(self, font: QFont) -> tuple[float, float]:
        """Of the small line, and of each of the others."""
        return QFontMetricsF(small_font(font)).height() + 2, QFontMetricsF(font).height() + 2


def runs(text: str, marks: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each wholly marked or not at all."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for first, last in marks:
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
