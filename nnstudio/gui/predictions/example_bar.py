"""Which example of a table is looked at: all of them, or one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from nnstudio.gui.predictions.pairs import NONE
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped


class ExampleBar(QWidget):
    """chosen: an example's number, or NONE for all of them."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._number = NONE
        self.before = arrow_button(Qt.ArrowType.LeftArrow, _("The example before"))
        self.after = arrow_button(Qt.ArrowType.RightArrow, _("The next example"))
        self.all = QToolButton()
        self.all.setText(_("All"))
        self.all.setAutoRaise(True)
        self.all.setAccessibleName(_("All examples"))
        self.all.setToolTip(_("Show the mean error of each feature over all examples."))
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.before, self.after, self.all):
            row.addWidget(widget)
        row.addWidget(self.label, 1)
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)
        self.all.clicked.connect(self._on_all_clicked)

    def show_count(self, count: int) -> None:
        self._count = count

    def show_example(self, number: int, text: str, is_all: bool) -> None:
        """text: what is known of it. is_all: the mean over all examples is shown, not rows of numbers."""
        self._number = number
        self.all.setEnabled(not is_all)
        self.label.setText(
            _("choose an example, or a place in the plane")
            if number == NONE
            else _("{number} of {count}: {text}").format(
                number=grouped(number + 1), count=grouped(self._count), text=text
            )
        )
        self.label.setToolTip(as_tip(self.label.text()))

    @Slot()
    def _on_before_clicked(self) -> None:
        self.chosen.emit((max(self._number, 0) - 1) % max(1, self._count))

    @Slot()
    def _on_after_clicked(self) -> None:
        self.chosen.emit((self._number + 1) % max(1, self._count))

    @Slot()
    def _on_all_clicked(self) -> None:
        self.chosen.emit(NONE)


def arrow_button(arrow: Qt.ArrowType, name: str) -> QToolButton:
    button = QToolButton()
    button.setArrowType(arrow)
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
