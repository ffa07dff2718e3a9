"""What the panels are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnstudio.design.problems import Level, Problem
from nnstudio.gui.fix_button import FixButton, LeadButton
from nnstudio.gui.icons import pixmap
from nnstudio.gui.theme import Theme

_ICON = 16
_FEWEST_DIGITS = 34  # of a panel's least width
_WIDEST_MINIMUM = 560
_UNBOUNDED = 16_777_215  # pixels; Qt's own word for no limit
_NAMES_SHARE = 0.45  # of a table of facts, that the names may take
FOOT_MARGINS = (12, 4, 12, 8)


class ScrollPanel(QScrollArea):
    """A column that scrolls up and down only. column: the layout to fill, top down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()  # an alignment would take its width from texts that ask for none
        self.column.setContentsMargins(12, 8, 12, 12)
        self.column.setSpacing(8)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a form's labels and for numbers beside them, in any size of text."""
        wide = self.fontMetrics().horizontalAdvance("0") * _FEWEST_DIGITS
        return QSize(min(wide, _WIDEST_MINIMUM), super().minimumSizeHint().height())


class Text(QLabel):
    """A wrapped text; an empty one takes no room. muted: of secondary weight; strong: a title."""

    def __init__(self, text: str = "", *, muted: bool = False, strong: bool = False) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if muted:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        if strong:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


class FactTable(QWidget):
    """Names to the left, values to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._rows) < len(facts):
            self._add_row()
        for at, (name, value) in enumerate(self._rows):
            shown = at < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(facts[at][0])
                value.setText(facts[at][1])
        self._share_room()
        self.setVisible(bool(facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """A long name is broken into lines, for the values need their part too."""
        room = round(_NAMES_SHARE * self.width())
        for name, _value in self._rows:
            is_long = name.fontMetrics().horizontalAdvance(name.text()) > room
            name.setWordWrap(is_long)
            name.setMinimumWidth(room if is_long else 0)
            name.setMaximumWidth(room if is_long else _UNBOUNDED)

    def _add_row(self) -> None:
        name = QLabel()
        name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        value = QLabel()
        value.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._rows)
        for label in (name, value):  # columns and classes of one's own may look like markup
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._rows.append((name, value))


class ProblemList(QWidget):
    """Problems as sentences with a sign, errors in the theme's bad colour, hints in its warning one.

    It stands at the foot of a panel, under what scrolls: always in sight, and no field moves away from
    under the mouse or the cursor when a sentence comes or goes. fix_asked: a problem is to be mended.
    leads: whether each has a button that leads to its place. problem_clicked: that one was asked for.
    """

    fix_asked = Signal(Problem)
    problem_clicked = Signal(Problem)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._leads = leads
        self._problems: tuple[Problem, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*FOOT_MARGINS)
        self._column.setSpacing(4)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        return [problem.message for problem in self._problems]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._build()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        if tuple(problems) != self._problems:
            self._problems = tuple(problems)
            self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for problem in self._problems:
            self._column.addWidget(self._row(problem))
        self.setVisible(bool(self._problems))

    def _buttons(self, problem: Problem) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        if problem.fix is not None:
            fix = FixButton(problem)
            fix.asked.connect(self.fix_asked)
            buttons.addWidget(fix)
        if self._leads:
            lead = LeadButton(problem)
            lead.asked.connect(self.problem_clicked)
            buttons.addWidget(lead)
        buttons.addStretch(1)
        return buttons

    def _row(self, problem: Problem) -> QWidget:
        shade = self._theme.bad if problem.level is Level.ERROR else self._theme.warning
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        sign = QLabel()
        sign.setPixmap(pixmap("warning", self._theme, _ICON, self.devicePixelRatioF(), shade))
        sign.setFixedWidth(_ICON)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = Text(problem.message)
        palette = text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(shade))
        text.setPalette(palette)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(text)
        if problem.fix is not None or self._leads:
            said.addLayout(self._buttons(problem))
        line.addWidget(sign)
        line.addLayout(said, 1)
        return row
