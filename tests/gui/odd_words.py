"""Words that look like markup and name a key, and a search for places that show them as anything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTabBar, QWidget

ODD: Final = "<b>Q & Z</b> &lt;i"
ODD_FILE: Final = "a & b &lt;i" if sys.platform == "win32" else ODD.replace("/", "")  # as one may be called
_BEGINS: Final = "<b>Q "  # whatever is cut off after it
_MOST_ROWS: Final = 30


@dataclass
class Places:
    """told: how often the words were met. wrong: where they look otherwise, and what was given to Qt."""

    told: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def note(self, where: str, given: str, shown: str) -> None:
        """given: to Qt. shown: what a person sees then."""
        if _BEGINS in given or "&lt;b&gt;Q " in given:
            self.told += 1
            if _BEGINS not in shown or "Q Z" in shown:
                self.wrong.append((where, given))


def looked_for(*roots: QWidget) -> Places:
    places = Places()
    for root in roots:
        for widget in (root, *root.findChildren(QWidget)):
            for where, given, shown in _texts_of(widget):
                places.note(f"{type(widget).__name__} {where}", given, shown)
    return places


def guessed(text: str) -> str:
    """What is seen of a text where Qt guesses what it is."""
    if not GuiQt.mightBeRichText(text):
        return text
    return QTextDocumentFragment.fromHtml(text).toPlainText()


def without_keys(text: str) -> str:
    """What is seen of a text that may name a key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str, str]]:
    yield "tip", widget.toolTip(), guessed(widget.toolTip())
    if isinstance(widget, QLabel):
        is_plain = widget.textFormat() is Qt.TextFormat.PlainText
        yield "text", widget.text(), widget.text() if is_plain else guessed(widget.text())
    if isinstance(widget, QAbstractButton):
        yield "text", widget.text(), without_keys(widget.text())
    if isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield "tab", widget.tabText(at), without_keys(widget.tabText(at))
    for action in widget.actions():
        yield "action", action.text(), without_keys(action.text())
        yield "action's tip", action.toolTip(), guessed(action.toolTip())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _tips_of(widget.model())
    if isinstance(widget, pg.PlotWidget):
        for side in ("left", "bottom"):
            text = str(widget.getAxis(side).labelText)
            yield f"{side} axis", text, QTextDocumentFragment.fromHtml(text).toPlainText()


def _tips_of(model: Any) -> Iterator[tuple[str, str, str]]:
    role = Qt.ItemDataRole.ToolTipRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        tip = str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        yield "heading's tip", tip, guessed(tip)
        for row in range(min(_MOST_ROWS, model.rowCount())):
            tip = str(model.index(row, column).data(role) or "")
            yield f"tip of column {column}", tip, guessed(tip)
