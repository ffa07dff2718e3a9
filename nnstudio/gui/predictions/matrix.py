"""The confusion matrix: what each class was taken for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.shades import mix, text_on
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped, ngettext

Counts = NDArray[np.int64]

_TITLE = 20  # of the band that holds an axis' title
_GAP = 8
_LABELS = 0.3  # of the width or height, at most, for class names
_TALLEST = 0.8  # of a cell, by its width
_SMALL = 22  # a cell so wide has no gap around it, and no nought in it
_FAINTEST, _STRONGEST = 0.12, 0.75


def confusion(labels: NDArray[np.integer], answers: NDArray[np.integer], classes: int) -> Counts:
    """(classes, classes): how often the class of the row was taken for that of the column."""
    pairs = labels.astype(np.int64) * classes + answers
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


@dataclass(frozen=True)
class _Frame:
    """Where things lie: the square of cells, and the size of a cell."""

    cells: QRectF
    across: float
    down: float
    upright: bool  # the names over the columns are turned by a quarter

    def cell(self, row: int, column: int) -> QRectF:
        left = self.cells.left() + column * self.across
        return QRectF(left, self.cells.top() + row * self.down, self.across, self.down)


class ConfusionMatrix(QWidget):
    """Counts in cells, coloured by their share of the row: right ones green, wrong ones red.

    clicked: on the cell of this row and column, once there are answers.
    """

    clicked = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._totals: Counts = np.zeros(0, np.int64)
        self._counts: Counts | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(110)
        self.setAccessibleName(_("Confusion matrix"))

    def sizeHint(self) -> QSize:
        return QSize(320, 260)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_classes(self, names: tuple[str, ...], totals: Counts) -> None:
        """Show the classes and how many examples each has, without answers."""
        self._names, self._totals, self._counts = names, totals, None
        self.setAccessibleDescription("")
        self.update()

    def show_counts(self, counts: Counts | None) -> None:
        self._counts = counts
        self.setAccessibleDescription("" if counts is None else self._in_words(counts))
        self.update()

    def cell_text(self, row: int, column: int) -> str:
        """What a cell says, as a sentence; "" without answers."""
        if self._counts is None:
            return ""
        count = int(self._counts[row, column])
        return ngettext(
            "{count} of {total} “{truth}”: the network says “{answer}”.",
            "{count} of {total} “{truth}”: the network says “{answer}”.",
            count,
        ).format(
            count=grouped(count),
            total=grouped(int(self._totals[row])),
            truth=self._names[row],
            answer=self._names[column],
        )

    def label_width(self) -> float:
        """How much room the names of the rows take; the strip keeps to it."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(name) for name in self._rows()), default=0.0)
        return min(widest, _LABELS * self.width()) + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = self._frame()
            self._paint_cells(painter, frame)
            self._paint_names(painter, frame)
            self._paint_titles(painter, frame)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._names:
            QToolTip.showText(event.globalPos(), as_tip(self._text_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and self._counts is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(*cell)

    def _rows(self) -> list[str]:
        """The name of each row: the class, and how many examples it has, if there is room for that."""
        rows = [
            f"{name} · {grouped(int(total))}" for name, total in zip(self._names, self._totals, strict=True)
        ]
        advance = QFontMetricsF(self.font()).horizontalAdvance
        has_room = max(map(advance, rows), default=0.0) <= _LABELS * self.width()
        return rows if has_room else list(self._names)

    def _text_at(self, point: QPointF) -> str:
        cell = self._cell_at(point)
        return "" if cell is None else self.cell_text(*cell)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Its row and column."""
        if not self._names or not (frame := self._frame()).cells.contains(point):
            return None
        last = len(self._names) - 1
        row = min(last, int((point.y() - frame.cells.top()) / frame.down))
        column = min(last, int((point.x() - frame.cells.left()) / frame.across))
        return row, column

    def _frame(self) -> _Frame:
        many = len(self._names)
        metrics = QFontMetricsF(self.font())
        left = self.label_width()
        across = (self.width() - left - 1) / many
        widest = max(metrics.horizontalAdvance(name) for name in self._names)
        upright = widest + _GAP > across
        names = min(widest + _GAP, _LABELS * self.height()) if upright else metrics.height() + 4
        top = _TITLE + names
        tallest = max(_TALLEST * across, metrics.height() + 2)  # room for a name beside it
        down = min(max(1.0, (self.height() - top - 1) / many), tallest)
        return _Frame(QRectF(left, top, across * many, down * many), across, down, upright)

    def _paint_cells(self, painter: QPainter, frame: _Frame) -> None:
        theme = self._theme
        for row in range(len(self._names)):
            for column in range(len(self._names)):
                cell = frame.cell(row, column)
                count = 0 if self._counts is None else int(self._counts[row, column])
                share = count / max(1, int(self._totals[row]))
                ink = theme.good if row == column else theme.bad
                strength = _FAINTEST + (_STRONGEST - _FAINTEST) * share if count else 0.0
                ground = mix(theme.field, ink, strength)
                painter.setBrush(ground)
                if frame.across < _SMALL:
                    painter.setPen(QPen(self._theme.color(theme.border, 130), 1))
                    painter.drawRect(cell)
                else:
                    painter.setPen(QPen(QColor(theme.border), 1))
                    painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
                if self._counts is not None and (count or frame.across >= _SMALL):
                    self._paint_count(painter, cell, count, share, ground)

    def _paint_count(self, painter: QPainter, cell: QRectF, count: int, share: float, ground: QColor) -> None:
        theme = self._theme
        height = QFontMetricsF(self.font()).height()
        with_share = count > 0 and cell.height() > 2.4 * height and cell.width() > 44
        is_large = cell.height() > height and cell.width() >= _SMALL
        painter.setFont(self.font() if is_large else small_font(self.font()))
        if painter.fontMetrics().horizontalAdvance(grouped(count)) > cell.width():
            return  # its colour tells about how many, its tooltip how many exactly
        painter.setPen(text_on(ground, theme) if count else QColor(theme.muted))
        upper = cell.adjusted(0, 0, 0, -height) if with_share else cell
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, grouped(count))
        if with_share:
            painter.setFont(small_font(self.font()))
            painter.drawText(cell.adjusted(0, height, 0, 0), Qt.AlignmentFlag.AlignCenter, _percent(share))

    def _paint_names(self, painter: QPainter, frame: _Frame) -> None:
        metrics = QFontMetricsF(self.font())
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        rows = self._rows()
        for at, name in enumerate(self._names):
            cell = frame.cell(at, 0)
            room = QRectF(0, cell.top(), frame.cells.left() - _GAP, cell.height())
            painter.drawText(room, right, metrics.elidedText(rows[at], elide, room.width()))
            over = frame.cell(0, at)
            height = over.top() - _TITLE
            if not frame.upright:
                painter.drawText(
                    QRectF(over.left(), _TITLE, over.width(), height),
                    Qt.AlignmentFlag.AlignCenter,
                    metrics.elidedText(name, elide, over.width()),
                )
                continue
            painter.save()
            painter.translate(over.center().x(), over.top() - _GAP / 2)
            painter.rotate(-90)
            turned = QRectF(0, -over.width() / 2, height - _GAP / 2, over.width())
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(turned, left, metrics.elidedText(name, elide, turned.width()))
            painter.restore()

    def _paint_titles(self, painter: QPainter, frame: _Frame) -> None:
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(self._theme.muted))
        over = QRectF(frame.cells.left(), 0, frame.cells.width(), _TITLE)
        painter.drawText(over, Qt.AlignmentFlag.AlignCenter, _("network says"))
        corner = QRectF(0, frame.cells.top() - _TITLE, frame.cells.left() - _GAP, _TITLE)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _("is"))

    def _in_words(self, counts: Counts) -> str:
        """The cells that are not empty, row by row, as sentences."""
        filled = zip(*np.nonzero(counts), strict=True)
        return " ".join(self.cell_text(int(row), int(column)) for row, column in filled)


def _percent(share: float) -> str:
    return _("{share} %").format(share=f"{100 * share:.0f}")
