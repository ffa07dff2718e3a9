"""Pictures of the cards that forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_line
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme


def sunspots(data: Preview) -> Draw:
    """The last years of the series, and forecasts of its unseen part, ten values at a time."""
    from sklearn.neural_network import MLPRegressor

    assert data.series is not None
    network = MLPRegressor(hidden_layer_sizes=(50,), max_iter=400, random_state=0)
    network.fit(data.train.inputs[..., 0], data.train.targets)
    origins = np.arange(0, len(data.shown), data.facts.target_shape[0])
    forecasts = network.predict(data.shown.inputs[origins, :, 0])
    values = forecasts * data.target_scale.factor + data.target_scale.offset
    first = data.series.validation_start - 40
    top = float(data.series.values[first:].max())

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(MARGIN, MARGIN + 4, WIDTH - 2 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN - 4)
        assert data.series is not None
        extent = (float(first), float(len(data.series.values) - 1), 0.0, top)
        start = place.left() + 40 / (extent[1] - extent[0]) * place.width()
        shade = QRectF(start, 0, WIDTH - start, PICTURE_HEIGHT)
        painter.fillRect(shade, theme.color(theme.validation, 22))
        rows = np.arange(first, len(data.series.values))
        draw_line(
            painter, place, np.column_stack([rows, data.series.values[first:]]), extent, theme.muted, 1.5
        )
        for origin, forecast in zip(data.shown.rows[origins], values, strict=True):
            ahead = np.column_stack([origin + np.arange(len(forecast)), np.clip(forecast, 0, top)])
            draw_line(painter, place, ahead, extent, theme.validation, 2.0)

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "sunspots": sunspots,
}
