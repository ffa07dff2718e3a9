"""The naive answers, counted by hand and as training counts them."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.catalogue import LOSSES, METRICS
from nnstudio.data import default_choice, describe, prepare, preview
from nnstudio.data.baselines import NAIVE, baselines
from nnstudio.data.scores import SCORES, score_of
from nnstudio.data.source import Examples
from nnstudio.data.windows import season_rows
from nnstudio.design.facts import Task
from tests.data.choices import KEYS, choice


def test_that_every_task_has_a_score_and_naive_answers() -> None:
    made = {describe(default_choice(key)).task for key in KEYS} | {Task.RECONSTRUCTION}
    assert set(SCORES) >= made
    assert set(NAIVE) >= made


@pytest.mark.parametrize("key", KEYS)
def test_that_every_set_is_shown_with_a_baseline(key: str) -> None:
    found = preview(prepare(default_choice(key))).baselines
    assert found
    for baseline in found:
        assert np.isfinite(baseline.value)
        assert all(np.isfinite(number) for number in baseline.plotted.values())
        assert set(baseline.plotted) <= {*LOSSES, *METRICS}


def test_that_the_most_frequent_class_is_that_of_the_training_part() -> None:
    prepared = prepare(choice("breast_cancer", validation=0.3))
    (baseline,) = baselines(prepared, prepared.validation)
    train, validation = prepared.train.labels, prepared.validation.labels
    assert train is not None
    assert validation is not None
    most = np.bincount(train).argmax()
    assert baseline.value == pytest.approx((validation == most).mean())
    share = (train == 1).mean()
    chances = np.where(validation == 1, share, 1 - share)
    assert baseline.plotted["binary_crossentropy"] == pytest.approx(-np.log(chances).mean())
    assert baseline.plotted["binary_accuracy"] == baseline.value


def test_that_binary_numbers_are_told_of_two_classes_only() -> None:
    prepared = prepare(choice("iris"))
    (baseline,) = baselines(prepared, prepared.validation)
    assert "sparse_categorical_crossentropy" in baseline.plotted
    assert "binary_crossentropy" not in baseline.plotted


def test_that_an_error_is_scored_in_the_unit_of_the_data_and_plotted_as_training_counts_it() -> None:
    prepared = prepare(choice("diabetes", scaling="standard"))
    (baseline,) = baselines(prepared, prepared.validation)
    scaled = np.abs(prepared.validation.targets - prepared.train.targets.mean())
    assert baseline.plotted["mean_absolute_error"] == pytest.approx(scaled.mean(), rel=1e-5)
    assert baseline.value == pytest.approx(scaled.mean() * prepared.target_scale.factor[0], rel=1e-5)


def test_that_the_last_value_is_what_the_network_saw_last() -> None:
    prepared = prepare(choice("nile", window=10, horizon=3))
    assert prepared.series is not None
    (baseline, *_more) = baselines(prepared, prepared.validation)
    values, rows = prepared.series.values, prepared.validation.rows
    wrong = [abs(values[row + step] - values[row - 1]) for row in rows for step in range(3)]
    assert baseline.value == pytest.approx(np.mean(wrong), rel=1e-4)


@pytest.mark.parametrize(("key", "season"), [("co2", 12), ("elnino", 12), ("sunspots", 11)])
def test_that_the_season_is_answered_with_the_newest_value_of_it_that_is_known(key: str, season: int) -> None:
    horizon = season + 3  # beyond a whole season the newest one is two seasons before
    prepared = prepare(choice(key, window=20, horizon=horizon))
    assert prepared.series is not None
    _last, baseline = baselines(prepared, prepared.validation)
    values, rows = prepared.series.values, prepared.validation.rows
    wrong = [
        abs(values[row + step] - values[row + step - season * (1 if step < season else 2)])
        for row in rows
        for step in range(horizon)
    ]
    assert baseline.value == pytest.approx(np.mean(wrong), rel=1e-4)


def test_that_a_season_before_the_first_is_answered_with_the_last_value() -> None:
    rows = season_rows(np.array([5, 20]), 3, 12)
    assert rows.tolist() == [[4, 4, 4], [8, 9, 10]]


@pytest.mark.parametrize("key", ["nile", "sines", "lorenz"])
def test_that_a_series_without_a_season_is_not_compared_to_one(key: str) -> None:
    prepared = prepare(choice(key))
    (baseline,) = baselines(prepared, prepared.validation)
    assert baseline.title == "last value"


def test_that_answers_are_scored_alike_whoever_gives_them() -> None:
    prepared = prepare(choice("spiral"))
    part = prepared.validation
    assert part.labels is not None
    right = part.labels[:, None].astype(np.float32)
    score = score_of(prepared)
    assert score.measure(prepared, part, right) == 1.0
    assert score.measure(prepared, part, 1 - right) == 0.0
    assert score.measure(prepared, part, np.eye(2)[part.labels]) == 1.0


def test_that_nothing_is_said_of_a_part_without_examples() -> None:
    prepared = prepare(choice("iris", test=0.0))
    assert isinstance(prepared.test, Examples)
    assert baselines(prepared, prepared.test) == ()
