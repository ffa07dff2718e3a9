"""The button beside a problem that mends it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from nnstudio.design.problems import Problem
from nnstudio.i18n import _

_PADDING = 16  # pixels that a button is wider than its text


class FixButton(QToolButton):
    """Says what it will do, cut short where there is no room. asked: to mend this problem."""

    asked = Signal(Problem)

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert problem.fix is not None
        self._problem = problem
        self._title = problem.fix.title
        self.setAccessibleName(_("Fix: {fix}").format(fix=self._title))
        self.setAccessibleDescription(problem.message)
        self.setToolTip(self._title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(self._title)
        self.clicked.connect(self._on_clicked)

    @property
    def title(self) -> str:
        """The whole of it."""
        return self._title

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._title) + _PADDING
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * _PADDING, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _PADDING
        self.setText(self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self._problem)
