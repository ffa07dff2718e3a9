"""How many examples are given back how badly, and a threshold between usual and unusual ones."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from nnstudio.figures import figure
from nnstudio.gui.plots.setup import color_plot, plot_widget
from nnstudio.gui.predictions.legend import Dot, Legend
from nnstudio.gui.predictions.surface_colors import class_color
from nnstudio.gui.predictions.unusual import Bools, Doubles, first_threshold
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_BINS: Final = 40
_TICKS: Final = 1000  # of the slider
_USUAL, _UNUSUAL = 0, 1  # numbers of their colours
_HIGHEST: Final = 230  # pixels; above, bars tell no more
_HEADROOM: Final = 1.08


class ErrorHistogram(QWidget):
    """moved: the threshold was moved. It is 95 % of the usual ones until somebody moves it."""

    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._errors: Doubles = np.zeros(0)
        self._unusual: Bools | None = None
        self._name = ""
        self._chosen: float | None = None  # the threshold that was set by hand
        self._most = 1.0  # at the right end
        self.legend = Legend(theme)
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMinimumHeight(80)
        self.plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMaximumHeight(_HIGHEST)
        self.plot.setAccessibleName(_("How many examples have which error"))
        self.bars: list[Any] = [pg.BarGraphItem(x=[], height=[], width=1) for _each in range(2)]
        self.line: Any = pg.InfiniteLine(pos=0, angle=90, movable=True)
        for item in (*self.bars, self.line):
            self.plot.addItem(item)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _TICKS)
        self.slider.setPageStep(_TICKS // 20)
        self.slider.setAccessibleName(_("Threshold of the error"))
        self.slider.setToolTip(_("What is given back worse than this counts as unusual."))
        self.again = QToolButton()
        self.again.setText("95 %")
        self.again.setAutoRaise(True)
        self.again.setAccessibleName(_("Threshold that 95 % of the usual ones stay under"))
        self.again.setToolTip(_("Put the threshold where 95 % of the usual examples stay under it."))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.slider, 1)
        row.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)
        column.addLayout(row)
        self._wire()
        self.set_theme(theme)

    def _wire(self) -> None:
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.line.sigPositionChanged.connect(self._on_line_position_changed)
        self.again.clicked.connect(self._on_again_clicked)

    @property
    def threshold(self) -> float:
        if self._chosen is not None:
            return min(self._chosen, self._most)
        return first_threshold(self._errors, self._known_unusual())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        self.plot.setLabel("bottom", _("mean squared error of an example"))
        self.plot.setLabel("left", _("examples"))
        for at, item in enumerate(self.bars):
            color = class_color(at, theme)
            color.setAlpha(170)
            item.setOpts(brush=color, pen=pg.mkPen(theme.field, width=0.5))
        self.line.setPen(pg.mkPen(QColor(theme.text), width=2, style=Qt.PenStyle.DashLine))
        self.line.setHoverPen(pg.mkPen(QColor(theme.accent), width=3))
        self._show_keys()

    def show_kind(self, unusual: Bools | None, name: str) -> None:
        """Other data: which examples are unusual, if that is known, and what their class is called."""
        self._unusual, self._name, self._chosen = unusual, name, None
        self._show_keys()

    def show_errors(self, known: Doubles | None) -> None:
        """known: (n,) the errors, all finite; None without answers."""
        errors = self._errors = np.zeros(0) if known is None else known
        self._most = float(errors.max(initial=0.0)) * _HEADROOM or 1.0
        edges = np.linspace(0.0, self._most, _BINS + 1)
        unusual = self._known_unusual()
        tallest = 1.0
        for item, mine in zip(self.bars, (errors[~unusual], errors[unusual]), strict=True):
            counts = np.histogram(mine, edges)[0]
            tallest = max(tallest, float(counts.max()))
            item.setOpts(x=(edges[:-1] + edges[1:]) / 2, height=counts, width=edges[1])
        self.plot.setRange(
            xRange=(0, self._most), yRange=(0, tallest * _HEADROOM), padding=0, disableAutoRange=True
        )
        self._place()

    def _show_keys(self) -> None:
        keys = [Dot(_("usual"), class_color(_USUAL, self._theme))]
        if self._unusual is not None:
            name = _("never seen in training: {name}").format(name=self._name)
            keys.append(Dot(name, class_color(_UNUSUAL, self._theme)))
        self.legend.setVisible(self._unusual is not None)
        self.legend.show_keys(keys, self._theme)

    def _known_unusual(self) -> Bools:
        """In step with the errors; none is unusual where that is not known."""
        if self._unusual is None or len(self._unusual) != len(self._errors):
            return np.zeros(len(self._errors), np.bool_)
        return self._unusual

    def _place(self) -> None:
        """Line and slider where the threshold is; nobody is told."""
        at = self.threshold
        for thing in (self.line, self.slider):
            thing.blockSignals(True)
        self.line.setBounds((0, self._most))
        self.line.setValue(at)
        self.slider.setValue(round(_TICKS * at / self._most))
        for thing in (self.line, self.slider):
            thing.blockSignals(False)
        self.slider.setAccessibleDescription(figure(at))

    @Slot(int)
    def _on_slider_value_changed(self, value: int) -> None:
        self._choose(value / _TICKS * self._most)

    @Slot(object)
    def _on_line_position_changed(self, _line: object) -> None:
        self._choose(float(self.line.value()))

    @Slot()
    def _on_again_clicked(self) -> None:
        self._choose(None)

    def _choose(self, threshold: float | None) -> None:
        self._chosen = threshold
        self._place()
        self.moved.emit()
