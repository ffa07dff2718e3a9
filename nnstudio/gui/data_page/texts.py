"""Examples of texts: with their class or their answer, how many tokens they have, and as which numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples
from nnstudio.data.text.vocabulary import PADDING
from nnstudio.data.text.writing import Texts
from nnstudio.design.facts import Task
from nnstudio.gui.predictions.spelling import spelled
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMBERS: Final = 24  # of a text, that are listed
_LONGEST: Final = 400  # letters of a text, that are listed
_NARROWEST: Final = 160  # pixels of a text or an answer
_WIDEST: Final = 0.37  # of the table, that a text or an answer may take
_TEXT, _ANSWER, _TOKENS, _AS_NUMBERS = range(4)


class TextsTable(QAbstractTableModel):
    """A row a text; what stands there is put together when it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._part: Examples | None = None
        self._texts: Texts | None = None
        self._rows: list[int] = []

    def show_part(self, preview: Preview, part: Examples, label: int | None = None) -> None:
        """label: of the class whose texts alone are listed."""
        self.beginResetModel()
        self._preview, self._part = preview, part
        self._texts = preview.text if part is preview.shown else preview.train_text
        every = np.arange(len(part))
        chosen = every if label is None or part.labels is None else every[part.labels == label]
        self._rows = chosen.tolist()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._preview is None else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._column(index.column())(self._rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._in_tokens(self._rows[index.row()]))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _TOKENS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._preview is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return grouped(section + 1)
        asked = ", ".join(map(_, self._preview.facts.target_names))
        return (_("text"), asked, _("tokens"), _("as numbers"))[section]

    def _column(self, column: int) -> Callable[[int], str]:
        return (self._text, self._answer, self._count, self._numbers)[column]

    def _text(self, at: int) -> str:
        assert self._texts is not None
        assert self._part is not None
        whole = (
            self._texts.texts[at] if self._texts.texts else self._texts.input.decode(self._part.inputs[at])
        )
        return _in_a_line(whole)

    def _answer(self, at: int) -> str:
        """Its class, its translation, or the last token that is asked for."""
        preview, part, texts = self._preview, self._part, self._texts
        assert preview is not None
        assert part is not None
        assert texts is not None
        if part.labels is not None:
            return _(preview.facts.classes[int(part.labels[at])])
        if texts.answer is not None:
            return _in_a_line(texts.answers[at] if texts.answers else spelled(texts.answer, part.targets[at]))
        if preview.facts.task is Task.GENERATION:
            return "… " + _in_a_line(texts.input.token(int(part.targets[at][-1])))
        return ", ".join(f"{value:g}" for value in part.targets[at].ravel().tolist())

    def _count(self, at: int) -> str:
        """Of the whole text, also of what is beyond the network's input."""
        assert self._texts is not None
        assert self._part is not None
        if not self._texts.texts:
            return grouped(int((self._part.inputs[at] != PADDING).sum()))
        return grouped(len(self._texts.input.split(self._texts.texts[at])))

    def _numbers(self, at: int) -> str:
        assert self._part is not None
        numbers = self._part.inputs[at].astype(int).tolist()
        return " ".join(map(str, numbers[:_NUMBERS])) + (" …" if len(numbers) > _NUMBERS else "")

    def _in_tokens(self, at: int) -> str:
        """What the network reads, token by token."""
        assert self._texts is not None
        assert self._part is not None
        tokens = [self._texts.input.token(int(number)) for number in self._part.inputs[at][:_LONGEST]]
        return _in_a_line(" · ".join(token for token in tokens if token))


class TextsViewer(QWidget):
    """The table of texts, and above it which class is looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: tuple[Preview, Examples] | None = None
        self.rows = TextsTable(self)
        self.classes = QComboBox()
        self.classes.setAccessibleName(_("Class to look at"))
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(_("Examples"))
        self.table.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.classes, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self.classes.currentIndexChanged.connect(self._on_classes_current_index_changed)

    def show_part(self, preview: Preview, part: Examples) -> None:
        self._seen = preview, part
        names = [_("All classes"), *map(_, preview.facts.classes)]
        if names != [self.classes.itemText(at) for at in range(self.classes.count())]:
            self.classes.clear()
            self.classes.addItems(names)
        self.classes.setVisible(bool(preview.facts.classes))
        self._show()
        head = self.table.horizontalHeader()
        self.table.resizeColumnsToContents()
        bar = self.table.verticalScrollBar().sizeHint().width()  # it comes when there are many rows
        whole = self.table.viewport().width() - bar
        rest = whole - self.table.columnWidth(_TOKENS) - head.sectionSizeHint(_AS_NUMBERS)
        widest = max(_NARROWEST, min(round(_WIDEST * whole), rest // 2))
        for section in (_TEXT, _ANSWER):
            self.table.setColumnWidth(section, min(self.table.columnWidth(section), widest))
        head.setSectionResizeMode(_AS_NUMBERS, QHeaderView.ResizeMode.Stretch)

    def set_theme(self, theme: Theme) -> None:
        """The application's palette colours a table."""

    def _show(self) -> None:
        if self._seen is not None:
            chosen = self.classes.currentIndex() - 1
            self.rows.show_part(*self._seen, label=chosen if chosen >= 0 else None)

    @Slot(int)
    def _on_classes_current_index_changed(self, _index: int) -> None:
        self._show()


def _in_a_line(text: str) -> str:
    """Ends of lines as a sign that can be seen."""
    return text[:_LONGEST].replace("\n", "⏎")
