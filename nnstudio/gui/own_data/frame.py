"""What stands around the pages of the guide: where one is, how far a reading is, what is wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from nnstudio.errors import UserError
from nnstudio.gui.icons import icon, pixmap
from nnstudio.gui.panels.parts import Text
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import N_, _

_STEPS = (N_("1  Look"), N_("2  Choose"), N_("3  See what it becomes"))
_BAR_WIDTH = 220
_SIGN = 16


class GuideFrame:
    """Lays out a dialog around its pages."""

    def __init__(self, theme: Theme, pages: QStackedWidget, dialog: QDialog) -> None:
        self._theme = theme
        self._at = 0
        self.trail = [QLabel(_(step)) for step in _STEPS]
        self.path = QLabel()
        self.path.setTextFormat(Qt.TextFormat.PlainText)
        self.sign = QLabel()
        self.problem = Text()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setAccessibleName(_("How much is read"))
        self.stop = QPushButton(_("Stop reading"))
        self.back = QPushButton(_("Back"))
        self.next = QPushButton()
        self.cancel = QPushButton(_("Cancel"))
        for button in (self.stop, self.back, self.cancel):
            button.setAutoDefault(False)
        self.next.setDefault(True)
        self._lay_out(pages, dialog)
        self.show_reading(False)
        self.say(None)
        self.set_theme(theme)

    def _lay_out(self, pages: QStackedWidget, dialog: QDialog) -> None:
        head, foot, told = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(16)
        for label in self.trail:
            head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self.path)
        self.path.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        told.setSpacing(8)
        told.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.problem, 1)
        foot.setSpacing(8)
        for widget in (self.bar, self.stop):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self.cancel, self.back, self.next):
            foot.addWidget(widget)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setObjectName("line")
        self._line = line
        column = QVBoxLayout(dialog)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(pages, 1)
        column.addLayout(told)
        column.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.stop.setIcon(icon("stop", theme))
        self.sign.setPixmap(pixmap("warning", theme, _SIGN, self.sign.devicePixelRatioF(), theme.bad))
        self._line.setStyleSheet(f"#line {{ color: {theme.border}; }}")
        self._show_trail()

    def follow(self, at: int, ready: bool) -> None:
        """at: the page, 0 for the start. ready: whether there is a way on."""
        self._at = at
        self._show_trail()
        self.back.setEnabled(at > 0)
        self.next.setEnabled(ready)
        self.next.setText(_("Use these data") if at == len(_STEPS) else _("Next"))

    def _show_trail(self) -> None:
        theme = self._theme
        for number, label in enumerate(self.trail, start=1):
            shade = theme.accent if number == self._at else theme.text if number < self._at else theme.muted
            weight = 600 if number == self._at else 400
            label.setStyleSheet(f"color: {shade}; font-weight: {weight};")

    def show_path(self, path: Path) -> None:
        self.path.setText(path.name)
        self.path.setToolTip(as_tip(str(path)))

    def show_reading(self, reading: bool) -> None:
        self.bar.setVisible(reading)
        self.stop.setVisible(reading)
        if reading:
            self.bar.setRange(0, 0)  # until something is known

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def say(self, error: UserError | None) -> None:
        """What is wrong, and what to do; None to take it back."""
        text = "" if error is None else " ".join(part for part in (error.message, error.hint) if part)
        self.problem.say(text)
        self.sign.setVisible(bool(text))
