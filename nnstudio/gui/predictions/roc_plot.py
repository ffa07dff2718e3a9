"""The ROC curve of one class against the rest, and the area under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.data.source import Integers
from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.roc import Roc, roc
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_SHADE = 34
_DOT = 10


class RocPlot(QWidget):
    """A box chooses the class; the dot is the threshold of one half, at which networks answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: Integers = np.zeros(0, np.int32)
        self._shares: NDArray[np.floating] | None = None
        self.curve: Roc | None = None
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setAccessibleName(_("The class that is told from the rest"))
        self.area = QLabel()
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setAccessibleName(_("ROC curve"))
        self.plot.setRange(xRange=(0, 1), yRange=(0, 1.02), padding=0.01, disableAutoRange=True)
        self.plot.setLabel("bottom", _("false alarms: share of the others"))
        self.plot.setLabel("left", _("hits: share of the class"))
        self._chance: Any = self.plot.plot([0, 1], [0, 1])
        self._line: Any = self.plot.plot([], [], fillLevel=0.0)
        self._half: Any = pg.ScatterPlotItem(size=_DOT)
        self._text: Any = pg.TextItem(anchor=(0, 0.5))
        self.plot.addItem(self._half)
        self.plot.addItem(self._text, ignoreBounds=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(self.area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        self.box.currentIndexChanged.connect(self._on_box_current_index_changed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_plot(self.plot, theme)
        self._chance.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
        self._line.setPen(pg.mkPen(theme.accent, width=2.5))
        self._line.setFillBrush(theme.color(theme.accent, _SHADE))
        self._half.setBrush(QColor(theme.accent))
        self._half.setPen(pg.mkPen(theme.field, width=1.5))
        self._text.setFont(small_font(self.plot.font()))
        self._draw()

    def show_labels(self, names: Sequence[str], labels: Integers) -> None:
        """The classes and the truth, without answers. The chosen class stays where there still is one."""
        self._labels, self._shares = labels, None
        if [self.box.itemText(at) for at in range(self.box.count())] != list(names):
            self.box.blockSignals(True)
            self.box.clear()
            self.box.addItems(list(names))
            self.box.blockSignals(False)
        self._draw()

    def show_shares(self, shares: NDArray[np.floating] | None) -> None:
        """(n, classes): what the network gives each class; None without answers."""
        self._shares = shares
        self._draw()

    def _draw(self) -> None:
        at = self.box.currentIndex()
        known = self._shares is not None and 0 <= at < self._shares.shape[1]
        self.curve = None
        if known and self._shares is not None:
            self.curve = roc(self._shares[:, at], self._labels == at)
        self._text.setVisible(self.curve is not None)
        if self.curve is None:
            self._line.setData([], [])
            self._half.setData([], [])
            self.area.setText("" if not known else _("all of one class: there is nothing to tell apart"))
            return
        x, y = self.curve.at
        self._line.setData(self.curve.false_alarms, self.curve.hits)
        self._half.setData([x], [y])
        self._text.setText(
            _("at one half: {hits} % hits, {alarms} % false alarms").format(
                hits=f"{100 * y:.0f}", alarms=f"{100 * x:.0f}"
            ),
            QColor(self._theme.muted),
        )
        self._text.setPos(min(x + 0.04, 0.3), max(0.06, min(0.9, y - 0.09)))
        self.area.setText(_("against the rest: area {area}").format(area=f"{self.curve.area:.3f}"))

    @Slot(int)
    def _on_box_current_index_changed(self, _index: int) -> None:
        self._draw()
