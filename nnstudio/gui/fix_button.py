"""The buttons beside a problem: one mends it, one leads to where it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from nnstudio.design.problems import Problem
from nnstudio.gui.verbatim import as_tip, without_key
from nnstudio.i18n import _

_PADDING = 16  # pixels that a button is wider than its text


class _ProblemButton(QToolButton):
    """A text, cut short where there is no room. asked: it was clicked."""

    asked = Signal(Problem)

    def __init__(self, problem: Problem, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = problem
        self._title = title
        self.setText(without_key(title))
        self.setToolTip(as_tip(title))
        self.setAccessibleDescription(problem.message)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._title) + _PADDING
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(4 * _PADDING, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _PADDING // 2
        shown = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.setText(without_key(shown))

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self._problem)


class FixButton(_ProblemButton):
    """Says what it will do to mend the problem."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        title = problem.fix.title if problem.fix is not None else ""
        super().__init__(problem, title, parent)
        self.setAccessibleName(_("Fix: {fix}").format(fix=title))


class LeadButton(_ProblemButton):
    """Leads to the row or the panel that the problem is in."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(problem, _("Show where"), parent)
        self.setAutoRaise(True)
