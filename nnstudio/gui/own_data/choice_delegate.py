"""Cells that are drawn as lists to choose from, and are."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from nnstudio.gui.own_data.columns_model import ROLE, ColumnsModel
from nnstudio.i18n import _

Index = QModelIndex | QPersistentModelIndex
_MARGIN = 2


class ChoiceDelegate(QStyledItemDelegate):
    """A click opens the list at once; what is chosen goes to all rows that are selected."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QStyleOptionComboBox()
        box.rect = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        box.palette = option.palette
        box.fontMetrics = option.fontMetrics
        box.currentText = str(index.data())
        box.state = QStyle.StateFlag.State_Enabled
        box.frame = True
        style = QApplication.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 36, size.height() + 8)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, ColumnsModel)
        box = QComboBox(parent)
        box.setAccessibleName(_("Used as") if index.column() == ROLE else _("Taken as"))
        for key, title in model.choices(index).items():
            box.addItem(_(title), key)
        box.activated.connect(self._on_box_activated)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        assert isinstance(model, ColumnsModel)
        key = editor.currentData()
        if key is None or key == index.data(Qt.ItemDataRole.EditRole):
            return
        rows = [index.row()]
        view = self.parent()
        selection = getattr(view, "selectionModel", None)
        if selection is not None:
            selected = [each.row() for each in selection().selectedRows()]
            rows = selected if index.row() in selected else rows
        if index.column() == ROLE:
            model.set_role(rows, key)
        else:
            model.set_kind(rows, key)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    @Slot()
    def _on_box_activated(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)
