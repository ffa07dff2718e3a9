"""A series: the truth, and what the network forecasts of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.plots.figures import figure
from nnstudio.gui.predictions.ahead import (
    Doubles,
    Forecasts,
    forecasts,
    in_unit,
    span_text,
    time_text,
)
from nnstudio.gui.predictions.captioned import CaptionedView, counted, with_unit
from nnstudio.gui.predictions.close_up import CloseUp
from nnstudio.gui.predictions.whole_series import WholeSeries
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled

_ROOMY = 420  # pixels from which the axes have names


class SeriesView(CaptionedView):
    """The whole series with a forecast one step ahead, and one forecast of full length close up.

    A slider, or the line in the upper plot, chooses where the forecast close up begins.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.whole = WholeSeries(theme)
        self.close_up = CloseUp(theme)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Where the forecast begins"))
        self.origin = QLabel()
        self._forecasts: Forecasts | None = None
        self._predicted: Doubles | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.origin)
        row.addWidget(self.slider, 1)
        self.column.addWidget(self.whole.plot, 4)
        self.column.addLayout(row)
        self.column.addWidget(self.close_up.plot, 5)
        self.setAccessibleName(_("Forecasts of a series"))
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.whole.origin_dragged.connect(self._on_whole_origin_dragged)

    def show_preview(self, preview: Preview) -> None:
        self._forecasts, self._predicted = forecasts(preview), None
        last = len(self._forecasts.rows) - 1
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setPageStep(self._forecasts.horizon)
        self.slider.setValue(last)
        self.slider.blockSignals(False)
        super().show_preview(preview)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the curves need it more than the names of the axes."""
        super().resizeEvent(event)
        for plot in (self.whole.plot, self.close_up.plot):
            plot.getAxis("left").showLabel(self.height() >= _ROOMY)

    def recolor(self) -> None:
        self.whole.set_theme(self.theme)
        self.close_up.set_theme(self.theme)

    def draw_data(self, preview: Preview) -> None:
        assert self._forecasts is not None
        name = ", ".join(_(target) for target in preview.facts.target_names) or _("value")
        label = with_unit(name, preview.facts.unit)
        self.whole.show_series(self._forecasts, label, preview.shown_is_validation)
        self.close_up.show_series(self._forecasts, label)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        known = self._forecasts
        assert known is not None
        self._predicted = None if sampled is None else in_unit(preview, sampled.outputs)
        self.whole.show_one_step(None if self._predicted is None else self._predicted[:, 0])
        self._show_origin()
        unit = preview.facts.unit
        naive = with_unit(figure(_mae(known.naive, known.truth)), unit, brackets=False)
        ahead = span_text(known.series, known.horizon)
        if self._predicted is None:
            return _(
                "Press Train to see forecasts of {ahead}. Repeating the last value has a mean absolute error "
                "of {naive}."
            ).format(ahead=ahead, naive=naive)
        error = with_unit(figure(_mae(self._predicted, known.truth)), unit, brackets=False)
        return _(
            "mean absolute error {error} over {ahead} ahead, {examples} · repeating the last value: {naive}"
        ).format(error=error, ahead=ahead, examples=counted(preview), naive=naive)

    def _show_origin(self) -> None:
        """Draw the forecast that the slider chooses."""
        known, at = self._forecasts, self.slider.value()
        if known is None:
            return
        predicted = None if self._predicted is None else self._predicted[at]
        self.whole.show_origin(at)
        self.close_up.show_forecast(at, predicted)
        text = _("Forecast from {time}").format(time=time_text(known.series, int(known.rows[at])))
        if predicted is not None:
            error = figure(_mae(predicted, known.truth[at]))
            text += _(", error {error}").format(error=error)
        self.origin.setText(text)
        wanted = self.origin.sizeHint().width()
        self.origin.setMinimumWidth(max(wanted, self.origin.minimumWidth()))  # the slider stays in place
        self.slider.setAccessibleDescription(text)

    @Slot(int)
    def _on_slider_value_changed(self, value: int) -> None:
        self._show_origin()

    @Slot(float)
    def _on_whole_origin_dragged(self, time: float) -> None:
        if self._forecasts is not None:
            self.slider.setValue(self._forecasts.nearest(time))
            self.whole.show_origin(self.slider.value())  # on a row, also where the slider did not move


def _mae(forecast: Doubles, truth: Doubles) -> float:
    return float(np.mean(np.abs(forecast - truth)))
