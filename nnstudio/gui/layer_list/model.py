"""The rows of the network as Qt sees them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.excerpts import excerpt
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.drops import drop, refusal
from nnstudio.gui.layer_list.lines import Line, Summaries, layers_of, lines_of
from nnstudio.gui.layer_list.places import Spot, spot_before
from nnstudio.gui.layer_list.rails import Rail, Rails, rails_of
from nnstudio.gui.layer_list.rewiring import End, Rewiring, rewiring
from nnstudio.gui.mime import KIND_MIME, ROWS_MIME, rows_mime

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class LayerListModel(QAbstractListModel):
    """Shows the document's design; holds only the lines it has shown, and swaps them between
    ``begin…`` and ``end…`` of the smallest steps that lead to the new ones.

    heights_changed: a sentence under a row came, went or changed.
    """

    heights_changed = Signal()
    rails_changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._summaries = Summaries()
        self._lines = list(self._current_lines())
        self._rails = rails_of(document.design, self._lines)
        document.changed.connect(self._on_document_changed)

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    def line(self, row: int) -> Line:
        return self._lines[row]

    def row_of(self, key: str) -> int:
        """Where a row stands, -1 if it is not there."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractListModel.CheckIndexOption.IndexIsValid):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{line.title} {line.summary}".strip()
            case Qt.ItemDataRole.EditRole:
                return line.title
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case _other if role == LINE_ROLE:
                return line
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between rows, never onto one
        common = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        line = self._lines[index.row()]
        if line.is_heading:
            common |= Qt.ItemFlag.ItemIsEditable
        return common | Qt.ItemFlag.ItemIsDragEnabled if line.is_layer or line.is_heading else common

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A heading can be called otherwise."""
        group = self._lines[index.row()].group
        return role == Qt.ItemDataRole.EditRole and self._document.apply(
            edits.rename_group, group, str(value)
        )

    # Dragging and dropping

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [KIND_MIME, ROWS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        keys = {self._lines[index.row()].key for index in indexes}
        return rows_mime(excerpt(self._document.design, layers_of(self._document.design, keys)))

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return any(data.hasFormat(kind) for kind in self.mimeTypes())

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """row: of this list, where the input stands at 0; -1 for the end."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        return drop(self._document, data, *self._spot(row), move=action == Qt.DropAction.MoveAction)

    def refusal(self, data: QMimeData, row: int, *, move: bool) -> str:
        """Why these rows cannot be dropped before this one; "" where they can."""
        return refusal(self._document.design, data, *self._spot(row), move=move)

    def _spot(self, row: int) -> Spot:
        last = len(self._lines) - 1
        return spot_before(self._document.design, self._lines, last if row < 0 else min(row, last))

    # Rails

    @property
    def rails(self) -> Rails:
        """Of the lines that show now."""
        return self._rails

    def rewiring(self, rail: Rail, end: End, row: int) -> Rewiring:
        """What it would be to put this end of a rail on another row."""
        return rewiring(self._document.design, rail, end, self._lines[row])

    def rewire(self, asked: Rewiring) -> None:
        if asked.edit is not None:
            self._document.apply(asked.edit)

    # Following the document

    def _current_lines(self) -> tuple[Line, ...]:
        document = self._document
        return lines_of(document.design, document.facts, document.report, self._summaries)

    @Slot(object)
    def _on_document_changed(self, _change: Change) -> None:
        new = self._current_lines()
        self._remove_missing({line.key for line in new})
        present = {line.key for line in self._lines}
        self._reorder([line.key for line in new if line.key in present])
        self._insert_added(new, present)
        self._repaint(new)

    def _remove_missing(self, wanted: set[str]) -> None:
        last = len(self._lines) - 1
        while last >= 0:
            if self._lines[last].key in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._lines[first - 1].key not in wanted:
                first -= 1
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._lines[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _reorder(self, wanted: list[str]) -> None:
        """One move down where that is all, else moves up, from the top."""
        for row, key in enumerate(wanted):
            here = self._lines[row].key
            if here == key:
                continue
            keys = [line.key for line in self._lines]
            to = wanted.index(here)
            if [*keys[:row], *keys[row + 1 : to + 1], here, *keys[to + 1 :]] == wanted:
                self._move(row, to)
            else:
                self._move(keys.index(key), row)

    def _move(self, row: int, to: int) -> None:
        self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, to + 1 if to > row else to)
        self._lines.insert(to, self._lines.pop(row))
        self.endMoveRows()

    def _insert_added(self, new: Sequence[Line], present: set[str]) -> None:
        first = 0
        while first < len(new):
            last = first
            while last < len(new) and new[last].key not in present:
                last += 1
            if last > first:
                self.beginInsertRows(_NOWHERE, first, last - 1)
                self._lines[first:first] = new[first:last]
                self.endInsertRows()
            first = last + 1

    def _repaint(self, new: Sequence[Line]) -> None:
        changed = [row for row, line in enumerate(new) if line != self._lines[row]]
        grown = any(_takes_room(new[row]) != _takes_room(self._lines[row]) for row in changed)
        self._lines = list(new)
        rails, self._rails = self._rails, rails_of(self._document.design, self._lines)
        if rails != self._rails:
            self.rails_changed.emit()
        if grown:
            self.heights_changed.emit()
        while changed:
            count = next((n for n, row in enumerate(changed) if row != changed[0] + n), len(changed))
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[count - 1]))
            del changed[:count]


def _takes_room(line: Line) -> tuple[object, ...]:
    """What the height of a line depends on, beside the width of the list."""
    problem = line.problem
    return problem and (problem.message, problem.fix is None), line.group
