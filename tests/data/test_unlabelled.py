"""What is prepared to learn without labels: noise to take away, and a class to find unusual."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import SOURCES, default_choice, describe, prepare, preview
from nnstudio.data.sources import load
from nnstudio.design.facts import Task
from nnstudio.errors import UserError
from tests.data.choices import COUNTED_KEYS, REBUILT_KEYS, choice

NOT_SERIES = REBUILT_KEYS


@pytest.mark.parametrize("key", COUNTED_KEYS)
def test_that_the_table_knows_how_many_examples_each_class_has(key: str) -> None:
    source, made = SOURCES[key], default_choice(key)
    targets = load(made).targets
    assert targets is not None
    assert source.class_counts is not None
    counts = source.class_counts(made.params)
    assert np.bincount(targets, minlength=len(source.classes)).tolist() == list(counts)
    assert sum(counts) == source.count(made.params)


@pytest.mark.parametrize("key", NOT_SERIES)
def test_that_the_network_reads_noise_and_is_asked_for_what_is_clean(key: str) -> None:
    clean = prepare(choice(key, goal="inputs", test=0.2))
    noisy = prepare(choice(key, goal="inputs", test=0.2, noise=0.5))
    for part, without in zip(
        (noisy.train, noisy.validation, noisy.test), (clean.train, clean.validation, clean.test), strict=True
    ):
        np.testing.assert_array_equal(part.targets, without.inputs)
        noise = part.inputs - part.targets
        assert float(noise.std()) == pytest.approx(0.5, rel=0.25)
        assert abs(float(noise.mean())) < 0.25


def test_that_noise_follows_from_the_seed_and_is_each_parts_own() -> None:
    wish = choice("digits8", goal="inputs", noise=0.3)
    one, two = prepare(wish), prepare(wish.model_copy(update={"test": 0.0}))
    np.testing.assert_array_equal(one.train.inputs, two.train.inputs)
    count = len(one.validation)
    noises = [(part.inputs - part.targets)[:count].ravel() for part in (one.train, one.validation)]
    assert abs(np.corrcoef(noises)[0, 1]) < 0.05


def test_that_noise_changes_nothing_where_labels_are_learned() -> None:
    noisy, clean = (prepare(choice("iris", noise=noise, unusual="setosa")) for noise in (2.0, 0.0))
    np.testing.assert_array_equal(noisy.train.inputs, clean.train.inputs)
    assert len(np.unique(noisy.train.targets)) == 3


def test_that_the_window_is_given_the_noisy_and_the_clean() -> None:
    shown = preview(prepare(choice("digits8", goal="inputs", noise=0.3))).shown
    assert not np.array_equal(shown.inputs, shown.targets)
    assert 0 <= shown.targets.min() < shown.targets.max() <= 1


@pytest.mark.parametrize("key", COUNTED_KEYS)
@pytest.mark.parametrize(("validation", "test"), [(0.2, 0.2), (0.0, 0.3), (0.3, 0.0), (0.2, 0.1)])
def test_that_training_sees_nothing_of_the_unusual_class(key: str, validation: float, test: float) -> None:
    classes = SOURCES[key].classes
    wish = choice(key, goal="inputs", unusual=classes[-1], validation=validation, test=test)
    facts, prepared = describe(wish), prepare(wish)
    assert facts.task is Task.RECONSTRUCTION
    assert facts.unusual == classes[-1]
    last = len(classes) - 1
    held_out = []
    for part, count in (
        (prepared.train, facts.train),
        (prepared.validation, facts.validation),
        (prepared.test, facts.test),
    ):
        assert part.labels is not None
        assert len(part) == count
        if part is prepared.train:
            assert not (part.labels == last).any()
        elif count:
            held_out.append(float(np.mean(part.labels == last)))
            assert 0 < held_out[-1] < 1
    assert max(held_out) - min(held_out) < 0.1
    rows = np.concatenate([prepared.train.rows, prepared.validation.rows, prepared.test.rows])
    assert np.array_equal(np.sort(rows), np.arange(len(load(wish).inputs)))


def test_that_the_first_examples_held_out_are_of_both_kinds() -> None:
    first = prepare(choice("digits8", goal="inputs", unusual="4")).validation.labels
    assert first is not None
    assert 2 < np.count_nonzero(first[:50] == 4) < 40


@pytest.mark.parametrize(
    ("key", "fields", "where"),
    [
        ("digits8", {"unusual": "ten"}, "data.unusual"),
        ("diabetes", {"unusual": "age"}, "data.unusual"),
        ("digits8", {"unusual": "3", "validation": 0.0, "test": 0.0}, "data.validation"),
        ("digits8", {"noise": -1.0}, "data.noise"),
    ],
)
def test_that_what_cannot_be_left_out_is_refused(key: str, fields: dict[str, object], where: str) -> None:
    with pytest.raises(UserError) as refused:
        describe(choice(key, goal="inputs", **fields))
    assert refused.value.where == where
