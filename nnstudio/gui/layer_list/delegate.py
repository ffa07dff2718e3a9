"""How a row of the network is drawn.

┌─────────────────────────────────────┐
│ ▌ Conv2D                  26×26×32  │   title, output shape
│ ▌ 32 · 3×3 · relu       320 params  │   what matters, how many numbers it holds
│ ⚠ One sentence where it cannot be…  │
│   ( what mends it )                 │
└─────────────────────────────────────┘

Where the list has skips, a gutter on the left is free for their rails. The heading of a group has a
triangle in place of the bar; its rows are set in.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nnstudio.design.normal import LONGEST_GROUP_TITLE
from nnstudio.design.problems import Level, Problem
from nnstudio.gui.icons import pixmap
from nnstudio.gui.layer_list.fixing import FixLine
from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.model import LINE_ROLE
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_UNIT = 4  # pixels: every distance is a multiple of it
_EDGE = 2 * _UNIT
_BAR = _UNIT
_TEXT_LEFT = _EDGE + _BAR + 2 * _UNIT
_ICON = 4 * _UNIT
_GAP = 2 * _UNIT
_INDENT = 3 * _UNIT  # of a group's rows
_TRIANGLE = 4.0  # half of its width
_SMALLER = 1.0  # points
_ROUNDING = 2  # a text may be a fraction wider than it says
_SELECTED, _HOVERED = 44, 16  # of 255
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class LayerDelegate(QStyledItemDelegate):
    """Draws lines in the theme's colours. width: what a row has, gutter: what of it rails take; the view
    tells both before it lays out.

    fix_asked: the button that mends a row's problem was clicked.
    """

    fix_asked = Signal(Problem)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: _Fonts | None = None
        self.width = 320
        self.gutter = 0

    def left_of(self, line: Line) -> int:
        """Where the row's own drawing begins."""
        return self.gutter + (_INDENT if line.group and line.is_layer else 0)

    def mark_of(self, line: Line) -> int:
        """The middle of the bar that shows the row's category."""
        return self.left_of(line) + _EDGE + _BAR // 2

    def height(self, font: QFont, line: Line) -> int:
        """Of a row without its problem."""
        return self._fonts_of(font).body(line)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: Line = index.data(LINE_ROLE)
        fonts = self._fonts_of(option.font)
        height = fonts.body(line) + self._problem_height(line, fonts) + fonts.fix.height(line)
        return QSize(self.width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(LINE_ROLE)
        painter.save()
        try:
            self._paint_ground(painter, option)
            self._paint_line(painter, option, line)
        finally:
            painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return super().editorEvent(event, model, option, index)
        line: Line = index.data(LINE_ROLE)
        if not self.is_on_fix(option.rect, line, event.position().toPoint(), option.font):
            return super().editorEvent(event, model, option, index)
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.fix_asked.emit(line.problem)
        return True

    def is_on_fix(self, row: QRect, line: Line, place: QPoint, font: QFont) -> bool:
        """Whether a place of the view is on the button of a row that is there."""
        return self._fonts_of(font).fix.holds(row, self._fix_left(line), line, place)

    def _fix_left(self, line: Line) -> int:
        return self.left_of(line) + _TEXT_LEFT + _ICON + _UNIT

    def _fonts_of(self, font: QFont) -> _Fonts:
        """Kept from row to row: measuring a font takes longer than drawing with it."""
        if self._fonts is None or self._fonts.base != font:
            self._fonts = _Fonts(font)
        return self._fonts

    def _problem_height(self, line: Line, fonts: _Fonts) -> int:
        if line.problem is None:
            return 0
        width = self.width - self.left_of(line) - _TEXT_LEFT - _ICON - _UNIT - _EDGE
        room = QRect(0, 0, max(_ICON, width), 10_000)
        return fonts.small_metrics.boundingRect(room, _WRAPPED, line.problem.message).height() + 2 * _UNIT

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(self._theme.accent, _SELECTED if selected else _HOVERED))
            painter.drawRoundedRect(box, _UNIT, _UNIT)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _UNIT, _UNIT)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        theme, fonts = self._theme, self._fonts_of(option.font)
        ink = QColor(theme.text if (line.is_layer or line.is_heading) and not line.muted else theme.muted)
        muted = QColor(theme.muted)
        body = QRect(option.rect)
        body.setHeight(fonts.body(line))
        body.setLeft(body.left() + self.left_of(line))
        inner = body.adjusted(_TEXT_LEFT, _UNIT, -_EDGE, -_UNIT)
        self._paint_mark(painter, body, line)
        if line.group and line.is_layer:  # rows of a group hang on a line below its triangle
            middle = option.rect.left() + self.gutter + _EDGE + _BAR / 2
            hung = QRectF(middle - 0.5, option.rect.top(), 1, option.rect.height())
            painter.fillRect(hung, QColor(theme.muted))
        first = QRect(inner.left(), inner.top(), inner.width(), fonts.title_metrics.height())
        has_second = bool(line.summary or line.parameters)
        if not has_second:
            first = inner
        first = self._paint_states(painter, first, line)
        _paint_pair(painter, first, line.title, fonts.title(line), ink, line.shape, fonts.base, ink)
        if has_second:
            second = QRect(inner.left(), first.bottom() + 1, inner.width(), fonts.small_metrics.height())
            _paint_pair(
                painter, second, line.summary, fonts.small, muted, line.parameters, fonts.small, muted
            )
        if line.badge:
            self._paint_badge(painter, first, line, fonts)
        if line.problem is not None:
            self._paint_problem(painter, option, fonts.body(line), line)
            fonts.fix.paint(painter, option.rect, self._fix_left(line), line, self._theme)

    def _paint_states(self, painter: QPainter, room: QRect, line: Line) -> QRect:
        """Signs of what a row is beside itself; what is left of the room."""
        ratio = painter.device().devicePixelRatioF()
        for name in [name for name, on in (("freeze", line.frozen), ("power", line.off)) if on]:
            sign = pixmap(name, self._theme, _ICON, ratio, self._theme.muted)
            painter.drawPixmap(room.left(), room.center().y() - _ICON // 2 + 1, sign)
            room = room.adjusted(_ICON + _UNIT, 0, 0, 0)
        return room

    def _paint_badge(self, painter: QPainter, room: QRect, line: Line, fonts: _Fonts) -> None:
        """How often the group is built, in a frame behind its title."""
        frame = _badge_frame(room, line, fonts)
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.setBrush(QColor(self._theme.field))
        painter.drawRoundedRect(frame, _UNIT, _UNIT)
        painter.setFont(fonts.small)
        painter.setPen(QColor(self._theme.accent))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), line.badge)

    def badge_frame(self, rect: QRect, line: Line) -> QRect:
        """Where a heading's row says how often its group is built; empty where it is built once."""
        fonts = self._fonts or _Fonts(QFont())
        if not line.badge:
            return QRect()
        room = rect.adjusted(self.left_of(line) + _TEXT_LEFT, _UNIT, -_EDGE, 0)
        room.setHeight(fonts.title_metrics.height())
        return _badge_frame(room, line, fonts).toAlignedRect()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Of a heading's title; where it stands."""
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_GROUP_TITLE)
        editor.setAccessibleName(_("Name of the group"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect.adjusted(self.gutter + _TEXT_LEFT - _UNIT, 1, -_EDGE, 0)
        rect.setHeight(max(editor.sizeHint().height(), rect.height() // 2))
        editor.setGeometry(rect)

    def _paint_triangle(self, painter: QPainter, body: QRect, line: Line) -> None:
        """To the right where the group is folded, else down."""
        x, y, side = body.left() + _EDGE + _BAR / 2, QRectF(body).center().y(), _TRIANGLE
        corners = [(-side / 2, -side), (side / 2 + 1, 0), (-side / 2, side)]
        turned = corners if line.folded else [(-down, right) for right, down in corners]
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF([QPointF(x + right, y + down) for right, down in turned]))

    def _paint_mark(self, painter: QPainter, body: QRect, line: Line) -> None:
        """A layer's category as a bar; a triangle for a heading; input and target as a dot."""
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if line.is_heading:
            self._paint_triangle(painter, body, line)
            return
        if line.category is None:
            painter.setBrush(QColor(theme.muted))
            middle = QRectF(body).center().y()
            painter.drawEllipse(QRectF(body.left() + _EDGE - 1, middle - 3, 6, 6))
            return
        shade = QColor(theme.categories[line.category])
        shade.setAlpha(110 if line.muted else 255)
        painter.setBrush(shade)
        bar = QRectF(body.left() + _EDGE, body.top() + 6, _BAR, body.height() - 12)
        painter.drawRoundedRect(bar, 2, 2)

    def _paint_problem(self, painter: QPainter, option: QStyleOptionViewItem, below: int, line: Line) -> None:
        assert line.problem is not None
        problem, fonts = line.problem, self._fonts_of(option.font)
        shade = self._theme.bad if problem.level is Level.ERROR else self._theme.warning
        rect = option.rect.adjusted(self.left_of(line), 0, 0, 0)
        top = rect.top() + below - 2
        ratio = painter.device().devicePixelRatioF()
        sign = pixmap("warning", self._theme, _ICON, ratio, shade)
        painter.drawPixmap(rect.left() + _TEXT_LEFT, top + (fonts.small_metrics.height() - _ICON) // 2, sign)
        left = rect.left() + _TEXT_LEFT + _ICON + _UNIT
        room = QRect(left, top, rect.right() - _EDGE - left + 1, rect.bottom() - top)
        painter.setFont(fonts.small)
        painter.setPen(QColor(shade))
        painter.drawText(room, _WRAPPED, problem.message)


class _Fonts:
    """The two sizes of a row, made from the view's font."""

    def __init__(self, base: QFont) -> None:
        self.base = QFont(base)
        self.small = QFont(base)
        if base.pointSizeF() > 0:
            self.small.setPointSizeF(base.pointSizeF() - _SMALLER)
        else:
            self.small.setPixelSize(base.pixelSize() - 1)
        self.bold = QFont(base)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.fix = FixLine(self.small)
        self.struck = QFont(self.bold)
        self.struck.setStrikeOut(True)
        self.title_metrics = QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)

    def title(self, line: Line) -> QFont:
        if line.off:
            return self.struck
        return self.bold if line.is_layer or line.is_heading else self.base

    def body(self, line: Line) -> int:
        """Height of a row without its problem."""
        if not line.is_layer and not line.is_heading:
            return _even(self.title_metrics.height() + 2 * _GAP - 2)
        return _even(self.title_metrics.height() + self.small_metrics.height() + 2 * _UNIT)


def _badge_frame(room: QRect, line: Line, fonts: _Fonts) -> QRectF:
    """Behind the title; room: of the title's line."""
    left = room.left() + fonts.title_metrics.horizontalAdvance(line.title) + _GAP
    width = fonts.small_metrics.horizontalAdvance(line.badge) + _GAP
    return QRectF(min(left, room.right() - width), room.top() + 1, width, room.height() - 2)


def _even(height: int) -> int:
    return -(-height // _UNIT) * _UNIT


def _paint_pair(
    painter: QPainter,
    room: QRect,
    left: str,
    left_font: QFont,
    left_ink: QColor,
    right: str,
    right_font: QFont,
    right_ink: QColor,
) -> None:
    """One text from the left, one to the right; the left one gives way, down to half of the room."""
    left_width = QFontMetrics(left_font).horizontalAdvance(left)
    wanted = QFontMetrics(right_font).horizontalAdvance(right) + _ROUNDING
    kept = min(wanted, max(room.width() - left_width - _GAP, room.width() // 2))
    painter.setFont(right_font)
    painter.setPen(right_ink)
    painter.drawText(room, int(_RIGHT), QFontMetrics(right_font).elidedText(right, _ELIDE, kept))
    space = room.adjusted(0, 0, -(kept + _GAP if right else 0), 0)
    painter.setFont(left_font)
    painter.setPen(left_ink)
    painter.drawText(space, int(_LEFT), QFontMetrics(left_font).elidedText(left, _ELIDE, space.width()))
