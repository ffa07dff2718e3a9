"""Along which axes codes of many numbers are laid into a plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from nnstudio.gui.predictions.code_axes import Pair
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

_COMPONENTS, _UNITS = 0, 1


class AxesBar(QWidget):
    """The two largest components, or two units of the narrow layer. changed: another plane is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread: Floats = np.zeros(2, np.float32)  # of each unit
        self.kind = QComboBox()
        self.kind.addItems([_("the two largest components"), _("two units")])
        self.kind.setAccessibleName(_("Axes of the plane"))
        self.kind.setToolTip(
            _(
                "The code has more than two numbers. Principal components show as much of it as fits in a "
                "plane; each with its share of the variance. Of two units one sees exactly these, and "
                "the others are kept at their mean."
            )
        )
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.units = (QSpinBox(), QSpinBox())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(_("Axes")))
        row.addWidget(self.kind, 1)
        for box, name, value in zip(self.units, (_("Unit across"), _("Unit upwards")), (1, 2), strict=True):
            box.setRange(1, 2)
            box.setValue(value)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.hide()
            row.addWidget(box)
            box.valueChanged.connect(self._on_unit_value_changed)
        self.kind.currentIndexChanged.connect(self._on_kind_current_index_changed)

    @property
    def pair(self) -> Pair | None:
        """Two units, or None for components."""
        if self.kind.currentIndex() == _COMPONENTS:
            return None
        across, up = self.units
        return across.value() - 1, up.value() - 1

    def show_units(self, units: Floats) -> None:
        """units: (n, width) what the narrow layer gives."""
        self._spread = units.var(axis=0)
        for box in self.units:
            if box.maximum() != len(self._spread):
                box.setMaximum(len(self._spread))

    def _take_liveliest(self) -> None:
        """The two units that differ most between examples: others may always be 0."""
        found = np.argsort(-np.nan_to_num(self._spread), kind="stable")[:2].tolist()
        for box, unit in zip(self.units, sorted(found), strict=False):
            box.blockSignals(True)
            box.setValue(unit + 1)
            box.blockSignals(False)

    @Slot(int)
    def _on_kind_current_index_changed(self, index: int) -> None:
        for box in self.units:
            box.setVisible(index == _UNITS)
        if index == _UNITS:
            self._take_liveliest()
        self.changed.emit()

    @Slot(int)
    def _on_unit_value_changed(self, _value: int) -> None:
        self.changed.emit()
