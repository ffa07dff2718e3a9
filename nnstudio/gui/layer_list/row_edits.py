"""What is done with the selected rows: each of these is one undo step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from nnstudio.design import edits
from nnstudio.design.excerpts import excerpt
from nnstudio.design.files import layers_to_text
from nnstudio.design.wiring import most_reads
from nnstudio.gui.document import Document, Edit
from nnstudio.gui.layer_list.drops import paste_rows
from nnstudio.gui.layer_list.lines import INPUT_ROW
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.places import spot_beside
from nnstudio.gui.layer_list.selection import Selection
from nnstudio.gui.palette.offers import offer
from nnstudio.gui.palette.own import OwnGroups


class RowEdits(QObject):
    """Edits the document by what is selected, and selects what came of it."""

    def __init__(
        self,
        document: Document,
        model: LayerListModel,
        selection: Selection,
        own: OwnGroups,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._model = model
        self._selection = selection
        self._own = own

    @Slot(str)
    def insert(self, key: str) -> None:
        """What the palette offers by this key, below the selection."""
        offered = offer(key, self._own.offers())
        taken = offered.excerpt if offered is not None else None
        if taken is None:
            self._insert_layer(key)
        else:
            at, into = self._selection.spot()
            self._apply_and_select(edits.insert_rows, taken.layers, at, taken.groups, into)

    def _insert_layer(self, kind: str) -> None:
        """A layer that reads several rows reads those that are selected."""
        layers = self._selection.layers()
        at, into = self._selection.spot()
        most = most_reads(kind)
        reads = layers if len(layers) > 1 and (most is None or len(layers) <= most) else None
        self._apply_and_select(edits.insert_layer, kind, at, reads=reads, into=into)

    def delete(self) -> None:
        layers = self._selection.layers()
        if not layers:
            return
        first = self._selection.rows()[0]
        if self._document.apply(edits.remove_layers, layers):
            # What stands there now, or the last layer, so that Del can be pressed again.
            row = min(first, self._model.rowCount() - 2)
            self._selection.select(self._model.line(row).key if row > 0 else INPUT_ROW)

    def mend(self) -> None:
        problem = self._selection.problem_to_mend()
        if problem is not None:
            self._document.mend(problem)

    def duplicate(self) -> None:
        layers = self._selection.layers()
        if len(layers) == 1:
            self._apply_and_select(edits.duplicate_layer, layers[0])
        elif layers:
            taken = excerpt(self._document.design, layers)
            at, into = self._selection.spot()
            self._apply_and_select(edits.insert_rows, taken.layers, at, taken.groups, into)

    def connect_rows(self) -> None:
        """Let the lowest of the selected rows read the others too."""
        sources, reader = self._selection.ends_of_skips()
        if reader:
            self._document.apply(edits.let_read, reader, sources)

    def freeze(self) -> None:
        """Or train again, where all are frozen."""
        self._document.apply(edits.freeze, self._selection.layers(), not self._selection.are_frozen())

    def switch(self) -> None:
        """Off, or on again where all are off."""
        self._document.apply(edits.switch_on, self._selection.layers(), self._selection.are_off())

    def move(self, by: int) -> None:
        """One step up, -1, or down, 1."""
        layers = self._selection.layers()
        if not layers:
            return
        keys = self._selection.keys()
        spot = spot_beside(self._document.design, layers, by)
        if spot is not None:
            self._document.apply(edits.move_rows, layers, *spot)
            self._selection.select(*keys)

    def copy(self) -> None:
        layers = self._selection.layers()
        if layers:
            QGuiApplication.clipboard().setText(layers_to_text(excerpt(self._document.design, layers)))

    def cut(self) -> None:
        self.copy()
        self.delete()

    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text:
            self._apply_and_select(paste_rows, text, *self._selection.spot())

    def _apply_and_select(self, edit: Edit, *args: Any, **kw: Any) -> None:
        """Run an edit and select the layers it brought."""
        before = {row.id for row in self._document.design.layers}
        if self._document.apply(edit, *args, **kw):
            new = [row.id for row in self._document.design.layers if row.id not in before]
            self._selection.select(*new)
