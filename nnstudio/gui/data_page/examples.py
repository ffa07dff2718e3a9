"""Examples to look at: images, rows of a table, texts, or what their predictions view draws."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QTableView, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples
from nnstudio.design.facts import Domain
from nnstudio.gui.data_page.table import ExamplesTable
from nnstudio.gui.data_page.texts import TextsViewer
from nnstudio.gui.predictions import PredictionsPanel
from nnstudio.gui.predictions.clips import films
from nnstudio.gui.predictions.frame_bar import FrameBar
from nnstudio.gui.predictions.image_grid import ImageGrid
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _


class _Viewer(Protocol):
    def show_part(self, preview: Preview, part: Examples) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...


class _Images(ImageGrid):
    """Images with the names of their classes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._colors = theme
        self._seen: tuple[Preview, Examples] | None = None
        self.setAccessibleName(_("Examples"))

    def show_part(self, preview: Preview, part: Examples) -> None:
        self._seen = preview, part
        texts = _class_names(preview, part)
        self.show_images(atlas(pixels(part.inputs, preview.input_scale, self._colors)), self._colors)
        self.show_answers(texts, None, np.arange(len(part)), lambda number: texts[number])

    def set_theme(self, theme: Theme) -> None:
        self._colors = theme
        if self._seen is not None:
            self.show_part(*self._seen)


class _Clips(QWidget):
    """Clips that play, with the names of their classes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._colors = theme
        self._seen: tuple[Preview, Examples] | None = None
        self._films: list[Atlas] = []
        self.bar = FrameBar(theme)
        self.grid = ImageGrid(theme)
        self.grid.setAccessibleName(_("Examples"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
        self.bar.turned.connect(self._on_bar_turned)

    def show_part(self, preview: Preview, part: Examples) -> None:
        self._seen = preview, part
        self._films = films(part.inputs, preview, self._colors)
        self.bar.set_frames(len(self._films))
        texts = _class_names(preview, part)
        self.grid.show_images(self._films[self.bar.frame], self._colors)
        self.grid.show_answers(texts, None, np.arange(len(part)), lambda number: texts[number])

    def set_theme(self, theme: Theme) -> None:
        self._colors = theme
        self.bar.set_theme(theme)
        if self._seen is not None:
            self.show_part(*self._seen)

    @Slot(int)
    def _on_bar_turned(self, frame: int) -> None:
        if frame < len(self._films):
            self.grid.turn_to(self._films[frame])


def _class_names(preview: Preview, part: Examples) -> list[str]:
    """Of each example; "" without classes."""
    names = [_(name) for name in preview.facts.classes]
    return [""] * len(part) if part.labels is None else [names[at] for at in part.labels.tolist()]


class _Table(QTableView):
    """Rows in the data's own units."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = ExamplesTable(self)
        self.setModel(self.rows)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(_("Examples"))

    def show_part(self, preview: Preview, part: Examples) -> None:
        self.rows.show_part(preview, part)
        self.resizeColumnsToContents()

    def set_theme(self, theme: Theme) -> None:
        """The application's palette colours a table."""


class _Drawn(PredictionsPanel):
    """What a predictions view shows before there are answers."""

    def show_part(self, preview: Preview, part: Examples) -> None:
        self.show_preview(preview)


_VIEWERS = {Domain.IMAGES: _Images, Domain.TABLE: _Table, Domain.TEXT: TextsViewer, Domain.VIDEO: _Clips}


class ExamplesView(QWidget):
    """Shows one part of a preview in the way that suits its domain."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._viewers: dict[Domain, QWidget] = {}
        self._stack = QStackedLayout(self)

    def shows_parts(self, domain: Domain) -> bool:
        """Whether the parts can be looked at one by one, rather than in one picture."""
        return domain in _VIEWERS

    def show_part(self, preview: Preview, part: Examples) -> None:
        domain = preview.facts.domain
        if domain not in self._viewers:
            self._viewers[domain] = _VIEWERS.get(domain, _Drawn)(self._theme)
            self._stack.addWidget(self._viewers[domain])
        viewer = self._viewers[domain]
        _as_viewer(viewer).show_part(preview, part)
        self._stack.setCurrentWidget(viewer)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for viewer in self._viewers.values():
            _as_viewer(viewer).set_theme(theme)


def _as_viewer(widget: QWidget) -> _Viewer:
    assert isinstance(widget, _Images | _Clips | _Table | TextsViewer | _Drawn)
    return widget
