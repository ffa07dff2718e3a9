"""Step one of a file of arrays: what each is called, its shape and range, and its first numbers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from nnstudio.data.own.arrays import ArrayFound, ArraysFound
from nnstudio.gui.panels.parts import Text
from nnstudio.gui.verbatim import in_role
from nnstudio.i18n import N_, _, grouped, ngettext

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADINGS: Final = (N_("Array"), N_("Shape"), N_("Type"), N_("In it"), N_("Missing or wrong"))
_WIDTHS: Final = (160, 160, 90, 220)
_MOST_NAMES = 6
_FIRST_HEIGHT = 180
_IN_A_LINE = 110  # characters


class ArrayLook(QWidget):
    """The arrays as rows of a table; under it, how the chosen one begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ArraysFound | None = None
        self.count = Text(_("Reading the arrays…"), strong=True)
        self.model = ArraysModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Arrays"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        for section, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(section, width)
        self.table.horizontalHeader().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.first = QPlainTextEdit()
        self.first.setReadOnly(True)
        self.first.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.first.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.first.setMaximumHeight(_FIRST_HEIGHT)
        self.first.setAccessibleName(_("The first numbers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.count, self.table, self.first):
            column.addWidget(widget, 1 if widget is self.table else 0)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_found(self, found: ArraysFound) -> None:
        self._found = found
        many = len(found.arrays)
        self.count.say(ngettext("{count} array", "{count} arrays", many).format(count=grouped(many)))
        self.model.show_arrays(found.arrays)
        self.table.selectRow(0)

    @Slot(QModelIndex)
    def _on_row_changed(self, index: QModelIndex) -> None:
        if self._found is not None and index.isValid():
            self.first.setPlainText(first_text(self._found.arrays[index.row()]))


def first_text(array: ArrayFound) -> str:
    """The first examples as NumPy prints them, long ones cut short; or why there are none."""
    if array.fault:
        return array.fault
    with np.printoptions(threshold=200, edgeitems=4, linewidth=_IN_A_LINE, precision=5, suppress=True):
        return str(array.first)


class ArraysModel(QAbstractTableModel):
    """A row an array."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrays: tuple[ArrayFound, ...] = ()

    def show_arrays(self, arrays: tuple[ArrayFound, ...]) -> None:
        self.beginResetModel()
        self._arrays = arrays
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._arrays)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        array = self._arrays[index.row()]
        shape = "×".join(grouped(size) for size in array.npy.shape) or "–"
        kind = _("text") if array.npy.is_words else array.npy.dtype.name
        if array.fault and not array.npy.shape:
            kind = "–"
        text = (array.name, shape, kind, range_text(array), broken_text(array))[index.column()]
        return in_role(text, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(_HEADINGS[section])
        return None


def range_text(array: ArrayFound) -> str:
    """Such as "0 to 255", or "cat, dog, fox"."""
    if array.fault:
        return ""
    if array.npy.is_words:
        names = ", ".join(array.classes[:_MOST_NAMES])
        return names + (", …" if len(array.classes) > _MOST_NAMES else "")
    return _("{lowest} to {highest}").format(
        lowest=grouped(array.lowest, ".6g"), highest=grouped(array.highest, ".6g")
    )


def broken_text(array: ArrayFound) -> str:
    if array.fault:
        return array.fault
    count = int(array.broken.sum())
    if not count:
        return ""
    return ngettext("{count} example", "{count} examples", count).format(count=grouped(count))
