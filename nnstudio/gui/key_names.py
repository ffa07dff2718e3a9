"""Keys in words."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


def native(keys: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """Keys as the menus of the system write them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
