"""What a kind of data brings to the guide: a page to look at it, and a page to choose from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.design.own import OwnData
from nnstudio.gui.own_data.reader import Work
from nnstudio.gui.theme import Theme


class Steps(QObject):
    """look, choose: the pages. wanted: a reading that the person has asked for by a correction. changed: what
    ``own`` gives is another."""

    wanted = Signal(object)
    changed = Signal()

    look: QWidget
    choose: QWidget

    def reading(self, path: Path) -> Work:
        """How it is read, at first and when it is chosen again."""
        raise NotImplementedError

    def take(self, found: object) -> None:
        """Show something that was read."""
        raise NotImplementedError

    @property
    def is_complete(self) -> bool:
        """Whether all of it was read."""
        raise NotImplementedError

    def own(self) -> OwnData:
        """What was chosen; raises UserError where nothing can be learnt from it."""
        raise NotImplementedError

    def facts(self) -> list[tuple[str, str]]:
        """What the last page says of it besides shapes and counts."""
        return []

    def set_theme(self, theme: Theme) -> None:
        """Colours changed."""
