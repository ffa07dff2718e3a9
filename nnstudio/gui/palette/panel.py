"""The palette: every layer there is, and whole networks, to drag into the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QMenu, QVBoxLayout, QWidget

from nnstudio.design.model import Excerpt
from nnstudio.errors import UserError
from nnstudio.gui.messages import Level, Message, Offer
from nnstudio.gui.palette.finder import LayerFinder
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _


class PalettePanel(QWidget):
    """insert_requested: the key of what to insert after the selection. refused: what could not be done to
    one of the person's own groups. message: what was, with the way back."""

    insert_requested = Signal(str)
    refused = Signal(UserError)
    message = Signal(Message)

    def __init__(self, theme: Theme, parent: QWidget | None = None, own: OwnGroups | None = None) -> None:
        super().__init__(parent)
        self._own = own or OwnGroups(parent=self)
        self._asked = ""  # of which own group the menu was opened
        self.finder = LayerFinder(theme, own=self._own)
        self.finder.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.finder.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.finder)
        self.setMinimumWidth(150)
        self.finder.chosen.connect(self.insert_requested)

    def sizeHint(self) -> QSize:
        return QSize(176, 400)

    @Slot(QPoint)
    def _on_list_menu_requested(self, place: QPoint) -> None:
        """What can be done with the person's own groups."""
        key = self.finder.key_at(place)
        if not self._own.holds(key):
            return
        self._asked = key
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Rename…")).triggered.connect(self._on_rename_triggered)
        menu.addAction(_("Delete from my groups")).triggered.connect(self._on_delete_triggered)
        menu.popup(self.finder.list.viewport().mapToGlobal(place))

    @Slot()
    def _on_rename_triggered(self) -> None:
        box = QInputDialog(self)
        box.setWindowTitle(_("Rename the group"))
        box.setLabelText(_("Name of the group"))
        box.setTextValue(self._title())
        box.textValueSelected.connect(self._on_name_chosen)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(str)
    def _on_name_chosen(self, name: str) -> None:
        try:
            self._own.rename(self._asked, name)
        except UserError as error:
            self.refused.emit(error)

    @Slot()
    def _on_delete_triggered(self) -> None:
        title = self._title()
        try:
            taken = self._own.remove(self._asked)
        except UserError as error:
            self.refused.emit(error)
            return
        text = _("“{title}” was deleted from your groups.").format(title=title)
        undo = Offer(_("Undo"), partial(self._put_back, taken))
        self.message.emit(Message(Level.INFO, text, offer=undo))

    def _put_back(self, taken: Excerpt) -> None:
        try:
            self._own.add(taken)
        except UserError as error:
            self.refused.emit(error)

    def _title(self) -> str:
        """Of the group whose menu was opened."""
        return next(each.title for each in self._own.offers() if each.key == self._asked)

    def set_theme(self, theme: Theme) -> None:
        self.finder.set_theme(theme)
