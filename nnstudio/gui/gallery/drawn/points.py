"""Pictures of the cards that divide the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import Draw, draw_dots, draw_surface
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


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "spiral": spiral,
}
