"""Examples to look at: images, rows of a table, texts, or what their predictions view draws."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtWidgets import QStackedLayout, QTableView, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples
from nnstudio.design.facts import Domain
from nnstudio.gui.data_page.table import ExamplesTable
from nnstudio.gui.data_page.texts import TextsViewer
from nnstudio.gui.predictions import PredictionsPanel
from nnstudio.gui.predictions.image_grid import ImageGrid
from nnstudio.gui.predictions.pictures import atlas, pixels
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
        names = [_(name) for name in preview.facts.classes]
        texts = [""] * len(part) if part.labels is None else [names[at] for at in part.labels.tolist()]
        self.show_images(atlas(pixels(part.inputs, preview.input_scale, self._colors)), self._colors)
        self.show_answers(texts, None, np.arange(len(part)), lambda number: texts[number])

    def set_theme(self, theme: Theme) -> None:
        self._colors = theme
        if self._seen is not None:
            self.show_part(*self._seen)


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


_VIEWERS = {Domain.IMAGES: _Images, Domain.TABLE: _Table, Domain.TEXT: TextsViewer}


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
    assert isinstance(widget, _Images | _Table | TextsViewer | _Drawn)
    return widget
