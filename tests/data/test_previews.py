from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

from nnstudio.data import SOURCES, prepare, preview
from nnstudio.data.source import Examples
from nnstudio.design.facts import Domain
from tests.data.choices import KEYS, POINT_KEYS, REBUILT_KEYS, SERIES_KEYS, choice


def same(shown: Examples, part: Examples) -> None:
    many = len(shown)
    np.testing.assert_array_equal(shown.inputs, part.inputs[:many])
    np.testing.assert_array_equal(shown.targets, part.targets[:many])
    np.testing.assert_array_equal(shown.rows, part.rows[:many])
    if part.labels is not None:
        np.testing.assert_array_equal(shown.labels, part.labels[:many])


@pytest.mark.parametrize("key", KEYS)
def test_that_a_preview_shows_the_first_examples_of_both_parts(key: str) -> None:
    prepared = prepare(choice(key))
    seen = preview(prepared)
    facts = prepared.facts
    many = min(1_000, max(64, 200_000 // math.prod(facts.input_shape)))
    if facts.answers:  # as many numbers in an answer as there are tokens, at each place
        many = min(1_000, max(48, 200_000 // (math.prod(facts.target_shape) * facts.answers)))
    assert seen.shown_is_validation
    assert len(seen.train) == min(many, prepared.facts.train)
    assert len(seen.shown) == min(many, prepared.facts.validation)
    same(seen.train, prepared.train)
    same(seen.shown, prepared.validation)
    assert (seen.choice, seen.facts) == (prepared.choice, prepared.facts)
    assert seen.target_scale is prepared.target_scale


@pytest.mark.parametrize("key", KEYS)
def test_that_training_examples_are_shown_where_there_is_no_validation(key: str) -> None:
    prepared = prepare(choice(key, validation=0.0))
    seen = preview(prepared)
    assert not seen.shown_is_validation
    same(seen.shown, prepared.train)
    assert len(seen.shown) > 0


@pytest.mark.parametrize("goal", ["target", "inputs"])
@pytest.mark.parametrize("key", KEYS)
def test_that_a_preview_is_small_and_comes_through_a_pipe_unchanged(key: str, goal: str) -> None:
    params = {"samples": 100_000} if key in POINT_KEYS else {}
    seen = preview(prepare(choice(key, goal=goal if key in REBUILT_KEYS else "target", params=params)))
    sent = pickle.dumps(seen)
    assert len(sent) < 2_000_000
    back = pickle.loads(sent)
    same(back.shown, seen.shown)
    assert back.facts == seen.facts
    assert back.choice == seen.choice
    assert back.extent == seen.extent


@pytest.mark.parametrize("key", KEYS)
def test_that_a_preview_cannot_be_written_and_holds_no_larger_array(key: str) -> None:
    seen = preview(prepare(choice(key)))
    for part in (seen.train, seen.shown):
        for array in (part.inputs, part.targets, part.rows, part.labels):
            assert array is None or (not array.flags.writeable and array.base is None)


@pytest.mark.parametrize("scaling", ["none", "standard", "range"])
@pytest.mark.parametrize("key", POINT_KEYS)
def test_that_the_extent_is_a_square_around_all_points_with_a_margin(key: str, scaling: str) -> None:
    prepared = prepare(choice(key, scaling=scaling, test=0.1))
    extent = preview(prepared).extent
    assert extent is not None
    left, right, bottom, top = extent
    points = np.concatenate([part.inputs for part in (prepared.train, prepared.validation, prepared.test)])
    spread = float(np.ptp(points, axis=0).max())
    assert right - left == pytest.approx(top - bottom) == pytest.approx(1.1 * spread)
    assert (points > (left, bottom)).all()
    assert (points < (right, top)).all()
    assert all(type(end) is float for end in extent)


@pytest.mark.parametrize("key", [key for key in KEYS if SOURCES[key].domain is not Domain.POINTS])
def test_that_only_points_have_an_extent(key: str) -> None:
    assert preview(prepare(choice(key))).extent is None


@pytest.mark.parametrize("key", SERIES_KEYS)
def test_that_a_preview_of_a_series_holds_all_of_it_in_order(key: str) -> None:
    prepared = prepare(choice(key))
    seen = preview(prepared)
    assert seen.series is prepared.series
    assert (np.diff(seen.shown.rows) == 1).all()
    assert len(seen.shown) == len(prepared.validation)
