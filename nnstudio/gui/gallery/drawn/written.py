"""Pictures of the cards that translate and that write: a text above, an answer or a growing sample below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPen

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.theme import Theme

_ROUND: Final = 5.0


def _translation(asked: tuple[str, ...], given: tuple[str, ...], links: tuple[tuple[int, int], ...]) -> Draw:
    """Words of two languages; a line from each word to what it becomes, or none through one vector."""

    def draw(painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = _words(painter, asked, MARGIN + 14, theme.muted, theme)
        below = _words(painter, given, PICTURE_HEIGHT - MARGIN - 36, theme.accent, theme)
        if links:
            for source, target in links:
                start, end = above[source], below[target]
                painter.setPen(QPen(theme.color(theme.accent, 150), 1.6))
                painter.drawLine(
                    QPointF(start.center().x(), start.bottom() + 2), QPointF(end.center().x(), end.top() - 2)
                )
            return
        middle = QPointF(WIDTH / 2, (above[0].bottom() + below[0].top()) / 2)
        painter.setPen(QPen(theme.color(theme.accent, 130), 1.6))
        for box in above:
            painter.drawLine(QPointF(box.center().x(), box.bottom() + 2), middle)
        for box in below:
            painter.drawLine(middle, QPointF(box.center().x(), box.top() - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(middle, 6, 6)

    return draw


def _words(painter: QPainter, words: tuple[str, ...], top: float, color: str, theme: Theme) -> list[QRectF]:
    """Words in boxes, in the middle of the card; gives the boxes."""
    font = QFont(painter.font())
    font.setPointSizeF(8.5)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    widths = [metrics.horizontalAdvance(word) + 10 for word in words]
    x = (WIDTH - sum(widths) - 5 * (len(words) - 1)) / 2
    boxes = []
    for word, width in zip(words, widths, strict=True):
        box = QRectF(x, top, width, metrics.height() + 6)
        painter.setPen(QPen(theme.color(color, 150), 1))
        painter.setBrush(theme.color(color, 28))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        boxes.append(box)
        x += width + 5
    return boxes


def _sample(lines: tuple[str, ...], fixed: bool) -> Draw:
    """Samples from the first to the last, each clearer than the one above it."""

    def draw(painter: QPainter, theme: Theme) -> None:
        font = (
            QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont(painter.font())
        )
        font.setPointSizeF(8.5 if fixed else 10.0)
        painter.setFont(font)
        height = (PICTURE_HEIGHT - 2 * MARGIN) / len(lines)
        for at, line in enumerate(lines):
            is_last = at == len(lines) - 1
            strength = round(90 + 165 * at / (len(lines) - 1))
            painter.setPen(theme.color(theme.accent if is_last else theme.text, strength))
            place = QRectF(MARGIN, MARGIN + at * height, WIDTH - 2 * MARGIN, height)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(left), line)

    return draw


_FORTY_TWO: Final = (("forty-two", "thousand", "and", "six"), ("сорок", "две", "тысячи", "шесть"))

PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "numbers-repeat": lambda data: _translation(*_FORTY_TWO, ()),
    "numbers-attention": lambda data: _translation(*_FORTY_TWO, ((0, 0), (0, 1), (1, 2), (3, 3))),
    "dates-attention": lambda data: _translation(
        ("November", "23", ",", "2026"), ("23", "ноября", "2026", "г."), ((1, 0), (0, 1), (3, 2), (3, 3))
    ),
    "phrases-en-ru": lambda data: _translation(
        ("sun", "behind", "cloud"), ("солнце", "за", "…?"), ((0, 0), (1, 1), (2, 2))
    ),
    "names-gru": lambda data: _sample(("rÿkqoаee", "Marolin", "Italy: Bariano", "Italy: Marelli"), False),
    "source-gru": lambda data: _sample(
        ("e;t_ (n r:ie", "sef tore(self:", "def read(self):", "    return self"), True
    ),
    "source-transformer": lambda data: _sample(
        ("#o ,,t)h =s", "if selt is no", "for line in file:", "    yield line"), True
    ),
}
