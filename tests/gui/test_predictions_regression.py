"""The view of quantities."""

from __future__ import annotations

import re

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare
from nnstudio.gui.predictions.regression import RegressionView, errors, original
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import answered, shown


@pytest.fixture
def view(qtbot: QtBot) -> RegressionView:
    made = RegressionView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("diabetes"))
    made.show()
    return made


def test_that_the_original_is_the_prepared_number_times_factor_plus_offset() -> None:
    preview = shown("diabetes")
    from sklearn.datasets import load_diabetes

    truth = load_diabetes().target[preview.shown.rows]
    assert original(preview.shown.targets, preview.target_scale)[:, 0] == pytest.approx(truth, rel=1e-5)


def test_that_errors_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import mean_absolute_error, r2_score

    random = np.random.default_rng(0)
    truth = random.normal(50, 20, (40, 1))
    predicted = truth + random.normal(0, 5, (40, 1))
    found = errors(truth, predicted)
    assert found.mae == pytest.approx(mean_absolute_error(truth, predicted))
    assert found.r2 == pytest.approx(r2_score(truth, predicted))


def test_that_r2_is_left_out_where_the_truth_never_varies() -> None:
    assert errors(np.ones((3, 1)), np.zeros((3, 1))).r2 is None


def test_that_the_caption_gives_errors_in_the_original_unit(view: RegressionView) -> None:
    preview = shown("diabetes")
    outputs = preview.shown.targets * np.float32(0.5)
    view.show_samples(answered(outputs))
    factor, offset = preview.target_scale.factor, preview.target_scale.offset
    truth = preview.shown.targets * factor + offset
    said = outputs * factor + offset
    mae = np.mean(np.abs(truth - said))
    r2 = 1 - np.sum((truth - said) ** 2) / np.sum((truth - truth.mean()) ** 2)
    train = prepare(default_choice("diabetes")).train.targets * factor + offset
    naive = np.mean(np.abs(truth - train.mean()))
    assert view.caption.text() == (
        f"mean absolute error {mae:.1f} · R² {r2:.2f} over {len(truth)} validation examples"
        f" · always answering the mean: {naive:.1f}"
    )


def test_that_a_perfect_network_lies_on_the_diagonal(view: RegressionView) -> None:
    view.show_samples(answered(np.array(shown("diabetes").shown.targets)))
    x, y = view.inside.getData()
    assert len(x) == len(shown("diabetes").shown)
    assert x == pytest.approx(y)


def test_that_answers_beyond_the_axes_stand_at_their_end(view: RegressionView) -> None:
    outputs = np.full((len(shown("diabetes").shown), 1), 1e6, np.float32)
    view.show_samples(answered(outputs))
    assert len(view.inside.getData()[0]) == 0
    x, y = view.outside.getData()
    assert len(x) == len(outputs)
    top = view.plot.getViewBox().viewRange()[1][1]
    assert y == pytest.approx(np.full(len(y), top))


def test_that_both_axes_have_the_same_range(view: RegressionView) -> None:
    across, up = view.plot.getViewBox().viewRange()
    assert across == pytest.approx(up)


def test_that_before_training_the_naive_answer_stands_for_the_network(view: RegressionView) -> None:
    assert re.match(r"Press Train .* mean absolute error of \d+\.\d", view.caption.text())
    _, y = view.inside.getData()
    assert np.ptp(y) == 0


def test_that_a_theme_keeps_what_is_shown(view: RegressionView) -> None:
    view.show_samples(answered(np.array(shown("diabetes").shown.targets)))
    text = view.caption.text()
    view.set_theme(DARK)
    assert view.caption.text() == text
    assert len(view.inside.getData()[0]) == len(shown("diabetes").shown)
    view.show_samples(None)
    assert view.caption.text().startswith("Press Train")
