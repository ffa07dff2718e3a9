"""The Progress panel: what it draws, what it says, and that it costs little."""

from __future__ import annotations

import gc
import math
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import Baseline
from nnstudio.data.source import Scale
from nnstudio.gui.history import Column, History, Steps
from nnstudio.gui.plots.curve_plot import CurvePlot
from nnstudio.gui.plots.progress import ProgressPanel
from nnstudio.gui.plots.ranges import y_span
from nnstudio.gui.theme import DARK, LIGHT, Theme
from nnstudio.protocol.events import Epoch, Progress
from tests.gui.curves import ACCURACY, history_of


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProgressPanel]:
    made = ProgressPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def _drawn(plot: CurvePlot) -> list[tuple[list[float], list[float]]]:
    """x and y of the curves that are there: steps, train, validation."""
    curves = [item.getOriginalDataset() for item in plot.plot.getPlotItem().listDataItems()]
    return [([], []) if x is None else (x.tolist(), y.tolist()) for x, y in curves]


def _said(plot: CurvePlot) -> str:
    return str(plot.plot.accessibleName()).replace("\u00a0", " ")


def _color(plot: CurvePlot, index: int) -> str:
    return str(plot.plot.getPlotItem().listDataItems()[index].opts["pen"].color().name())


def _epochs_drawn(panel: ProgressPanel) -> tuple[int, int]:
    """How many, of the loss and of the metric."""
    loss, metric = (_drawn(plot)[1][0] for plot in (panel.loss_plot, panel.metric_plot))
    return len(loss), len(metric)


def _is_empty(panel: ProgressPanel) -> bool:
    return not panel.loss_plot.isVisibleTo(panel)


def test_that_an_empty_panel_says_what_to_do(panel: ProgressPanel) -> None:
    panel.show_history(History())
    assert _is_empty(panel)
    assert "Press Train" in panel._nothing.text()


def test_that_both_losses_are_drawn_at_their_epochs(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5, 0.3], [1.0, 0.7, 0.6]))
    steps, train, validation = _drawn(panel.loss_plot)
    assert train == ([1, 2, 3], [0.9, 0.5, 0.3])
    assert validation == ([1, 2, 3], [1.0, 0.7, 0.6])
    assert steps[0] == [at / 4 for at in range(1, 13)]


def test_that_the_legend_tells_the_last_values(panel: ProgressPanel) -> None:
    history = history_of([0.9, 0.0312], [1.0, 0.045], metrics=[0.5, 0.989], val_metrics=[0.4, 0.975])
    panel.show_history(history)
    assert "train 0.0312" in _said(panel.loss_plot)
    assert "validation 0.0450" in _said(panel.loss_plot)
    assert "Accuracy" in _said(panel.metric_plot)
    assert "train 98.9 %" in _said(panel.metric_plot)
    assert "validation 97.5 %" in _said(panel.metric_plot)


def test_that_a_share_is_drawn_in_percent(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5], metrics=[0.25, 0.5], val_metrics=[0.5, 0.75]))
    _steps, train, validation = _drawn(panel.metric_plot)
    assert train[1] == [25.0, 50.0]
    assert validation[1] == [50.0, 75.0]


def test_that_batches_are_drawn_before_the_first_epoch_ends(panel: ProgressPanel) -> None:
    history = History(steps_per_epoch=10)
    history.add_progress(Progress(1, 3, np.array([0.7, 0.6, 0.5], np.float32), 0.1, 10.0))
    panel.show_history(history)
    assert not _is_empty(panel)
    assert _drawn(panel.loss_plot)[0][0] == pytest.approx([0.1, 0.2, 0.3])
    assert "each batch 0.500" in _said(panel.loss_plot)
    assert not panel.metric_plot.isVisible()


def test_that_there_is_no_metric_plot_without_a_metric(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5], metrics=[0.1, 0.2]))
    assert panel.metric_plot.isVisible()
    panel.show_history(history_of([0.9, 0.5]))
    assert not panel.metric_plot.isVisible()


def test_that_validation_is_not_spoken_of_without_a_validation_part(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5]))
    assert "validation" not in _said(panel.loss_plot)
    assert _drawn(panel.loss_plot)[2] == ([], [])


def test_that_one_epoch_is_seen_as_a_dot(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9]))
    train = panel.loss_plot.plot.getPlotItem().listDataItems()[1]
    assert train.opts["symbol"] == "o"


def test_that_gaps_are_drawn_as_gaps(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, float("nan"), 0.3], [None, 0.5, None]))
    panel.grab()
    train = panel.loss_plot.plot.getPlotItem().listDataItems()[1]
    assert train.opts["connect"] == "finite"
    assert "train 0.300" in _said(panel.loss_plot)


def test_that_epochs_that_were_not_validated_are_passed_over(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.7, 0.5, 0.4, 0.3], [None, 0.8, None, 0.6, None]))
    assert _drawn(panel.loss_plot)[2] == ([2, 4], [0.8, 0.6])
    assert "train 0.300" in _said(panel.loss_plot)
    assert "validation 0.600 (epoch 4)" in _said(panel.loss_plot)
    panel.loss_plot._look_at(1)
    assert "validation 0.800   epoch 2" in _said(panel.loss_plot)
    panel.loss_plot._look_at(2)
    assert "validation 0.800 (epoch 2)   epoch 3" in _said(panel.loss_plot)
    panel.loss_plot._look_at(0)
    assert "validation" not in _said(panel.loss_plot)


def test_that_a_metric_is_passed_over_where_it_was_not_validated(panel: ProgressPanel) -> None:
    nan = float("nan")
    panel.show_history(
        history_of([0.9, 0.7, 0.5], [None, 0.8, None], ACCURACY, [0.1, 0.2, 0.3], [nan, 0.5, nan])
    )
    assert _drawn(panel.metric_plot)[2] == ([2], [50])
    assert "validation 50.0 % (epoch 2)" in _said(panel.metric_plot)


def test_that_a_loss_that_is_no_number_at_all_is_no_error(panel: ProgressPanel) -> None:
    nan, infinite = float("nan"), float("inf")
    panel.show_history(history_of([nan, infinite], [nan, nan]))
    panel.log_box.setChecked(True)
    panel.grab()
    assert "train –" in _said(panel.loss_plot)


def test_that_a_logarithmic_scale_survives_zeros(panel: ProgressPanel) -> None:
    panel.show_history(history_of([1.0, 0.01, 0.0], [1.0, 0.0, 0.1]))
    panel.log_box.setChecked(True)
    panel.grab()
    (_low, _high), (bottom, top) = panel.loss_plot.plot.getPlotItem().viewRange()
    assert -2.3 < bottom < -2
    assert 0 < top < 0.3
    panel.log_box.setChecked(False)
    assert _drawn(panel.loss_plot)[1][1] == [1.0, 0.01, 0.0]


def test_that_everything_is_in_view_while_nobody_has_zoomed(panel: ProgressPanel) -> None:
    for epochs in (2, 30):
        panel.show_history(history_of(list(np.linspace(2.0, 0.5, epochs))))
        (left, right), (bottom, top) = panel.loss_plot.plot.getPlotItem().viewRange()
        assert left <= 0
        assert epochs <= right < 1.1 * epochs
        assert bottom <= 0.5
        assert 2.0 <= top < 2.4


def test_that_the_view_stays_where_a_person_has_zoomed_until_a_double_click(panel: ProgressPanel) -> None:
    panel.show_history(history_of([2.0, 1.0, 0.5]))
    plot = panel.loss_plot.plot
    view = plot.getPlotItem().getViewBox()
    view.setRange(xRange=(1, 2), yRange=(0.8, 1.2), padding=0)
    view.sigRangeChangedManually.emit([True, True])
    zoomed = plot.getPlotItem().viewRange()
    panel.loss_plot.show_curves(panel.loss_plot._curves)
    assert plot.getPlotItem().viewRange() == zoomed
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert plot.getPlotItem().viewRange()[0][1] > 3


def _epochs_shown(plot: CurvePlot) -> list[float]:
    return list(plot.plot.getPlotItem().getViewBox().viewRange()[0])


def test_that_both_plots_end_at_the_same_epoch_in_the_middle_of_one(panel: ProgressPanel) -> None:
    history = history_of([0.9, 0.5], metrics=[0.3, 0.6])
    history.add_progress(Progress(1, 11, np.array([0.4, 0.4, 0.4], np.float32), 0.1, 10.0))
    panel.show_history(history)
    assert _epochs_shown(panel.loss_plot)[1] == pytest.approx(1.02 * 11 / 4)
    assert _epochs_shown(panel.metric_plot) == _epochs_shown(panel.loss_plot)


@pytest.mark.parametrize("by_loss", [True, False])
def test_that_a_person_zooms_both_plots_at_once_and_sees_everything_again(
    panel: ProgressPanel, by_loss: bool
) -> None:
    panel.show_history(history_of([0.9, 0.5, 0.3], metrics=[0.3, 0.6, 0.7]))
    one, other = panel.loss_plot, panel.metric_plot
    if not by_loss:
        one, other = other, one
    heights = other.plot.getPlotItem().getViewBox().viewRange()[1]
    view = one.plot.getPlotItem().getViewBox()
    view.setXRange(1.0, 2.0, padding=0)
    view.sigRangeChangedManually.emit(view.state["mouseEnabled"])
    assert _epochs_shown(other) == pytest.approx([1.0, 2.0])
    assert other.plot.getPlotItem().getViewBox().viewRange()[1] == heights
    QTest.mouseDClick(one.plot.viewport(), Qt.MouseButton.LeftButton, pos=one.plot.viewport().rect().center())
    assert _epochs_shown(one) == _epochs_shown(other) == pytest.approx([0.0, 1.02 * 3])


def _zoom(plot: CurvePlot, first: float, last: float) -> None:
    view = plot.plot.getPlotItem().getViewBox()
    view.setXRange(first, last, padding=0)
    view.sigRangeChangedManually.emit(view.state["mouseEnabled"])


def _height_shown(plot: CurvePlot) -> list[float]:
    return list(plot.plot.getPlotItem().getViewBox().viewRange()[1])


def test_that_another_metric_stays_at_the_epochs_a_person_has_zoomed_to(panel: ProgressPanel) -> None:
    history = history_of([0.9, 0.5, 0.3, 0.2], metrics=[0.1, 0.2, 0.3, 0.4])
    errors = history.metrics["mean_absolute_error"] = Column()
    errors.extend([8.0, 6.0, 2.0, 1.5])
    panel.show_history(history)
    _zoom(panel.loss_plot, 2.5, 4.0)
    panel.metric_box.setCurrentIndex(1)
    panel.metric_box.activated.emit(1)
    assert _drawn(panel.metric_plot)[1][1] == [8.0, 6.0, 2.0, 1.5]
    assert _epochs_shown(panel.metric_plot) == _epochs_shown(panel.loss_plot) == pytest.approx([2.5, 4.0])
    bottom, top = _height_shown(panel.metric_plot)
    assert 0 <= bottom <= 1.5
    assert 2.0 <= top < 3.0
    _zoom(panel.loss_plot, 1.0, 2.0)  # and the two are still one
    assert _epochs_shown(panel.metric_plot) == pytest.approx([1.0, 2.0])


def test_that_powers_of_ten_stay_at_the_epochs_a_person_has_zoomed_to(panel: ProgressPanel) -> None:
    panel.show_history(history_of([100.0, 10.0, 1.0, 0.1], metrics=[0.1, 0.2, 0.3, 0.4]))
    _zoom(panel.metric_plot, 2.6, 4.0)
    panel.log_box.setChecked(True)
    assert _epochs_shown(panel.loss_plot) == _epochs_shown(panel.metric_plot) == pytest.approx([2.6, 4.0])
    bottom, top = _height_shown(panel.loss_plot)
    assert -1.5 < bottom <= -1.0
    assert 0.0 <= top < 0.5


def test_that_between_two_epochs_the_height_is_that_of_the_whole_curve(panel: ProgressPanel) -> None:
    panel.show_history(history_of([8.0, 4.0, 2.0, 1.0], steps_per_epoch=1))
    _zoom(panel.loss_plot, 2.3, 2.4)
    panel.log_box.setChecked(True)
    assert _height_shown(panel.loss_plot)[1] == pytest.approx(math.log10(8.0), abs=0.1)


def test_that_the_legend_tells_the_epoch_under_the_mouse(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5, 0.3], [1.0, 0.7, 0.6]))
    panel.grab()
    plot = panel.loss_plot.plot
    view = plot.getPlotItem().getViewBox()
    at = QPointF(plot.mapFromScene(view.mapViewToScene(QPointF(2.1, 0.5))))
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot.viewport(), move)
    assert "train 0.500" in _said(panel.loss_plot)
    assert "validation 0.700" in _said(panel.loss_plot)
    assert "epoch 2" in _said(panel.loss_plot)
    QApplication.sendEvent(plot.viewport(), QEvent(QEvent.Type.Leave))
    assert "train 0.300" in _said(panel.loss_plot)
    assert "epoch" not in _said(panel.loss_plot)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_that_another_theme_keeps_the_curves(panel: ProgressPanel, theme: Theme) -> None:
    panel.show_history(history_of([0.9, 0.5], [1.0, 0.7], metrics=[0.1, 0.2], val_metrics=[0.1, 0.3]))
    before = _drawn(panel.loss_plot), _drawn(panel.metric_plot)
    panel.set_theme(theme)
    assert (_drawn(panel.loss_plot), _drawn(panel.metric_plot)) == before
    assert _color(panel.loss_plot, 1) == theme.train
    assert _color(panel.loss_plot, 2) == theme.validation
    assert panel.loss_plot.plot.backgroundBrush().color().name() == theme.field


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_that_thousands_of_batches_do_not_hide_the_training_curve(panel: ProgressPanel, theme: Theme) -> None:
    """Noise over the whole height, and its mean: the mean stands out from the noise around it."""
    history = history_of([0.5] * 45, steps_per_epoch=450)
    noise = np.random.default_rng(0).uniform(0.0, 1.0, 450 * 45)
    history.step_losses = Steps()
    history.step_losses.extend(noise)
    panel.set_theme(theme)
    panel.show_history(history)
    plot = panel.loss_plot.plot
    image = plot.grab().toImage()
    view = plot.getPlotItem().getViewBox()
    middle = plot.mapFromScene(view.mapViewToScene(QPointF(22.5, 0.5)))
    column = [image.pixelColor(middle.x(), middle.y() + by) for by in range(-50, 51)]
    strong = QColor(theme.train)
    far = [_apart(color, strong) for color in column]
    assert min(far[48:53]) < 10  # the curve is there
    assert np.median(far) > 100  # and what surrounds it is another colour
    assert all(_apart(color, QColor(theme.field)) > 10 for color in column[10:30])  # which is the noise


def _apart(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]


def test_that_a_new_run_takes_the_place_of_the_last_one(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5], [1.0, 0.7]))
    panel.show_history(history_of([0.8, 0.4]))
    assert _drawn(panel.loss_plot)[1][1] == [0.8, 0.4]
    assert _drawn(panel.loss_plot)[2] == ([], [])
    panel.clear()
    assert _is_empty(panel)


def test_that_a_going_run_is_drawn_one_plot_at_a_time_and_whole_when_it_ends(panel: ProgressPanel) -> None:
    history = history_of([0.9, 0.8], metrics=[0.1, 0.2])
    panel.show_history(history, live=True)
    drawn = [_epochs_drawn(panel)]
    for number in range(3, 7):
        history.add_epochs([Epoch(1, number, 4 * number, 0.5, None, {ACCURACY: 0.3}, {}, 1.0, 0.01)])
        panel.show_history(history, live=True)
        drawn.append(_epochs_drawn(panel))
    assert drawn == [(2, 2), (2, 3), (4, 3), (4, 5), (6, 5)]
    panel.show_history(history)
    assert _epochs_drawn(panel) == (6, 6)


def test_that_an_unchanged_history_is_not_drawn_again(panel: ProgressPanel) -> None:
    history = history_of([0.9, 0.5])
    panel.show_history(history)
    train = panel.loss_plot.plot.getPlotItem().listDataItems()[1]
    changes: list[object] = []
    train.sigPlotChanged.connect(changes.append)
    panel.show_history(history)
    assert changes == []
    history.add_epochs([])
    history.add_progress(Progress(1, 9, np.array([0.1], np.float32), 1.0, 10.0))
    panel.show_history(history)
    assert changes == []  # only the batches are new
    assert len(_drawn(panel.loss_plot)[0][0]) == 9


@pytest.mark.parametrize(("source", "label"), [("co2", "error, ppm"), ("plane", "error")])
def test_that_errors_say_in_what_unit_they_are(panel: ProgressPanel, source: str, label: str) -> None:
    panel.show_history(history_of([0.9, 0.5], metric="mean_absolute_error", metrics=[0.7, 0.4]))
    panel.show_preview(preview(prepare(default_choice(source))))
    assert panel.metric_plot.plot.getAxis("left").labelText == label
    panel.show_preview(None)
    assert panel.metric_plot.plot.getAxis("left").labelText == "error"


@pytest.mark.parametrize(("metric", "power"), [("mean_absolute_error", 1), ("mean_squared_error", 2)])
def test_that_errors_of_scaled_numbers_are_drawn_in_the_unit_of_the_data(
    panel: ProgressPanel, metric: str, power: int
) -> None:
    panel.show_history(history_of([0.9, 0.5], metric=metric, metrics=[0.7, 0.4]))
    known = preview(prepare(default_choice("co2")))
    panel.show_preview(known)
    _epochs, drawn = _drawn(panel.metric_plot)[1]
    factor = float(known.target_scale.factor[0])
    assert factor != 1
    np.testing.assert_allclose(drawn, np.multiply([0.7, 0.4], factor**power))


def test_that_errors_of_quantities_scaled_differently_have_no_unit(panel: ProgressPanel) -> None:
    known = preview(prepare(default_choice("co2")))
    mixed = replace(known, target_scale=Scale(np.zeros(2), np.array([1.0, 3.0])))
    panel.show_preview(mixed)
    panel.show_history(history_of([0.9, 0.5], metric="mean_absolute_error", metrics=[0.7, 0.4]))
    assert panel.metric_plot.plot.getAxis("left").labelText == "error, in scaled numbers"


def test_that_what_is_no_error_is_not_called_one(panel: ProgressPanel) -> None:
    panel.show_history(history_of([0.9, 0.5], metric="r2_score", metrics=[0.7, 0.4]))
    assert panel.metric_plot.plot.getAxis("left").labelText == "R²"


def test_that_an_unscaled_error_has_the_unit_of_the_data(panel: ProgressPanel) -> None:
    choice = default_choice("co2").model_copy(update={"scaling": "none"})
    panel.show_preview(preview(prepare(choice)))
    panel.show_history(history_of([0.9, 0.5], metric="mean_absolute_error", metrics=[0.7, 0.4]))
    assert panel.metric_plot.plot.getAxis("left").labelText == "error, ppm"


def test_that_a_very_long_run_is_drawn(panel: ProgressPanel) -> None:
    losses = np.exp(-np.linspace(0, 5, 50_000))
    history = history_of(losses.tolist(), losses.tolist(), steps_per_epoch=4)
    panel.show_history(history)
    panel.grab()
    assert _drawn(panel.loss_plot)[1][0][-1] == 50_000
    assert panel.loss_plot.plot.getPlotItem().listDataItems()[1].opts["pen"].width() == 1


def test_that_drawing_again_and_again_loses_no_reference_to_none(panel: ProgressPanel) -> None:
    """PySide6 6.11 and later lose one with every call on Python 3.11, which ends the process in minutes.

    6.10 gains a few where pyqtgraph emits None, which harms nothing: the count can never come to 0.
    """
    history = history_of([0.9, 0.5], [1.0, 0.7], metrics=[0.1, 0.2], val_metrics=[0.1, 0.3])
    loss = np.array([0.3], np.float32)

    def draw() -> None:
        history.add_progress(Progress(1, 1, loss, 1.0, 10.0))
        panel.show_history(history)
        panel.loss_plot.plot.viewport().repaint()

    panel.resize(200, 200)
    draw()
    gc.collect()  # what other tests have left takes its references with it
    before = sys.getrefcount(None)
    for _ in range(1_000):
        draw()
    assert sys.getrefcount(None) > before - 100


def _levels(plot: CurvePlot) -> list[float]:
    lines = [item for item in plot.plot.getPlotItem().items if isinstance(item, pg.InfiniteLine)]
    return [float(line.value()) for line in lines if line.angle == 0 and line.isVisible()]


def test_that_the_naive_answer_stands_beside_both_curves(panel: ProgressPanel) -> None:
    panel.show_preview(preview(prepare(default_choice("iris"))))
    panel.show_judged("sparse_categorical_crossentropy", 0)
    panel.show_history(history_of([0.9, 0.5], metric="sparse_categorical_accuracy", metrics=[0.7, 0.9]))
    assert _levels(panel.loss_plot) == [pytest.approx(math.log(3), rel=1e-3)]
    assert _levels(panel.metric_plot) == [pytest.approx(100 / 3)]
    assert "naive (most frequent class) 33.3" in _said(panel.metric_plot)
    panel.log_box.setChecked(True)
    assert _levels(panel.loss_plot) == [pytest.approx(math.log10(math.log(3)), rel=1e-3)]


def test_that_a_naive_answer_is_not_drawn_beside_a_loss_that_it_does_not_have(panel: ProgressPanel) -> None:
    panel.show_preview(preview(prepare(default_choice("iris"))))
    panel.show_judged("categorical_focal_crossentropy", 0)
    panel.show_history(history_of([0.9, 0.5]))
    assert _levels(panel.loss_plot) == []
    panel.show_judged("sparse_categorical_crossentropy", 0)
    assert len(_levels(panel.loss_plot)) == 1
    panel.show_preview(None)
    assert _levels(panel.loss_plot) == []


def test_that_a_narrow_layer_is_compared_to_what_is_as_narrow(panel: ProgressPanel) -> None:
    shown = preview(prepare(default_choice("iris")))
    known = [Baseline(f"{width}", "", 0.1, {"mean_squared_error": 0.1 * width}, width) for width in (1, 2)]
    panel.show_preview(replace(shown, baselines=tuple(known)))
    panel.show_history(history_of([0.9, 0.5]))
    panel.show_judged("mean_squared_error", 2)
    assert _levels(panel.loss_plot) == [0.2]


def test_that_a_level_far_away_does_not_press_the_curves_flat() -> None:
    curve = np.array([0.2, 0.1])
    assert y_span([curve], levels=[0.3])[1] > 0.3
    assert y_span([curve], levels=[50.0]) == y_span([curve])
    assert y_span([curve], levels=[50.0], log=True)[1] > math.log10(50)
