"""A person's own words, shown as they were written.

Column names, class names, file names and texts may look like markup (``<b>``) or have an ``&`` in them. Where
Qt guesses whether a text is markup, or takes a key from an ``&``, they pass through here; a label is told
``Qt.TextFormat.PlainText`` instead.
"""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtGui import Qt


def as_tip(text: str) -> str:
    """For a tip, or another place that guesses; what looks like markup becomes markup that shows it."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text)}</span>'


def in_role(text: str, role: int) -> str:
    """For a cell that shows its text in its tip too: views draw texts as they are, tips are guessed at."""
    return as_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text


def without_key(text: str) -> str:
    """For a button, a tab or an entry of a menu: an ``&`` in it is shown and names no key."""
    return text.replace("&", "&&")


def in_title(text: str) -> str:
    """For the title of a window, where ``[*]`` stands for what is not saved."""
    return text.replace("[*]", "[*][*]")


def name_axis(plot: Any, side: str, text: str) -> None:
    """Label a plot's axis; pyqtgraph takes labels for markup."""
    plot.setLabel(side, html.escape(text))
