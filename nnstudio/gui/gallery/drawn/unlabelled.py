"""Pictures of the cards that learn without labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from nnstudio.data.prepared import Preview
from nnstudio.data.principal import principal
from nnstudio.gui.gallery.brushes import MARGIN, Draw, Floats, draw_colours, draw_dots, draw_image
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


def _principal(data: Preview, width: int) -> tuple[Floats, Floats]:
    """Codes (n, width) of the examples shown and what comes back of them, by principal components."""
    found = principal(data.train.targets.reshape(len(data.train), -1))
    flat = data.shown.inputs.reshape(len(data.shown), -1)
    codes = (flat - found.mean) @ found.axes[:width].T
    return codes, found.given_back(flat, width).reshape(data.shown.targets.shape)


def denoising(data: Preview) -> Draw:
    """Noisy digits, and under each the clean one."""
    labels = data.shown.labels
    assert labels is not None
    shown = [int(np.flatnonzero(labels == label)[0]) for label in (2, 5, 8, 9)]
    noisy, clean = data.shown.inputs[..., 0], data.shown.targets[..., 0]

    def draw(painter: QPainter, theme: Theme) -> None:
        pitch = (WIDTH - 2 * MARGIN) / len(shown)
        side = min(pitch - 8, (PICTURE_HEIGHT - 2 * MARGIN - 8) / 2)
        for at, index in enumerate(shown):
            left = MARGIN + at * pitch + (pitch - side) / 2
            draw_image(painter, QRectF(left, MARGIN, side, side), noisy[index], theme.muted, theme)
            place = QRectF(left, PICTURE_HEIGHT - MARGIN - side, side, side)
            draw_image(painter, place, clean[index], theme.accent, theme)

    return draw


def variational(data: Preview) -> Draw:
    """A sheet of digits that pass into each other, as a decoder shows the places of a plane."""
    images, labels = data.train.inputs[..., 0], data.train.labels
    assert labels is not None
    means = {label: images[labels == label].mean(axis=0) for label in (0, 6, 1, 7)}
    down, across = 4, 9

    def at(row: int, column: int) -> Floats:
        v, u = row / (down - 1), column / (across - 1)
        upper = (1 - u) * means[0] + u * means[7]
        lower = (1 - u) * means[6] + u * means[1]
        return np.asarray(np.clip(1.3 * ((1 - v) * upper + v * lower), 0, 1), np.float64)

    def draw(painter: QPainter, theme: Theme) -> None:
        side = min((WIDTH - 2 * MARGIN) / across, (PICTURE_HEIGHT - 2 * MARGIN) / down)
        left, top = (WIDTH - across * side) / 2, (PICTURE_HEIGHT - down * side) / 2
        for row in range(down):
            for column in range(across):
                place = QRectF(left + column * side, top + row * side, side - 2, side - 2)
                draw_image(painter, place, at(row, column), theme.accent, theme)

    return draw


def sparse(data: Preview) -> Draw:
    """A digit, and the few of sixteen bars that stand for it."""
    labels = data.shown.labels
    assert labels is not None
    index = int(np.flatnonzero(labels == 3)[0])
    codes, back = _principal(data, 16)
    sizes = np.abs(codes[index])
    sizes = np.where(np.arange(16) * 7 % 16 < 5, sizes[np.arange(16) * 7 % 16], 0.0)  # few, and apart
    before, after = data.shown.inputs[index, ..., 0], np.clip(back[index, ..., 0], 0, 1)

    def draw(painter: QPainter, theme: Theme) -> None:
        side, middle = 64.0, PICTURE_HEIGHT / 2
        left = QRectF(MARGIN + 4, middle - side / 2, side, side)
        right = QRectF(WIDTH - MARGIN - 4 - side, middle - side / 2, side, side)
        draw_image(painter, left, before, theme.text, theme)
        draw_image(painter, right, after, theme.accent, theme)
        room = QRectF(left.right() + 16, MARGIN + 4, right.left() - left.right() - 32, 0)
        pitch = (PICTURE_HEIGHT - 2 * MARGIN - 8) / len(sizes)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, size in enumerate(sizes.tolist()):
            bar = QRectF(room.left(), room.top() + at * pitch, room.width(), pitch - 2)
            painter.setBrush(QColor(theme.ground))
            painter.drawRect(bar)
            painter.setBrush(QColor(theme.accent))
            painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() * size / sizes.max(), bar.height()))

    return draw


def wine(data: Preview) -> Draw:
    """Examples as points in the plane of their codes, coloured by what nobody told."""
    codes, _back = _principal(data, 2)
    labels = data.shown.labels
    train = data.train.inputs.reshape(len(data.train), -1)
    found = principal(data.train.targets.reshape(len(data.train), -1))
    points = np.concatenate([(train - found.mean) @ found.axes[:2].T, codes])
    assert labels is not None
    assert data.train.labels is not None
    classes = np.concatenate([data.train.labels, labels])
    low, high = points.min(axis=0) - 0.4, points.max(axis=0) + 0.4
    extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))

    def draw(painter: QPainter, theme: Theme) -> None:
        place = QRectF(MARGIN, MARGIN, WIDTH - 2 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN)
        draw_dots(painter, place, points, classes, extent, 3.2, theme)

    return draw


def anomaly(data: Preview) -> Draw:
    """How large the errors are: usual examples to the left, unusual ones to the right."""
    labels = data.shown.labels
    assert labels is not None
    _codes, back = _principal(data, 8)
    errors = np.square(back - data.shown.targets).reshape(len(labels), -1).mean(axis=1)
    unusual = labels == data.facts.classes.index(data.facts.unusual)
    edges = np.linspace(0, float(errors.max()), 25)
    counts = [np.histogram(errors[which], edges)[0] for which in (~unusual, unusual)]
    counts = [each / each.max() for each in counts]
    worst = data.shown.inputs[int(np.flatnonzero(unusual)[errors[unusual].argmax()]), ..., 0]

    def draw(painter: QPainter, theme: Theme) -> None:
        wide, high = WIDTH - 2 * MARGIN, PICTURE_HEIGHT - 2 * MARGIN
        pitch = wide / len(counts[0])
        painter.setPen(Qt.PenStyle.NoPen)
        for each, ink in zip(counts, (theme.accent, theme.bad), strict=True):
            painter.setBrush(theme.color(ink, 170))
            for at, share in enumerate(each.tolist()):
                size = share * high * 0.92
                left = MARGIN + at * pitch
                painter.drawRect(QRectF(left, PICTURE_HEIGHT - MARGIN - size, pitch - 1.5, size))
        draw_image(painter, QRectF(WIDTH - MARGIN - 44, MARGIN, 44, 44), worst, theme.bad, theme)

    return draw


def letters(data: Preview) -> Draw:
    """Letters, and under each what sixteen numbers tell of it."""
    _codes, back = _principal(data, 16)
    images = data.shown.inputs[:5, ..., 0]

    def draw(painter: QPainter, theme: Theme) -> None:
        for at, image in enumerate(images):
            left = MARGIN + 6 + at * 54
            draw_image(painter, QRectF(left, 10, 48, 48), image, theme.text, theme)
            draw_image(painter, QRectF(left, 62, 48, 48), back[at, ..., 0], theme.accent, theme)

    return draw


def patches(data: Preview) -> Draw:
    """Patches of photographs, and under each what four numbers tell of it."""
    _codes, back = _principal(data, 4)
    images = data.shown.inputs
    flat = images.reshape(len(images), -1)
    shown = np.argsort(-flat.std(axis=1), kind="stable")[: len(flat) // 2 : len(flat) // 10][:5]

    def draw(painter: QPainter, theme: Theme) -> None:
        for at, index in enumerate(shown.tolist()):
            left = MARGIN + 6 + at * 54
            draw_colours(painter, QRectF(left, 10, 48, 48), images[index])
            draw_colours(painter, QRectF(left, 62, 48, 48), np.clip(back[index], 0, 1).astype(np.float32))

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "autoencoder": autoencoder,
    "autoencoder-denoising": denoising,
    "autoencoder-variational": variational,
    "autoencoder-sparse": sparse,
    "wine-autoencoder": wine,
    "digits-anomaly": anomaly,
    "letters-autoencoder": letters,
    "patches-autoencoder": patches,
}
