"""The ROC curve, held against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sklearn.metrics import auc, roc_auc_score, roc_curve

from nnstudio.gui.predictions.roc import roc
from nnstudio.gui.predictions.table import ClassesView
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import answered, labels, shown, sure_of

EXAMPLES = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=2, max_size=60)


@given(EXAMPLES)
def test_that_curve_and_area_are_scikit_learns(examples: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _truth in examples]) / 10
    truth = np.array([truth for _score, truth in examples])
    assume(truth.any() and not truth.all())
    found = roc(scores, truth)
    assert found is not None
    false_alarms, hits, _thresholds = roc_curve(truth, scores, drop_intermediate=False)
    assert found.false_alarms == pytest.approx(false_alarms)
    assert found.hits == pytest.approx(hits)
    assert found.area == pytest.approx(auc(false_alarms, hits)) == pytest.approx(roc_auc_score(truth, scores))


def test_that_one_class_alone_has_no_curve() -> None:
    assert roc(np.array([0.1, 0.9]), np.array([True, True])) is None
    assert roc(np.array([0.1, 0.9]), np.array([False, False])) is None


def test_that_the_threshold_takes_its_side_of_one_half() -> None:
    found = roc(np.array([0.5, 0.4, 0.6, 0.2]), np.array([True, True, False, False]))
    assert found is not None
    assert found.at == (0.5, 0.5)


def _view(qtbot: QtBot, key: str) -> ClassesView:
    view = ClassesView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 560)
    view.show_preview(shown(key))
    view.show()
    view.switch.setCurrentIndex(1)
    return view


def test_that_each_class_is_told_from_the_rest(qtbot: QtBot) -> None:
    view = _view(qtbot, "iris")
    truth = labels("iris")
    random = np.random.default_rng(0).dirichlet(np.ones(3), len(truth)).astype(np.float32)
    outputs = (random + sure_of(truth, 3)) / 2
    view.show_samples(answered(outputs))
    for at in range(3):
        view.roc.box.setCurrentIndex(at)
        area = roc_auc_score(truth == at, outputs[:, at])
        assert view.roc.area.text() == f"against the rest: area {area:.3f}"
    view.set_theme(DARK)
    assert view.roc.box.currentIndex() == 2


def test_that_one_sigmoid_unit_gives_the_same_area_for_both_classes(qtbot: QtBot) -> None:
    view = _view(qtbot, "breast_cancer")
    truth = labels("breast_cancer")
    scores = np.clip(truth * 0.3 + np.random.default_rng(1).random(len(truth)) * 0.7, 0, 1).astype(np.float32)
    view.show_samples(answered(scores[:, None]))
    texts = []
    for at in range(2):
        view.roc.box.setCurrentIndex(at)
        texts.append(view.roc.area.text())
    assert texts[0] == texts[1] == f"against the rest: area {roc_auc_score(truth, scores):.3f}"


def test_that_without_answers_there_is_no_curve(qtbot: QtBot) -> None:
    view = _view(qtbot, "iris")
    assert view.roc.curve is None
    assert view.roc.area.text() == ""
    view.show_samples(answered(sure_of(labels("iris"), 3)))
    assert view.roc.curve is not None
    assert view.roc.curve.area == 1.0
    view.show_samples(None)
    assert view.roc.curve is None
