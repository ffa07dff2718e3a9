"""Messages to the person at the window: banners that stay until closed and stop nothing."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.errors import UserError
from nnstudio.gui.icons import icon, pixmap
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import without_key
from nnstudio.i18n import _

AT_MOST = 3  # banners at a time; the oldest makes room
_ICON_SIZE = 18
_DETAILS_HEIGHT = 120


class Level(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Offer:
    """A button in a message: what it says and what it does."""

    text: str
    do: Callable[[], object]


@dataclass(frozen=True)
class Message:
    """text: what happened. hint: what to do. where: the place. key: a newer one takes its place."""

    level: Level
    text: str
    hint: str = ""
    where: str = ""
    details: str = ""
    offer: Offer | None = None
    key: str = ""

    @classmethod
    def of(cls, error: UserError, key: str = "") -> Message:
        return cls(Level.ERROR, error.message, error.hint, error.where, key=key)

    @property
    def plain(self) -> str:
        """Everything, as text to copy."""
        place = f"{self.where}: " if self.where else ""
        return "\n".join(part for part in (f"{place}{self.text}", self.hint, self.details) if part)


class Banner(QFrame):
    """One message: icon, text, a button where there is something to do, details, copy, close."""

    def __init__(self, message: Message, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setObjectName("banner")
        self.setAccessibleName(message.plain)
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._details = QPlainTextEdit(message.details)
        self._details.setReadOnly(True)
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 6)
        column.addLayout(self._row)
        column.addWidget(self._details)
        self._add_buttons()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        shades = {Level.INFO: theme.accent, Level.WARNING: theme.warning, Level.ERROR: theme.bad}
        shade = shades[self.message.level]
        name = "info" if self.message.level is Level.INFO else "warning"
        self._picture.setPixmap(pixmap(name, theme, _ICON_SIZE, self.devicePixelRatioF(), shade))
        self._close.setIcon(icon("close", theme))
        self.setStyleSheet(
            f"#banner {{ background: {theme.field}; border: 1px solid {theme.border};"
            f" border-left: 4px solid {shade}; border-radius: 4px; }}"
        )
        self._text.setText(_rich(self.message, theme))

    def _add_buttons(self) -> None:
        if self.message.offer is not None:
            self._offer = self._button(self.message.offer.text, self._on_offer_clicked)
        if self.message.details:
            self._more = self._button(_("Details"), self._on_more_clicked)
        if self.message.level is not Level.INFO:
            self._button(_("Copy"), self._on_copy_clicked)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip(_("Close this message"))
        self._close.setAccessibleName(_("Close this message"))
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(without_key(text))
        button.clicked.connect(slot)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    @Slot()
    def dismiss(self) -> None:
        self.hide()
        self.setParent(None)
        self.deleteLater()

    @Slot()
    def _on_offer_clicked(self) -> None:
        offer = self.message.offer
        self.dismiss()
        if offer is not None:
            offer.do()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._details.setVisible(self._details.isHidden())

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self.message.plain)


class MessageArea(QWidget):
    """The place for banners, above everything; takes no room while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for banner in self._banners():
            banner.set_theme(theme)

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(banner.message for banner in self._banners())

    def show_message(self, message: Message) -> None:
        """Show a message; the same words again, or one with the same key, are shown once."""
        for banner in self._banners():
            if banner.message.plain == message.plain or (message.key and banner.message.key == message.key):
                banner.dismiss()
        self._column.addWidget(Banner(message, self._theme))
        for banner in self._banners()[:-AT_MOST]:
            banner.dismiss()

    @Slot(str)
    def dismiss(self, key: str) -> None:
        """Take back what is no longer so."""
        for banner in self._banners():
            if banner.message.key == key:
                banner.dismiss()

    @Slot()
    def clear(self) -> None:
        for banner in self._banners():
            banner.dismiss()

    def _banners(self) -> list[Banner]:
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Banner)]


def _rich(message: Message, theme: Theme) -> str:
    """The message as rich text, whatever signs a file may have put into it."""
    place = (
        f'<span style="font-family: monospace">{html.escape(message.where)}</span>: ' if message.where else ""
    )
    hint = f' <span style="color: {theme.muted}">{html.escape(message.hint)}</span>' if message.hint else ""
    return f"{place}{html.escape(message.text)}{hint}"
