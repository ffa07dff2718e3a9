"""The view of forecasts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import SeriesValues
from nnstudio.figures import figure
from nnstudio.gui.predictions.ahead import forecasts, in_unit, span_text, time_text
from nnstudio.gui.predictions.free_run import free_run
from nnstudio.gui.predictions.horizon_plots import horizons
from nnstudio.gui.predictions.series import ERRORS, FREE, SeriesView
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Floats, Predicted, PredictFailed
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
    assert known.series is not None
    values, rows = known.series.values, known.shown.rows[:, None] + np.arange(12)
    seasonal = np.mean(np.abs(values[rows] - values[rows - 12]))
    count = len(outputs)
    assert view.caption.text() == (
        f"mean absolute error {0.5 * factor:.2f} °C over 12 months ahead, {count} validation examples"
        f" · repeating the last value: {naive:.2f} °C · the season before: {figure(float(seasonal))} °C"
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


def _answer_all(view: SeriesView, answer: Callable[[Floats], Floats]) -> list[Floats]:
    """Answer each question at once; the questions."""
    questions: list[Floats] = []

    def ask(inputs: Floats) -> None:
        questions.append(inputs)
        view.show_answer(Predicted(len(questions), 1, 1, answer(inputs)))

    view.asked.connect(ask)
    return questions


def test_that_a_free_run_feeds_on_its_own_forecasts_past_the_end_of_the_series(qtbot: QtBot) -> None:
    view = _view(qtbot)
    known = shown("sunspots")
    assert known.series is not None

    def one_more(inputs: Floats) -> Floats:
        """A network that counts on from the last value it sees."""
        return (inputs[:, -1, 0] + np.arange(1, 11)).astype(np.float32)[None]

    questions = _answer_all(view, one_more)
    view.show_samples(answered(np.array(known.shown.targets)))
    assert questions == []  # nobody looks at it yet
    view.switch.setCurrentIndex(FREE)
    assert view.slider.value() == 0
    assert np.array_equal(questions[0][0], known.shown.inputs[0])
    x, y = view.free.own.getData()
    start, end = int(known.shown.rows[0]), len(known.series.values)
    wanted = end - start + 2 * 10
    assert len(questions) == -(-wanted // 10)
    assert len(x) == len(y) == wanted
    assert x[0] == known.series.times[start]
    assert x[-1] == known.series.times[-1] + 20
    first = float(known.shown.inputs[0, -1, 0])
    assert y == pytest.approx(in_unit(known, first + np.arange(1.0, wanted + 1)[None])[0], rel=1e-4)
    assert np.allclose(questions[-1][0, -1, 0], first + 10 * (len(questions) - 1), atol=1e-3)


def test_that_one_free_run_is_asked_for_at_a_time_and_the_newest_is_not_forgotten(qtbot: QtBot) -> None:
    view = _view(qtbot)
    asked: list[Floats] = []
    view.asked.connect(asked.append)
    view.show_samples(answered(np.array(shown("sunspots").shown.targets)))
    view.switch.setCurrentIndex(FREE)
    view.slider.setValue(4)
    view.slider.setValue(7)
    assert len(asked) == 1
    while view.free.own.getData()[0] is None or not len(view.free.own.getData()[0]):
        view.show_answer(Predicted(1, 1, 1, np.zeros((1, 10), np.float32)))
    assert np.array_equal(asked[-1][0], shown("sunspots").shown.inputs[7])


def test_that_a_free_run_nobody_can_answer_says_why(qtbot: QtBot) -> None:
    view = _view(qtbot)
    view.switch.setCurrentIndex(FREE)
    view.show_samples(answered(np.array(shown("sunspots").shown.targets)))
    view.show_answer(PredictFailed(1, "Nothing is trained yet."))
    assert view.origin.text() == "Nothing is trained yet."
    view.show_samples(None)
    view.show_samples(answered(np.array(shown("sunspots").shown.targets)))
    view.show_answer(Predicted(1, 1, 1, np.full((1, 10), np.nan, np.float32)))
    x, _y = view.free.own.getData()
    assert x is None or len(x) == 0


def test_that_a_free_run_of_a_very_long_part_has_an_end() -> None:
    choice = default_choice("sines").model_copy(update={"validation": 0.8, "horizon": 1})
    known = preview(prepare(choice))
    assert free_run(known, forecasts(known), 0).wanted == 60


def test_that_the_error_of_each_step_ahead_is_its_own(qtbot: QtBot) -> None:
    view = _view(qtbot, "co2")
    known = shown("co2")
    growing = np.arange(1, 13, dtype=np.float32) / 10
    view.show_samples(answered(known.shown.targets + growing))
    view.switch.setCurrentIndex(ERRORS)
    x, y = view.errors.network.getData()
    assert x.tolist() == list(range(1, 13))
    assert y == pytest.approx(growing * float(known.target_scale.factor[0]), rel=1e-3)
    assert len(view.errors.season.getData()[0]) == 12
    assert not view.slider.isVisible()
    nile = _view(qtbot, "nile")
    assert nile.errors.season.getData()[0] is None
    assert len(nile.errors.last.getData()[0]) == 5


def test_that_the_horizons_stand_at_the_moments_they_are_about(qtbot: QtBot) -> None:
    assert horizons(10) == (1, 5, 10)
    assert horizons(1) == (1,)
    view = _view(qtbot)
    known = shown("sunspots")
    assert known.series is not None
    view.show_samples(answered(np.array(known.shown.targets)))
    for line, step in zip(view.lines.lines, (1, 5, 10), strict=True):
        x, y = line.getData()
        rows = known.shown.rows + step - 1
        assert x.tolist() == known.series.times[rows].tolist()
        assert y == pytest.approx(known.series.values[rows], abs=1e-3)


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
