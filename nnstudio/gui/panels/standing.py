"""How a row stands in the network: what it reads, whether it is frozen, and whether it is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.design.names import kind_title, row_name
from nnstudio.design.wiring import most_reads, reads_at
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.icons import icon
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_LABEL_DIGITS = 15  # as wide as so many digits, like the labels of a form


class ReadBox(QWidget):
    """One row that is read. chosen: another one. dropped: it is to be read no longer."""

    chosen = Signal(str)
    dropped = Signal()

    def __init__(self, options: Sequence[Option], current: LayerId, theme: Theme, *, alone: bool) -> None:
        super().__init__()
        self.list = OptionBox(tuple(options))
        self.list.setAccessibleName(_("Row that is read"))
        self.list.show_key(current)
        self.drop = QToolButton()
        self.drop.setAutoRaise(True)
        self.drop.setIcon(icon("close", theme, theme.muted))
        self.drop.setToolTip(_("Read it no longer"))
        self.drop.setAccessibleName(self.drop.toolTip())
        self.drop.setHidden(alone)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.drop)
        self.list.activated.connect(self._on_list_activated)
        self.drop.clicked.connect(self._on_drop_clicked)

    @Slot(int)
    def _on_list_activated(self, row: int) -> None:
        self.chosen.emit(self.list.key_at(row))

    @Slot()
    def _on_drop_clicked(self) -> None:
        self.dropped.emit()


class StandingBox(QWidget):
    """reads_changed: the ids of the rows to read. frozen_changed, off_changed: as they are ticked."""

    reads_changed = Signal(object)
    frozen_changed = Signal(bool)
    off_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._names: list[tuple[LayerId, str]] = []
        self.reads: tuple[LayerId, ...] = ()
        self.boxes: list[ReadBox] = []
        self.more = QToolButton()
        self.more.setText(_("another row"))
        self.more.setAccessibleName(_("Read another row"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setAutoRaise(True)
        self.frozen = QCheckBox(_("Frozen"))
        self.frozen.setToolTip(_("It keeps the weights that it begins with."))
        self.off = QCheckBox(_("Switched off"))
        self.off.setToolTip(_("It is left out, and what reads it reads what it reads."))
        self._label = QLabel(_("Reads"))
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self.fontMetrics().horizontalAdvance("0") * _LABEL_DIGITS)
        grid.addWidget(self._label, 0, 0)
        grid.addLayout(self._column, 0, 1)
        grid.addWidget(self.more, 1, 1)
        ticks = QHBoxLayout()
        ticks.setSpacing(12)
        ticks.addWidget(self.frozen)
        ticks.addWidget(self.off)
        ticks.addStretch(1)
        grid.addLayout(ticks, 2, 0, 1, 2)  # both would be cut off beside the labels of a narrow panel
        self.set_theme(theme)
        self.more.clicked.connect(self._on_more_clicked)
        self.frozen.clicked.connect(self.frozen_changed)
        self.off.clicked.connect(self.off_changed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.more.setIcon(icon("plus", theme, theme.accent))
        for box in self.boxes:
            box.drop.setIcon(QIcon(icon("close", theme, theme.muted)))

    def show_row(self, design: Design, at: int, *, has_weights: bool) -> None:
        row = design.layers[at]
        self.frozen.setChecked(not row.trainable)
        self.frozen.setVisible(has_weights or not row.trainable)
        self.off.setChecked(not row.enabled)
        names = [(INPUT, row_name(design, INPUT)), *_names(design, at)]
        self.reads = reads_at(design, at)
        most = most_reads(row.kind)
        known = {name for name, _text in names}
        room = (most is None or len(self.reads) < most) and bool(known.difference(self.reads))
        self.more.setVisible(room and most != 1)
        if self._shown != (row.id, names, self.reads):
            self._shown = (row.id, names, self.reads)
            self._names = names
            self._make_boxes()

    def _make_boxes(self) -> None:
        """The boxes are made anew: what can be chosen in each depends on the others."""
        had_focus = any(box.list.hasFocus() for box in self.boxes)
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = []
        for number, read in enumerate(self.reads):
            others = {*self.reads} - {read}
            options = [Option(name, text) for name, text in self._names if name not in others]
            box = ReadBox(options, read, self._theme, alone=len(self.reads) == 1)
            box.setProperty("number", number)
            box.chosen.connect(self._on_box_chosen)
            box.dropped.connect(self._on_box_dropped)
            self._column.addWidget(box)
            self.boxes.append(box)
        if had_focus and self.boxes:
            self.boxes[0].list.setFocus()

    @Slot(str)
    def _on_box_chosen(self, row: str) -> None:
        number = int(self.sender().property("number"))
        self.reads_changed.emit((*self.reads[:number], row, *self.reads[number + 1 :]))

    @Slot()
    def _on_box_dropped(self) -> None:
        number = int(self.sender().property("number"))
        self.reads_changed.emit((*self.reads[:number], *self.reads[number + 1 :]))

    @Slot()
    def _on_more_clicked(self) -> None:
        """The nearest row above that is not read yet; another can be chosen then."""
        free = [name for name, _text in self._names if name not in self.reads]
        self.reads_changed.emit((*self.reads, free[-1]))


def _names(design: Design, at: int) -> list[tuple[LayerId, str]]:
    """The rows above a place, by what they are called, as ``row_name`` has it."""
    return [(row.id, f"{kind_title(row)} {number}") for number, row in enumerate(design.layers[:at], 1)]
