"""Pictures of the cards that learn without labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_dots, draw_image
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme


def autoencoder(data: Preview) -> Draw:
    """Digits over what came back through two numbers, and those two numbers as points."""
    from sklearn.neural_network import MLPRegressor

    images, labels = data.shown.inputs[..., 0], data.shown.labels
    assert labels is not None
    flat = data.train.inputs.reshape(len(data.train), -1)
    network = MLPRegressor(
        hidden_layer_sizes=(64, 32, 2, 32, 64), activation="tanh", max_iter=800, tol=1e-6, random_state=1
    )
    network.fit(flat, flat)
    layer = images.reshape(len(images), -1)
    codes = layer
    for at, (weights, bias) in enumerate(zip(network.coefs_, network.intercepts_, strict=True)):
        linear = layer @ weights + bias
        layer = np.tanh(linear) if at < len(network.coefs_) - 1 else linear
        codes = linear if at == 2 else codes
    back = np.clip(layer, 0, 1).reshape(images.shape)
    shown = [int(np.flatnonzero(labels == label)[1]) for label in (0, 1, 6, 4)]

    def draw(painter: QPainter, theme: Theme) -> None:
        for at, index in enumerate(shown):
            left = MARGIN + 4 + at * 42
            draw_image(painter, QRectF(left, 18, 38, 38), images[index], theme.text, theme)
            draw_image(painter, QRectF(left, 64, 38, 38), back[index], theme.accent, theme)
        low, high = codes.min(axis=0), codes.max(axis=0)
        extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
        size = PICTURE_HEIGHT - 2 * MARGIN
        place = QRectF(WIDTH - MARGIN - size, MARGIN, size, size)
        draw_dots(painter, place, codes, labels, extent, 2.0, theme)

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "autoencoder": autoencoder,
}
