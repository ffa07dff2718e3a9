"""The view of forecasts."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import SeriesValues
from nnstudio.gui.plots.figures import figure
from nnstudio.gui.predictions.ahead import forecasts, in_unit, span_text, time_text
from nnstudio.gui.predictions.series import SeriesView
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import answered, shown

SERIES = ("sunspots", "co2", "nile", "elnino", "sines")


def _view(qtbot: QtBot, key: str = "sunspots", size: tuple[int, int] = (430, 560)) -> SeriesView:
    view = SeriesView(LIGHT)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_preview(shown(key))
    view.show()
    return view


@pytest.mark.parametrize("key", SERIES)
def test_that_the_truth_of_a_forecast_is_its_prepared_target_in_the_unit(key: str) -> None:
    known = forecasts(shown(key))
    assert known.truth == pytest.approx(in_unit(shown(key), shown(key).shown.targets), rel=1e-4)


@pytest.mark.parametrize("key", SERIES)
def test_that_the_naive_forecast_repeats_the_last_value_of_the_window(key: str) -> None:
    known = forecasts(shown(key))
    last = in_unit(shown(key), shown(key).shown.inputs[:, -1])
    assert known.naive == pytest.approx(np.repeat(last, known.horizon, axis=1), rel=1e-4)


def test_that_the_caption_gives_errors_in_the_unit_beside_the_naive_ones(qtbot: QtBot) -> None:
    view = _view(qtbot, "elnino")
    known = shown("elnino")
    outputs = known.shown.targets + np.float32(0.5)
    view.show_samples(answered(outputs))
    factor = float(known.target_scale.factor[0])
    naive = np.mean(np.abs(known.shown.targets - known.shown.inputs[:, -1])) * factor
    count = len(outputs)
    assert view.caption.text() == (
        f"mean absolute error {0.5 * factor:.2f} °C over 12 months ahead, {count} validation examples"
        f" · repeating the last value: {naive:.2f} °C"
    )


def test_that_the_first_values_are_drawn_where_each_forecast_begins(qtbot: QtBot) -> None:
    view = _view(qtbot)
    known = shown("sunspots")
    assert known.series is not None
    view.show_samples(answered(np.array(known.shown.targets)))
    x, y = view.whole.one_step.getData()
    assert x.tolist() == known.series.times[known.shown.rows].tolist()
    assert y == pytest.approx(known.series.values[known.shown.rows], abs=1e-3)


def test_that_the_last_forecast_is_close_up_first_and_the_slider_chooses_another(qtbot: QtBot) -> None:
    view = _view(qtbot)
    known = shown("sunspots")
    assert known.series is not None
    outputs = known.shown.targets + np.float32(0.5)
    view.show_samples(answered(outputs))
    for at in (len(known.shown) - 1, 3):
        view.slider.setValue(at)
        start = int(known.shown.rows[at])
        x, y = view.close_up.forecast.getData()
        assert x.tolist() == known.series.times[start : start + 10].tolist()
        assert y == pytest.approx(in_unit(known, outputs)[at])
        seen, _ = view.close_up.truth.getData()
        assert seen[0] == known.series.times[start - 30]
        assert seen[-1] == x[-1]
        error = figure(float(np.mean(np.abs(y - known.series.values[start : start + 10]))))
        assert view.origin.text() == f"Forecast from {known.series.times[start]:.0f}, error {error}"


def test_that_the_slider_begins_at_the_last_forecast_and_obeys_keys(qtbot: QtBot) -> None:
    view = _view(qtbot)
    last = len(shown("sunspots").shown) - 1
    assert view.slider.value() == last
    qtbot.keyClick(view.slider, Qt.Key.Key_Left)
    assert view.slider.value() == last - 1


def test_that_a_dragged_line_moves_the_slider_to_the_nearest_forecast(qtbot: QtBot) -> None:
    view = _view(qtbot)
    known = shown("sunspots")
    assert known.series is not None
    wanted = known.series.times[known.shown.rows[5]]
    line = view.whole.line
    line.setValue(float(wanted) + 0.3)
    line.sigDragged.emit(line)
    assert view.slider.value() == 5
    assert line.value() == wanted


def test_that_before_training_the_truth_is_there_without_a_forecast(qtbot: QtBot) -> None:
    view = _view(qtbot)
    assert view.caption.text().startswith("Press Train to see forecasts of 10 years.")
    view.show_samples(answered(np.array(shown("sunspots").shown.targets)))
    view.show_samples(None)
    for curve in (view.whole.one_step, view.close_up.forecast):
        x, _ = curve.getData()
        assert x is None or len(x) == 0
    seen, _ = view.close_up.truth.getData()
    assert len(seen) == 40


def test_that_without_a_validation_part_training_windows_are_forecast(qtbot: QtBot) -> None:
    choice = default_choice("nile").model_copy(update={"validation": 0.0})
    known = preview(prepare(choice))
    view = SeriesView(LIGHT)
    qtbot.addWidget(view)
    view.show_preview(known)
    view.show_samples(answered(np.array(known.shown.targets)))
    assert "training examples" in view.caption.text()
    assert view.whole.one_step.opts["pen"].color().name() == LIGHT.train


def test_that_a_theme_keeps_the_chosen_forecast(qtbot: QtBot) -> None:
    view = _view(qtbot, size=(350, 300))
    view.show_samples(answered(np.array(shown("sunspots").shown.targets)))
    view.slider.setValue(2)
    view.set_theme(DARK)
    assert view.slider.value() == 2
    assert view.origin.text().startswith("Forecast from")
    assert not view.grab().isNull()


@pytest.mark.parametrize(
    ("step", "text"), [(1.0, "3 years"), (1 / 12, "3 months"), (0.5, "3 steps"), (1 / 365, "3 steps")]
)
def test_that_steps_are_named_by_their_length(step: float, text: str) -> None:
    times = 1900 + step * np.arange(20)
    assert span_text(SeriesValues(times, np.zeros(20), 20, 20), 3) == text


def test_that_steps_that_are_no_years_are_called_steps() -> None:
    series = shown("sines").series
    assert series is not None
    assert span_text(series, 1) == "1 step"
    assert span_text(series, 10) == "10 steps"
    assert time_text(series, 12) == "step 12"


def test_that_a_month_is_named_with_its_year() -> None:
    first = shown("elnino").series
    assert first is not None
    assert time_text(first, 0) == "1950-01"
    assert time_text(first, 12 + 11) == "1951-12"
