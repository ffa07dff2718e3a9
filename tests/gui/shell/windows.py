"""What tests need to work with a window: answers to its questions, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nnstudio.gui.dialogs import Answer, Dialogs


class Answers(Dialogs):
    """Answers by itself what a person would be asked, and counts the questions."""

    def __init__(self) -> None:
        super().__init__(QWidget())
        self.unsaved = Answer.CANCEL
        self.path: Path | None = None
        self.may_replace = False
        self.more_epochs: int | None = None
        self.asked: list[str] = []

    def ask_unsaved(self, name: str) -> Answer:
        self.asked.append(name)
        return self.unsaved

    def ask_open(self, folder: Path) -> Path | None:
        self.asked.append("open")
        return self.path

    def ask_save(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.path

    def ask_folder(self, folder: Path) -> Path | None:
        self.asked.append("folder")
        return self.path

    def ask_replace(self, folder: Path, names: Sequence[str]) -> bool:
        self.asked.append(f"replace {', '.join(names)}")
        return self.may_replace

    def ask_more_epochs(self, done: int, suggestion: int) -> int | None:
        self.asked.append(f"after {done}, {suggestion} more")
        return self.more_epochs
