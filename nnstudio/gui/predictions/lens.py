"""A few images side by side, each with a word under it: what stands at the cross, what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.pictures import Atlas
from nnstudio.gui.theme import Theme

_SIDE: Final = 64
_GAP: Final = 10
_MARGIN: Final = 6


@dataclass(frozen=True)
class Tile:
    """One image of an atlas; an empty place without one. is_live: it follows the mouse."""

    caption: str
    atlas: Atlas | None
    number: int = 0
    is_live: bool = False


class Lens(QWidget):
    """A sentence, and the images under it. Without any, the sentence stands alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._tiles: tuple[Tile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return self._tiles

    def show_tiles(self, text: str, tiles: Sequence[Tile], theme: Theme) -> None:
        self._text, self._tiles, self._theme = text, tuple(tiles), theme
        self.setAccessibleName(text)
        self.setAccessibleDescription(", ".join(tile.caption for tile in tiles))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        small = QFontMetricsF(small_font(self.font())).height()
        return QSize(320, round(line + _SIDE + small + 3 * _MARGIN))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setPen(QColor(self._theme.border))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            inner = QRectF(self.rect()).adjusted(_MARGIN + 2, _MARGIN, -_MARGIN, -_MARGIN)
            if not self._tiles:
                painter.setPen(QColor(self._theme.muted))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(inner, int(flags), self._text)
                return
            line = float(self.fontMetrics().height())
            painter.setPen(QColor(self._theme.text))
            text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(
                QRectF(inner.left(), inner.top(), inner.width(), line), Qt.AlignmentFlag.AlignVCenter, text
            )
            painter.setFont(small_font(self.font()))
            top = inner.top() + line + _MARGIN / 2
            for at, tile in enumerate(self._tiles):
                column = QRectF(inner.left() + at * self._pitch(), top, self._pitch() - _GAP, _SIDE)
                self._paint_tile(painter, tile, column)

    def _paint_tile(self, painter: QPainter, tile: Tile, column: QRectF) -> None:
        place = QRectF(0, 0, _SIDE, _SIDE)
        place.moveCenter(column.center())
        if tile.atlas is not None:
            wide, high = tile.atlas.size_within(_SIDE)
            target = QRectF(0, 0, wide, high)
            target.moveCenter(place.center())
            tile.atlas.draw(painter, tile.number, target)
        color = self._theme.accent if tile.is_live else self._theme.border
        painter.setPen(QPen(QColor(color), 2 if tile.is_live else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setPen(QColor(self._theme.accent if tile.is_live else self._theme.muted))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        under = QRectF(column.left(), column.bottom() + 2, column.width() + 1, _SIDE)
        painter.drawText(under, middle, tile.caption)

    def _pitch(self) -> float:
        """From one image to the next: room for the widest word."""
        metrics = QFontMetricsF(small_font(self.font()))
        widest = max((metrics.horizontalAdvance(tile.caption) for tile in self._tiles), default=0.0)
        return float(max(_SIDE, widest) + _GAP)
