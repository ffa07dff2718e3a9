"""A box for a whole number in the middle of words, which follow the number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSpinBox, QWidget

_PLACE = "{count}"


class CountBox(QSpinBox):
    """words: all that stands in it for a number, with the place of the number: "one of {count} frames"."""

    def __init__(self, words: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.valueChanged.connect(self._on_value_changed)
        self._on_value_changed(self.value())

    @Slot(int)
    def _on_value_changed(self, value: int) -> None:
        before, _place, after = self._words(value).partition(_PLACE)
        self.setPrefix(before)
        self.setSuffix(after)
