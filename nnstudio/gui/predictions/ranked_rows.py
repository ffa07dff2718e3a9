"""Rows of a table from the worst given back to the best."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from nnstudio.gui.verbatim import in_role
from nnstudio.i18n import N_, _, grouped

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_HEADS = (N_("error"), N_("class"), N_("farthest off"))
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class RankedRow:
    """number: of the example. color: of the text, "" for the usual one."""

    number: int
    error: str
    name: str
    farthest: str
    color: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.error, self.name, self.farthest


class RankedRows(QAbstractTableModel):
    """One row for each example, the worst first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RankedRow, ...] = ()

    def show_rows(self, rows: tuple[RankedRow, ...]) -> None:
        if rows == self.rows:
            return
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(_HEADS) - 1))

    def place(self, number: int) -> int:
        """Where an example stands; -1 where it does not."""
        return next((at for at, row in enumerate(self.rows) if row.number == number), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return in_role(row.texts[index.column()], role)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == 0:
                return _NUMBER
            case Qt.ItemDataRole.ForegroundRole if row.color:
                return QColor(row.color)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(_HEADS[section]) if orientation is Qt.Orientation.Horizontal else grouped(section + 1)
