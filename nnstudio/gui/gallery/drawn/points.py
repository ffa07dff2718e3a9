"""Pictures of the cards that divide the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_dots, draw_surface
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme


def spiral(data: Preview) -> Draw:
    """The border between the classes early, later and at last."""
    from sklearn.neural_network import MLPClassifier

    extent, labels = data.extent, data.train.labels
    assert extent is not None
    assert labels is not None
    network = MLPClassifier(hidden_layer_sizes=(16, 16), learning_rate_init=0.01, random_state=3)
    side = 48
    axis = np.linspace(extent[0], extent[1], side)
    plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    surfaces = []
    for epochs in (8, 60, 600):
        for _epoch in range(epochs):
            network.partial_fit(data.train.inputs, labels, classes=[0, 1])
        surfaces.append(network.predict_proba(plane)[:, 1].reshape(side, side))

    def draw(painter: QPainter, theme: Theme) -> None:
        size = 86
        gap = (WIDTH - 3 * size) / 4
        for at, surface in enumerate(surfaces):
            place = QRectF(gap + at * (size + gap), (PICTURE_HEIGHT - size) / 2, size, size)
            draw_surface(painter, place, surface, theme)
            draw_dots(painter, place, data.train.inputs, labels, extent, 1.5, theme)

    return draw


def plane(*hidden: int) -> Callable[[Preview], Draw]:
    """A plane as a network of such hidden layers divides it, or values it, and the network beside it."""

    def picture(data: Preview) -> Draw:
        extent, points = data.extent, data.train.inputs
        assert extent is not None
        side = 48
        axes = (np.linspace(extent[at], extent[at + 1], side) for at in (0, 2))
        shares = _answers(data, hidden, np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2))
        labels = data.train.labels
        if labels is None:
            labels = (data.train.targets[:, 0] > 0).astype(np.int32)

        def draw(painter: QPainter, theme: Theme) -> None:
            size = PICTURE_HEIGHT - 2 * MARGIN
            place = QRectF(2 * MARGIN, MARGIN, size, size)
            draw_surface(painter, place, shares.reshape(side, side), theme)
            draw_dots(painter, place, points[:200], labels[:200], extent, 1.8, theme)
            beside = QRectF(place.right() + 2 * MARGIN, MARGIN, WIDTH - place.right() - 4 * MARGIN, size)
            _draw_network(painter, beside, (2, *hidden, 1), theme)

        return draw

    return picture


def _answers(data: Preview, hidden: tuple[int, ...], places: NDArray[np.floating]) -> NDArray[np.floating]:
    """(n,): the share of the second class, or a value from -1 to 1 as a share."""
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.neural_network import MLPClassifier

    inputs, labels = data.train.inputs, data.train.labels
    if labels is None:
        line = LinearRegression().fit(inputs, data.train.targets[:, 0])
        values: NDArray[np.floating] = np.clip((line.predict(places) + 1) / 2, 0, 1)
        return values
    network = LogisticRegression()
    if hidden:
        network = MLPClassifier(
            hidden, activation="tanh", solver="lbfgs", alpha=1e-3, max_iter=3_000, random_state=1
        )
    shares: NDArray[np.floating] = network.fit(inputs, labels).predict_proba(places)[:, 1]
    return shares


def _draw_network(painter: QPainter, place: QRectF, sizes: tuple[int, ...], theme: Theme) -> None:
    """Neurons as circles, layer by layer, and every link between them."""
    radius = min(6.0, place.height() / max(sizes) / 2 - 1)
    layers = [
        [
            QPointF(
                place.left() + place.width() * (at + 0.5) / len(sizes),
                place.center().y() + (number - (size - 1) / 2) * place.height() / max(max(sizes), 5),
            )
            for number in range(size)
        ]
        for at, size in enumerate(sizes)
    ]
    painter.setPen(QPen(theme.color(theme.muted, 90), 0.7))
    for left, right in pairwise(layers):
        for begin in left:
            for end in right:
                painter.drawLine(begin, end)
    painter.setPen(Qt.PenStyle.NoPen)
    for at, layer in enumerate(layers):
        painter.setBrush(QColor(theme.muted if at == 0 else theme.accent))
        for spot in layer:
            painter.drawEllipse(spot, radius, radius)


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "spiral": spiral,
    "one-neuron": plane(),
    "xor-hidden": plane(4),
    "circle-small": plane(4),
    "moons-deep": plane(8, 8, 8, 8),
    "plane-regression": plane(),
    "own-points": plane(8, 8),
}
