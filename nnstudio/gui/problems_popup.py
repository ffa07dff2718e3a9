"""The list of all problems that the status bar opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnstudio.design.problems import Problem
from nnstudio.gui.fix_button import FixButton
from nnstudio.gui.panels.parts import ProblemList, ScrollPanel
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_WIDTH = 440
_MOST_HIGH = 420
_GAP = 4
_SPARE = 24  # for what the column and this frame keep free


class ProblemsPopup(QFrame):
    """Each problem with what mends it and the way to its place; it stays open while there is one.

    fix_asked, problem_clicked: of one of them.
    """

    fix_asked = Signal(Problem)
    problem_clicked = Signal(Problem)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(_("Problems and hints"))
        self._anchor = parent
        self._list = ProblemList(theme, leads=True)
        self._scroll = ScrollPanel()
        self._scroll.column.setContentsMargins(0, 0, 0, 0)
        self._scroll.column.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self._scroll)
        self._list.fix_asked.connect(self.fix_asked)
        self._list.problem_clicked.connect(self._on_problem_clicked)

    @property
    def sentences(self) -> list[str]:
        return self._list.sentences

    def set_theme(self, theme: Theme) -> None:
        self._list.set_theme(theme)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._list.show_problems(problems)
        if not problems:
            self.close()
        elif self.isVisible():
            self._fit()

    def open_above(self, anchor: QWidget) -> None:
        """Show the list above a widget, and put the keyboard on the first thing that can be mended."""
        self._anchor = anchor
        self._fit()
        self.show()
        button = self.findChild(FixButton)
        if button is not None:
            button.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """As high as what it says, up to a bound, with its foot on the anchor."""
        layout = self._list.layout()
        inner = _WIDTH - 2 * self.frameWidth()
        high = layout.heightForWidth(inner) if layout is not None else 0
        self.resize(_WIDTH, min(_MOST_HIGH, high + 2 * self.frameWidth() + _SPARE))
        corner = self._anchor.mapToGlobal(QPoint(self._anchor.width(), 0))
        room = self._anchor.screen().availableGeometry()
        left = max(room.left(), corner.x() - self.width())
        self.move(left, max(room.top(), corner.y() - self.height() - _GAP))

    @Slot(Problem)
    def _on_problem_clicked(self, problem: Problem) -> None:
        self.close()
        self.problem_clicked.emit(problem)
