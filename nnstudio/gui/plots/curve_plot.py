"""A plot of the training and the validation curve, with a legend that tells their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.figures import figure
from nnstudio.gui.history import Numbers
from nnstudio.gui.plots.axes import NumberAxis
from nnstudio.gui.plots.curve_legend import CurveLegend
from nnstudio.gui.plots.curves import NONE, Curves
from nnstudio.gui.plots.levels import Level
from nnstudio.gui.plots.ranges import Span, logarithm_ready, noise_span, y_span
from nnstudio.gui.plots.setup import color_plot, pale, plot_widget
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_THICK_UP_TO = 20_000  # points; longer curves are drawn with the thinnest pen, which is far quicker
_SMOOTH_UP_TO = 2_000  # points; the rough edges of a longer curve are not seen
_DOTS_UP_TO = 40
_DOT = 6
_MARGIN = 5
_GRID = 0.5  # opacity of its lines, which have the pale colour of a border
_RIGHT = 1.02  # of the last epoch: room for its dot


class CurvePlot(QWidget):
    """Shows ``Curves``. The wheel zooms, dragging moves, a double click shows everything again.

    moved: a person zoomed or moved to these epochs. shown_again: a person asked to see everything.
    title: of the plot. label: of its axis. bounds: between which all values lie, if there are any.
    words: a value as text.
    """

    moved = Signal(float, float)
    shown_again = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        label: str,
        bounds: Span | None = None,
        words: Callable[[float], str] = figure,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curves = Curves()
        self._log = False
        self._follows = True  # whether the view follows the curves; not once a person has zoomed
        self._fits = True  # whether the height of a view that a person has chosen suits its curves
        self._looked_at: int | None = None  # which epoch's values the legend tells; the last by default
        self._drawn: dict[object, float] = {}  # up to which epoch each curve is drawn
        self.plot = plot_widget(theme)
        self.legend = CurveLegend(theme)
        self._steps = self.plot.plot()
        self._train = self.plot.plot()
        self._validation = self.plot.plot()
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self._levels: tuple[Level, ...] = ()
        self._lines: list[pg.InfiniteLine] = []
        self._build()
        self.describe(title, label, bounds, words)
        self.set_theme(theme)

    def _build(self) -> None:
        item = self.plot.getPlotItem()
        item.setAxisItems({side: NumberAxis(orientation=side) for side in ("left", "bottom")})
        item.showGrid(x=True, y=True, alpha=_GRID)  # the new axes have none yet
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        item.getViewBox().setMouseEnabled(x=True, y=True)
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)
            item.getAxis(side).setZValue(-1)  # the grid is part of the axes: under the curves
        item.layout.setContentsMargins(0, _MARGIN, 2 * _MARGIN, 0)  # the last epoch's number needs room
        self._mark.setVisible(False)
        self.plot.addItem(self._mark, ignoreBounds=True)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setToolTip(_("Wheel: zoom · drag: move · double click: show everything"))
        self.plot.viewport().installEventFilter(self)
        item.getViewBox().sigRangeChangedManually.connect(self._on_view_moved)
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.header.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.header)
        column.addWidget(self.plot, 1)

    def describe(
        self, title: str, label: str, bounds: Span | None = None, words: Callable[[float], str] = figure
    ) -> None:
        """Say what is plotted."""
        self._bounds = bounds
        self.legend.describe(title, words)
        self.plot.getPlotItem().setLabel("left", label)
        color_plot(self.plot, self._theme)  # a new label comes in pyqtgraph's own colour

    def label_epochs(self, on: bool) -> None:
        """Whether the axis of epochs is named; the lower one of two is enough."""
        axis = self.plot.getPlotItem().getAxis("bottom")
        axis.setLabel(_("epoch") if on else None)
        color_plot(self.plot, self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn.clear()
        self.legend.set_theme(theme)
        color_plot(self.plot, theme)
        self._mark.setPen(pg.mkPen(theme.color(theme.muted), width=1, style=Qt.PenStyle.DashLine))
        self._draw()

    def set_log(self, on: bool) -> None:
        """Draw powers of ten at even distances; what is not above 0 becomes a gap."""
        if on != self._log:
            self._log = on
            self.change_numbers()
            item = self.plot.getPlotItem()
            epochs = item.getViewBox().viewRange()[0]
            item.setLogMode(False, on)
            item.setXRange(*epochs, padding=0)  # pyqtgraph would show everything
            self._draw()

    def show_curves(self, curves: Curves) -> None:
        self._curves = curves
        self._draw()

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Draw these beside the curves, each as a dashed line over all epochs."""
        if tuple(levels) == self._levels:
            return
        self._levels = tuple(levels)
        for line in self._lines:
            self.plot.removeItem(line)
        self._lines = [pg.InfiniteLine(angle=0, movable=False) for _level in levels]
        for line in self._lines:
            line.setZValue(-0.5)  # over the grid, under the curves
            self.plot.addItem(line, ignoreBounds=True)
        self._draw()

    def start_over(self) -> None:
        """What comes now is another run: follow it again."""
        self._follows = True
        self._drawn.clear()
        self._look_at(None)

    def change_numbers(self) -> None:
        """What comes now are other numbers of the same epochs: whoever has zoomed stays at these."""
        self._fits = False
        self._drawn.clear()

    def _draw(self) -> None:
        curves, theme = self._curves, self._theme
        self._set(self._steps, curves.step_epochs, curves.steps, pale(theme), thick=False)
        self._set(self._train, curves.epoch, curves.train, theme.color(theme.train), dots=True)
        validation, color = curves.validation, theme.color(theme.validation)
        self._set(self._validation, curves.epoch, validation, color, dots=True, joined=True)
        self._place_levels()
        if self._follows:
            self._show_everything()
        elif not self._fits:
            self._fit_height()
        # Left to itself pyqtgraph settles the new range while it paints, and so paints twice.
        self.plot.scene().prepareForPaint()
        self._tell()

    def _set(
        self,
        item: object,
        x: Numbers,
        y: Numbers,
        color: object,
        *,
        thick: bool = True,
        dots: bool = False,
        joined: bool = False,
    ) -> None:
        """Draw a curve if it has grown. joined: over epochs that have no number; else they are gaps."""
        end = float(x[-1]) if len(y) else 0.0
        if self._drawn.get(item) == end:
            return
        self._drawn[item] = end
        if joined:
            measured = ~np.isnan(y)
            x, y = x[measured], y[measured]
        y = logarithm_ready(y) if self._log else y
        known = np.isfinite(y)
        if not known.any():
            x, y, known = NONE, NONE, np.empty(0, dtype=bool)
        shows_dots = dots and 0 < len(y) <= _DOTS_UP_TO
        item.setData(  # type: ignore[attr-defined]
            x,
            y,
            connect="all" if known.all() else "finite",
            antialias=len(y) <= _SMOOTH_UP_TO,
            pen=pg.mkPen(color, width=2 if thick and len(y) <= _THICK_UP_TO else 1),
            symbol="o" if shows_dots else None,
            symbolSize=_DOT,
            symbolBrush=color,
            symbolPen=None,
        )

    def _place_levels(self) -> None:
        pen = pg.mkPen(self._theme.color(self._theme.muted), width=1, style=Qt.PenStyle.DashLine)
        for line, level in zip(self._lines, self._levels, strict=True):
            can_be_drawn = level.value > 0 or not self._log
            line.setPen(pen)
            line.setVisible(can_be_drawn)
            if can_be_drawn:
                line.setValue(math.log10(level.value) if self._log else level.value)

    def _show_everything(self) -> None:
        shown_until = _RIGHT * self._curves.last
        height = self._height(self._curves)
        self.plot.getPlotItem().setRange(xRange=(0.0, shown_until), yRange=height, padding=0)
        self._fits = True

    def _fit_height(self) -> None:
        """To the epochs that are shown."""
        first, last = self.plot.getPlotItem().getViewBox().viewRange()[0]
        height = self._height(self._curves.between(first, last))
        self.plot.getPlotItem().setYRange(*height, padding=0)
        self._fits = True

    def _height(self, curves: Curves) -> Span:
        steps = noise_span(curves.steps) if len(curves.epoch) else curves.steps
        shown = (curves.train, curves.validation, steps)
        levels = [level.value for level in self._levels]
        return y_span(shown, log=self._log, bounds=self._bounds, levels=levels)

    def _tell(self) -> None:
        """The values at the epoch that is pointed at, or the last ones."""
        at = self._looked_at
        if at is not None and at >= len(self._curves.epoch):
            at = None
        if self.legend.tell(self._curves, at, self._levels):
            self.plot.setAccessibleName(self.legend.plain)
        self._mark.setVisible(at is not None)
        if at is not None:
            self._mark.setValue(float(self._curves.epoch[at]))

    # The mouse ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse over the plot, and the window's text size; a double click shows everything."""
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._on_mouse_moved(event.position())
        elif kind is QEvent.Type.FontChange:
            color_plot(self.plot, self._theme)
        elif kind is QEvent.Type.Leave:
            self._look_at(None)
        elif kind is QEvent.Type.MouseButtonDblClick:
            self.show_again()
            self.shown_again.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_mouse_moved(self, position: QPointF) -> None:
        view = self.plot.getPlotItem().getViewBox()
        scene = self.plot.mapToScene(position.toPoint())
        epochs = self._curves.epoch
        if not len(epochs) or not view.sceneBoundingRect().contains(scene):
            self._look_at(None)
            return
        self._look_at(int(np.abs(epochs - view.mapSceneToView(scene).x()).argmin()))

    def _look_at(self, index: int | None) -> None:
        if index != self._looked_at:
            self._looked_at = index
            self._tell()

    @Slot()
    def _on_view_moved(self) -> None:
        self._follows = False
        first, last = self.plot.getPlotItem().getViewBox().viewRange()[0]
        self.moved.emit(first, last)

    @Slot(float, float)
    def move_to(self, first: float, last: float) -> None:
        """Show these epochs, as another plot of the same run does."""
        self._follows = False
        self.plot.getPlotItem().setXRange(first, last, padding=0)

    @Slot()
    def show_again(self) -> None:
        """Everything, also what comes."""
        self._follows = True
        self._show_everything()
