"""What a prediction leaves over: true minus predicted, against what was predicted, and how often."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.figures import figure
from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.captioned import with_unit
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _

Doubles = NDArray[np.float64]

_DOT = 7
_BINS = 21  # an odd number, so that one has 0 in its middle
_MARGIN = 0.08


class Residuals(QWidget):
    """Dots around a line at 0 where nothing is left over, and a histogram of the same numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.against: Any = plot_widget(theme)
        self.against.setAccessibleName(_("Residuals against predictions"))
        self.histogram: Any = plot_widget(theme)
        self.histogram.setAccessibleName(_("How often a residual is how large"))
        self._zero: Any = pg.InfiniteLine(pos=0, angle=0)
        self._middle: Any = pg.InfiniteLine(pos=0, angle=90)
        self.dots: Any = pg.ScatterPlotItem(size=_DOT)
        self.bars: Any = pg.BarGraphItem(x=[], height=[], width=1)
        self._text: Any = pg.TextItem(anchor=(0, 0))
        for item in (self._zero, self.dots):
            self.against.addItem(item)
        for item in (self.bars, self._middle):
            self.histogram.addItem(item)
        self.histogram.addItem(self._text, ignoreBounds=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for plot, stretch in ((self.against, 3), (self.histogram, 2)):
            plot.setMouseEnabled(x=False, y=False)
            plot.setMinimumHeight(70)
            column.addWidget(plot, stretch)
        self.set_theme(theme, theme.validation)

    def set_theme(self, theme: Theme, ink: str) -> None:
        """ink: of the part that is shown."""
        self._theme = theme
        for plot in (self.against, self.histogram):
            color_plot(plot, theme)
        for line in (self._zero, self._middle):
            line.setPen(pg.mkPen(theme.good, width=2))
        self.dots.setBrush(theme.color(ink, 170))
        self.dots.setPen(pg.mkPen(theme.field, width=0.5))
        self.bars.setOpts(brush=theme.color(ink, 170), pen=pg.mkPen(theme.field, width=0.5))
        self._text.setFont(small_font(self.against.font()))

    def show_unit(self, unit: str) -> None:
        left = with_unit(_("true − predicted"), unit)
        name_axis(self.against, "left", left)
        name_axis(self.against, "bottom", with_unit(_("predicted"), unit))
        name_axis(self.histogram, "bottom", left)
        self.histogram.setLabel("left", _("examples"))

    def show_residuals(self, truth: Doubles, predicted: Doubles | None) -> None:
        """Both (n, k) in their own unit; predicted is None without answers."""
        finite = predicted is not None and bool(np.isfinite(predicted).all())
        if predicted is None or not finite:
            self.dots.setData([], [])
            self.bars.setOpts(x=[], height=[], width=1)
            self._text.setText("")
            return
        left = (truth - predicted).ravel()
        self.dots.setData(predicted.ravel(), left)
        reach = float(np.abs(left).max()) * (1 + _MARGIN) or 1.0
        low, high = float(predicted.min()), float(predicted.max())
        margin = _MARGIN * (high - low) or 1.0
        self.against.setRange(
            xRange=(low - margin, high + margin), yRange=(-reach, reach), padding=0, disableAutoRange=True
        )
        counts, edges = np.histogram(left, bins=_BINS, range=(-reach, reach))
        self.bars.setOpts(x=(edges[:-1] + edges[1:]) / 2, height=counts, width=edges[1] - edges[0])
        top = float(counts.max()) * 1.25
        self.histogram.setRange(xRange=(-reach, reach), yRange=(0, top), padding=0, disableAutoRange=True)
        self._text.setPos(-reach, top)
        self._text.setText(
            _("mean {mean}, standard deviation {deviation}").format(
                mean=figure(float(left.mean())), deviation=figure(float(left.std()))
            ),
            QColor(self._theme.muted),
        )
