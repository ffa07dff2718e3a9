"""What Qt asks of a row of the network: how large it is, how it is drawn, and what a click on it does."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nnstudio.design.normal import LONGEST_GROUP_TITLE
from nnstudio.design.problems import Problem
from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.model import LINE_ROLE
from nnstudio.gui.layer_list.row_fonts import RowFonts
from nnstudio.gui.layer_list.row_layout import EDGE, UNIT, RowLayout
from nnstudio.gui.layer_list.row_painter import RowPainter
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

Index = QModelIndex | QPersistentModelIndex


class LayerDelegate(QStyledItemDelegate):
    """Draws lines in the theme's colours. width: what a row has, gutter: what of it rails take; the view
    tells both before it lays out.

    fix_asked: the button that mends a row's problem was clicked.
    """

    fix_asked = Signal(Problem)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: RowFonts | None = None
        self.width = 320
        self.gutter = 0

    def layout(self, font: QFont) -> RowLayout:
        """Where the parts of rows stand in this font. It is kept from row to row: measuring a font takes
        longer than drawing with it."""
        if self._fonts is None or self._fonts.base != font:
            self._fonts = RowFonts(font)
        return RowLayout(self._fonts, self.width, self.gutter)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE_ROLE)
        return QSize(self.width, self.layout(option.font).height(line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        painter.save()
        try:
            RowPainter(painter, self.layout(option.font), self._theme, option.rect, line).paint(option)
        finally:
            painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return super().editorEvent(event, model, option, index)
        line: Line = index.data(LINE_ROLE)
        if not self.layout(option.font).is_on_fix(option.rect, line, event.position().toPoint()):
            return super().editorEvent(event, model, option, index)
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.fix_asked.emit(line.problem)
        return True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Of a heading's title; where it stands."""
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_GROUP_TITLE)
        editor.setAccessibleName(_("Name of the group"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        left = self.layout(option.font).text_of(index.data(LINE_ROLE))
        rect = option.rect.adjusted(left - UNIT, 1, -EDGE, 0)
        rect.setHeight(max(editor.sizeHint().height(), rect.height() // 2))
        editor.setGeometry(rect)
