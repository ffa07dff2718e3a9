"""Forecasts by how far ahead they look: over the shown part, and how wrong they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.ahead import Doubles, Forecasts, span_text
from nnstudio.gui.predictions.line_names import line_names
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _, grouped

_HEADROOM = 0.2
_LINES = 3  # horizons that are drawn


def horizons(most: int) -> tuple[int, ...]:
    """One step, half way and all the way: 1, 5, 10."""
    return tuple(sorted({1, max(1, round(most / 2)), most}))


class HorizonLines:
    """The truth of the shown part, and what was forecast for each moment one, some and most steps before."""

    def __init__(self, theme: Theme) -> None:
        self.plot: Any = _plot(theme, _("Forecasts of several horizons"))
        self._theme = theme
        self._known: Forecasts | None = None
        self._names: Any = pg.TextItem(anchor=(1, 0))
        self.plot.addItem(self._names, ignoreBounds=True)
        self.truth: Any = self.plot.plot([], [])
        self.lines: list[Any] = [self.plot.plot([], []) for _line in range(_LINES)]
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        self.truth.setPen(pg.mkPen(theme.text, width=1.2))
        for line, color in zip(self.lines, theme.classes, strict=False):
            line.setPen(pg.mkPen(color, width=1.8))
        self._names.setFont(small_font(self.plot.font()))

    def show_series(self, known: Forecasts, label: str) -> None:
        self._known = known
        name_axis(self.plot, "left", label)
        color_plot(self.plot, self._theme)
        first, stop = int(known.rows[0]), int(known.rows[-1]) + known.horizon
        times, values = known.series.times[first:stop], known.series.values[first:stop]
        self.truth.setData(times, values)
        room = float(np.ptp(values)) or 1.0
        high = float(values.max()) + _HEADROOM * room
        ends = (float(times[0]), float(times[-1]))
        self.plot.setRange(
            xRange=ends,
            yRange=(float(values.min()) - 0.06 * room, high),
            padding=0,
            disableAutoRange=True,
        )
        self._names.setPos(ends[1], high)

    def show_forecasts(self, predicted: Doubles | None) -> None:
        """predicted (n, horizon), or None without answers."""
        known = self._known
        if known is None:
            return
        names = [(_("truth"), self._theme.text)]
        steps = horizons(known.horizon) if predicted is not None else ()
        for line in self.lines:
            line.setData([], [])
        for line, step, color in zip(self.lines, steps, self._theme.classes, strict=False):
            assert predicted is not None
            line.setData(known.series.times[known.rows + step - 1], predicted[:, step - 1])
            whole = _("{span} ahead").format(span=span_text(known.series, step))
            names.append((whole if step == known.horizon else grouped(step), color))
        self._names.setHtml(line_names(names))


class HorizonErrors:
    """The mean absolute error of each step ahead, the network's and the naive ones."""

    def __init__(self, theme: Theme) -> None:
        self.plot: Any = _plot(theme, _("Error by horizon"))
        self._theme = theme
        self._known: Forecasts | None = None
        self._label = ""
        self._names: Any = pg.TextItem(anchor=(0, 0))
        self.plot.addItem(self._names, ignoreBounds=True)
        self.last: Any = self.plot.plot([], [])
        self.season: Any = self.plot.plot([], [])
        self.network: Any = self.plot.plot([], [], symbol="o", symbolSize=5)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        for line, color in ((self.last, theme.muted), (self.season, theme.classes[1])):
            line.setPen(pg.mkPen(color, width=1.5, style=Qt.PenStyle.DashLine))
        self.network.setPen(pg.mkPen(theme.accent, width=2.5))
        self.network.setSymbolBrush(theme.accent)
        self.network.setSymbolPen(pg.mkPen(theme.field, width=1))
        self._names.setFont(small_font(self.plot.font()))

    def show_series(self, known: Forecasts, unit: str) -> None:
        self._known = known
        name = _("mean absolute error")
        name_axis(self.plot, "left", f"{name} ({unit})" if unit else name)
        self.plot.setLabel("bottom", _("steps ahead"))
        color_plot(self.plot, self._theme)

    def show_forecasts(self, predicted: Doubles | None) -> None:
        """predicted (n, horizon), or None without answers."""
        known = self._known
        if known is None:
            return
        theme = self._theme
        steps = np.arange(1, known.horizon + 1)
        shown: list[tuple[Any, Doubles | None, str, str]] = [
            (self.network, predicted, _("network"), theme.accent),
            (self.last, known.naive, _("last value"), theme.muted),
            (self.season, known.seasonal, _("season's last value"), theme.classes[1]),
        ]
        names, curves = [], []
        for line, forecast, name, color in shown:
            if forecast is None:
                line.setData([], [])
                continue
            curve = by_step(forecast, known.truth)
            line.setData(steps, curve)
            names.append((name, color))
            curves.append(curve)
        top = _highest(curves) * (1 + _HEADROOM)
        self.plot.setRange(
            xRange=(0.5, known.horizon + 0.5), yRange=(0.0, top), padding=0, disableAutoRange=True
        )
        self._names.setPos(0.5, top)
        self._names.setHtml(line_names(names))


def by_step(forecast: Doubles, truth: Doubles) -> Doubles:
    """(horizon,): the mean absolute error of each step ahead."""
    wrong: Doubles = np.abs(forecast - truth).mean(axis=0)
    return wrong


def _highest(curves: Sequence[Doubles]) -> float:
    """Of the finite numbers; a network that went astray does not press the others down to nothing."""
    known = [float(curve.max()) for curve in curves if np.isfinite(curve).all()]
    naive = known[1:] if len(known) == len(curves) > 1 else known
    return min(max(known, default=1.0), 2 * max(naive, default=1.0)) or 1.0


def _plot(theme: Theme, name: str) -> Any:
    plot = plot_widget(theme)
    plot.setMouseEnabled(x=False, y=False)
    plot.setMinimumHeight(70)
    plot.setAccessibleName(name)
    return plot
