"""Pictures of the cards that read tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_dots, draw_text, places
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme


def iris(data: Preview) -> Draw:
    """Length and width of the petals, coloured by species."""
    inputs = np.concatenate([data.train.inputs, data.shown.inputs])[:, 2:4]
    assert data.train.labels is not None
    assert data.shown.labels is not None
    labels = np.concatenate([data.train.labels, data.shown.labels])
    low, high = inputs.min(axis=0), inputs.max(axis=0)

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(MARGIN + 6, MARGIN + 4, WIDTH - 2 * MARGIN - 12, PICTURE_HEIGHT - 2 * MARGIN - 8)
        extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
        draw_dots(painter, place, inputs, labels, extent, 3.0, theme)
        for label, name in enumerate(data.facts.classes):
            centre = places(place, inputs[labels == label].mean(axis=0)[None], extent)[0]
            above = QRectF(centre.x() - 75, centre.y() - 31, 60, 14)
            beside = QRectF(centre.x() + 22, centre.y() - 7, 60, 14)
            draw_text(painter, beside if label == 0 else above, name, theme.classes[label], 9)

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "iris": iris,
}
