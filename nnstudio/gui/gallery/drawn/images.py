"""Pictures of the cards that know images."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, Floats, draw_arrow, draw_colours, draw_image, draw_text
from nnstudio.gui.theme import Theme


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
            top = MARGIN + row * 50
            image = data.shown.inputs[index, ..., 0]
            draw_image(painter, QRectF(MARGIN + 8, top, 46, 46), image, theme.text, theme)
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


def digits_augmented(data: Preview) -> Draw:
    """A digit, and what it becomes shifted, turned and stretched."""
    from PIL import Image

    index = int(np.flatnonzero(data.shown.labels == 5)[0])
    image = data.shown.inputs[index, ..., 0]
    sheet = Image.fromarray(np.rint(image * 255).astype(np.uint8))
    moves = ((-14, 2, -2), (12, -2, 1), (-6, -3, -3), (16, 3, 2), (8, 2, 3), (-18, 0, -1))
    copies = [
        np.asarray(sheet.rotate(turn, Image.Resampling.BILINEAR, translate=(right, down))) / 255
        for turn, right, down in moves
    ]

    def draw(painter: QPainter, theme: Theme) -> None:
        draw_image(painter, QRectF(MARGIN + 6, 24, 72, 72), image, theme.text, theme)
        draw_arrow(painter, QPointF(108, 60), theme)
        for at, copy in enumerate(copies):
            row, column = divmod(at, 3)
            place = QRectF(130 + column * 52, MARGIN + row * 50, 46, 46)
            draw_image(painter, place, copy, theme.accent, theme)

    return draw


def digits_residual(data: Preview) -> Draw:
    """A digit that goes round a convolution as well as through it, and both added."""
    index = int(np.flatnonzero(data.shown.labels == 6)[0])
    image = data.shown.inputs[index, ..., 0]
    kernel = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    found = _convolved(np.pad(image, 1), -kernel)

    def draw(painter: QPainter, theme: Theme) -> None:
        draw_image(painter, QRectF(MARGIN + 2, 32, 56, 56), image, theme.text, theme)
        draw_arrow(painter, QPointF(86, 34), theme)
        draw_image(painter, QRectF(106, 8, 52, 52), found, theme.accent, theme)
        draw_arrow(painter, QPointF(178, 34), theme)
        draw_arrow(painter, QPointF(86, 88), theme)
        draw_image(painter, QRectF(106, 64, 52, 52), image, theme.muted, theme)
        draw_arrow(painter, QPointF(178, 88), theme)
        draw_text(painter, QRectF(188, 40, 28, 40), "+", theme.text, 20)
        both = (image + found) / (image + found).max()
        draw_image(painter, QRectF(226, 32, 56, 56), both, theme.accent, theme)

    return draw


def letters(data: Preview) -> Draw:
    """Letters as they are drawn: shifted, turned, thick and thin."""
    images = data.shown.inputs[:12, ..., 0]

    def draw(painter: QPainter, theme: Theme) -> None:
        inks = (theme.text, theme.accent)
        for at, image in enumerate(images):
            row, column = divmod(at, 6)
            place = QRectF(MARGIN + 2 + column * 46, MARGIN + row * 50, 44, 46)
            draw_image(painter, place, image, inks[(row + column) % 2], theme)

    return draw


def patches(data: Preview) -> Draw:
    """Patches of one photograph to the left, of the other to the right."""
    labels = data.shown.labels
    assert labels is not None
    sides = [data.shown.inputs[np.flatnonzero(labels == label)[:9]] for label in (0, 1)]

    def draw(painter: QPainter, theme: Theme) -> None:
        for left, images in zip((34.0, 164.0), sides, strict=True):
            for at, image in enumerate(images):
                row, column = divmod(at, 3)
                draw_colours(painter, QRectF(left + column * 34, 10 + row * 34, 32, 32), image)

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "digits-cnn": digits_cnn,
    "digits-dense": digits_dense,
    "digits-augmented": digits_augmented,
    "digits-residual": digits_residual,
    "letters-cnn": letters,
    "letters-cyrillic": letters,
    "patches-cnn": patches,
}
