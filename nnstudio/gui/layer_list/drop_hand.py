"""Dropping onto the list: where something goes, whether it can, and the line that shows it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QToolTip

from nnstudio.gui.layer_list.edge_scroll import EdgeScroll
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.mime import KIND_MIME
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip

_NO_ROW = -1
_RING = 3  # pixels: half of the ring at the line's left end
_CROSS = 4  # half of the cross in its place where nothing can be dropped
_MARGIN = 8


class DropHand:
    """Belongs to one view. It asks the model what may be dropped, and to take it."""

    def __init__(self, view: QListView, model: LayerListModel, theme: Theme) -> None:
        self._view = view
        self._model = model
        self._edges = EdgeScroll(view)
        self._edges.scrolled.connect(self._hide)
        self._row = _NO_ROW
        self._refusal = ""  # why nothing can be dropped there
        self.theme = theme

    def follow(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        """Show where it would go, and say why it cannot."""
        if not self._model.canDropMimeData(event.mimeData(), event.dropAction(), 0, 0, QModelIndex()):
            event.ignore()
            return
        self._choose_action(event)
        self._edges.drag_to(event.position().y())
        row = self.row_between(event.position().toPoint().y())
        self._refusal = self._refused(event, row)
        event.setAccepted(not self._refusal)
        self._show(row)

    def leave(self) -> None:
        self._edges.stop()
        self._hide()

    def _hide(self) -> None:
        self._show(_NO_ROW)

    def drop(self, event: QDropEvent) -> int | None:
        """Take what is dropped; the row at which something new stands then, None where nothing is new."""
        row = self.row_between(event.position().toPoint().y())
        self.leave()
        self._choose_action(event)
        taken = not self._refused(event, row) and self._model.dropMimeData(
            event.mimeData(), event.dropAction(), row, 0, QModelIndex()
        )
        event.setAccepted(taken)
        return row if taken and event.dropAction() == Qt.DropAction.CopyAction else None

    def row_between(self, y: int) -> int:
        """The row before which something dropped at this height goes: after input, before target."""
        last = self._model.rowCount() - 1
        for row in range(1, last):
            if y < self._view.visualRect(self._model.index(row)).center().y():
                return row
        return last

    def paint(self, painter: QPainter) -> None:
        if self._row == _NO_ROW:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self._view.visualRect(self._model.index(self._row)).top()
        line = QRect(_MARGIN, y, self._view.viewport().width() - 2 * _MARGIN, 0)
        shade = QColor(self.theme.bad if self._refusal else self.theme.accent)
        painter.setPen(QPen(shade, 2, Qt.PenStyle.DashLine if self._refusal else Qt.PenStyle.SolidLine))
        painter.drawLine(line.left() + 2 * _RING, y, line.right(), y)
        painter.setPen(QPen(shade, 2))
        if self._refusal:
            for side in (-_CROSS, _CROSS):
                painter.drawLine(line.left(), y - side, line.left() + 2 * _CROSS, y + side)
        else:
            painter.drawEllipse(line.left(), y - _RING, 2 * _RING, 2 * _RING)

    def _refused(self, event: QDropEvent, row: int) -> str:
        """Why what is dragged cannot be dropped before this row; "" where it can."""
        move = event.dropAction() == Qt.DropAction.MoveAction
        return self._model.refusal(event.mimeData(), row, move=move)

    def _choose_action(self, event: QDropEvent) -> None:
        """A new layer is always copied in; a row is moved unless copying is asked for."""
        new = event.mimeData().hasFormat(KIND_MIME)
        asked = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        copying = new or asked or event.source() is not self._view
        event.setDropAction(Qt.DropAction.CopyAction if copying else Qt.DropAction.MoveAction)

    def _show(self, row: int) -> None:
        if row == self._row:
            return
        self._row = row
        if row != _NO_ROW:
            top = self._view.visualRect(self._model.index(row)).top()
            place = self._view.viewport().mapToGlobal(QPoint(0, top))
            QToolTip.showText(place, as_tip(self._refusal), self._view)
        self._view.viewport().update()
