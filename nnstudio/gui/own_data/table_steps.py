"""A table of one's own: CSV, TSV or Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nnstudio.catalogue.params import Option
from nnstudio.data.own.reading import Progress
from nnstudio.data.own.table_choice import own_table, rows_left_out
from nnstudio.data.own.tables import TableForm, TableFound, TableHead, look_at_head, look_at_table
from nnstudio.design.own import Gaps, OwnData
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.choice_delegate import ChoiceDelegate
from nnstudio.gui.own_data.columns_model import CELLS, KIND, MISSING, ROLE, ColumnsModel
from nnstudio.gui.own_data.reader import Work
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.table_look import TableLook
from nnstudio.gui.own_data.told import balance_fact, repeated_fact
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import N_, _, grouped, ngettext

_GAPS = (
    Option("leave", N_("leave such rows out")),
    Option("fill", N_("fill: numbers with the mean of the training part, classes with none")),
)
_WIDTHS = {ROLE: 120, KIND: 120, CELLS: 280, MISSING: 140}


class TableSteps(Steps):
    """before: own data of the same file, whose columns are chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = before.table if before is not None else None
        self._found: TableFound | None = None
        self._path = Path()
        self.look = self._look = TableLook()
        self.columns = ColumnsModel(self)
        self.choose = self._choose_page()
        self._look.corrected.connect(self._on_look_corrected)
        self.columns.changed.connect(self._on_columns_changed)
        self.gaps.activated.connect(self._on_columns_changed)

    def _choose_page(self) -> QWidget:
        page = QWidget()
        hint = Text(
            _(
                "What is the network given (inputs), and what shall it tell (target)? A number is predicted"
                " as a quantity, a class is told apart, a text translated. With a column of time the target"
                " is forecast. Without a target the inputs are given back."
            ),
            muted=True,
        )
        self.view = QTableView()
        self.view.setModel(self.columns)
        self.view.setAccessibleName(_("Columns"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        delegate = ChoiceDelegate(self.view)
        self.view.setItemDelegateForColumn(ROLE, delegate)
        self.view.setItemDelegateForColumn(KIND, delegate)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(28)
        self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section, width in _WIDTHS.items():
            self.view.setColumnWidth(section, width)
        self.view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.gaps = OptionBox(_GAPS)
        self.gaps.setAccessibleName(_("Where something is missing or wrong"))
        self.gaps.show_key(self._before.gaps if self._before is not None else "leave")
        self._gaps_label = QLabel(_("Where something is missing or wrong:"))
        self._gaps_label.setBuddy(self.gaps)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(hint)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._gaps_label)
        row.addWidget(self.gaps, 1)
        column.addLayout(row)
        return page

    def reading(self, path: Path) -> Work:
        self._path = path
        before = self._before
        form = TableForm()
        if before is not None:
            form = TableForm(before.encoding, before.separator, before.decimal, before.header, before.sheet)
        return _reading(path, form)

    def take(self, found: object) -> None:
        if isinstance(found, TableHead):
            self._found = None
            self._look.show_head(found)
        elif isinstance(found, TableFound):
            columns = self.columns.columns or (self._before.columns if self._before is not None else None)
            self._found = found
            self._look.show_found(found)
            self.columns.show_found(found, columns)

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    @property
    def _gaps(self) -> Gaps:
        return cast(Gaps, self.gaps.currentData())

    def own(self) -> OwnData:
        assert self._found is not None
        return own_table(self._found, self.columns.columns, self._gaps)

    def facts(self) -> list[tuple[str, str]]:
        if self._found is None:
            return []
        known = []
        broken = self._found.broken_count
        missing = len(rows_left_out(self._found, self.columns.columns, self._gaps))
        if broken + missing:
            rows = ngettext(
                "{count} row of {all} with something missing or wrong",
                "{count} rows of {all} with something missing or wrong",
                broken + missing,
            )
            everything = grouped(self._found.count + broken)
            known.append((_("Left out"), rows.format(count=grouped(broken + missing), all=everything)))
        for seen, use in zip(self._found.columns, self.columns.columns, strict=True):
            if use.role == "target" and use.kind == "category":
                known.append(balance_fact(zip(seen.categories, seen.counts, strict=True)))
            if use.kind == "text" and use.role == "input" and seen.repeated:
                known.append(repeated_fact(seen.repeated))
        several = [column for column in self.columns.columns if column.role == "input" and column.categories]
        if several:
            names = ", ".join(f"{column.name} ({grouped(len(column.categories))})" for column in several[:6])
            known.append((_("Zeros and ones for"), names + (", …" if len(several) > 6 else "")))
        return known

    @Slot(object)
    def _on_look_corrected(self, form: TableForm) -> None:
        self._found = None
        self.wanted.emit(_reading(self._path, form))

    @Slot()
    def _on_columns_changed(self) -> None:
        self.changed.emit()


def _reading(path: Path, form: TableForm) -> Work:
    """First its head, quickly; then the whole of it."""

    def work(progress: Progress, tell: Callable[[object], None]) -> None:
        head = look_at_head(path, form, progress)
        tell(head)
        tell(look_at_table(head, progress))

    return work
