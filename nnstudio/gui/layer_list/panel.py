"""The Network panel: the list of layers and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from nnstudio.design.changes import Change
from nnstudio.gui.document import Document
from nnstudio.gui.icons import icon
from nnstudio.gui.layer_list.group_edits import GroupEdits
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.row_edits import RowEdits
from nnstudio.gui.layer_list.row_menu import RowMenu
from nnstudio.gui.layer_list.selection import Selection
from nnstudio.gui.layer_list.view import LayerListView
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.palette.popup import QuickAdd
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _


class NetworkPanel(QWidget):
    """Holds the list. selection: what is selected in it; rows, groups: what is done with that."""

    selection: Selection
    rows: RowEdits
    groups: GroupEdits

    def __init__(
        self, document: Document, theme: Theme, parent: QWidget | None = None, own: OwnGroups | None = None
    ) -> None:
        super().__init__(parent)
        own = own or OwnGroups(parent=self)
        self._document = document
        self.model = LayerListModel(document, self)
        self.view = LayerListView(self.model, theme)
        self.selection = Selection(document, self.model, self.view, self)
        self.rows = RowEdits(document, self.model, self.selection, own, self)
        self.groups = GroupEdits(document, self.view, self.selection, own, self)
        self.menu = RowMenu(self, self.view)
        self._quick_add = QuickAdd(theme, self, own)
        self._add = QToolButton()
        self._build()
        self.set_theme(theme)
        self._wire()
        self._refresh_actions()

    def _build(self) -> None:
        self._add.setText(_("add a layer"))
        self._add.setToolTip(_("Type a few letters of a layer's name; Enter adds it after the selection."))
        self._add.setAccessibleName(_("Add a layer"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setAutoRaise(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._add)
        layout.setAlignment(self._add, Qt.AlignmentFlag.AlignLeft)

    def _wire(self) -> None:
        self._add.clicked.connect(self._on_add_clicked)
        self._quick_add.chosen.connect(self.rows.insert)
        self._document.changed.connect(self._on_document_changed)
        self.selection.changed.connect(self._refresh_actions)
        self.view.typed.connect(self._on_view_typed)
        self.view.dropped.connect(self._on_view_dropped)
        self.view.fix_asked.connect(self._document.mend)
        self.view.fold_asked.connect(self.groups.turn)
        self.view.repeat_asked.connect(self.groups.ask_for_repeat_of)
        self.view.customContextMenuRequested.connect(self._on_view_menu_requested)

    def sizeHint(self) -> QSize:
        return QSize(320, 360)

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)
        self.menu.set_theme(theme)
        self._quick_add.set_theme(theme)
        self._add.setIcon(icon("plus", theme, theme.accent))

    def actions_of_rows(self) -> Sequence[QAction]:
        """The actions on rows, for a window's Edit menu and its command palette."""
        return self.menu.all()

    def ask_for_layer(self, text: str = "") -> None:
        """Open the quick search; what is chosen there is inserted after the selection."""
        self._quick_add.ask(self._add.mapToGlobal(QPoint(4, 0)), text)

    @Slot()
    def _refresh_actions(self) -> None:
        self.menu.follow(self.selection)

    @Slot(object)
    def _on_document_changed(self, _change: Change) -> None:
        self._refresh_actions()

    @Slot()
    def _on_add_clicked(self) -> None:
        self.ask_for_layer()

    @Slot(str)
    def _on_view_typed(self, text: str) -> None:
        self.ask_for_layer(text)

    @Slot(int)
    def _on_view_dropped(self, row: int) -> None:
        self.selection.select(self.model.line(row).key)

    @Slot(QPoint)
    def _on_view_menu_requested(self, place: QPoint) -> None:
        self.menu.popup(self.view.viewport().mapToGlobal(place))
