"""What a form shows of points that are edited in the plane: how many there are."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from nnstudio.catalogue.placed import Placed
from nnstudio.catalogue.values import Value
from nnstudio.gui.forms.editors import Editor
from nnstudio.i18n import _


class PlacedEditor(Editor):
    """Tells nothing: the predictions view of these points is where they are placed."""

    def __init__(self, param: Placed) -> None:
        self._count = QLabel()
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        super().__init__(param, self._count)

    def _display(self, value: Value) -> None:
        self._count.setText(
            _("{points}, placed in the plane under Predictions").format(points=self.param.text(value))
        )
        self._count.setWordWrap(True)
