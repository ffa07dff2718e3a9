"""What is done with groups of rows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QInputDialog, QWidget

from nnstudio.design import edits
from nnstudio.design.excerpts import excerpt
from nnstudio.design.fields import REPEAT
from nnstudio.design.model import GroupId
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import heading_key, layers_of
from nnstudio.gui.layer_list.selection import Selection
from nnstudio.gui.layer_list.view import LayerListView
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.i18n import _


class GroupEdits(QObject):
    """Edits the group that is selected, or the one that is named. panel: what a dialog opens over."""

    def __init__(
        self,
        document: Document,
        view: LayerListView,
        selection: Selection,
        own: OwnGroups,
        panel: QWidget,
    ) -> None:
        super().__init__(panel)
        self._document = document
        self._view = view
        self._selection = selection
        self._own = own
        self._panel = panel
        self._asked: GroupId = ""  # how often to build which group was asked

    def group(self) -> None:
        before = {group.id for group in self._document.design.groups}
        if self._document.apply(edits.group_rows, self._selection.layers()):
            new = next(group.id for group in self._document.design.groups if group.id not in before)
            self._selection.select(heading_key(new))

    def ungroup(self) -> None:
        group = self._selection.group()
        layers = layers_of(self._document.design, {heading_key(group)})
        if self._document.apply(edits.ungroup, group):
            self._selection.select(*layers)

    def keep(self) -> None:
        """Put the group among the person's own in the palette."""
        design = self._document.design
        try:
            self._own.add(excerpt(design, layers_of(design, {heading_key(self._selection.group())})))
        except UserError as error:
            self._document.refused.emit(error)

    def fold(self) -> None:
        self.turn(self._selection.group())

    @Slot(str)
    def turn(self, group: GroupId) -> None:
        """Fold a group, or unfold it; where what is selected goes out of sight, its heading is selected."""
        folded = self._document.design.group(group).folded
        inside = set(self._selection.keys()).intersection(
            layers_of(self._document.design, {heading_key(group)})
        )
        self._document.apply(edits.fold_group, group, not folded)
        if inside and not folded:
            self._selection.select(heading_key(group))

    def rename(self) -> None:
        self._view.rename(heading_key(self._selection.group()))

    def ask_for_repeat(self) -> None:
        self.ask_for_repeat_of(self._selection.group())

    @Slot(str)
    def ask_for_repeat_of(self, group: GroupId) -> None:
        """How often to build a group, in a small dialog that the window goes on beside."""
        box = QInputDialog(self._panel)
        box.setInputMode(QInputDialog.InputMode.IntInput)
        box.setWindowTitle(_("Repeat the group"))
        box.setLabelText(_(REPEAT.help))
        box.setIntRange(REPEAT.min, REPEAT.max)
        box.setIntValue(self._document.design.group(group).repeat)
        self._asked = group
        box.intValueSelected.connect(self._on_repeat_chosen)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(int)
    def _on_repeat_chosen(self, times: int) -> None:
        self._document.apply(edits.repeat_group, self._asked, times)
