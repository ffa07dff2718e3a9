"""The list widget: drags, drops between rows, and typing a layer's name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
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
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from nnstudio.design.problems import Problem
from nnstudio.gui.layer_list.delegate import LayerDelegate
from nnstudio.gui.layer_list.drop_hand import DropHand
from nnstudio.gui.layer_list.hits import CURSORS, TIPS, Hits, Part
from nnstudio.gui.layer_list.model import Index, LayerListModel
from nnstudio.gui.layer_list.rail_hand import RailHand
from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.machine import uncollected


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
        self._delegate = LayerDelegate(theme, self)
        self._rails = RailHand(self, model, self._delegate, theme)
        self._drops = DropHand(self, model, theme)
        self._hits = Hits(self, model, self._delegate, self._rails)
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
        self._drops.theme = theme
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

    # The mouse: rails, and headings of groups

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._rails.look_at(None)
        elif isinstance(event, QHelpEvent):
            part, _line = self._hits.at(QPointF(event.pos()))
            if part in TIPS:
                QToolTip.showText(event.globalPos(), _(TIPS[part]), self)
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            part, line = self._hits.at(event.position())
            if part in (Part.GRIP, Part.STATION) and self._rails.press(event.position()):
                return
            if part is Part.TRIANGLE and line is not None:
                self.fold_asked.emit(line.group)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._rails.is_holding:
            self._rails.move(event.position())
            return
        if not event.buttons():
            part, _line = self._hits.at(event.position())
            self.viewport().setCursor(CURSORS.get(part, Qt.CursorShape.ArrowCursor))
            self._rails.look_at(event.position())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._rails.is_holding:
            self._rails.release()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        part, line = self._hits.at(event.position())
        if part is Part.TRIANGLE and line is not None:
            self.fold_asked.emit(line.group)
        elif part is Part.BADGE and line is not None:
            self.repeat_asked.emit(line.group)
        elif part is Part.HEADING and line is not None:
            self.rename(line.key)
        else:
            super().mouseDoubleClickEvent(event)

    def rename(self, key: str) -> None:
        """Let the title of a group's heading be typed in its place."""
        self.edit(self._layers.index(self._layers.row_of(key)))

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
        self._drops.follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drops.follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drops.leave()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        new = self._drops.drop(event)
        if new is not None:
            self.dropped.emit(new)
        if event.isAccepted():
            self.setFocus()

    def row_between(self, y: int) -> int:
        """The row before which something dropped at this height goes: after input, before target."""
        return self._drops.row_between(y)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with uncollected():
            super().paintEvent(event)
        with painting(self.viewport()) as painter:
            if self._layers.rowCount() == 2:
                self._paint_hint(painter)
            self._rails.paint(painter, self.selected_rows())
            self._drops.paint(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        below = self.visualRect(self._layers.index(self._layers.rowCount() - 1)).bottom()
        room = self.viewport().rect().adjusted(16, below + 16, -16, -8)
        painter.setPen(QColor(self._theme.muted))
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(top), _("Drag a layer here, or type its name."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
