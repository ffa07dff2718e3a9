"""The list widget: drags, drops between rows, and typing a layer's name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from nnstudio.design.problems import Problem
from nnstudio.gui.layer_list.delegate import LayerDelegate
from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.model import Index, LayerListModel
from nnstudio.gui.layer_list.rail_hand import RailHand
from nnstudio.gui.mime import KIND_MIME
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_NO_DROP = -1
_TRIANGLE_ROOM = 20  # pixels from the left of a heading: a click there folds its group


class LayerListView(QListView):
    """typed: a letter was typed, the first of the name of a layer to add.
    dropped: something new was inserted at this row. fix_asked: to mend a problem. fold_asked,
    repeat_asked: a group's id."""

    fix_asked = Signal(Problem)
    typed = Signal(str)
    dropped = Signal(int)
    fold_asked = Signal(str)
    repeat_asked = Signal(str)

    def __init__(self, model: LayerListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = model
        self._theme = theme
        self._drop_row = _NO_DROP
        self._refusal = ""  # why nothing can be dropped there
        self._delegate = LayerDelegate(theme, self)
        self._rails = RailHand(self, model, self._delegate, theme)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setAccessibleName(_("Layers of the network"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # ours is a line between rows, see paintEvent
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate.fix_asked.connect(self.fix_asked)
        model.heights_changed.connect(self.scheduleDelayedItemsLayout)
        model.rails_changed.connect(self._on_model_rails_changed)
        self._rails.make_room()

    @property
    def rails(self) -> RailHand:
        """The skips on the left of the rows."""
        return self._rails

    @Slot()
    def _on_model_rails_changed(self) -> None:
        if self._rails.make_room():
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self._rails.theme = theme
        self.viewport().update()

    def selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectedIndexes())

    def select_keys(self, keys: list[str]) -> None:
        """Select rows by key, the first of them current; keys that are not there are passed over."""
        flags = QItemSelectionModel.SelectionFlag
        rows = [row for row in map(self._layers.row_of, keys) if row >= 0]
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(self._layers.index(row), flags.Select)
        if rows:
            self.selectionModel().setCurrentIndex(self._layers.index(rows[0]), flags.NoUpdate)
            self.scrollTo(self._layers.index(rows[0]))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self._layers.rails.lanes:
            self.viewport().update()  # the rails of the selected row stand out

    # Layout

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint again, without the layout of all rows that QListView would do: the model says when heights
        change."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._delegate.width != self.viewport().width():
            self._delegate.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()  # sentences under rows break elsewhere
        super().resizeEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape and self._rails.is_holding:
            self._rails.cancel()
            return
        if text and text.isalnum() and not held:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    # The mouse: ends of rails, and headings of groups

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if self._rails.press(event.position()):
                return
            line = self._heading_at(event.position().toPoint())
            if line is not None and event.position().x() < self._delegate.gutter + _TRIANGLE_ROOM:
                self.fold_asked.emit(line.group)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._rails.is_holding:
            self._rails.move(event.position())
            return
        if not event.buttons():
            self.viewport().setCursor(self._cursor_at(event.position()))
        super().mouseMoveEvent(event)

    def _cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """A hand to drag a rail with, or to press the button that mends a row."""
        if self._rails.grip_at(place) is not None:
            return Qt.CursorShape.OpenHandCursor
        index, at = self.indexAt(place.toPoint()), place.toPoint()
        line = self._layers.line(index.row()) if index.isValid() else None
        if line is None or not self._delegate.is_on_fix(self.visualRect(index), line, at, self.font()):
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.PointingHandCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._rails.is_holding:
            self._rails.release()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        line = self._heading_at(place)
        if line is None or self._rails.grip_at(event.position()) is not None:
            super().mouseDoubleClickEvent(event)
        elif place.x() < self._delegate.gutter + _TRIANGLE_ROOM:
            self.fold_asked.emit(line.group)
        elif self._delegate.badge_frame(self.visualRect(self.indexAt(place)), line).contains(place):
            self.repeat_asked.emit(line.group)
        else:
            self.rename(line.key)

    def rename(self, key: str) -> None:
        """Let the title of a group's heading be typed in its place."""
        self.edit(self._layers.index(self._layers.row_of(key)))

    def _heading_at(self, place: QPoint) -> Line | None:
        index = self.indexAt(place)
        line = self._layers.line(index.row()) if index.isValid() else None
        return line if line is not None and line.is_heading else None

    # Drag and drop

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Like the base class, but moving is an edit of the document: nothing is left to remove here."""
        indexes = [index for index in self.selectedIndexes() if self._can_drag(index)]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._layers.mimeData(indexes))
        rect = self.visualRect(indexes[0])
        drag.setPixmap(self.viewport().grab(rect))
        drag.exec(supported, Qt.DropAction.MoveAction)

    def _can_drag(self, index: QModelIndex) -> bool:
        return bool(self._layers.flags(index) & Qt.ItemFlag.ItemIsDragEnabled)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop_row(_NO_DROP)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.row_between(event.position().toPoint().y())
        self._show_drop_row(_NO_DROP)
        self._choose_action(event)
        if self._refused(event, row):
            event.ignore()
        elif self._layers.dropMimeData(event.mimeData(), event.dropAction(), row, 0, QModelIndex()):
            event.accept()
            if event.dropAction() == Qt.DropAction.CopyAction:
                self.dropped.emit(row)
            self.setFocus()
        else:
            event.ignore()

    def _follow(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        if not self._layers.canDropMimeData(event.mimeData(), event.dropAction(), 0, 0, QModelIndex()):
            event.ignore()
            return
        self._choose_action(event)
        row = self.row_between(event.position().toPoint().y())
        self._refusal = self._refused(event, row)
        event.setAccepted(not self._refusal)
        self._show_drop_row(row)

    def _refused(self, event: QDropEvent, row: int) -> str:
        """Why what is dragged cannot be dropped before this row; "" where it can."""
        move = event.dropAction() == Qt.DropAction.MoveAction
        return self._layers.refusal(event.mimeData(), row, move=move)

    def _choose_action(self, event: QDropEvent) -> None:
        """A new layer is always copied in; a row is moved unless copying is asked for."""
        new = event.mimeData().hasFormat(KIND_MIME)
        copying = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or event.source() is not self
        event.setDropAction(Qt.DropAction.CopyAction if new or copying else Qt.DropAction.MoveAction)

    def row_between(self, y: int) -> int:
        """The row before which something dropped at this height goes: after input, before target."""
        last = self._layers.rowCount() - 1
        for row in range(1, last):
            rect = self.visualRect(self._layers.index(row))
            if y < rect.center().y():
                return row
        return last

    def _show_drop_row(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            if row != _NO_DROP:
                corner = self.viewport().mapToGlobal(
                    QPoint(0, self.visualRect(self._layers.index(row)).top())
                )
                QToolTip.showText(corner, self._refusal, self)
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        try:
            if self._layers.rowCount() == 2:
                self._paint_hint(painter)
            self._rails.paint(painter, self.selected_rows())
            if self._drop_row != _NO_DROP:
                self._paint_drop_line(painter)
        finally:
            painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        below = self.visualRect(self._layers.index(self._layers.rowCount() - 1)).bottom()
        room = self.viewport().rect().adjusted(16, below + 16, -16, -8)
        painter.setPen(QColor(self._theme.muted))
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(top), _("Drag a layer here, or type its name."))

    def _paint_drop_line(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.visualRect(self._layers.index(self._drop_row)).top()
        line = QRect(8, y, self.viewport().width() - 16, 0)
        shade = QColor(self._theme.bad if self._refusal else self._theme.accent)
        painter.setPen(QPen(shade, 2, Qt.PenStyle.DashLine if self._refusal else Qt.PenStyle.SolidLine))
        painter.drawLine(line.left() + 6, y, line.right(), y)
        painter.setPen(QPen(shade, 2))
        if self._refusal:  # a cross: it cannot stand here
            for side in (-4, 4):
                painter.drawLine(line.left(), y - side, line.left() + 8, y + side)
            return
        painter.drawEllipse(line.left(), y - 3, 6, 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
