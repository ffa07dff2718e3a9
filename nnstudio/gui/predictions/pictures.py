"""Images as pixels to be seen: many in one, as one drawing costs less than many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from nnstudio.data.source import Scale
from nnstudio.gui.predictions.surface_colors import rgb
from nnstudio.gui.theme import Theme
from nnstudio.protocol.events import Floats

Bytes = NDArray[np.uint8]

_DARK: Final = 0.25  # of the largest brightness: an image mostly below it is a drawing on an empty ground


@dataclass(frozen=True)
class Atlas:
    """Images of the same size side by side in one."""

    image: QImage
    count: int
    width: int
    height: int

    @property
    def _columns(self) -> int:
        return max(1, self.image.width() // self.width)

    def place(self, number: int) -> QRect:
        """Where an image is."""
        row, column = divmod(number, self._columns)
        return QRect(column * self.width, row * self.height, self.width, self.height)

    def size_within(self, side: float) -> tuple[float, float]:
        """Width and height up to ``side``: each pixel a whole number of times, or less than once."""
        times = side / max(self.width, self.height)
        times = math.floor(times) if times >= 1 else times
        return self.width * times, self.height * times

    def draw(self, painter: QPainter, number: int, target: QRectF) -> None:
        """Enlarged, pixels stay sharp squares; made smaller, they are averaged."""
        smaller = target.width() * painter.device().devicePixelRatioF() < self.width
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smaller)
        painter.drawImage(target, self.image, QRectF(self.place(number)))


def atlas(pixels: Bytes) -> Atlas:
    """Pixels (n, h, w, 3) as one nearly square image."""
    count, height, width, _channels = pixels.shape
    columns = max(1, math.ceil(math.sqrt(count)))
    rows = max(1, math.ceil(count / columns))
    sheet = np.zeros((rows * columns, height, width, 3), np.uint8)
    sheet[:count] = pixels
    whole = sheet.reshape(rows, columns, height, width, 3).swapaxes(1, 2)
    whole = np.ascontiguousarray(whole.reshape(rows * height, columns * width, 3))
    image = QImage(
        whole.data, columns * width, rows * height, 3 * columns * width, QImage.Format.Format_RGB888
    ).convertToFormat(QImage.Format.Format_RGB32)  # a copy, which needs numpy's memory no longer
    return Atlas(image, count, width, height)


def pixels(images: Floats, scale: Scale, theme: Theme, like: Floats | None = None) -> Bytes:
    """Prepared images (n, h, w) or (n, h, w, channels) as (n, h, w, 3).

    A drawing of one channel is shown as ink on the theme's paper, everything else as it is. like: images
    whose brightness and paper are taken instead, so that images stay comparable with them.
    """
    known = _original(images if like is None else like, scale)
    low, high = float(known.min(initial=0.0)), float(known.max(initial=0.0))
    room = (high - low) or 1.0
    bright = np.clip((_original(images, scale) - low) / room, 0.0, 1.0)
    if bright.shape[-1] >= 3:
        full: Bytes = np.rint(bright[..., :3] * 255).astype(np.uint8)
        return full
    grey = bright[..., :1]
    is_drawing = known.size > 0 and float(np.median(known[..., :1]) - low) / room < _DARK
    paper, ink = (theme.field, theme.text) if is_drawing else ("#000000", "#ffffff")
    low_end, high_end = rgb(QColor(paper)), rgb(QColor(ink))
    inked: Bytes = np.rint(low_end + grey * (high_end - low_end)).astype(np.uint8)
    return inked


def _original(images: Floats, scale: Scale) -> NDArray[np.float64]:
    """As they were before they were scaled, (n, h, w, channels)."""
    if images.ndim == 3:
        images = images[..., None]
    full: NDArray[np.float64] = np.nan_to_num(images) * scale.factor + scale.offset
    return full
