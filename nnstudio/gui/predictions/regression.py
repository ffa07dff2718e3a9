"""Quantities: the true value of each example against what the network predicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStackedLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Scale
from nnstudio.figures import figure
from nnstudio.gui.plots.setup import color_plot, plot_widget, small_font
from nnstudio.gui.predictions.captioned import CaptionedView, counted, with_unit
from nnstudio.gui.predictions.own_values import OwnValues
from nnstudio.gui.predictions.residuals import Residuals
from nnstudio.gui.predictions.said import QuantitiesSaid
from nnstudio.gui.predictions.switch import Switch
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import name_axis
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled

Doubles = NDArray[np.float64]

_MARGIN = 0.12  # of the range of the true values, on both sides
_DOT = 7
_OWN = 2  # the place of one's own values in the switch
_FAR_BELOW = -100.0  # R² of predictions that are no use at all


def original(prepared: NDArray[np.floating | np.integer], scale: Scale) -> Doubles:
    """Prepared numbers in their own unit."""
    return prepared.astype(np.float64) * scale.factor + scale.offset


@dataclass(frozen=True)
class Errors:
    """mae: mean absolute error. r2: coefficient of determination, None where all true values are equal."""

    mae: float
    r2: float | None


def errors(truth: Doubles, predicted: Doubles) -> Errors:
    """Over all numbers of two arrays of one shape (n, k); R² against each quantity's own mean."""
    unexplained = float(np.sum((truth - predicted) ** 2))
    variation = float(np.sum((truth - truth.mean(axis=0)) ** 2))
    return Errors(
        float(np.mean(np.abs(truth - predicted))), 1 - unexplained / variation if variation else None
    )


class RegressionView(CaptionedView):
    """A dot for each example; on the diagonal, the network is right. Or what is left over of each.

    Or values of one's own to try, where the inputs are numbers with names.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.plot: Any = plot_widget(theme)
        self.plot.setMouseEnabled(x=False, y=False)
        self._truth: Doubles = np.zeros((0, 1))
        self._range = (0.0, 1.0)
        self._diagonal: Any = self.plot.plot([], [])
        self._naive: Any = pg.InfiniteLine(
            angle=0, label="", labelOpts={"position": 0.02, "anchors": [(0, 1)] * 2}
        )
        self.plot.addItem(self._naive)
        self.inside: Any = pg.ScatterPlotItem(size=_DOT, hoverable=True, tip=self._tip)
        self.outside: Any = pg.ScatterPlotItem(size=_DOT + 2, symbol="d", hoverable=True, tip=self._tip)
        for item in (self.inside, self.outside):
            self.plot.addItem(item)
        self.residuals = Residuals(theme)
        self.own = OwnValues(QuantitiesSaid(theme))
        names = _("True and predicted"), _("Residuals"), _("Your own values")
        self.switch = Switch(names, _("A closer look"))
        lower = QWidget()
        self._stack = QStackedLayout(lower)
        self._stack.addWidget(self.plot)
        self._stack.addWidget(self.residuals)
        self._stack.addWidget(self.own)
        self.column.addWidget(self.switch)
        self.column.addWidget(lower, 1)
        self.switch.currentChanged.connect(self._on_switch_current_changed)
        self.own.asked.connect(self.asked)
        self.setAccessibleName(_("Predictions of a quantity"))
        self.plot.setAccessibleName(_("True values against predicted values"))
        self.recolor()

    def recolor(self) -> None:
        theme = self.theme
        color_plot(self.plot, theme)
        self._diagonal.setPen(pg.mkPen(theme.good, width=2))
        self._naive.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
        self._naive.label.setColor(QColor(theme.muted))
        self._naive.label.setFont(small_font(self.plot.font()))
        is_training = self.preview is not None and not self.preview.shown_is_validation
        ink = theme.train if is_training else theme.validation
        self.residuals.set_theme(theme, ink)
        for item, color in ((self.inside, ink), (self.outside, theme.bad)):
            item.setBrush(theme.color(color, 170))
            item.setPen(pg.mkPen(theme.field, width=0.5))

    def draw_data(self, preview: Preview) -> None:
        self._truth = original(preview.shown.targets, preview.target_scale)
        low, high = float(self._truth.min()), float(self._truth.max())
        margin = _MARGIN * (high - low) or 1.0
        self._range = (low - margin, high + margin)
        self._diagonal.setData(self._range, self._range)
        usual = _means(preview)
        self._naive.setVisible(len(usual) == 1)
        self._naive.setValue(float(usual[0]))
        self._naive.label.setFormat(_("mean of the training examples"))
        self.plot.setRange(xRange=self._range, yRange=self._range, padding=0, disableAutoRange=True)
        name = ", ".join(_(target) for target in preview.facts.target_names) or _("value")
        name_axis(
            self.plot, "bottom", with_unit(_("true {quantity}").format(quantity=name), preview.facts.unit)
        )
        name_axis(self.plot, "left", with_unit(_("predicted"), preview.facts.unit))
        self.residuals.show_unit(preview.facts.unit)
        self.switch.setTabVisible(_OWN, self.own.can_try(preview))
        self.own.show_preview(preview)
        self.recolor()

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        self.own.network_changed(sampled is not None)
        naive = float(np.mean(np.abs(self._truth - _means(preview))))
        unit = preview.facts.unit
        self._naive.label.setVisible(sampled is None)  # later it would lie among the dots
        if sampled is None:
            self._draw(self._truth, np.broadcast_to(_means(preview), self._truth.shape))
            self.residuals.show_residuals(self._truth, None)
            return _(
                "Press Train to see the dots move to the diagonal. Always answering the mean of the training "
                "examples has a mean absolute error of {naive}."
            ).format(naive=with_unit(figure(naive), unit, brackets=False))
        predicted = original(sampled.outputs.reshape(self._truth.shape), preview.target_scale)
        self._draw(self._truth, predicted)
        self.residuals.show_residuals(self._truth, predicted)
        found = errors(self._truth, predicted)
        text = _("mean absolute error {error}").format(
            error=with_unit(figure(found.mae), unit, brackets=False)
        )
        if found.r2 is not None:
            text += _(" · R² {r2}").format(r2=_share(found.r2))
        text += _(" over {examples} · always answering the mean: {naive}").format(
            examples=counted(preview), naive=figure(naive)
        )
        return text

    def _draw(self, truth: Doubles, predicted: Doubles) -> None:
        """Dots; a prediction beyond the axes is a diamond at their end."""
        low, high = self._range
        x, y = truth.ravel(), np.nan_to_num(predicted.ravel(), nan=low)
        inside = (y >= low) & (y <= high)
        self.inside.setData(x[inside], y[inside], data=y[inside])
        self.outside.setData(x[~inside], np.clip(y[~inside], low, high), data=y[~inside])

    @Slot(int)
    def _on_switch_current_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.own.look()

    def show_answer(self, answer: Answered) -> None:
        self.own.show_answer(answer)

    def _tip(self, x: float, y: float, data: float) -> str:
        return _("true {truth}, predicted {predicted}").format(truth=figure(x), predicted=figure(float(data)))


def _share(value: float) -> str:
    """A coefficient of determination: two decimals, or three figures where it is far below 0."""
    return f"{value:.2f}".replace("-", "−") if value > _FAR_BELOW else figure(value)


def _means(preview: Preview) -> Doubles:
    """What always to answer when nothing is known: each quantity's mean over the training examples, (k,)."""
    means: Doubles = original(preview.train.targets, preview.target_scale).mean(axis=0)
    return means
