"""The gallery: what this is, the shipped designs, and the person's own recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nnstudio.design.shipped import SECTIONS, Section
from nnstudio.gui.gallery.card_button import CardButton
from nnstudio.gui.gallery.cards import shipped_cards
from nnstudio.gui.gallery.grid import GAP, MOST_WIDTH
from nnstudio.gui.gallery.recent import RecentStrip
from nnstudio.gui.gallery.shelves import MakeCards, Shelves
from nnstudio.gui.icons import icon, pixmap
from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_MARGIN = 24
_PROGRAM_ICON = 48
_BUTTON_ICON = 18


class GalleryPage(QWidget):
    """Shows cards and emits what a person wants opened."""

    opened = Signal(str)  # the name of a shipped design
    recent_opened = Signal(str)  # a path
    file_requested = Signal()
    blank_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        sections: Sequence[Section] = SECTIONS,
        make: MakeCards = shipped_cards,
    ) -> None:
        super().__init__(parent)
        self._program = QLabel()
        self._title = QLabel(f'<span style="font-size: x-large; font-weight: 600">{_("NN Studio")}</span>')
        self._sentence = QLabel(
            _("Stack layers, train on real data, watch it learn. Open a design and press Train.")
        )
        self._sentence.setWordWrap(True)
        self.new_button = QPushButton(_("New design"))
        self.open_button = QPushButton(_("Open a file…"))
        self.recent = RecentStrip(theme)
        self.shelves = Shelves(sections, make, theme)
        self._place()
        self._wire()
        self.setAccessibleName(_("Gallery"))
        self.set_theme(theme)

    def _place(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        header = QHBoxLayout()
        header.setSpacing(12)
        header.addWidget(self._program, 0, Qt.AlignmentFlag.AlignVCenter)
        header.addLayout(words, 1)
        for button in (self.new_button, self.open_button):
            button.setIconSize(QSize(_BUTTON_ICON, _BUTTON_ICON))
            button.setMinimumHeight(34)
            header.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        content = QWidget()
        content.setMaximumWidth(MOST_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 6)
        column.addLayout(header)
        column.addWidget(self.recent)
        column.addWidget(self.shelves)
        column.addStretch(1)
        self._ground = _Ground()
        centred = QHBoxLayout(self._ground)
        centred.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        centred.addStretch(1)
        centred.addWidget(content, 100)
        centred.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._ground)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._scroll)

    def _wire(self) -> None:
        self.new_button.clicked.connect(self.blank_requested)
        self.open_button.clicked.connect(self.file_requested)
        self.recent.opened.connect(self.recent_opened)
        self.shelves.opened.connect(self.opened)

    def set_theme(self, theme: Theme) -> None:
        self._program.setPixmap(pixmap("app", theme, _PROGRAM_ICON, self.devicePixelRatioF()))
        self._sentence.setStyleSheet(f"color: {theme.muted}")
        self.new_button.setIcon(icon("new", theme))
        self.open_button.setIcon(icon("open", theme))
        self._ground.set_color(theme.ground)
        self.recent.set_theme(theme)
        self.shelves.set_theme(theme)

    @property
    def cards(self) -> tuple[CardButton, ...]:
        """Of the section that is looked at."""
        return self.shelves.cards

    def set_recent(self, paths: Sequence[Path]) -> None:
        """The person's own designs, the newest first."""
        self.recent.set_paths(paths)


class _Ground(QWidget):
    """What cards lie on. It paints itself: a style sheet would keep the text size from the cards, and
    the application's palette replaces one of its own.
    """

    _color = ""

    def set_color(self, color: str) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.fillRect(event.rect(), QColor(self._color))
