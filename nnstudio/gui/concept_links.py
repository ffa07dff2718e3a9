"""Quiet links to the glossary: a line of questions, or a small button beside a field."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from nnstudio.catalogue.concepts import CONCEPTS
from nnstudio.i18n import _

_BETWEEN = "&nbsp;&nbsp;· "


class ConceptLinks(QLabel):
    """asked: the key of the concept whose question was clicked. Hidden while there is none."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.linkActivated.connect(self.asked)
        self._keys: tuple[str, ...] = ()
        self.hide()

    @property
    def keys(self) -> tuple[str, ...]:
        """The concepts that are offered."""
        return self._keys

    def show_keys(self, keys: Sequence[str]) -> None:
        if self._keys == tuple(keys):
            return
        self._keys = tuple(keys)
        self._write()
        self.setAccessibleName(", ".join(_(CONCEPTS[key].question) for key in keys))
        self.setVisible(bool(keys))

    def changeEvent(self, event: QEvent) -> None:
        """A rich text keeps the colours with which it was written."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_keys"):
            self._write()

    def _write(self) -> None:
        color = self.palette().link().color().name()
        self.setText(_BETWEEN.join(_link(key, color) for key in self._keys))


def _link(key: str, color: str) -> str:
    """A question that is not torn apart at the end of a line."""
    question = escape(_(CONCEPTS[key].question)).replace(" ", "&nbsp;")
    return f'<a href="{key}" style="text-decoration: none; color: {color}">{question}</a>'


class ConceptButton(QToolButton):
    """A question mark beside a field, for the concept of what is chosen in it. asked: its key."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("?")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._key = ""
        self.clicked.connect(self._on_clicked)
        self.hide()

    @property
    def key(self) -> str:
        """The concept that is offered, "" for none."""
        return self._key

    def show_key(self, key: str) -> None:
        self._key = key
        question = _(CONCEPTS[key].question) if key else ""
        self.setToolTip(question)
        self.setAccessibleName(question)
        self.setVisible(bool(key))

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self._key)
