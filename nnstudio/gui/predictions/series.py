"""A series: the truth, and what the network forecasts of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStackedLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
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
from nnstudio.gui.predictions.free_run import FreeRun, free_run
from nnstudio.gui.predictions.free_run_plot import FreeRunPlot
from nnstudio.gui.predictions.horizon_plots import HorizonErrors, HorizonLines
from nnstudio.gui.predictions.switch import Switch
from nnstudio.gui.predictions.whole_series import WholeSeries
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Predicted, PredictFailed, Sampled

_ROOMY = 420  # pixels from which the axes have names
ONE, HORIZONS, FREE, ERRORS = range(4)  # what the lower plot shows


class SeriesView(CaptionedView):
    """The whole series with a forecast one step ahead, and under it one of four closer looks.

    A slider, or the line in the upper plot, chooses where a forecast or a free run begins. A free run is
    asked of the network step by step; while one is on its way no other is begun.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.whole = WholeSeries(theme)
        self.close_up = CloseUp(theme)
        self.lines = HorizonLines(theme)
        self.free = FreeRunPlot(theme)
        self.errors = HorizonErrors(theme)
        self.switch = Switch(
            (_("One forecast"), _("Horizons"), _("Free run"), _("Error by horizon")), _("A closer look")
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Where the forecast begins"))
        self.origin = QLabel()
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self._forecasts: Forecasts | None = None
        self._predicted: Doubles | None = None
        self._run: FreeRun | None = None  # the one that is on its way
        self._is_due = False  # another one is wanted after it
        self._places = {ONE: 0, FREE: 0}  # of the slider, for each of those that begin somewhere
        self._lay_out()
        self.setAccessibleName(_("Forecasts of a series"))
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.whole.origin_dragged.connect(self._on_whole_origin_dragged)
        self.switch.currentChanged.connect(self._on_switch_current_changed)

    def _lay_out(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.origin)
        row.addWidget(self.slider, 1)
        lower = QWidget()
        self._stack = QStackedLayout(lower)
        for part in (self.close_up, self.lines, self.free, self.errors):
            self._stack.addWidget(part.plot)
        self.column.addWidget(self.whole.plot, 4)
        self.column.addWidget(self.switch)
        self.column.addWidget(self._row)
        self.column.addWidget(lower, 5)

    def show_preview(self, preview: Preview) -> None:
        self._forecasts, self._predicted = forecasts(preview), None
        self._run, self._is_due = None, False
        last = len(self._forecasts.rows) - 1
        self._places = {ONE: last, FREE: 0}
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last)
            self.slider.setPageStep(self._forecasts.horizon)
            self.slider.setValue(self._places.get(self.switch.currentIndex(), last))
        super().show_preview(preview)

    def show_samples(self, sampled: Sampled | None) -> None:
        if sampled is None:
            self._run = None  # a fresh run began: its answer is not wanted any more
        super().show_samples(sampled)

    def show_answer(self, answer: Answered) -> None:
        """The next values of the free run that is on its way."""
        run, known = self._run, self._forecasts
        if run is None or known is None or self.preview is None:
            return
        if not isinstance(answer, Predicted):
            self._run = None
            self.origin.setText(answer.message if isinstance(answer, PredictFailed) else "")
            return
        if not run.take(answer.outputs):
            self._run = None
            return
        if not run.is_done:
            self.asked.emit(run.inputs)
            return
        self._run = None
        own = in_unit(self.preview, run.own[None])[0]
        self.free.show_run(run.at, run.wanted, own)
        if self._is_due:
            self._begin_run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the curves need it more than the names of the axes."""
        super().resizeEvent(event)
        for part in (self.whole, self.close_up, self.lines, self.free, self.errors):
            part.plot.getAxis("left").showLabel(self.height() >= _ROOMY)

    def recolor(self) -> None:
        for part in (self.whole, self.close_up, self.lines, self.free, self.errors):
            part.set_theme(self.theme)

    def draw_data(self, preview: Preview) -> None:
        known = self._forecasts
        assert known is not None
        name = ", ".join(_(target) for target in preview.facts.target_names) or _("value")
        label = with_unit(name, preview.facts.unit)
        self.whole.show_series(known, label, preview.shown_is_validation)
        for part in (self.close_up, self.lines, self.free):
            part.show_series(known, label)
        self.errors.show_series(known, preview.facts.unit)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        known = self._forecasts
        assert known is not None
        self._predicted = None if sampled is None else in_unit(preview, sampled.outputs)
        self.whole.show_one_step(None if self._predicted is None else self._predicted[:, 0])
        self.lines.show_forecasts(self._predicted)
        self.errors.show_forecasts(self._predicted)
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
        text = _(
            "mean absolute error {error} over {ahead} ahead, {examples} · repeating the last value: {naive}"
        ).format(error=error, ahead=ahead, examples=counted(preview), naive=naive)
        if known.seasonal is None:
            return text
        seasonal = with_unit(figure(_mae(known.seasonal, known.truth)), unit, brackets=False)
        return text + _(" · the season before: {naive}").format(naive=seasonal)

    def _show_origin(self) -> None:
        """Draw the forecast, or begin the free run, that the slider chooses."""
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
        self._say_origin(text)
        if self.switch.currentIndex() == FREE:
            self._begin_run()

    def _say_origin(self, text: str) -> None:
        self.origin.setText(text)
        wanted = self.origin.sizeHint().width()
        self.origin.setMinimumWidth(max(wanted, self.origin.minimumWidth()))  # the slider stays in place
        self.slider.setAccessibleDescription(text)

    def _begin_run(self) -> None:
        """Ask for the first values of a free run; its answer asks for the next ones."""
        known, at = self._forecasts, self.slider.value()
        assert known is not None
        assert self.preview is not None
        if self._run is not None:
            self._is_due = True
            return
        self._is_due = False
        run = free_run(self.preview, known, at)
        self._say_origin(_("Free run from {time}").format(time=time_text(known.series, int(known.rows[at]))))
        if self._predicted is None:
            self.free.show_run(at, run.wanted, None)
            return
        self._run = run
        self.asked.emit(run.inputs)

    @Slot(int)
    def _on_switch_current_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._row.setVisible(index in self._places)
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._places.get(index, self.slider.value()))
        self._show_origin()

    @Slot(int)
    def _on_slider_value_changed(self, value: int) -> None:
        if self.switch.currentIndex() in self._places:
            self._places[self.switch.currentIndex()] = value
        self._show_origin()

    @Slot(float)
    def _on_whole_origin_dragged(self, time: float) -> None:
        if self._forecasts is not None:
            self.slider.setValue(self._forecasts.nearest(time))
            self.whole.show_origin(self.slider.value())  # on a row, also where the slider did not move


def _mae(forecast: Doubles, truth: Doubles) -> float:
    return float(np.mean(np.abs(forecast - truth)))
