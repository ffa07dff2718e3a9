"""Pictures of the cards that forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_line
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme


def forecasts(past: int, shown: int = 0) -> Callable[[Preview], Draw]:
    """The last ``past`` values before the unseen part, and forecasts of that, one after the other.

    shown: how much of the unseen part; 0 for all of it.
    """

    def picture(data: Preview) -> Draw:
        assert data.series is not None
        values, ahead = data.series.values, _ahead(data)
        first = data.series.validation_start - past
        stop = data.series.validation_start + shown if shown else data.series.test_start
        known = values[first:stop]
        extent = (float(first), float(stop - 1), float(known.min()), float(known.max()))

        def draw(painter: QPainter, theme: Theme) -> None:
            place = QRectF(MARGIN, MARGIN + 4, WIDTH - 2 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN - 4)
            start = place.left() + past / (extent[1] - extent[0]) * place.width()
            shade = QRectF(start, 0, WIDTH - start, PICTURE_HEIGHT)
            painter.fillRect(shade, theme.color(theme.validation, 22))
            line = np.column_stack([np.arange(first, stop), known])
            draw_line(painter, place, line, extent, theme.muted, 1.5)
            for row, forecast in ahead:
                rows = row + np.arange(len(forecast))
                told = np.column_stack([rows, np.clip(forecast, *extent[2:])])[rows < stop]
                if len(told):
                    draw_line(painter, place, told, extent, theme.validation, 2.0)

        return draw

    return picture


def _ahead(data: Preview) -> list[tuple[int, NDArray[np.float64]]]:
    """Forecasts one after the other: the row where each begins, and its values in the series' own unit.

    The network sees and tells how values differ from the last known one, so that it can follow a trend.
    """
    from sklearn.neural_network import MLPRegressor

    def parts(examples: Examples) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        last = examples.inputs[:, -1:, 0]
        return examples.inputs[..., 0] - last, last

    inputs, last = parts(data.train)
    network = MLPRegressor(hidden_layer_sizes=(50,), max_iter=400, random_state=0)
    network.fit(inputs, data.train.targets - last)
    inputs, last = parts(data.shown)
    told = (network.predict(inputs) + last) * data.target_scale.factor + data.target_scale.offset
    horizon = data.facts.target_shape[0]
    return [(int(data.shown.rows[at]), told[at]) for at in range(0, len(told), horizon)]


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "sunspots": forecasts(60),
    "co2-lstm": forecasts(60),
    "elnino-cnn": forecasts(36, 84),
    "nile-dense": forecasts(50),
    "sines-rnn": forecasts(60, 100),
    "lorenz-gru": forecasts(80, 140),
}
