"""One forecast of full length: what the network saw, what it says, what came."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.ahead import Doubles, Forecasts
from nnstudio.gui.predictions.line_names import line_names
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _

_SHADE = 26
_HEADROOM = 0.2
_DOT = 6


class CloseUp:
    """The window as a ground, the truth as a line, the forecast thick and with a point for each value."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(70)
        self.plot.setAccessibleName(_("One forecast close up"))
        self._forecasts: Forecasts | None = None
        self._seen: Any = pg.LinearRegionItem((0, 1), movable=False, pen=pg.mkPen(None))
        self._seen.setZValue(-10)
        self.plot.addItem(self._seen, ignoreBounds=True)
        self.truth: Any = self.plot.plot([], [])
        self.forecast: Any = self.plot.plot([], [], symbol="o", symbolSize=_DOT)
        self._names = [pg.TextItem(anchor=(0, 0)), pg.TextItem(anchor=(1, 0))]
        for name in self._names:
            self.plot.addItem(name, ignoreBounds=True)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        self._seen.setBrush(theme.color(theme.muted, _SHADE))
        self.truth.setPen(pg.mkPen(theme.text, width=1.5))
        self.forecast.setPen(pg.mkPen(theme.accent, width=3))
        self.forecast.setSymbolBrush(QColor(theme.accent))
        self.forecast.setSymbolPen(pg.mkPen(theme.field, width=1))
        for name in self._names:
            name.setFont(small_font(self.plot.font()))
        self._names[0].setText(_("seen by the network"), QColor(theme.muted))
        self._name_lines(False)

    def show_series(self, known: Forecasts, label: str) -> None:
        self._forecasts = known
        name_axis(self.plot, "left", label)
        color_plot(self.plot, self._theme)

    def show_forecast(self, at: int, predicted: Doubles | None) -> None:
        """The forecast number ``at``: predicted (horizon,), or None without answers."""
        known = self._forecasts
        if known is None:
            return
        seen, ahead = known.seen(at), known.ahead(at)
        times, values = known.series.times, known.series.values
        both = slice(seen.start, ahead.stop)
        self.truth.setData(times[both], values[both])
        if predicted is None:
            self.forecast.setData([], [])
        else:  # from the last value seen on, so that the line is joined
            self.forecast.setData(times[ahead], predicted)
        edge = float(times[seen.stop - 1] + times[ahead.start]) / 2
        first, last = float(times[both.start]), float(times[both.stop - 1])
        self._seen.setRegion((first, edge))
        low, high = self._bounds(values[both], predicted)
        margin = 0.02 * (last - first)
        self.plot.setRange(
            xRange=(first, last + margin), yRange=(low, high), padding=0, disableAutoRange=True
        )
        self._names[0].setPos(first, high)
        self._names[1].setPos(last + margin, high)
        self._name_lines(predicted is not None)

    def _name_lines(self, with_forecast: bool) -> None:
        """What came, in the colour of its line, and so the forecast where there is one."""
        lines = [(_("truth"), self._theme.text)]
        if with_forecast:
            lines.insert(0, (_("forecast"), self._theme.accent))
        self._names[1].setHtml(line_names(lines))

    def _bounds(self, values: Doubles, predicted: Doubles | None) -> tuple[float, float]:
        """What the truth needs, and a forecast of up to its own range beyond it on each side."""
        low, high = float(values.min()), float(values.max())
        room = high - low or 1.0
        if predicted is not None and np.isfinite(predicted).all():
            low = max(low - room, min(low, float(predicted.min())))
            high = min(high + room, max(high, float(predicted.max())))
        room = high - low or 1.0
        return low - 0.06 * room, high + _HEADROOM * room
