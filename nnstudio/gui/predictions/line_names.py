"""The names of lines in a plot, each in the colour of its line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def line_names(lines: Sequence[tuple[str, str]]) -> str:
    """(text, colour) of each line, as rich text for a corner of the plot."""
    return " ".join(f'<span style="color:{color}">● {escape(text)}</span>' for text, color in lines)
