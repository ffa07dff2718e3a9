"""The whole series in its parts, with the forecast one step ahead."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor

from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.ahead import Doubles, Forecasts
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _

_SHADE = 22  # opacity of a part's ground, of 255
_HEADROOM = 0.18  # over the curve, for the names of the parts


class WholeSeries(QObject):
    """A plot of years against values; ``origin_dragged`` gives the year the line was drawn to."""

    origin_dragged = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(70)
        self.plot.setAccessibleName(_("The whole series, and the forecast one step ahead"))
        self._forecasts: Forecasts | None = None
        self._parts: list[Any] = []
        self._is_validation = True
        self._truth: Any = self.plot.plot([], [])
        self.one_step: Any = self.plot.plot([], [])
        self.line: Any = pg.InfiniteLine(angle=90, movable=True)
        self.line.setZValue(5)
        self.plot.addItem(self.line, ignoreBounds=True)
        self.plot.setClipToView(True)
        self.line.sigDragged.connect(self._on_line_dragged)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; the parts take theirs when the series is shown again."""
        self._theme = theme
        color_plot(self.plot, theme)
        self._truth.setPen(pg.mkPen(theme.muted, width=1))
        self.one_step.setPen(pg.mkPen(self._ink(), width=1.5))
        self.line.setPen(pg.mkPen(theme.accent, width=2))
        self.line.setHoverPen(pg.mkPen(theme.accent, width=4))

    def show_series(self, known: Forecasts, label: str, is_validation: bool) -> None:
        """is_validation: the forecasts are of the validation part, else of the training part."""
        self._forecasts, self._is_validation = known, is_validation
        series = known.series
        self._truth.setData(series.times, series.values)
        self.one_step.setPen(pg.mkPen(self._ink(), width=1.5))
        name_axis(self.plot, "left", label)
        low, high = float(series.values.min()), float(series.values.max())
        room = high - low or 1.0
        self.plot.setRange(
            xRange=(float(series.times[0]), float(series.times[-1])),
            yRange=(low - 0.04 * room, high + _HEADROOM * room),
            padding=0,
            disableAutoRange=True,
        )
        self._show_parts(known, high + _HEADROOM * room)
        color_plot(self.plot, self._theme)

    def show_one_step(self, values: Doubles | None) -> None:
        """The first value of each forecast, (n,), or None without answers."""
        if self._forecasts is None or values is None:
            self.one_step.setData([], [])
        else:
            self.one_step.setData(self._forecasts.series.times[self._forecasts.rows], values)

    def show_origin(self, at: int) -> None:
        if self._forecasts is not None:
            self.line.setValue(float(self._forecasts.series.times[self._forecasts.rows[at]]))

    def _ink(self) -> str:
        return self._theme.validation if self._is_validation else self._theme.train

    def _show_parts(self, known: Forecasts, top: float) -> None:
        for item in self._parts:
            self.plot.removeItem(item)
        series, theme = known.series, self._theme
        bounds = (0, series.validation_start, series.test_start, len(series.values))
        names = (_("training"), _("validation"), _("test"))
        inks = (theme.train, theme.validation, theme.muted)
        self._parts = []
        for name, ink, start, stop in zip(names, inks, bounds[:-1], bounds[1:], strict=True):
            if stop <= start:
                continue
            left = float(series.times[start])
            right = float(series.times[min(stop, len(series.times) - 1)])
            ground = pg.LinearRegionItem(
                (left, right), movable=False, brush=theme.color(ink, _SHADE), pen=pg.mkPen(None)
            )
            ground.setZValue(-10)
            is_last = stop == len(series.values)  # which may be narrower than its name
            text = pg.TextItem(name, color=QColor(ink), anchor=(1.0 if is_last else 0.5, 0))
            text.setFont(small_font(self.plot.font()))
            text.setPos(right if is_last else (left + right) / 2, top)
            self._parts += [ground, text]
        for item in self._parts:
            self.plot.addItem(item, ignoreBounds=True)

    @Slot(object)
    def _on_line_dragged(self, line: object) -> None:
        self.origin_dragged.emit(float(self.line.value()))
