"""Opens the guide for the window, and puts what was chosen into the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from nnstudio.design import edits
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice
from nnstudio.design.starters import begin_with
from nnstudio.gui.document import Document
from nnstudio.gui.own_data.guide import OwnDataGuide
from nnstudio.gui.theme import Theme


class OwnDataHost(QObject):
    """begin_design: shows an empty design where none is open; whether there is one then."""

    def __init__(
        self, document: Document, begin_design: Callable[[], bool], theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._begin_design = begin_design
        self._theme = theme
        self._window = window
        self._guides: list[OwnDataGuide] = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for guide in self._guides:
            guide.set_theme(theme)

    def open_guide(self, path: Path | None = None, *, has_design: bool) -> OwnDataGuide:
        """The guide, over the window; at once with the data where a path is given."""
        data = self._document.design.data
        before = data if has_design and data.own is not None else None
        design_path = self._document.path
        guide = OwnDataGuide(
            self._theme,
            before,
            suggest_network=before is None,
            folder=design_path.parent if has_design and design_path is not None else None,
            parent=self._window,
        )
        guide.chosen.connect(self._on_guide_chosen)
        guide.destroyed.connect(self._forget)
        self._guides.append(guide)
        guide.setWindowModality(Qt.WindowModality.WindowModal)
        guide.show()
        if path is not None:
            guide.open_path(path)
        return guide

    def close_all(self) -> None:
        """For the program's end: nothing reads any more."""
        for guide in tuple(self._guides):
            guide.reject()
            guide.wait()

    @Slot(object, object, bool)
    def _on_guide_chosen(self, choice: DataChoice, facts: DataFacts, with_network: bool) -> None:
        if not self._begin_design():
            return
        if with_network:
            self._document.apply(begin_with, choice, facts)
        else:
            self._document.apply(edits.set_source, choice)

    @Slot(QObject)
    def _forget(self, gone: QObject) -> None:
        self._guides = [guide for guide in self._guides if guide is not gone]
