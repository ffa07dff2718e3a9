"""The cards of one section at a time, chosen by tabs, and made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from nnstudio.design.shipped import Section
from nnstudio.gui.gallery.card_button import CardButton
from nnstudio.gui.gallery.cards import Card
from nnstudio.gui.gallery.grid import GAP, CardGrid
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

MakeCards = Callable[[Sequence[str]], tuple[Card, ...]]


class Shelves(QWidget):
    """Shows a tab for each section, and under them the cards of the one that is chosen.

    make: the cards of designs by their names; one that cannot be read is left out.
    """

    opened = Signal(str)  # the name of a shipped design

    def __init__(
        self, sections: Sequence[Section], make: MakeCards, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sections = [section for section in sections if section.shown]
        self._make = make
        self._theme = theme
        self._grids: dict[int, CardGrid] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Kinds of tasks"))
        for section in self._sections:
            self.tabs.addTab(_(section.title))
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(GAP - 8)
        self._place.addWidget(self.tabs)
        self._place.addStretch(1)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self._show(self.tabs.currentIndex())

    @property
    def grid(self) -> CardGrid:
        """Of the section that is looked at."""
        return self._grids[self.tabs.currentIndex()]

    @property
    def cards(self) -> tuple[CardButton, ...]:
        return self.grid.cards

    def show_section(self, key: str) -> None:
        """Raises ValueError for one that has no cards."""
        self.tabs.setCurrentIndex([section.key for section in self._sections].index(key))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for grid in self._grids.values():
            grid.set_theme(theme)

    @Slot(int)
    def _on_tabs_current_changed(self, at: int) -> None:
        self._show(at)

    def _show(self, at: int) -> None:
        if at not in self._grids:
            self._grids[at] = self._made(self._sections[at])
            self._place.insertWidget(1, self._grids[at])
        for number, grid in self._grids.items():
            grid.setVisible(number == at)

    def _made(self, section: Section) -> CardGrid:
        cards = [CardButton(card, self._theme) for card in self._make(section.shown)]
        for card in cards:
            card.clicked.connect(self._on_card_clicked)
        return CardGrid(cards)

    @Slot()
    def _on_card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, CardButton):
            self.opened.emit(card.card.name)
