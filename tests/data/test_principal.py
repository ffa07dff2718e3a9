"""Principal components against scikit-learn's, and the naive answers and scores made of them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score

from nnstudio.data import prepare
from nnstudio.data.baselines import baselines
from nnstudio.data.principal import MOST, principal
from nnstudio.data.scores import area_under_roc, score_of, squared_errors
from tests.data.choices import choice


@pytest.mark.parametrize("shape", [(200, 7), (30, 90), (60, 60), (12, 2_000)])
def test_that_components_are_those_of_scikit_learn(shape: tuple[int, int]) -> None:
    random = np.random.default_rng(1)
    flat = (random.normal(size=shape) * np.linspace(3, 0.5, shape[1]) + 5).astype(np.float32)
    ours = principal(flat)
    theirs = PCA(len(ours.axes)).fit(flat)
    assert len(ours.axes) == min(MOST, shape[1], shape[0] - 1)
    np.testing.assert_allclose(ours.mean, theirs.mean_, rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(ours.axes, axis=1), 1, rtol=1e-9)
    for width in {1, 2, len(ours.axes)}:
        of_width = PCA(width).fit(flat)
        expected = of_width.inverse_transform(of_width.transform(flat))
        np.testing.assert_allclose(ours.given_back(flat, width), expected, atol=1e-3)


def test_that_what_is_all_the_same_needs_no_component() -> None:
    same = np.ones((5, 9), np.float32)
    np.testing.assert_allclose(principal(same).given_back(same, 3), same)
    np.testing.assert_allclose(principal(same[:1]).given_back(same, 1), same)


@pytest.mark.parametrize("key", ["digits8", "wine", "iris"])
def test_that_the_naive_answer_has_the_error_of_scikit_learns_pca(key: str) -> None:
    prepared = prepare(choice(key, goal="inputs", test=0.2))
    found = {baseline.width: baseline for baseline in baselines(prepared, prepared.validation)}
    train = prepared.train.targets.reshape(len(prepared.train), -1)
    shown = prepared.validation.targets.reshape(len(prepared.validation), -1)
    assert set(found) == set(range(min(MOST, train.shape[1]) + 1))
    for width in (1, 2, 3):
        theirs = PCA(width).fit(train)
        errors = theirs.inverse_transform(theirs.transform(shown)) - shown
        assert found[width].value == pytest.approx((errors**2).mean(), rel=1e-4)
        assert found[width].plotted["mean_squared_error"] == found[width].value
        assert found[width].metric == "mean_squared_error"
    errors = [found[width].value for width in range(1, len(found))]
    assert found[0].value > errors[0] > errors[1] > errors[2]


def test_that_noise_is_compared_to_doing_nothing_about_it() -> None:
    prepared = prepare(choice("digits8", goal="inputs", noise=0.5))
    mean, noisy, *components = baselines(prepared, prepared.validation)
    assert noisy.value == pytest.approx(0.25, rel=0.02)
    assert noisy.width == mean.width == 0
    train = prepared.train.targets.reshape(len(prepared.train), -1)
    theirs = PCA(8).fit(train)
    given = prepared.validation.inputs.reshape(len(prepared.validation), -1)
    errors = theirs.inverse_transform(theirs.transform(given)) - prepared.validation.targets.reshape(
        given.shape
    )
    assert components[7].value == pytest.approx((errors**2).mean(), rel=1e-4)


def test_that_unusual_examples_are_told_by_the_area_under_the_curve() -> None:
    prepared = prepare(choice("digits8", goal="inputs", unusual="0", test=0.2))
    score = score_of(prepared)
    assert score.key == "area_under_roc"
    assert score.more
    part = prepared.test
    answers = np.random.default_rng(0).random(part.targets.shape)
    assert part.labels is not None
    expected = roc_auc_score(part.labels == 0, squared_errors(part, answers))
    assert score.measure(prepared, part, answers) == pytest.approx(expected)
    eight = next(baseline for baseline in baselines(prepared, part) if baseline.width == 8)
    assert 0.9 < eight.value < 1
    assert eight.plotted["mean_squared_error"] < 0.05


@pytest.mark.parametrize("levels", [2, 5, 10_000])
def test_that_the_area_under_the_curve_is_scikit_learns_with_draws_too(levels: int) -> None:
    random = np.random.default_rng(levels)
    positive, ranks = random.random(300) < 0.2, random.integers(0, levels, 300).astype(np.float64)
    assert area_under_roc(positive, ranks) == pytest.approx(roc_auc_score(positive, ranks))
    assert area_under_roc(positive, positive.astype(float)) == 1
    assert area_under_roc(positive, np.zeros(300)) == 0.5
    assert np.isnan(area_under_roc(np.zeros(300, bool), ranks))
