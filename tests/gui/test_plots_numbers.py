"""Numbers, spans and labels of plots."""

import math

import numpy as np
import pytest

from nnstudio.figures import figure, percentage
from nnstudio.gui.plots.axes import NumberAxis, decades
from nnstudio.gui.plots.ranges import logarithm_ready, noise_span, y_span


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.03124, "0.0312"),
        (0.4567, "0.457"),
        (2.0, "2.00"),
        (18.26, "18.3"),
        (1234.4, "1,234"),
        (-0.5, "−0.500"),
        (0.00002, "2.0e−05"),
        (3e9, "3.0e+09"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_that_a_figure_has_three_digits_that_matter(value: float, text: str) -> None:
    assert figure(value) == text


def test_that_a_percentage_has_one_decimal_and_its_unit() -> None:
    assert percentage(97.46) == "97.5 %"
    assert percentage(math.nan) == "–"


def test_that_the_span_holds_all_curves_and_shows_a_near_zero() -> None:
    bottom, top = y_span([np.array([0.1, 2.0]), np.array([1.0, np.nan])])
    assert bottom == 0.0
    assert 2.0 < top < 2.2


def test_that_the_span_of_a_high_curve_does_not_start_at_zero() -> None:
    bottom, top = y_span([np.array([95.0, 97.0])])
    assert 94 < bottom < 95
    assert 97 < top < 98


def test_that_the_span_hardly_leaves_the_bounds() -> None:
    bottom, top = y_span([np.array([0.0, 100.0])], bounds=(0.0, 100.0))
    assert -3 < bottom <= 0
    assert 100 <= top < 103


@pytest.mark.parametrize("value", [0.0, 3.0, -3.0])
def test_that_one_value_has_a_span_around_it(value: float) -> None:
    bottom, top = y_span([np.array([value])])
    assert bottom <= value < top or bottom < value <= top


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("curve", [[], [np.nan], [np.nan, np.inf]])
def test_that_nothing_to_draw_still_has_a_span(curve: list[float], log: bool) -> None:
    bottom, top = y_span([np.array(curve)], log=log)
    assert bottom < top


def test_that_a_logarithmic_span_passes_over_what_has_no_logarithm() -> None:
    bottom, top = y_span([np.array([0.0, -1.0, 0.01, 1.0])], log=True)
    assert -2.2 < bottom < -2
    assert 0 < top < 0.2


def test_that_zeros_become_gaps_before_a_logarithm() -> None:
    ready = logarithm_ready(np.array([1.0, 0.0, -2.0, np.nan]))
    assert ready[0] == 1.0
    assert np.isnan(ready[1:]).all()


def test_that_single_outliers_of_a_noisy_curve_do_not_decide_the_span() -> None:
    noisy = np.ones(1000)
    noisy[5] = 1e6
    assert noise_span(noisy).max() < 2
    assert len(noise_span(np.empty(0))) == 0


@pytest.mark.parametrize("pixels", [40, 100, 200, 600])
@pytest.mark.parametrize("span", [(-0.3, 0.2), (-2.0, 0.5), (-9.0, 4.0)])
def test_that_labels_of_a_logarithmic_axis_stay_apart(span: tuple[float, float], pixels: int) -> None:
    places = decades(*span, pixels)
    assert all(span[0] <= place <= span[1] for place in places)
    assert all(gap * pixels / (span[1] - span[0]) >= 20 for gap in np.diff(places))


@pytest.mark.usefixtures("qapp")
def test_that_numbers_of_an_axis_have_thousands_apart() -> None:
    axis = NumberAxis(orientation="bottom")
    assert axis.tickStrings([0, 5000, 10_000], 1.0, 5000) == ["0", "5,000", "10,000"]
    assert axis.tickStrings([-0.5, 0.25], 1.0, 0.25) == ["−0.50", "0.25"]
    assert axis.tickStrings([1e-5, 2e-5], 1.0, 1e-5) == ["1.0e−05", "2.0e−05"]
    assert axis.tickStrings([0, 5e9], 1.0, 5e9) == ["0", "5.0e+09"]


@pytest.mark.usefixtures("qapp")
def test_that_a_logarithmic_axis_is_labelled_with_the_values_themselves() -> None:
    axis = NumberAxis(orientation="left")
    axis.setLogMode(False, True)
    assert axis.tickStrings([-2.0, 0.0, 3.0, math.log10(0.5)], 1.0, 1.0) == ["0.01", "1", "1,000", "0.5"]


@pytest.mark.parametrize(
    ("span", "pixels"), [(12.0, 320.0), (0.0031, 280.0), (40_000.0, 90.0), (1e-9, 300.0)]
)
def test_that_an_axis_has_one_row_of_round_lines_with_room_for_their_labels(
    span: float, pixels: float
) -> None:
    axis = NumberAxis(orientation="bottom")
    ((step, start),) = axis.tickSpacing(5.0, 5.0 + span, pixels)
    assert start == 0.0
    assert f"{step:e}"[0] in "125"
    assert min(50, pixels / 2) <= step / span * pixels <= 160
