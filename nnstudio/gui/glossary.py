"""The glossary: a page for each concept, with links from page to page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from nnstudio.catalogue import TABLES
from nnstudio.catalogue.concepts import CONCEPTS
from nnstudio.gui.concept_links import ConceptLinks
from nnstudio.gui.panels.parts import ScrollPanel, Text
from nnstudio.i18n import _, folded

_SIZE = (480, 460)
_MOST_NAMED = 12  # entries of the catalogue on a page, where there are many more
_FEW_MORE = 3
_GAP = 8  # pixels above what leads on


class GlossaryPage(QDialog):
    """One concept at a time. It stays open beside the work; Escape closes it. shown: the key of a page."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Glossary"))
        self._before: list[str] = []
        self.key = ""
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Concept"))
        self.choice.setMaxVisibleItems(24)
        for key, concept in sorted(CONCEPTS.items(), key=lambda item: folded(_(item[1].title))):
            self.choice.addItem(_(concept.title), key)
        self.question = Text(strong=True)
        self.text = Text()
        self.formula = Text()
        self.formula.setFont(_serif(self.formula.font()))
        self.formula.setContentsMargins(12, 0, 0, 0)
        self.see_title = Text(_("See also"), muted=True)
        self.see = ConceptLinks()
        self.met_title = Text(_("Met in"), muted=True)
        self.met = Text()
        self._place()
        self.choice.activated.connect(self._on_choice_activated)
        self.see.asked.connect(self.show_concept)
        self.resize(*_SIZE)

    def _place(self) -> None:
        page = ScrollPanel()
        for widget in (self.question, self.text, self.formula):
            page.column.addWidget(widget)
        for title, below in ((self.see_title, self.see), (self.met_title, self.met)):
            page.column.addSpacing(_GAP)
            page.column.addWidget(title)
            page.column.addWidget(below)
        page.column.addStretch(1)
        buttons = QDialogButtonBox()
        self.back = buttons.addButton(_("Back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._on_back_clicked)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addWidget(page, 1)
        column.addWidget(buttons)
        self._page = page

    @Slot(str)
    def show_concept(self, key: str) -> None:
        """Turn to this page; Back turns to the one before it."""
        if self.key and key != self.key:
            self._before.append(self.key)
        self._turn_to(key)

    def _turn_to(self, key: str) -> None:
        concept = CONCEPTS[key]
        self.key = key
        self.choice.setCurrentIndex(self.choice.findData(key))
        self.question.say(_(concept.question))
        self.text.say(_(concept.text))
        self.formula.say(_(concept.formula))
        self.see.show_keys(concept.see)
        names = _named(key)
        self.met_title.setVisible(bool(names))
        self.met.say(names)
        self.back.setEnabled(bool(self._before))
        self._page.verticalScrollBar().setValue(0)
        self.shown.emit(key)

    @Slot(int)
    def _on_choice_activated(self, row: int) -> None:
        self.show_concept(str(self.choice.itemData(row)))

    @Slot()
    def _on_back_clicked(self) -> None:
        if self._before:
            self._turn_to(self._before.pop())


def _named(key: str) -> str:
    """The entries of the catalogue that name a concept, by their titles; the first of many."""
    titles = list(dict.fromkeys(_entries(key)))
    more = len(titles) - _MOST_NAMED
    if more <= _FEW_MORE:
        return ", ".join(titles)
    return _("{names} and {count} others").format(names=", ".join(titles[:_MOST_NAMED]), count=more)


def _entries(key: str) -> Iterator[str]:
    for table in TABLES.values():
        yield from (_(entry.title) for entry in table.values() if key in entry.concepts)


def _serif(font: QFont) -> QFont:
    """A face that sets a formula apart from the words around it."""
    changed = QFont(font)
    changed.setFamilies(["DejaVu Serif", "Cambria Math", "Cambria", "STIX Two Math", "serif"])
    return changed
