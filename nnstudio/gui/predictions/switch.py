"""A narrow row of names of which one is chosen: what the place under it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QTabBar, QWidget


class Switch(QTabBar):
    """``currentChanged`` tells the chosen one. It takes as little room as it can, and scrolls where that is
    too much."""

    def __init__(self, names: Sequence[str], title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(title)
        for name in names:
            self.addTab(name)
