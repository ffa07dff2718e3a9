"""Step one of a table: its first rows, how it was read, and which rows are none."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nnstudio.catalogue.params import Option
from nnstudio.data.own.encodings import ENCODINGS
from nnstudio.data.own.tables import TableForm, TableFound, TableHead
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.folder_look import LeftOutBox
from nnstudio.gui.own_data.grid import HeadModel
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import N_, _, grouped, ngettext

_SEPARATORS = (
    Option(",", N_("comma  ,")),
    Option(";", N_("semicolon  ;")),
    Option("\t", N_("tab")),
    Option("|", N_("bar  |")),
)
_DECIMALS = (Option(".", N_("point  1.5")), Option(",", N_("comma  1,5")))
_FEWEST_SIGNS, _MOST_SIGNS = 8, 14  # of a box above the table
_ROW_HEIGHT = 24
_NARROWEST, _WIDEST = 64, 420  # pixels of a column


class TableLook(QWidget):
    """corrected: the form that a person wants instead."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = TableForm()
        self.encoding = _box(_("Encoding"), tuple(Option(key, title) for key, title in ENCODINGS.items()))
        self.separator = _box(_("Separator"), _SEPARATORS)
        self.decimal = _box(_("Decimal sign"), _DECIMALS)
        self.sheet = _box(_("Sheet"), ())
        self.header = QCheckBox(_("The first row has the names"))
        boxes = (self.encoding, self.separator, self.decimal, self.sheet)
        self._labels = {box: QLabel(box.accessibleName()) for box in boxes}
        self._model = HeadModel(self)
        self.table = _table(self._model)
        self._count = Text(strong=True)
        self._bad_title = Text(muted=True)
        self.bad = LeftOutBox(_("Rows that are left out"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for box, label in self._labels.items():
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addWidget(self.header)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self._count)
        column.addWidget(self._bad_title)
        column.addWidget(self.bad)

    def _wire(self) -> None:
        for box in self._labels:
            box.activated.connect(self._on_corrected)
        self.header.clicked.connect(self._on_corrected)

    def show_head(self, head: TableHead) -> None:
        self._form = head.form
        for box in (self.encoding, self.separator, self.decimal):
            self._show_box(box, not head.is_excel)
        if self.encoding.findData(head.form.encoding) < 0:
            self.encoding.add_option(Option(head.form.encoding, head.form.encoding.upper()))
        self._show_box(self.sheet, len(head.sheets) > 1)
        self.sheet.set_options(tuple(Option(name, name) for name in head.sheets))
        self.encoding.show_key(head.form.encoding)
        self.separator.show_key(head.form.separator)
        self.decimal.show_key(head.form.decimal)
        self.sheet.show_key(head.form.sheet)
        self.header.setChecked(bool(head.form.header))
        self._model.show_rows(head.names, head.rows)
        self.table.resizeColumnsToContents()
        self._count.say(_("Reading the whole table…"))
        self._bad_title.say("")
        self.bad.hide()

    def show_found(self, found: TableFound) -> None:
        rows = ngettext("{count} row", "{count} rows", found.count).format(count=grouped(found.count))
        columns = len(found.columns)
        wide = ngettext("{count} column", "{count} columns", columns).format(count=grouped(columns))
        self._count.say(f"{rows} · {wide}")
        told = list[str]()
        if found.broken_count:
            self._bad_title.say(
                ngettext(
                    "{count} row cannot be read and is left out:",
                    "{count} rows cannot be read and are left out:",
                    found.broken_count,
                ).format(count=grouped(found.broken_count))
            )
            told += [
                _("line {number}: {reason}").format(number=grouped(row.number), reason=row.reason)
                for row in found.broken
            ]
            more = found.broken_count - len(told)
            if more:
                told.append(
                    ngettext("and {count} more", "and {count} more", more).format(count=grouped(more))
                )
        self.bad.show_lines(told)

    def _show_box(self, box: OptionBox, shown: bool) -> None:
        box.setVisible(shown)
        self._labels[box].setVisible(shown)

    @Slot()
    def _on_corrected(self) -> None:
        wanted = replace(
            self._form,
            encoding=str(self.encoding.currentData() or ""),
            separator=str(self.separator.currentData() or ""),
            decimal=str(self.decimal.currentData() or ""),
            sheet=str(self.sheet.currentData() or ""),
            header=self.header.isChecked(),
        )
        if wanted != self._form:
            self.corrected.emit(wanted)


def _box(name: str, options: tuple[Option, ...]) -> OptionBox:
    box = OptionBox(options)
    box.setAccessibleName(name)
    longest = max((len(_(option.title)) for option in options), default=0)
    box.setMinimumContentsLength(max(_FEWEST_SIGNS, min(longest, _MOST_SIGNS)))
    return box


def _table(model: HeadModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(_("The first rows"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setMinimumSectionSize(_NARROWEST)
    table.horizontalHeader().setMaximumSectionSize(_WIDEST)
    table.setShowGrid(True)
    return table
