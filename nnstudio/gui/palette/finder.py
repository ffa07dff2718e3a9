"""A search line over the list of layers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from nnstudio.gui.icons import icon
from nnstudio.gui.palette.model import PaletteModel
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LayerFinder(QWidget):
    """chosen: the key of an offer, by Enter or a double click. The arrow keys work from the search line."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        one_click: bool = False,
        own: OwnGroups | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = PaletteModel(theme, self, own)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search layers"))
        self.search.setAccessibleName(_("Search layers"))
        self.search.setClearButtonEnabled(True)
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Layers to add"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setDragEnabled(True)
        self.list.setIconSize(QSize(12, 12))
        self.list.setSpacing(1)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # many names differ at their ends
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(_("Nothing has that in its name. Try a shorter word."))
        self._nothing.setWordWrap(True)
        self._nothing.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self.search, self.list, self._nothing):
            layout.addWidget(widget, 0 if widget is self.search else 1)
        self.set_theme(theme)
        self._wire(one_click)

    def _wire(self, one_click: bool) -> None:
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self.search.installEventFilter(self)
        signal = self.list.clicked if one_click else self.list.doubleClicked
        signal.connect(self._on_list_index_chosen)
        self.list.clicked.connect(self._on_list_clicked)
        self.list.installEventFilter(self)

    def key_at(self, place: QPoint) -> str:
        """Of what is offered at a place of the list, "" for nothing."""
        return self._model.key(self.list.indexAt(place).row())

    def set_theme(self, theme: Theme) -> None:
        self._model.set_theme(theme)
        self._glass.setIcon(icon("search", theme, theme.muted))

    @Slot(str)
    def _on_search_text_changed(self, text: str) -> None:
        self._model.filter(text)
        found = self._model.first_offer()
        self.list.setVisible(found.isValid())
        self._nothing.setVisible(not found.isValid())
        if text.strip():
            self.list.setCurrentIndex(found)

    @Slot()
    def _on_search_return_pressed(self) -> None:
        index = self.list.currentIndex()
        self._on_list_index_chosen(index if index.isValid() else self._model.first_offer())

    @Slot(QModelIndex)
    def _on_list_index_chosen(self, index: QModelIndex) -> None:
        key = self._model.key(index.row())
        if key:
            self.chosen.emit(key)

    @Slot(QModelIndex)
    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._model.fold(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() in _MOVES:
            self.list.event(event)
            return True
        if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_list_index_chosen(self.list.currentIndex())
            return True
        return super().eventFilter(watched, event)
