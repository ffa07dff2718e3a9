"""Try values of your own: what the network says to an example that nobody measured."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnstudio.data.prepared import Preview
from nnstudio.data.scaling import apply
from nnstudio.gui.predictions.example_bar import arrow_button
from nnstudio.gui.predictions.feature_row import Doubles, Feature, FeatureRow, features_of, in_own_units
from nnstudio.gui.predictions.said import Said
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped
from nnstudio.protocol.events import Predicted, PredictFailed


class OwnValues(QWidget):
    """A row for each feature, which begin as one of the examples shown; above them the network's answer.

    ``asked`` carries the values as the network reads them, (1, k). It asks again when they have changed and
    the last answer has come, and when the network has learned.
    """

    asked = Signal(object)

    def __init__(self, said: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._examples: Doubles = np.zeros((0, 0))
        self._number = 0  # of the example that the values began as
        self._has_changed = False  # since they began as that
        self._is_awaiting = self._is_newer = False
        self.rows: list[FeatureRow] = []
        self.said = said
        self.before = arrow_button(Qt.ArrowType.LeftArrow, _("The example before"))
        self.after = arrow_button(Qt.ArrowType.RightArrow, _("The next example"))
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = QPushButton(_("As it was"))
        self.back.setToolTip(_("Go back to the values of the example."))
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._place()
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)
        self.back.clicked.connect(self._on_back_clicked)

    def _place(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for widget in (self.before, self.after):
            bar.addWidget(widget)
        bar.addWidget(self.label, 1)
        bar.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.said)
        column.addWidget(self.hint)
        column.addWidget(self._scroll, 1)

    @staticmethod
    def can_try(preview: Preview) -> bool:
        """Whether an example is a list of numbers that have names."""
        return bool(features_of(preview)) and len(preview.shown) > 0

    def show_preview(self, preview: Preview) -> None:
        if preview is self._preview:
            return
        before, self._preview = self._preview, preview
        features = features_of(preview)
        self._examples = in_own_units(preview, preview.shown.inputs) if features else np.zeros((0, 0))
        if before is None or features != features_of(before):
            self._build_rows(features)
        self.said.show_preview(preview)
        if features:
            self._begin_as(0)

    def set_theme(self, theme: Theme) -> None:
        self.said.set_theme(theme)

    def network_changed(self, is_there: bool) -> None:
        """It has learned, and answers anew; or it is gone."""
        if not is_there:
            self._is_awaiting = self._is_newer = False
            self.said.show_outputs(None, None)
            self.hint.setText(_("Press Train: the network answers while it learns."))
            self.hint.show()
        elif self.isVisible():
            self._ask()

    def show_answer(self, answer: Answered) -> None:
        self._is_awaiting = False
        if isinstance(answer, Predicted):
            self.said.show_outputs(answer.outputs, None if self._has_changed else self._number)
            self.hint.hide()
            if self._is_newer:
                self._ask()
        elif isinstance(answer, PredictFailed):
            self._is_newer = False
            self.said.show_outputs(None, None)
            self.hint.setText(f"{answer.message} {answer.hint}".strip())
            self.hint.show()

    def look(self) -> None:
        """It can be seen now."""
        self._ask()

    def _build_rows(self, features: tuple[Feature, ...]) -> None:
        for row in self.rows:
            row.deleteLater()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)  # the sliders have what the names leave
        self.rows = [FeatureRow(feature, self) for feature in features]
        for at, row in enumerate(self.rows):
            row.stand_in(grid, at)
            row.changed.connect(self._on_row_changed)
        grid.setRowStretch(len(self.rows), 1)
        self._scroll.setWidget(inside)

    def _begin_as(self, number: int) -> None:
        self._number, self._has_changed = number, False
        for row, value in zip(self.rows, self._examples[number].tolist(), strict=True):
            row.show_value(value)
        self._describe()
        self._ask()

    def _describe(self) -> None:
        assert self._preview is not None
        parts = [
            _("Example {number} of {count}: {truth}").format(
                number=grouped(self._number + 1),
                count=grouped(len(self._examples)),
                truth=self.said.truth_text(self._number),
            )
        ]
        if self._has_changed:
            parts.append(_("changed"))
        self.label.setText(" · ".join(parts))
        self.label.setToolTip(as_tip(self.label.text()))
        self.back.setEnabled(self._has_changed)

    def _ask(self) -> None:
        if self._preview is None or not self.rows or not self.isVisible():
            return
        if self._is_awaiting:
            self._is_newer = True
            return
        self._is_awaiting, self._is_newer = True, False
        values = np.array([[row.value for row in self.rows]], np.float32)
        # An example that nobody changed is asked about as it is, not as its rounded numbers say.
        own = self._preview.shown.inputs[self._number][None]
        self.asked.emit(apply(self._preview.input_scale, values) if self._has_changed else own)

    @Slot()
    def _on_row_changed(self) -> None:
        self._has_changed = True
        self._describe()
        self._ask()

    @Slot()
    def _on_before_clicked(self) -> None:
        self._begin_as((self._number - 1) % len(self._examples))

    @Slot()
    def _on_after_clicked(self) -> None:
        self._begin_as((self._number + 1) % len(self._examples))

    @Slot()
    def _on_back_clicked(self) -> None:
        self._begin_as(self._number)
