"""The narrow layer of an autoencoder: a point for each example, coloured by its class or its cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnstudio.data.source import Integers
from nnstudio.gui.plots.setup import color_plot, plot_widget
from nnstudio.gui.predictions.legend import Dot, Legend
from nnstudio.gui.predictions.plane_cursor import PlaneCursor
from nnstudio.gui.predictions.surface_colors import class_color
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

NONE = -1  # no example
_DOT, _RING = 7, 13
_NEAR = 14  # pixels within which a click means a dot
_ROOMY = 200  # pixels of the plot from which the axes have names
_GOLDEN = 0.618034  # multiples of it, modulo 1, spread evenly
_SYMBOLS = ("o", "s", "t1", "d")  # one after the other, where colours come again

Doubles = NDArray[np.float64]


class LatentPlane(QWidget):
    """Codes of two numbers as a plane; codes of one number as a lane for each group.

    pointed: the cross was moved to a point of the plane: (1, 1 or 2) float32. chosen: an example's number
    was chosen, or NONE.
    """

    pointed = Signal(object)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._groups: Integers | None = None
        self._codes: Floats | None = None
        self._places: Doubles = np.zeros((0, 2))  # of the dots, as drawn
        self._on_a_line: bool | None = None  # what the axes are named for; None: not yet
        self._axes: tuple[str, ...] = ()
        self._choice = NONE
        self._describe: Callable[[int], str] = lambda number: ""
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(90)
        for widget in (self, self.plot):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.plot.setAccessibleName(_("Codes in the narrow layer"))
        self.plot.setAccessibleDescription(
            _("Arrow keys move the cross, with Shift farther; Space chooses the example next to it.")
        )
        self.dots: list[Any] = []
        self._ring: Any = pg.ScatterPlotItem(size=_RING, brush=None)
        self._ring.setZValue(15)
        self.plot.addItem(self._ring, ignoreBounds=True)
        self.hand = PlaneCursor(self.plot)
        self.legend = Legend(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)
        self._wire()

    def _wire(self) -> None:
        self.hand.pointed.connect(self._on_hand_pointed)
        self.hand.picked.connect(self._on_hand_picked)
        self.hand.dropped.connect(self._on_hand_dropped)

    @property
    def place(self) -> Floats | None:
        """(1, 1 or 2): where the cross stands; None before it was first moved."""
        at = self.hand.place
        return None if at is None else np.array([at[:1] if self._on_a_line else at], np.float32)

    def show_groups(
        self,
        names: tuple[str, ...],
        groups: Integers | None,
        theme: Theme,
        describe: Callable[[int], str] = lambda number: "",
    ) -> None:
        """groups: (n,) the class or cluster of each example; None without. describe: what a dot's tip says.

        A group without a name has no examples.
        """
        is_same = (names, groups is None, theme) == (self._names, self._groups is None, self._theme)
        self._describe, self._groups = describe, groups
        if not is_same or not self.dots:
            self._theme, self._names, self._on_a_line = theme, names, None
            color_plot(self.plot, theme)
            self.hand.set_theme(theme)
            self._ring.setPen(pg.mkPen(QColor(theme.text), width=2))
            for item in self.dots:
                self.plot.removeItem(item)
            count = len(names) if groups is not None else 1
            self.dots = [self._dots(at) for at in range(count)]
            self.legend.setVisible(groups is not None)
            keys = [
                Dot(name, class_color(at, theme), symbol=_symbol(at, theme))
                for at, name in enumerate(names)
                if name
            ]
            self.legend.show_keys(keys, theme)
            self._fit_legend()
        if self._codes is not None and (groups is None or len(groups) == len(self._codes)):
            self.show_codes(self._codes, self._axes)

    def show_codes(self, codes: Floats, axes: tuple[str, ...]) -> None:
        """codes: (n, 1 or 2), in step with the groups. axes: their names."""
        on_a_line = codes.shape[1] == 1
        x = np.nan_to_num(codes[:, 0].astype(np.float64))
        y = self._lanes(len(x)) if on_a_line else np.nan_to_num(codes[:, 1].astype(np.float64))
        self._codes, self._places = codes, np.column_stack([x, y])
        if (self._on_a_line, self._axes) != (on_a_line, axes):
            self._on_a_line, self._axes = on_a_line, axes
            self._name_axes(on_a_line)
        self._draw()
        self.plot.setRange(xRange=_ends(x), yRange=_ends(y), padding=0.06, disableAutoRange=True)
        self.hand.keep_inside()

    def forget(self) -> None:
        """Other data are shown, or the network is new."""
        self._codes, self._places = None, np.zeros((0, 2))
        self.hand.forget()

    def choose(self, number: int) -> None:
        """Mark an example; NONE for no example."""
        self._choice = number
        self._draw_ring()

    def nearest(self, x: float, y: float) -> int:
        """The example whose dot is next to a point of the plane, as the eye sees it; NONE without dots."""
        if not len(self._places):
            return NONE
        return int(np.argmin(self._distances(x, y)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the dots need it more than the names of the axes."""
        super().resizeEvent(event)
        self._fit_legend()
        self._show_names()

    def _draw(self) -> None:
        for number, item in enumerate(self.dots):
            mine = np.arange(len(self._places))
            if self._groups is not None:
                mine = np.flatnonzero(self._groups == number)
            item.setData(self._places[mine, 0], self._places[mine, 1], data=mine)
        self._draw_ring()

    def _draw_ring(self) -> None:
        here = self._places[self._choice : self._choice + 1] if self._choice != NONE else self._places[:0]
        self._ring.setData(here[:, 0], here[:, 1])

    def _distances(self, x: float, y: float) -> Doubles:
        """(n,) in pixels."""
        across, up = self.plot.getViewBox().viewPixelSize()
        sizes = np.array([across or 1.0, up or 1.0])
        found: Doubles = np.hypot(*((self._places - (x, y)) / sizes).T)
        return found

    @Slot(float, float)
    def _on_hand_pointed(self, x: float, y: float) -> None:
        place = self.place
        if place is not None and len(self._places):
            self.pointed.emit(place)

    @Slot(float, float)
    def _on_hand_picked(self, x: float, y: float) -> None:
        number = self.nearest(x, y)
        if number != NONE and self._distances(x, y)[number] <= _NEAR:
            self.chosen.emit(number)

    @Slot()
    def _on_hand_dropped(self) -> None:
        self.chosen.emit(NONE)

    def _fit_legend(self) -> None:
        self.legend.setFixedHeight(self.legend.heightForWidth(max(1, self.width())))

    def _name_axes(self, on_a_line: bool) -> None:
        self.plot.setLabel("bottom", self._axes[0])
        self.plot.setLabel("left", "" if on_a_line else self._axes[1])
        self.plot.getAxis("left").setTicks(self._class_ticks() if on_a_line else None)
        color_plot(self.plot, self._theme)
        self._show_names()

    def _show_names(self) -> None:
        for side in ("left", "bottom"):
            self.plot.getAxis(side).showLabel(self.plot.height() >= _ROOMY)

    def _dots(self, at: int) -> Any:
        color = class_color(at, self._theme)
        color.setAlpha(190)
        item: Any = pg.ScatterPlotItem(
            size=_DOT,
            symbol=_symbol(at, self._theme),
            brush=color,
            pen=pg.mkPen(self._theme.field, width=0.5),
            hoverable=True,
            tip=self._tip,
        )
        self.plot.addItem(item)
        return item

    def _lanes(self, count: int) -> Doubles:
        """Codes of one number have no height of their own: a lane for each group, spread within it."""
        spread = (0.7 * ((np.arange(count) * _GOLDEN) % 1.0 - 0.5)).astype(np.float64)
        # the first group on top, as in the legend
        return spread if self._groups is None else spread - self._groups.astype(np.float64)

    def _class_ticks(self) -> list[list[tuple[float, str]]]:
        if self._groups is None:
            return [[]]
        return [[(-float(at), name) for at, name in enumerate(self._names)]]

    def _tip(self, x: float, y: float, data: int) -> str:
        return self._describe(int(data))


def _symbol(at: int, theme: Theme) -> str:
    return _SYMBOLS[at // len(theme.classes) % len(_SYMBOLS)]


def _ends(values: Doubles) -> tuple[float, float]:
    if not len(values):
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 1.0, low + 1.0)
