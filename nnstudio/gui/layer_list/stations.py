"""Where new skips begin: a ring at the foot of a row's bar, which shows while the mouse is over the row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen

from nnstudio.design.model import INPUT, LayerId
from nnstudio.gui.layer_list.lines import INPUT_ROW, Line

_RADIUS: Final = 4.0
_REACH: Final = 8.0  # how near to its middle a click takes hold of it
_RAISED: Final = 5.0  # above the row's lower edge


def source_of(lines: Sequence[Line], at: int) -> LayerId:
    """The row of a line that a new skip can begin at: the data or a layer, above another layer; else ""."""
    if not 0 <= at < len(lines) or not any(line.is_layer for line in lines[at + 1 :]):
        return ""
    line = lines[at]
    return INPUT if line.key == INPUT_ROW else line.key if line.is_layer else ""


def station(row: QRect, mark: int) -> QPointF:
    """The middle of the ring. row: without the sentence under it. mark: the middle of its bar."""
    return QPointF(mark, row.bottom() - _RAISED)


def is_on(middle: QPointF, place: QPointF) -> bool:
    return (middle - place).manhattanLength() <= _REACH


def paint_station(painter: QPainter, middle: QPointF, shade: QColor, ground: QColor) -> None:
    painter.setPen(QPen(shade, 2))
    painter.setBrush(ground)
    painter.drawEllipse(middle, _RADIUS, _RADIUS)
