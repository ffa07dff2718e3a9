"""Pictures of the cards that know clips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from nnstudio.data.clips import DIRECTIONS
from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, Floats, draw_arrow, draw_image, draw_text
from nnstudio.gui.theme import Theme

_ARROWS: Final = "→↘↓↙←↖↑↗"  # of the directions, in their order


def _clip(data: Preview, label: int) -> Floats:
    """The frames (n, h, w) of a clip of that class whose digit stays whole the longest."""
    assert data.shown.labels is not None
    of_class = data.shown.inputs[np.flatnonzero(data.shown.labels == label)][..., 0]
    edges = of_class[:, :, [0, -1]].sum(axis=(1, 2, 3)) + of_class[..., [0, -1]].sum(axis=(1, 2, 3))
    clip: Floats = of_class[int(edges.argmin())]
    return clip


def clips_conv3d(data: Preview) -> Draw:
    """Two clips, frame by frame, and the way in which each goes."""
    ways = (DIRECTIONS.index("down right"), DIRECTIONS.index("left"))
    clips = [_clip(data, way) for way in ways]

    def draw(painter: QPainter, theme: Theme) -> None:
        for row, (way, clip) in enumerate(zip(ways, clips, strict=True)):
            top = MARGIN + row * 52
            for column in range(4):
                place = QRectF(MARGIN + 4 + column * 52, top, 46, 46)
                draw_image(painter, place, clip[2 * column], theme.text, theme)
            draw_arrow(painter, QPointF(228, top + 23), theme)
            draw_text(painter, QRectF(244, top, 46, 46), _ARROWS[way], theme.accent, 26)

    return draw


def clips_convlstm(data: Preview) -> Draw:
    """Frames that go one after the other into what is kept of all of them."""
    clip = _clip(data, DIRECTIONS.index("up right"))
    weights = np.linspace(0.15, 1.0, len(clip))
    kept = (weights[:, None, None] * clip).max(axis=0)

    def draw(painter: QPainter, theme: Theme) -> None:
        for at in range(4):
            place = QRectF(MARGIN + 4 + at * 22, 14 + at * 11, 58, 58)
            draw_image(painter, place, clip[2 * at], theme.text, theme)
        draw_arrow(painter, QPointF(156, 60), theme)
        draw_image(painter, QRectF(178, 22, 76, 76), kept, theme.accent, theme)
        draw_text(painter, QRectF(258, 38, 34, 44), "↗", theme.accent, 24)

    return draw


def clips_cnn_lstm(data: Preview) -> Draw:
    """Noisy frames, and the digit that they are of."""
    clip = _clip(data, 3)

    def draw(painter: QPainter, theme: Theme) -> None:
        for column in range(4):
            place = QRectF(MARGIN + 2 + column * 53, 34, 50, 50)
            draw_image(painter, place, clip[2 * column], theme.text, theme)
        draw_arrow(painter, QPointF(232, 59), theme)
        draw_text(painter, QRectF(248, 32, 44, 54), "3", theme.accent, 32)

    return draw


def clips_next(data: Preview) -> Draw:
    """The last frames of a clip, and in colour the one that follows."""
    inputs, targets = data.shown.inputs[..., 0], np.asarray(data.shown.targets)[..., 0]
    edges = targets[:, [0, -1]].sum(axis=(1, 2)) + targets[..., [0, -1]].sum(axis=(1, 2))
    best = np.argsort(edges, kind="stable")[:2].tolist()

    def draw(painter: QPainter, theme: Theme) -> None:
        for row, number in enumerate(best):
            top = MARGIN + row * 52
            for column, frame in enumerate((3, 5, 7)):
                place = QRectF(MARGIN + 8 + column * 54, top, 46, 46)
                draw_image(painter, place, inputs[number, frame], theme.text, theme)
            draw_arrow(painter, QPointF(188, top + 23), theme)
            draw_image(painter, QRectF(216, top, 46, 46), targets[number], theme.accent, theme)

    return draw


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "clips-conv3d": clips_conv3d,
    "clips-convlstm": clips_convlstm,
    "clips-cnn-lstm": clips_cnn_lstm,
    "clips-next": clips_next,
}
