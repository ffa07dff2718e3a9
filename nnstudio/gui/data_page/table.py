"""Examples as rows of a table, in the data's own units."""

from __future__ import annotations

from itertools import islice, product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples, Scale
from nnstudio.figures import figure
from nnstudio.gui.verbatim import in_role
from nnstudio.i18n import _, grouped

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST_NUMBERS = 1_000  # of an example


class ExamplesTable(QAbstractTableModel):
    """A row an example: its features, then what is asked of the network."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: list[str] = []
        self._rows: list[list[str]] = []

    def show_part(self, preview: Preview, part: Examples) -> None:
        """The examples of one part of a table."""
        self.beginResetModel()
        facts = preview.facts
        shown = _original(part.inputs, preview.input_scale)
        shown = shown.reshape(len(shown), -1)[:, :_MOST_NUMBERS]
        self._heads = [*_names(preview)[: shown.shape[1]], *map(_, facts.target_names)]
        self._rows = [
            [*map(figure, inputs), *answer]
            for inputs, answer in zip(shown.tolist(), _answers(preview, part), strict=True)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return in_role(self._rows[index.row()][index.column()], role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        told = self._heads[section] if orientation is Qt.Orientation.Horizontal else grouped(section + 1)
        return in_role(told, role)


def _original(prepared: NDArray[Any], scale: Scale) -> NDArray[np.float64]:
    return prepared.astype(np.float64) * scale.factor + scale.offset


def _names(preview: Preview) -> list[str]:
    """Of the numbers of an example: its features; where it is no row, their places, such as "2, 5"."""
    if preview.facts.features:
        return [_(name) for name in preview.facts.features]
    places = islice(product(*map(range, preview.facts.input_shape)), _MOST_NUMBERS)
    return [", ".join(str(at + 1) for at in place) for place in places]


def _answers(preview: Preview, part: Examples) -> list[list[str]]:
    """The target of each example in words; a class by its name."""
    names = preview.facts.classes
    if part.labels is not None and names:
        return [[_(names[label])] for label in part.labels.tolist()]
    if not preview.facts.target_names:
        return [[] for _example in range(len(part))]
    return [list(map(figure, row)) for row in _original(part.targets, preview.target_scale).tolist()]
