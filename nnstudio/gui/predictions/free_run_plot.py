"""A free run over the truth: how long the network keeps time with the world by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.ahead import Doubles, Forecasts
from nnstudio.gui.predictions.free_run import times_ahead
from nnstudio.gui.predictions.line_names import line_names
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _

_SHADE = 26
_HEADROOM = 0.2


class FreeRunPlot:
    """What the network saw on a ground, the truth as a line, its own values thick."""

    def __init__(self, theme: Theme) -> None:
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(70)
        self.plot.setAccessibleName(_("Free run"))
        self._theme = theme
        self._known: Forecasts | None = None
        self._seen: Any = pg.LinearRegionItem((0, 1), movable=False, pen=pg.mkPen(None))
        self._seen.setZValue(-10)
        self._alone: Any = pg.InfiniteLine(angle=90)
        self._names = [pg.TextItem(anchor=(0, 0)), pg.TextItem(anchor=(1, 0))]
        for item in (self._seen, self._alone, *self._names):
            self.plot.addItem(item, ignoreBounds=True)
        self.truth: Any = self.plot.plot([], [])
        self.own: Any = self.plot.plot([], [])
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        self._seen.setBrush(theme.color(theme.muted, _SHADE))
        self._alone.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
        self.truth.setPen(pg.mkPen(theme.text, width=1.2))
        self.own.setPen(pg.mkPen(theme.accent, width=2.5))
        for name in self._names:
            name.setFont(small_font(self.plot.font()))
        self._names[0].setText(_("seen by the network"), QColor(theme.muted))

    def show_series(self, known: Forecasts, label: str) -> None:
        self._known = known
        name_axis(self.plot, "left", label)
        color_plot(self.plot, self._theme)

    def show_run(self, at: int, wanted: int, own: Doubles | None) -> None:
        """From the forecast number ``at`` on: own (wanted,) in the series' unit, None without answers."""
        known = self._known
        if known is None:
            return
        row = int(known.rows[at])
        times, values = known.series.times, known.series.values
        ahead = times_ahead(known, row, wanted)
        first = row - known.window
        self.truth.setData(times[first : row + wanted], values[first : row + wanted])
        self.own.setData(*(([], []) if own is None else (ahead[: len(own)], own)))
        start, last = float(times[first]), float(ahead[-1])
        self._seen.setRegion((start, float(times[row - 1] + ahead[0]) / 2))
        self._alone.setValue(float(ahead[min(known.horizon, wanted - 1)]))
        self._alone.setVisible(own is not None)
        low, high = _bounds(values[first : row + wanted], own)
        self.plot.setRange(xRange=(start, last), yRange=(low, high), padding=0, disableAutoRange=True)
        self._names[0].setPos(start, high)
        self._names[1].setPos(last, high)
        lines = [(_("truth"), self._theme.text)]
        if own is not None:
            lines.insert(0, (_("free run"), self._theme.accent))
        self._names[1].setHtml(line_names(lines))


def _bounds(values: Doubles, own: Doubles | None) -> tuple[float, float]:
    """What the truth needs, and a run of up to its own range beyond it on each side."""
    low, high = float(values.min()), float(values.max())
    room = high - low or 1.0
    if own is not None and len(own) and np.isfinite(own).all():
        low = max(low - room, min(low, float(own.min())))
        high = min(high + room, max(high, float(own.max())))
    room = high - low or 1.0
    return low - 0.06 * room, high + _HEADROOM * room
