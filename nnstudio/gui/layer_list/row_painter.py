"""How a row of the network is drawn, in the places that ``row_layout`` gives."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nnstudio.design.problems import Level
from nnstudio.gui.icons import pixmap
from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.row_layout import BAR, EDGE, GAP, ICON, UNIT, WRAPPED, RowLayout, has_second
from nnstudio.gui.theme import Theme

_TRIANGLE = 4.0  # half of its width
_ROUNDING = 2  # a text may be a fraction wider than it says
_SELECTED, _HOVERED = 44, 16  # of 255
_PALE = 110  # of 255: the bar of a row that is off or comes after a problem
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class _Word:
    text: str
    font: QFont
    ink: QColor

    @property
    def width(self) -> int:
        return QFontMetrics(self.font).horizontalAdvance(self.text)

    def draw(self, painter: QPainter, room: QRect, where: Qt.AlignmentFlag, most: int) -> None:
        painter.setFont(self.font)
        painter.setPen(self.ink)
        painter.drawText(room, int(where), QFontMetrics(self.font).elidedText(self.text, _ELIDE, most))


class RowPainter:
    """Draws one row with a painter that is begun and ended elsewhere."""

    def __init__(self, painter: QPainter, layout: RowLayout, theme: Theme, row: QRect, line: Line) -> None:
        self._painter = painter
        self._layout = layout
        self._fonts = layout.fonts
        self._theme = theme
        self._row = row
        self._line = line
        self._body = layout.body(row, line)

    def paint(self, option: QStyleOptionViewItem) -> None:
        """option: says whether the row is selected, hovered or has the focus."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(option.state)
        self._paint_stem()
        self._paint_mark()
        self._paint_texts()
        if self._line.badge:
            self._paint_badge()
        if self._line.problem is not None:
            self._paint_problem()
            left = self._layout.sentence_of(self._line)
            self._fonts.fix.paint(self._painter, self._row, left, self._line, self._theme)

    def _paint_ground(self, state: QStyle.StateFlag) -> None:
        painter, theme = self._painter, self._theme
        box = QRectF(self._row).adjusted(2, 1, -2, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.accent, _SELECTED if selected else _HOVERED))
            painter.drawRoundedRect(box, UNIT, UNIT)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), UNIT, UNIT)

    def _paint_stem(self) -> None:
        """Rows of a group hang on a line below its triangle."""
        stem = self._layout.stem_of(self._line)
        if stem is not None:
            hung = QRectF(self._row.left() + stem - 0.5, self._row.top(), 1, self._row.height())
            self._painter.fillRect(hung, QColor(self._theme.muted))

    def _paint_mark(self) -> None:
        """A layer's category as a bar; a triangle for a heading; input and target as a dot."""
        painter, body, line, theme = self._painter, self._body, self._line, self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if line.is_heading:
            self._paint_triangle()
        elif line.category is None:
            painter.setBrush(QColor(theme.muted))
            middle = QRectF(body).center().y()
            painter.drawEllipse(QRectF(body.left() + EDGE - 1, middle - 3, 6, 6))
        else:
            shade = QColor(theme.categories[line.category])
            shade.setAlpha(_PALE if line.muted else 255)
            painter.setBrush(shade)
            bar = QRectF(body.left() + EDGE, body.top() + 6, BAR, body.height() - 12)
            painter.drawRoundedRect(bar, 2, 2)

    def _paint_triangle(self) -> None:
        """To the right where the group is folded, else down."""
        x, y, side = self._body.left() + EDGE + BAR / 2, QRectF(self._body).center().y(), _TRIANGLE
        corners = [(-side / 2, -side), (side / 2 + 1, 0), (-side / 2, side)]
        turned = corners if self._line.folded else [(-down, right) for right, down in corners]
        self._painter.setBrush(QColor(self._theme.text))
        self._painter.drawPolygon(QPolygonF([QPointF(x + right, y + down) for right, down in turned]))

    def _paint_texts(self) -> None:
        line, fonts, theme = self._line, self._fonts, self._theme
        named = line.is_layer or line.is_heading
        ink, muted = QColor(theme.text if named and not line.muted else theme.muted), QColor(theme.muted)
        room = self._paint_states(self._layout.title_room(self._row, line))
        self._paint_pair(room, _Word(line.title, fonts.title(line), ink), _Word(line.shape, fonts.base, ink))
        if has_second(line):
            left, right = (_Word(text, fonts.small, muted) for text in (line.summary, line.parameters))
            self._paint_pair(self._layout.second_room(self._row, line), left, right)

    def _paint_states(self, room: QRect) -> QRect:
        """Signs of what a row is beside itself; what is left of the room."""
        ratio = self._painter.device().devicePixelRatioF()
        for name, on in (("freeze", self._line.frozen), ("power", self._line.off)):
            if on:
                sign = pixmap(name, self._theme, ICON, ratio, self._theme.muted)
                self._painter.drawPixmap(room.left(), room.center().y() - ICON // 2 + 1, sign)
                room = room.adjusted(ICON + UNIT, 0, 0, 0)
        return room

    def _paint_pair(self, room: QRect, left: _Word, right: _Word) -> None:
        """One text from the left, one to the right; the left one gives way, down to half of the room."""
        kept = min(right.width + _ROUNDING, max(room.width() - left.width - GAP, room.width() // 2))
        right.draw(self._painter, room, _RIGHT, kept)
        space = room.adjusted(0, 0, -(kept + GAP if right.text else 0), 0)
        left.draw(self._painter, space, _LEFT, space.width())

    def _paint_badge(self) -> None:
        """How often the group is built, in a frame behind its title."""
        painter, theme = self._painter, self._theme
        frame = QRectF(self._layout.badge_frame(self._row, self._line))
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.setBrush(QColor(theme.field))
        painter.drawRoundedRect(frame, UNIT, UNIT)
        painter.setFont(self._fonts.small)
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self._line.badge)

    def _paint_problem(self) -> None:
        problem, painter, row = self._line.problem, self._painter, self._row
        assert problem is not None
        shade = self._theme.bad if problem.level is Level.ERROR else self._theme.warning
        top = self._body.bottom() - 1
        ratio = painter.device().devicePixelRatioF()
        sign = pixmap("warning", self._theme, ICON, ratio, shade)
        raised = (self._fonts.small_metrics.height() - ICON) // 2
        painter.drawPixmap(row.left() + self._layout.text_of(self._line), top + raised, sign)
        left = row.left() + self._layout.sentence_of(self._line)
        painter.setFont(self._fonts.small)
        painter.setPen(QColor(shade))
        room = QRect(left, top, row.right() - EDGE - left + 1, row.bottom() - top)
        painter.drawText(room, WRAPPED, problem.message)
