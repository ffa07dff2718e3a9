"""Which metrics are shown beside the usual one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from nnstudio.catalogue import METRICS
from nnstudio.i18n import _

_LABEL_DIGITS = 15  # as wide as so many digits, like the labels of a form


class MetricChoice(QWidget):
    """A button that names the metrics, with a list to choose from. chosen: the keys, in their table's order.

    It holds no truth: it shows what it is given, and tells what a person chose.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Sequence[str], str, Sequence[str]] = ((), "", ())
        label = QLabel(_("Metrics"))
        help_text = _("Numbers for people, worked out beside the loss. Each takes a little time.")
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(_("Metrics"))
        self.button.setAccessibleDescription(help_text)
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.button.setMenu(self.menu)
        label.setBuddy(self.button)
        label.setToolTip(help_text)
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _LABEL_DIGITS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.button, 1)

    def show_keys(self, suiting: Sequence[str], usual: str, chosen: Sequence[str]) -> None:
        """suiting: that make sense here. usual: shown anyway, "" for none."""
        self.setVisible(bool(suiting))
        if (suiting, usual, chosen) == self._shown:
            return
        self._shown = (suiting, usual, chosen)
        self.menu.clear()
        for key in suiting:
            action = QAction(_(METRICS[key].title), self.menu)
            action.setCheckable(True)
            action.setChecked(key == usual or key in chosen)
            action.setEnabled(key != usual)
            action.setToolTip(f"{_(METRICS[key].help)}\n{_(METRICS[key].formula)}")
            action.setData(key)
            action.triggered.connect(self._on_action_triggered)
            self.menu.addAction(action)
        titles = [_(METRICS[key].title) for key in suiting if key == usual or key in chosen]
        self.button.setText(", ".join(titles) or _("none"))
        self.button.setToolTip(self.button.text())

    @Slot()
    def _on_action_triggered(self) -> None:
        usual = self._shown[1]
        keys = (action.data() for action in self.menu.actions() if action.isChecked())
        self.chosen.emit(tuple(key for key in keys if key != usual))
