"""The sizes of letters in a row, and how high that makes it."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from nnstudio.gui.layer_list.fixing import FixLine
from nnstudio.gui.layer_list.lines import Line

_UNIT = 4
_SMALLER = 1.0  # points


class RowFonts:
    """The two sizes of a row, made from the view's font."""

    def __init__(self, base: QFont) -> None:
        self.base = QFont(base)
        self.small = QFont(base)
        if base.pointSizeF() > 0:
            self.small.setPointSizeF(base.pointSizeF() - _SMALLER)
        else:
            self.small.setPixelSize(base.pixelSize() - 1)
        self.bold = QFont(base)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.fix = FixLine(self.small)
        self.struck = QFont(self.bold)
        self.struck.setStrikeOut(True)
        self.title_metrics = QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)

    def title(self, line: Line) -> QFont:
        if line.off:
            return self.struck
        return self.bold if line.is_layer or line.is_heading else self.base

    def body(self, line: Line) -> int:
        """Height of a row without its problem."""
        if not line.is_layer and not line.is_heading:
            return _even(self.title_metrics.height() + 4 * _UNIT - 2)
        return _even(self.title_metrics.height() + self.small_metrics.height() + 2 * _UNIT)


def _even(height: int) -> int:
    return -(-height // _UNIT) * _UNIT
