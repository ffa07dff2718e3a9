"""What is selected in the list, and what can therefore be done."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from nnstudio.design.model import INPUT, GroupId, LayerId
from nnstudio.design.problems import Problem
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import INPUT_ROW, Line, layer_id, layers_of
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.places import Spot, spot_after
from nnstudio.gui.layer_list.view import LayerListView


class Selection(QObject):
    """Reads rows of the view as layers and groups of the document.

    layer_changed: the current layer's id, "" for none. row_changed: also INPUT_ROW, TARGET_ROW and keys of
    headings. changed: other rows are selected.
    """

    layer_changed = Signal(str)
    row_changed = Signal(str)
    changed = Signal()

    def __init__(
        self, document: Document, model: LayerListModel, view: LayerListView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._model = model
        self._view = view
        self._current = ""
        view.selectionModel().selectionChanged.connect(self._on_view_selection_changed)

    def select(self, *keys: str) -> None:
        """Select rows by key, layers by their id; "" selects nothing."""
        self._view.select_keys([key for key in keys if key])

    def rows(self) -> list[int]:
        return self._view.selected_rows()

    def keys(self) -> list[str]:
        return [line.key for line in self._lines()]

    def layers(self) -> list[LayerId]:
        """The selected layers, in the order of the list; a heading stands for all of its group."""
        return layers_of(self._document.design, set(self.keys()))

    def ends_of_skips(self) -> tuple[list[LayerId], LayerId]:
        """The selected rows that the lowest of them could read, the data among them, and that one; "" where
        there are none. A heading is no row."""
        ids = [INPUT if line.key == INPUT_ROW else line.key for line in self._lines() if _can_be_read(line)]
        return (ids[:-1], ids[-1]) if len(ids) > 1 else ([], "")

    def group(self) -> GroupId:
        """The group whose heading is selected, or in which all that is selected stands; "" for none.

        While rows are taken away, lines of a group that is gone already may still be there.
        """
        groups = {line.group for line in self._lines()}
        there = groups.intersection(group.id for group in self._document.design.groups)
        return there.pop() if len(groups) == len(there) == 1 else ""

    def spot(self) -> Spot:
        """Where a new layer goes: after the selection, or at the end."""
        rows, design = self.rows(), self._document.design
        return spot_after(design, self._model.lines, rows[-1]) if rows else (len(design.layers), None)

    def problem_to_mend(self) -> Problem | None:
        """Of the first selected row that something mends; without a selection, of the first row."""
        for line in self._lines() or self._model.lines:
            if line.problem is not None and line.problem.fix is not None:
                return line.problem
        return None

    def are_frozen(self) -> bool:
        """Whether all selected layers are."""
        return self._all_lack("trainable")

    def are_off(self) -> bool:
        """Whether all selected layers are."""
        return self._all_lack("enabled")

    def is_folded(self) -> bool:
        """Whether the selected group is."""
        group = self.group()
        return bool(group) and self._document.design.group(group).folded

    def _lines(self) -> list[Line]:
        return [self._model.line(row) for row in self.rows()]

    def _all_lack(self, field: str) -> bool:
        rows = [self._document.design.row(layer) for layer in self.layers()]
        return bool(rows) and not any(getattr(row, field) for row in rows)

    @Slot()
    def _on_view_selection_changed(self) -> None:
        keys = self.keys()
        current = keys[0] if len(keys) == 1 else next((key for key in keys if layer_id(key)), "")
        self.changed.emit()
        if current != self._current:
            before, self._current = self._current, current
            self.row_changed.emit(current)
            if layer_id(before) != layer_id(current):
                self.layer_changed.emit(layer_id(current))


def _can_be_read(line: Line) -> bool:
    return line.is_layer or line.key == INPUT_ROW
