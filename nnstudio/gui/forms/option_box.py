"""A list to choose one option of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.gui.painting import styled_painting
from nnstudio.i18n import _

_MARK = "⚠"


class OptionBox(QComboBox):
    """It never widens its panel, and the wheel passes over it unless focused."""

    def __init__(self, options: tuple[Option, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._options: list[Option] = []
        self.set_options(options)
        self.installEventFilter(self)

    def set_options(self, options: Iterable[Option]) -> None:
        """Other options in place of those that are there; none is chosen."""
        self.clear()
        self._options.clear()
        for option in options:
            self.add_option(option)

    def add_option(self, option: Option) -> None:
        self._options.append(option)
        self.addItem(_(option.title), option.key)
        self.setItemData(self.count() - 1, _(option.help), Qt.ItemDataRole.ToolTipRole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the base class draws it, but a long title ends in dots instead of being cut."""
        with styled_painting(self) as painter:
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
            field = self.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
            room = field.width() - 4
            elided = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
            option.currentText = elided
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        # The list may be wider than the box: no title is cut off in it.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 32)
        super().showPopup()

    def key_at(self, row: int) -> str:
        return str(self.itemData(row))

    def show_key(self, key: str) -> None:
        self.setCurrentIndex(self.findData(key))

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Mark the options with these keys; the note is their tooltip. They can still be chosen."""
        for option in self._options:
            row, note = self.findData(option.key), notes.get(option.key, "")
            title = _(option.title)
            self.setItemText(row, f"{title} {_MARK}" if note else title)
            self.setItemData(row, note or _(option.help), Qt.ItemDataRole.ToolTipRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
