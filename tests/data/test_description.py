"""A description is what preparing gives, and a choice that cannot be is refused in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from nnstudio.catalogue.entries import Target
from nnstudio.data import SOURCES, default_choice, describe, prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Examples
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError
from tests.data.choices import (
    CLASSED_KEYS,
    KEYS,
    REBUILT_KEYS,
    SERIES_KEYS,
    TEXT_KEYS,
    UNCLASSED_KEYS,
    any_choice,
    choice,
)


def part_is_as_described(part: Examples, facts: DataFacts, count: int) -> None:
    assert len(part) == len(part.inputs) == len(part.targets) == len(part.rows) == count
    assert part.inputs.shape[1:] == facts.input_shape
    assert part.targets.shape[1:] == facts.target_shape
    assert part.inputs.dtype == np.float32
    assert part.targets.dtype == (
        np.int32 if facts.target in (Target.INTEGERS, Target.TOKENS) else np.float32
    )
    assert part.rows.dtype == np.int64
    assert np.isfinite(part.inputs).all()
    assert np.isfinite(part.targets).all()
    assert (part.labels is not None) == bool(facts.classes)
    if part.labels is not None:
        assert part.labels.shape == (count,)
        assert part.labels.dtype == np.int32
        assert ((part.labels >= 0) & (part.labels < len(facts.classes))).all()
    for array in (part.inputs, part.targets, part.rows, part.labels):
        assert array is None or not array.flags.writeable


def arrays_are_as_described(prepared: Prepared, facts: DataFacts) -> None:
    assert prepared.facts == facts
    part_is_as_described(prepared.train, facts, facts.train)
    part_is_as_described(prepared.validation, facts, facts.validation)
    part_is_as_described(prepared.test, facts, facts.test)
    assert facts.train >= 1
    assert prepared.input_scale.offset.shape in ((1,), facts.input_shape[-1:])
    assert (prepared.input_scale.factor > 0).all()
    assert (prepared.target_scale.factor > 0).all()
    assert (prepared.series is not None) == (facts.domain is Domain.SERIES)


SPLITS = ((0.0, 0.0), (0.2, 0.0), (0.3, 0.2))


@pytest.mark.parametrize("key", KEYS)
def test_that_prepared_arrays_are_as_described(key: str) -> None:
    series = key in SERIES_KEYS
    goals = ("target", "inputs") if key in REBUILT_KEYS else ("target",)
    windows = ((1, 1), (10, 5)) if series else ((30, 10),)
    scalings = ("none", "standard") if key == "digits28" else ("none", "standard", "range")
    scalings = ("none",) if key in TEXT_KEYS else scalings
    for goal, one_hot, (validation, test), (window, horizon), scaling in product(
        goals, (False, True), SPLITS, windows, scalings
    ):
        wish = choice(
            key,
            goal=goal,
            one_hot=one_hot,
            validation=validation,
            test=test,
            window=window,
            horizon=horizon,
            scaling=scaling,
        )
        arrays_are_as_described(prepare(wish), describe(wish))


def answer(wish: DataChoice) -> DataFacts | UserError:
    try:
        return describe(wish)
    except UserError as error:
        return error


@settings(max_examples=200, deadline=None)
@given(wish=any_choice())
def test_that_any_choice_is_refused_in_words_or_prepared_as_described(wish: DataChoice) -> None:
    found = answer(wish)
    if isinstance(found, DataFacts):
        arrays_are_as_described(prepare(wish), found)
    else:
        assert found.message
        assert found.hint
        assert found.where.startswith("data.")


@pytest.mark.parametrize("key", CLASSED_KEYS)
def test_that_classes_are_asked_for_as_numbers_or_one_hot(key: str) -> None:
    classes = SOURCES[key].classes
    numbers, one_hot = describe(choice(key)), describe(choice(key, one_hot=True))
    assert (numbers.task, numbers.target) == (Task.CLASSIFICATION, Target.INTEGERS)
    assert numbers.target_shape == (1,)
    assert (one_hot.task, one_hot.target) == (Task.CLASSIFICATION, Target.ONE_HOT)
    assert one_hot.target_shape == (len(classes),)
    assert numbers.classes == one_hot.classes == classes


@pytest.mark.parametrize("key", UNCLASSED_KEYS)
def test_that_quantities_are_regression_whatever_one_hot_says(key: str) -> None:
    facts = describe(choice(key))
    assert (facts.task, facts.target) == (Task.REGRESSION, Target.NUMBERS)
    assert facts.target_names == SOURCES[key].target_names
    assert describe(choice(key, one_hot=True)) == facts


@pytest.mark.parametrize("key", REBUILT_KEYS)
def test_that_reconstruction_asks_for_the_input_and_keeps_the_classes(key: str) -> None:
    facts = describe(choice(key, goal="inputs"))
    assert (facts.task, facts.target) == (Task.RECONSTRUCTION, Target.INPUTS)
    assert facts.target_shape == facts.input_shape == SOURCES[key].input_shape
    assert facts.classes == SOURCES[key].classes
    assert describe(choice(key, goal="inputs", one_hot=True)) == facts


@pytest.mark.parametrize("key", SERIES_KEYS)
def test_that_a_series_is_forecast_from_a_window(key: str) -> None:
    facts = describe(choice(key, window=12, horizon=3, validation=0.0))
    assert (facts.task, facts.target) == (Task.FORECAST, Target.NUMBERS)
    assert (facts.input_shape, facts.target_shape) == ((12, 1), (3,))
    assert facts.train == SOURCES[key].count(default_choice(key).params) - 12 - 3 + 1
    assert facts.unit == SOURCES[key].unit


def test_that_a_description_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(params: object) -> None:
        raise AssertionError("loaded")

    for key, source in list(SOURCES.items()):
        monkeypatch.setitem(SOURCES, key, replace(source, load=refuse))  # type: ignore[arg-type]
        assert describe(default_choice(key)).train > 0


@pytest.mark.parametrize(
    ("key", "fields", "where", "words"),
    [
        ("iris", {"validation": 0.5, "test": 0.5}, "data.validation", "all 150 examples"),
        ("iris", {"validation": 0.9, "test": 0.2}, "data.validation", "Nothing is left"),
        ("iris", {"validation": 1.0}, "data.validation", "0.9"),
        ("iris", {"test": -0.1}, "data.test", "got -0.1"),
        ("iris", {"window": 0}, "data.window", "got 0"),
        ("iris", {"horizon": 5_000}, "data.horizon", "1,000"),
        ("iris", {"seed": -1}, "data.seed", "got -1"),
        ("nile", {"goal": "inputs"}, "data.goal", "forecasting"),
        ("nile", {"window": 76, "horizon": 5}, "data.window", "80 values"),
        ("nile", {"window": 2_000}, "data.window", "2,005"),
        ("nile", {"validation": 0.9, "test": 0.9}, "data.window", "0 values"),
        ("nile", {"validation": 0.04}, "data.horizon", "validation part of the series has 4 values"),
        ("nile", {"test": 0.01}, "data.horizon", "test part of the series has 1 value,"),
    ],
)
def test_that_a_choice_that_cannot_be_is_refused_at_its_field(
    key: str, fields: dict[str, Any], where: str, words: str
) -> None:
    with pytest.raises(UserError) as caught:
        describe(choice(key, **fields))
    assert words in caught.value.message
    assert caught.value.where == where
    with pytest.raises(UserError, match=re.escape(words)):
        prepare(choice(key, **fields))


def test_that_the_longest_window_that_fits_gives_one_example() -> None:
    assert describe(choice("nile", window=75, horizon=5)).train == 1
