"""The narrow layer of an autoencoder: a point for each example, coloured by its class."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnstudio.data.source import Integers
from nnstudio.gui.plots.figures import figure
from nnstudio.gui.plots.setup import color_plot, plot_widget
from nnstudio.gui.predictions.legend import Dot, Legend
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

_DOT = 7
_ROOMY = 240  # pixels from which the axes have names
_GOLDEN = 0.618034  # multiples of it, modulo 1, spread evenly


class LatentPlane(QWidget):
    """Codes of two numbers as a plane; codes of one number as a lane for each class.

    Colours are the true classes, which the network was never told.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._labels: Integers | None = None
        self._on_a_line: bool | None = None  # what the axes are named for; None: not yet
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(90)
        for widget in (self, self.plot):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.plot.setAccessibleName(_("Codes in the narrow layer"))
        self.dots: list[Any] = []
        self.legend = Legend(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)

    def show_classes(self, names: tuple[str, ...], labels: Integers | None, theme: Theme) -> None:
        """labels: (n,) the class of each example; None without classes."""
        self._theme, self._names, self._labels, self._on_a_line = theme, names, labels, None
        color_plot(self.plot, theme)
        for item in self.dots:
            self.plot.removeItem(item)
        colors = _colors(theme, len(names) if labels is not None else 1)
        self.dots = [self._dots(QColor(color)) for color in colors]
        self.legend.setVisible(labels is not None)
        keys = [Dot(name, QColor(color)) for name, color in zip(names, colors, strict=False)]
        self.legend.show_keys(keys, theme)
        self._fit_legend()

    def show_codes(self, codes: Floats) -> None:
        """codes: (n, 1 or 2)."""
        on_a_line = codes.shape[1] == 1
        x = np.nan_to_num(codes[:, 0].astype(np.float64))
        y = self._lanes(len(x)) if on_a_line else np.nan_to_num(codes[:, 1].astype(np.float64))
        for number_, item in enumerate(self.dots):
            here = slice(None) if self._labels is None else self._labels == number_
            item.setData(x[here], y[here])
        if self._on_a_line != on_a_line:
            self._on_a_line = on_a_line
            self._name_axes(on_a_line)
        self.plot.setRange(xRange=_ends(x), yRange=_ends(y), padding=0.06, disableAutoRange=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the dots need it more than the names of the axes."""
        super().resizeEvent(event)
        self._fit_legend()
        for side in ("left", "bottom"):
            self.plot.getAxis(side).showLabel(self.height() >= _ROOMY)

    def _fit_legend(self) -> None:
        self.legend.setFixedHeight(self.legend.heightForWidth(max(1, self.width())))

    def _name_axes(self, on_a_line: bool) -> None:
        self.plot.setLabel("bottom", _("code 1"))
        self.plot.setLabel("left", "" if on_a_line else _("code 2"))
        self.plot.getAxis("left").setTicks(self._class_ticks() if on_a_line else None)
        color_plot(self.plot, self._theme)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).showLabel(self.height() >= _ROOMY)

    def _dots(self, color: QColor) -> Any:
        color.setAlpha(190)
        item: Any = pg.ScatterPlotItem(
            size=_DOT, brush=color, pen=pg.mkPen(self._theme.field, width=0.5), hoverable=True, tip=_tip
        )
        self.plot.addItem(item)
        return item

    def _lanes(self, count: int) -> NDArray[np.float64]:
        """Codes of one number have no height of their own: a lane for each class, spread within it."""
        spread = (0.7 * ((np.arange(count) * _GOLDEN) % 1.0 - 0.5)).astype(np.float64)
        # the first class on top, as in the legend
        return spread if self._labels is None else spread - self._labels.astype(np.float64)

    def _class_ticks(self) -> list[list[tuple[float, str]]]:
        if self._labels is None:
            return [[]]
        return [[(-float(at), name) for at, name in enumerate(self._names)]]


def _colors(theme: Theme, count: int) -> list[str]:
    return [theme.classes[at % len(theme.classes)] for at in range(count)]


def _ends(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = float(values.min(initial=0.0)), float(values.max(initial=0.0))
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _tip(x: float, y: float, data: object) -> str:
    return f"{figure(x)}, {figure(y)}"
