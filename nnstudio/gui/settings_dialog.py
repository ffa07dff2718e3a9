"""The settings, as a form made from their table; every change counts at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nnstudio.catalogue.params import Bool, Choice, Int, Param
from nnstudio.gui.settings import SETTINGS, Settings
from nnstudio.i18n import _, unit_text


class SettingsDialog(QDialog):
    """One row for each setting; its help is beneath it."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._settings = settings
        form = QFormLayout()
        form.setVerticalSpacing(4)
        form.setHorizontalSpacing(16)
        for param in SETTINGS:
            editor = self._editor(param)
            editor.setAccessibleName(_(param.title))
            editor.setAccessibleDescription(_(param.help))
            if isinstance(editor, QCheckBox):
                form.addRow("", editor)
            else:
                form.addRow(_(param.title), editor)
            form.addRow("", _help(param))
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addLayout(form)
        column.addSpacing(8)
        column.addWidget(buttons)

    def _editor(self, param: Param) -> QWidget:
        """The widget for a kind of parameter; a kind that no setting has raises TypeError."""
        value = self._settings.value(param.name)
        keep = partial(self._settings.set_value, param.name)
        match param:
            case Choice():
                combo = QComboBox()
                for option in param.options:
                    combo.addItem(_(option.title), option.key)
                combo.setCurrentIndex(param.keys.index(str(value)))
                combo.currentIndexChanged.connect(lambda at: keep(param.keys[at]))
                return combo
            case Int():
                box = QSpinBox()
                box.setRange(param.min, param.max)
                box.setSingleStep(10)
                box.setValue(param.check(value))
                box.setKeyboardTracking(False)
                box.setSuffix(f" {unit_text(param.unit, param.max)}" if param.unit else "")
                box.valueChanged.connect(keep)
                return box
            case Bool():
                check = QCheckBox(_(param.title))
                check.setChecked(value is True)
                check.toggled.connect(keep)
                return check
        raise TypeError(param)


def _help(param: Param) -> QLabel:
    label = QLabel(_(param.help))
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
