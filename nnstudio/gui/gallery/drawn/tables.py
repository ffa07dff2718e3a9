"""Pictures of the cards that read tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Examples
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_dots, draw_line, draw_text, places
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


def wine(data: Preview) -> Draw:
    """All thirteen measurements laid flat: two directions that part the varieties best."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    labels = data.train.labels
    assert labels is not None
    spots = LinearDiscriminantAnalysis(n_components=2).fit_transform(data.train.inputs, labels)
    low, high = spots.min(axis=0), spots.max(axis=0)

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(MARGIN + 6, MARGIN + 4, WIDTH - 2 * MARGIN - 12, PICTURE_HEIGHT - 2 * MARGIN - 8)
        extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
        draw_dots(painter, place, spots, labels, extent, 3.0, theme)

    return draw


def breast_cancer(data: Preview) -> Draw:
    """The curve of hits against false alarms, of a network that sees two measurements only."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_curve

    network = LogisticRegression().fit(data.train.inputs[:, 1:3], data.train.labels)
    shares = network.predict_proba(data.shown.inputs[:, 1:3])[:, 0]
    false_alarms, hits, _thresholds = roc_curve(data.shown.labels == 0, shares)

    def draw(painter: QPainter, theme: Theme) -> None:
        size = PICTURE_HEIGHT - 2 * MARGIN
        place = QRectF((WIDTH - 1.6 * size) / 2, MARGIN, 1.6 * size, size)
        extent = (0.0, 1.0, 0.0, 1.0)
        curve = places(place, np.column_stack([false_alarms, hits]), extent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.accent, 34))
        painter.drawPolygon(QPolygonF([*curve, place.bottomRight(), place.bottomLeft()]))
        draw_line(painter, place, np.array([[0, 0], [1, 1]]), extent, theme.muted, 1.0)
        draw_line(painter, place, np.column_stack([false_alarms, hits]), extent, theme.accent, 2.5)

    return draw


def diabetes(data: Preview) -> Draw:
    """What is true against what a straight line predicts, around the diagonal."""
    from sklearn.linear_model import Ridge

    network = Ridge(1.0).fit(data.train.inputs, data.train.targets[:, 0])
    told, true = network.predict(data.shown.inputs), data.shown.targets[:, 0]
    low, high = float(min(told.min(), true.min())), float(max(told.max(), true.max()))

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(3 * MARGIN, MARGIN, WIDTH - 6 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN)
        extent = (low, high, low, high)
        draw_line(painter, place, np.array([[low, low], [high, high]]), extent, theme.good, 2.0)
        spots = np.column_stack([true, told])
        draw_dots(painter, place, spots, np.ones(len(spots), np.int32), extent, 3.0, theme)

    return draw


def curves(penalty: float) -> Callable[[Preview], Draw]:
    """The losses of a large network, training and validation, under an L2 penalty of such a size."""

    def picture(data: Preview) -> Draw:
        from sklearn.neural_network import MLPRegressor

        network = MLPRegressor(
            hidden_layer_sizes=(64, 64), alpha=penalty, learning_rate_init=0.002, random_state=0
        )
        losses = []
        for _epoch in range(_EPOCHS):
            network.partial_fit(data.train.inputs, data.train.targets[:, 0])
            losses.append([_squared(network, part) for part in (data.train, data.shown)])
        lines = np.array(losses)

        def draw(painter: QPainter, theme: Theme) -> None:
            place = QRectF(2 * MARGIN, MARGIN, WIDTH - 4 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN)
            extent = (0.0, float(_EPOCHS - 1), 0.0, _HIGHEST)
            for column, ink in ((0, theme.train), (1, theme.validation)):
                line = np.column_stack([np.arange(_EPOCHS), np.minimum(lines[:, column], _HIGHEST)])
                draw_line(painter, place, line, extent, ink, 2.5)

        return draw

    return picture


_EPOCHS: Final = 80
_HIGHEST: Final = 1.1  # of a standardized quantity: always answering the mean has a loss of about 1


def _squared(network: Any, part: Examples) -> float:
    return float(np.square(network.predict(part.inputs) - part.targets[:, 0]).mean())


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "iris": iris,
    "wine": wine,
    "breast-cancer": breast_cancer,
    "diabetes": diabetes,
    "diabetes-overfit": curves(0.0),
    "diabetes-regularized": curves(12.0),
}
