"""What predictions leave over."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.gui.predictions.regression import RegressionView, original
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import answered, shown


@pytest.fixture
def view(qtbot: QtBot) -> RegressionView:
    made = RegressionView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("diabetes"))
    made.show()
    made.switch.setCurrentIndex(1)
    return made


def test_that_a_residual_is_what_is_true_less_what_was_predicted(view: RegressionView) -> None:
    known = shown("diabetes")
    rng = np.random.default_rng(0)
    outputs = (known.shown.targets + rng.normal(0.4, 1.0, known.shown.targets.shape)).astype(np.float32)
    view.show_samples(answered(outputs))
    x, y = view.residuals.dots.getData()
    predicted = original(outputs, known.target_scale)[:, 0]
    left = original(known.shown.targets, known.target_scale)[:, 0] - predicted
    assert x == pytest.approx(predicted)
    assert y == pytest.approx(left)
    counts = view.residuals.bars.opts["height"]
    assert counts.sum() == len(left)
    middles, width = view.residuals.bars.opts["x"], view.residuals.bars.opts["width"]
    assert middles[len(middles) // 2] == pytest.approx(0)
    largest = counts.argmax()
    assert np.sum(np.abs(left - middles[largest]) <= width / 2 + 1e-9) == counts[largest]
    text = view.residuals._text.toPlainText()
    assert text == f"mean −{abs(left.mean()):.1f}, standard deviation {left.std():.1f}"


def test_that_without_answers_nothing_is_left_over(view: RegressionView) -> None:
    view.show_samples(answered(np.array(shown("diabetes").shown.targets)))
    assert len(view.residuals.dots.getData()[0]) > 0
    view.show_samples(None)
    assert len(view.residuals.dots.getData()[0]) == 0


def test_that_numbers_without_bounds_draw_nothing(view: RegressionView) -> None:
    view.show_samples(answered(np.full_like(shown("diabetes").shown.targets, np.nan)))
    assert len(view.residuals.dots.getData()[0]) == 0
    view.set_theme(DARK)
    assert not view.grab().isNull()
