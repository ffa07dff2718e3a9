"""The list widget: drags, drops between rows, and typing a layer's name."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
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
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from nnstudio.design.problems import Problem
from nnstudio.gui.layer_list.delegate import LayerDelegate
from nnstudio.gui.layer_list.drops import KIND_MIME
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_NO_DROP = -1


class LayerListView(QListView):
    """typed: a letter was typed, the first of the name of a layer to add.
    dropped: something new was inserted at this row. fix_asked: to mend a problem."""

    fix_asked = Signal(Problem)
    typed = Signal(str)
    dropped = Signal(int)

    def __init__(self, model: LayerListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = model
        self._theme = theme
        self._drop_row = _NO_DROP
        self._delegate = LayerDelegate(theme, self)
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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
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

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._delegate.width = self.viewport().width()
        super().resizeEvent(event)

    # The button that mends a row

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.viewport().setCursor(self._cursor_at(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def _cursor_at(self, place: QPoint) -> Qt.CursorShape:
        index = self.indexAt(place)
        arrow, hand = Qt.CursorShape.ArrowCursor, Qt.CursorShape.PointingHandCursor
        if not index.isValid():
            return arrow
        line = self._layers.line(index.row())
        return hand if self._delegate.is_on_fix(self.visualRect(index), line, place, self.font()) else arrow

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if text and text.isalnum() and not held:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    # Drag and drop

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Like the base class, but moving is an edit of the document: nothing is left to remove here."""
        indexes = [index for index in self.selectedIndexes() if self._layers.line(index.row()).is_layer]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._layers.mimeData(indexes))
        rect = self.visualRect(indexes[0])
        drag.setPixmap(self.viewport().grab(rect))
        drag.exec(supported, Qt.DropAction.MoveAction)

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
        if self._layers.dropMimeData(event.mimeData(), event.dropAction(), row, 0, QModelIndex()):
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
        event.accept()
        self._show_drop_row(self.row_between(event.position().toPoint().y()))

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
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        try:
            if self._layers.rowCount() == 2:
                self._paint_hint(painter)
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
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.drawLine(line.left() + 6, y, line.right(), y)
        painter.drawEllipse(line.left(), y - 3, 6, 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
