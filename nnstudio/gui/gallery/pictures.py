"""Draws the pictures of the shipped cards from their own data and small networks trained on them.

``python -m nnstudio.gui.gallery.pictures`` writes NAME-light.png and NAME-dark.png beside the designs. The
networks are scikit-learn's, because a picture needs answers and the window's room has no TensorFlow.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from nnstudio.data import prepare, preview
from nnstudio.data.prepared import Preview
from nnstudio.design.shipped import load_shipped
from nnstudio.gui.gallery.brushes import (
    Floats,
    draw_arrow,
    draw_dots,
    draw_image,
    draw_line,
    draw_surface,
    draw_text,
    places,
)
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import THEMES, Theme
from nnstudio.resources import resource

Draw = Callable[[QPainter, Theme], None]

_RATIO = 2  # pixels to a point, for dense screens
_COLORS = (192, 96, 64, 48, 32)  # of a finished picture: the most that its size allows
_MOST_BYTES = 20_000
_MARGIN = 12


def digits_cnn(data: Preview) -> Draw:
    """Digits, what three kernels that look for edges find in them, and which digits they are."""
    shown = [int(np.flatnonzero(data.shown.labels == label)[0]) for label in (3, 8)]
    kernels = np.array(
        [
            [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
            [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
            [[0, 1, 1], [-1, 0, 1], [-1, -1, 0]],
        ]
    )

    def draw(painter: QPainter, theme: Theme) -> None:
        for row, index in enumerate(shown):
            top = _MARGIN + row * 50
            image = data.shown.inputs[index, ..., 0]
            draw_image(painter, QRectF(_MARGIN + 8, top, 46, 46), image, theme.text, theme)
            draw_arrow(painter, QPointF(78, top + 23), theme)
            for column, kernel in enumerate(kernels):
                place = QRectF(100 + column * 46, top + 2, 42, 42)
                draw_image(painter, place, _convolved(image, kernel), theme.accent, theme)
            draw_arrow(painter, QPointF(246, top + 23), theme)
            answer = data.facts.classes[int(data.shown.labels[index])]  # type: ignore[index]
            draw_text(painter, QRectF(262, top, 28, 46), answer, theme.text, 20)

    return draw


def _convolved(image: Floats, kernel: Floats) -> Floats:
    """A kernel (3, 3) moved over an image (h, w), what is below 0 cut off, largest 1: (h - 2, w - 2)."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    found = np.maximum(np.einsum("ijkl,kl->ij", windows, kernel), 0)
    lit: Floats = found / (found.max() or 1.0)
    return lit


def digits_dense(data: Preview) -> Draw:
    """Digits with the answers of a network that has seen too few examples to know all of them."""
    from sklearn.neural_network import MLPClassifier

    few = 150
    network = MLPClassifier(hidden_layer_sizes=(32,), max_iter=60, random_state=0)
    network.fit(data.train.inputs[:few].reshape(few, -1), data.train.labels[:few])  # type: ignore[index]
    images, labels = data.shown.inputs[..., 0], data.shown.labels
    assert labels is not None
    answers = network.predict(images.reshape(len(images), -1))
    wrong = np.flatnonzero(answers != labels)[:2]
    right = np.flatnonzero(answers == labels)[:10]
    order = [*right[:4], wrong[0], *right[4:8], wrong[1], *right[8:10]]

    def draw(painter: QPainter, theme: Theme) -> None:
        for at, index in enumerate(order):
            row, column = divmod(at, 6)
            left, top = 15 + column * 46, 8 + row * 54
            good = answers[index] == labels[index]
            ink = theme.good if good else theme.bad
            draw_image(painter, QRectF(left + 4, top, 34, 34), images[index], theme.text, theme)
            mark = "✓" if good else "✗"
            draw_text(painter, QRectF(left, top + 35, 42, 15), f"{mark} {answers[index]}", ink, 9)

    return draw


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


def iris(data: Preview) -> Draw:
    """Length and width of the petals, coloured by species."""
    inputs = np.concatenate([data.train.inputs, data.shown.inputs])[:, 2:4]
    assert data.train.labels is not None
    assert data.shown.labels is not None
    labels = np.concatenate([data.train.labels, data.shown.labels])
    low, high = inputs.min(axis=0), inputs.max(axis=0)

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(_MARGIN + 6, _MARGIN + 4, WIDTH - 2 * _MARGIN - 12, PICTURE_HEIGHT - 2 * _MARGIN - 8)
        extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
        draw_dots(painter, place, inputs, labels, extent, 3.0, theme)
        for label, name in enumerate(data.facts.classes):
            centre = places(place, inputs[labels == label].mean(axis=0)[None], extent)[0]
            above = QRectF(centre.x() - 75, centre.y() - 31, 60, 14)
            beside = QRectF(centre.x() + 22, centre.y() - 7, 60, 14)
            draw_text(painter, beside if label == 0 else above, name, theme.classes[label], 9)

    return draw


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
        place = QRectF(_MARGIN, _MARGIN + 4, WIDTH - 2 * _MARGIN, PICTURE_HEIGHT - 2 * _MARGIN - 4)
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
            left = _MARGIN + 4 + at * 42
            draw_image(painter, QRectF(left, 18, 38, 38), images[index], theme.text, theme)
            draw_image(painter, QRectF(left, 64, 38, 38), back[index], theme.accent, theme)
        low, high = codes.min(axis=0), codes.max(axis=0)
        extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
        size = PICTURE_HEIGHT - 2 * _MARGIN
        place = QRectF(WIDTH - _MARGIN - size, _MARGIN, size, size)
        draw_dots(painter, place, codes, labels, extent, 2.0, theme)

    return draw


PICTURES: Mapping[str, Callable[[Preview], Draw]] = {
    "digits-cnn": digits_cnn,
    "digits-dense": digits_dense,
    "spiral": spiral,
    "iris": iris,
    "sunspots": sunspots,
    "autoencoder": autoencoder,
}


def picture(draw: Draw, theme: Theme) -> bytes:
    """The PNG file of a picture, WIDTH × PICTURE_HEIGHT points at two pixels a point."""
    from PIL import Image

    image = QImage(_RATIO * WIDTH, _RATIO * PICTURE_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.field))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(_RATIO, _RATIO)
    draw(painter, theme)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    drawn = Image.open(BytesIO(buffer.data().data()))
    for colors in _COLORS:
        small = BytesIO()
        drawn.quantize(colors, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() <= _MOST_BYTES:
            break
    return small.getvalue()


def write_pictures(folder: Path) -> None:
    """Draw every card in every theme. The networks are small and need not have converged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, make in PICTURES.items():
            draw = make(preview(prepare(load_shipped(name).data)))
            for theme in THEMES.values():
                (folder / f"{name}-{theme.name}.png").write_bytes(picture(draw, theme))


if __name__ == "__main__":
    app = QGuiApplication(["pictures", "-platform", "offscreen"])  # fonts need one
    write_pictures(resource("designs"))
