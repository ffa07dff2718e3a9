"""What a form shows of points that are edited in the plane: how many there are, and the way to none."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton

from nnstudio.catalogue.placed import Placed
from nnstudio.catalogue.values import Value
from nnstudio.gui.forms.editors import Editor
from nnstudio.i18n import _


class PlacedEditor(Editor):
    """Points are placed in their predictions view; here they can be counted and cleared."""

    def __init__(self, param: Placed) -> None:
        self._clear = QPushButton(_("Clear"))
        super().__init__(param, self._clear)
        self._clear.setAccessibleName(_("Clear all points"))
        self.count = QLabel()
        layout = self.layout()
        assert layout is not None
        layout.removeWidget(self._clear)
        layout.addWidget(self.count)
        layout.addWidget(self._clear)
        self._clear.clicked.connect(self._on_clear_clicked)

    def _display(self, value: Value) -> None:
        self.count.setText(self.param.text(value))
        self._clear.setEnabled(bool(value))

    @Slot()
    def _on_clear_clicked(self) -> None:
        self._display(())
        self._tell(())
