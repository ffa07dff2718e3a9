"""The columns of a table as rows: what each is, and what it is to the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nnstudio.data.own.columns import ColumnFound
from nnstudio.data.own.table_choice import KINDS_OF_ROLE, chosen, suggested
from nnstudio.data.own.tables import TableFound
from nnstudio.design.own import ColumnKind, OwnColumn, Role
from nnstudio.gui.verbatim import in_role
from nnstudio.i18n import N_, _, grouped, ngettext

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

NAME, ROLE, KIND, CELLS, MISSING = range(5)
_HEADINGS: Final = (N_("Column"), N_("Used as"), N_("Taken as"), N_("In it"), N_("Missing or wrong"))
ROLES: Final[dict[Role, str]] = {
    "input": N_("input"),
    "target": N_("target"),
    "time": N_("time"),
    "unused": N_("not used"),
}
KINDS: Final[dict[ColumnKind, str]] = {
    "number": N_("number"),
    "category": N_("class"),
    "time": N_("time"),
    "text": N_("text"),
}
_MOST_EXAMPLES = 4


class ColumnsModel(QAbstractTableModel):
    """changed: other roles or kinds, which are edited by the keys of ROLES and KINDS."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[ColumnFound, ...] = ()
        self._columns: tuple[OwnColumn, ...] = ()

    @property
    def columns(self) -> tuple[OwnColumn, ...]:
        return self._columns

    def show_found(self, found: TableFound, columns: Sequence[OwnColumn] | None = None) -> None:
        """columns: as they were chosen before, kept where the names are still the same."""
        self.beginResetModel()
        self._found = found.columns
        kept = columns is not None and [each.name for each in columns] == [
            each.name for each in found.columns
        ]
        if columns is not None and kept:
            pairs = zip(found.columns, columns, strict=True)
            self._columns = tuple(chosen(seen, use.kind, use.role) for seen, use in pairs)
        else:
            self._columns = suggested(found)
        self.endResetModel()
        self.changed.emit()

    def choices(self, index: Index) -> dict[str, str]:
        """What a cell may become: keys with titles."""
        seen, use = self._found[index.row()], self._columns[index.row()]
        if index.column() == KIND:
            kinds = _kinds_of(seen)
            return {kind: KINDS[kind] for kind in kinds}
        possible = {"unused", use.role} | {
            role for role, kinds in KINDS_OF_ROLE.items() if set(kinds) & set(_kinds_of(seen))
        }
        return {role: title for role, title in ROLES.items() if role in possible}

    def set_role(self, rows: Sequence[int], role: Role) -> None:
        """A new target takes the place of the old one, which becomes an input."""
        columns = list(self._columns)
        for at, column in enumerate(columns):
            is_replaced = role in ("target", "time") and column.role == role and at not in rows
            if is_replaced:
                columns[at] = chosen(self._found[at], column.kind, "input" if role == "target" else "unused")
            if at in rows:
                columns[at] = chosen(self._found[at], _kind_for(self._found[at], column.kind, role), role)
        self._put(columns)

    def set_kind(self, rows: Sequence[int], kind: ColumnKind) -> None:
        columns = list(self._columns)
        for at in rows:
            if kind in _kinds_of(self._found[at]):
                columns[at] = chosen(self._found[at], kind, columns[at].role)
        self._put(columns)

    def _put(self, columns: list[OwnColumn]) -> None:
        self._columns = tuple(columns)
        self.dataChanged.emit(self.index(0, 0), self.index(len(columns) - 1, MISSING))
        self.changed.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (ROLE, KIND) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        seen, use = self._found[index.row()], self._columns[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return use.role if index.column() == ROLE else use.kind
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        texts = {
            NAME: seen.name,
            ROLE: _(ROLES[use.role]),
            KIND: _(KINDS[use.kind]),
            CELLS: cells_text(seen, use.kind),
            MISSING: missing_text(seen, use.kind),
        }
        text = texts[index.column()]
        return in_role(text, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(_HEADINGS[section])
        return None


def _kinds_of(seen: ColumnFound) -> tuple[ColumnKind, ...]:
    """What the cells of a column can be taken as, the likeliest first."""
    kinds: list[ColumnKind] = [seen.kind]
    if len(seen.categories) >= 2 and "category" not in kinds:
        kinds.append("category")
    if seen.writing is not None and "text" not in kinds and seen.kind != "time":
        kinds.append("text")
    return tuple(kinds)


def _kind_for(seen: ColumnFound, kind: ColumnKind, role: Role) -> ColumnKind:
    """The kind itself where the role takes it; else one that it takes."""
    if role == "unused" or kind in KINDS_OF_ROLE[role]:
        return kind
    return next((each for each in _kinds_of(seen) if each in KINDS_OF_ROLE[role]), kind)


def cells_text(seen: ColumnFound, kind: ColumnKind) -> str:
    """Such as "0.1 to 7.9", or "setosa, versicolor, virginica"."""
    if kind == "number" and seen.lowest <= seen.highest:
        return _("{lowest} to {highest}").format(
            lowest=grouped(seen.lowest, ".6g"), highest=grouped(seen.highest, ".6g")
        )
    shown = seen.categories if kind == "category" and seen.categories else seen.examples
    listed = ", ".join(shown[:_MOST_EXAMPLES])
    return f"{listed}, …" if len(shown) > _MOST_EXAMPLES or not seen.categories else listed


def missing_text(seen: ColumnFound, kind: ColumnKind) -> str:
    count = len(seen.bad_rows(kind))
    return ngettext("{count} row", "{count} rows", count).format(count=grouped(count)) if count else ""
