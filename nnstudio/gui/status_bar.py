"""The line at the bottom: the size of the network, the worker, what is wrong, what waits."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from nnstudio.design.memory import bytes_text
from nnstudio.design.problems import Level, Problem, Report
from nnstudio.gui.icons import icon
from nnstudio.gui.problems_popup import ProblemsPopup
from nnstudio.gui.reading_bar import ReadingBar, WaitingBar
from nnstudio.gui.settings import engine_text
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Ready

_GAP = 16
_MARGIN = 8


class StatusBar(QStatusBar):
    """problem_clicked: one to go to. fix_asked: one to mend. restart_clicked: start again with what was
    changed."""

    problem_clicked = Signal(Problem)
    fix_asked = Signal(Problem)
    restart_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report = Report(rows=(), problems=())
        self._size = QLabel()
        self._worker = QLabel()
        self._engine = QLabel()
        self.reading = ReadingBar()
        self.exporting = WaitingBar(_("Writing the program"))
        self._stale = _Notice(self)
        self._problems = QToolButton()
        self._problems.setAutoRaise(True)
        self._problems.setToolButtonStyle(self._problems.toolButtonStyle().ToolButtonTextBesideIcon)
        self.setSizeGripEnabled(False)
        self.addWidget(self._size)
        self.addWidget(self._worker)
        self.addWidget(self._engine)
        self.addPermanentWidget(self.reading)
        self.addPermanentWidget(self.exporting)
        self.addPermanentWidget(self._stale)
        self.addPermanentWidget(self._problems)
        self.list = ProblemsPopup(theme, self)
        self._problems.clicked.connect(self.open_problems)
        self.list.fix_asked.connect(self.fix_asked)
        self.list.problem_clicked.connect(self.problem_clicked)
        self._stale.button.clicked.connect(self.restart_clicked)
        self.show_worker(None)
        self.show_stale(False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet("QStatusBar::item { border: none; }")
        self._size.setIndent(_MARGIN)
        self._worker.setIndent(_MARGIN)
        self._engine.setIndent(_MARGIN)
        for label in (self._worker, self._engine):
            label.setStyleSheet(f"color: {theme.muted};")
        self._stale.label.setStyleSheet(f"color: {theme.accent};")
        self.list.set_theme(theme)
        self.show_report(self._report)

    def show_design(self, shown: bool) -> None:
        """The gallery has no design to speak of."""
        self._size.setVisible(shown)
        self._problems.setVisible(shown and bool(self._report.problems))

    def show_report(self, report: Report) -> None:
        self._report = report
        self._size.setText(size_text(report))
        errors, problems = report.errors, report.problems
        self._problems.setVisible(bool(problems))
        self.list.show_problems(problems)
        if not problems:
            return
        text, theme = counts_text(report), self._theme
        self._problems.setText(text)
        self._problems.setIcon(icon("warning", theme, theme.bad if errors else theme.warning))
        self._problems.setToolTip(_("Show them all, and what mends them"))
        self._problems.setAccessibleName(text)

    def show_worker(self, ready: Ready | None) -> None:
        self._worker.setText(_("ready") if ready else _("TensorFlow is warming up…"))
        self._worker.setToolTip(
            _("TensorFlow {tensorflow}, Keras {keras}; warm in {seconds} s").format(
                tensorflow=ready.tensorflow, keras=ready.keras, seconds=f"{ready.seconds:.1f}"
            )
            if ready
            else _("You can build meanwhile; training starts as soon as it is warm.")
        )

    def show_engine(self, engine: str) -> None:
        """What trains the run; "" where there is none."""
        text = _("trained with: {engine}").format(engine=engine_text(engine)) if engine else ""
        if text != self._engine.text():
            self._engine.setText(text)
            self._engine.setToolTip(_("Another can be chosen in the settings.") if text else "")

    def show_stale(self, stale: bool) -> None:
        self._stale.setVisible(stale)

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read now."""
        widgets = (self._size, self._worker, self._engine, self._stale.label, self._problems)
        return tuple(widget.text() for widget in widgets if widget.isVisibleTo(self) and widget.text())

    @Slot()
    def open_problems(self) -> None:
        """Show the list of all problems."""
        if self._report.problems:
            self.list.open_above(self._problems)


class _Notice(QWidget):
    """The changes of a design that a run does not follow, and the way to have them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = QLabel(_("Changes apply at the next start."))
        self.button = QToolButton()
        self.button.setText(_("Restart"))
        self.button.setToolTip(_("Start training again, with the changes"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _GAP, 0)
        row.addWidget(self.label)
        row.addWidget(self.button)


def counts_text(report: Report) -> str:
    """2 problems · 1 hint; only what there is."""
    errors = len(report.errors)
    hints = len(report.problems) - errors
    parts = (
        (errors, ngettext("{count} problem", "{count} problems", errors)),
        (hints, ngettext("{count} hint", "{count} hints", hints)),
    )
    return " · ".join(form.format(count=grouped(count)) for count, form in parts if count)


def size_text(report: Report) -> str:
    """692,352 parameters · about 41 MB to train; unknown below a row that does not fit."""
    if any(row.output is None for row in report.rows):
        return _("size not known yet")
    total = report.weights.total
    parts = [ngettext("{count} parameter", "{count} parameters", total).format(count=grouped(total))]
    if report.memory and not any(problem.level is Level.ERROR for problem in report.problems):
        parts.append(_("about {size} to train").format(size=bytes_text(report.memory)))
    return " · ".join(parts)
