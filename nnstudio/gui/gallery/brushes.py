"""What the pictures on cards are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from nnstudio.gui.theme import Theme

Draw = Callable[[QPainter, Theme], None]
Floats = NDArray[np.floating]
Extent = tuple[float, float, float, float]  # x_min, x_max, y_min, y_max

MARGIN: Final = 12  # around a picture


def _rgb(color: str) -> NDArray[np.int64]:
    shade = QColor(color)
    return np.array([shade.red(), shade.green(), shade.blue()])


def draw_image(painter: QPainter, place: QRectF, grey: Floats, ink: str, theme: Theme) -> None:
    """An image (h, w) from 0 to 1 as strokes of ink on a pale ground, every pixel a square."""
    shade = np.clip(grey, 0, 1)[..., None]
    ground, stroke = (_rgb(color) for color in (theme.ground, ink))
    pixels = np.ascontiguousarray((ground + shade * (stroke - ground)).round().astype(np.uint8))
    height, width = grey.shape
    painter.drawImage(place, QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888))


def draw_colours(painter: QPainter, place: QRectF, colours: Floats) -> None:
    """An image (h, w, 3) from 0 to 1 as it is, every pixel a square."""
    pixels = np.ascontiguousarray((np.clip(colours, 0, 1) * 255).round().astype(np.uint8))
    height, width, _channels = pixels.shape
    painter.drawImage(place, QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888))


def draw_surface(painter: QPainter, place: QRectF, share: Floats, theme: Theme) -> None:
    """Probabilities of the second class (side, side), rows from the bottom up."""
    ground = _rgb(theme.field)
    two = np.array([_rgb(color) for color in theme.classes[:2]])
    strength = 0.6 * np.abs(2 * share - 1)[..., None]
    pixels = ground + strength * (two[(share > 0.5).astype(int)] - ground)
    rows = np.ascontiguousarray(pixels[::-1].round().astype(np.uint8))
    side = len(rows)
    image = QImage(rows.data, side, side, 3 * side, QImage.Format.Format_RGB888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    painter.drawImage(place, image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def places(place: QRectF, points: Floats, extent: Extent) -> list[QPointF]:
    x_min, x_max, y_min, y_max = extent
    across = (points[:, 0] - x_min) / (x_max - x_min)
    up = (points[:, 1] - y_min) / (y_max - y_min)
    x, y = place.left() + across * place.width(), place.bottom() - up * place.height()
    return [QPointF(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def draw_dots(
    painter: QPainter,
    place: QRectF,
    points: Floats,
    labels: NDArray[np.integer],
    extent: Extent,
    radius: float,
    theme: Theme,
) -> None:
    painter.setPen(QPen(theme.color(theme.field, 160), 0.5))
    for spot, label in zip(places(place, points, extent), labels, strict=True):
        painter.setBrush(QColor(theme.classes[int(label)]))
        painter.drawEllipse(spot, radius, radius)


def draw_line(
    painter: QPainter,
    place: QRectF,
    points: Floats,
    extent: Extent,
    color: str,
    width: float,
) -> None:
    painter.setPen(QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF(places(place, points, extent)))


def draw_arrow(painter: QPainter, middle: QPointF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.muted), 1.5))
    tip = middle + QPointF(6, 0)
    painter.drawLine(middle - QPointF(6, 0), tip)
    painter.drawPolyline(QPolygonF([tip + QPointF(-4, -4), tip, tip + QPointF(-4, 4)]))


def draw_text(painter: QPainter, place: QRectF, text: str, color: str, points: int) -> None:
    font = painter.font()
    font.setPointSize(points)
    font.setBold(points > 12)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
