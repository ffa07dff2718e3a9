"""pyqtgraph, set up once for the whole window: import plots from here."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor, QFont, QFontMetrics

from nnstudio.gui.theme import Theme

pg.setConfigOptions(imageAxisOrder="row-major", antialias=True)

_GRID_ALPHA = 0.12
_PALE = 0.28  # how much of its colour the curve of the batches has


def plot_widget(theme: Theme, *, grid: bool = True) -> Any:
    """A ``pg.PlotWidget`` in the theme's colours, without pyqtgraph's own menu and buttons."""
    plot = pg.PlotWidget()
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.showGrid(x=grid, y=grid, alpha=_GRID_ALPHA)
    for side in ("left", "bottom"):
        plot.getAxis(side).enableAutoSIPrefix(False)  # “(x0.001)” beside a name is no help to anyone
    color_plot(plot, theme)
    return plot


def color_plot(plot: Any, theme: Theme) -> None:
    """Give a plot's ground, axes and labels the theme's colours and the window's font."""
    plot.setBackground(QColor(theme.field))
    font = small_font(plot.font())
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(QColor(theme.border))
        axis.setTextPen(QColor(theme.muted))
        axis.setStyle(tickFont=font, tickTextOffset=4)
        axis.label.setFont(font)
        axis.label.setDefaultTextColor(QColor(theme.muted))
    plot.getAxis("left").setWidth(QFontMetrics(font).horizontalAdvance("00,000") + 26)


def small_font(font: QFont) -> QFont:
    """A size under the window's own, for ticks and labels inside a plot."""
    small = QFont(font)
    small.setPointSizeF(max(7.0, font.pointSizeF() - 1))
    return small


def pale(theme: Theme) -> QColor:
    """The colour of the batches' curve.

    It is opaque: where thousands of strokes lie over each other, a translucent one would be as strong as any.
    """
    ground, full = QColor(theme.field), QColor(theme.train)
    mixed = [
        round(low + _PALE * (high - low))
        for low, high in zip(ground.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)
