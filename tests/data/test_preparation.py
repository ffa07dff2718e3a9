from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnstudio.data import preparation, prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Scale
from nnstudio.data.sources import load
from nnstudio.design.model import DataChoice, Scaling
from tests.data.choices import (
    CLASSED_KEYS,
    KEYS,
    REBUILT_KEYS,
    SERIES_KEYS,
    TEXT_KEYS,
    UNCLASSED_KEYS,
    choice,
)

NOT_SERIES = REBUILT_KEYS
SCALINGS = ["none", "standard", "range"]


def parts_of(prepared: Prepared) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return prepared.train.rows, prepared.validation.rows, prepared.test.rows


def original(numbers: np.ndarray, scale: Scale) -> np.ndarray:
    return np.asarray(numbers * scale.factor + scale.offset)


@pytest.mark.parametrize("key", KEYS)
def test_that_the_same_choice_gives_the_same_arrays(key: str) -> None:
    wish = choice(key, test=0.1)
    one, two = prepare(wish), prepare(DataChoice.model_validate(dict(wish)))
    for first, second in zip(
        (one.train, one.validation, one.test), (two.train, two.validation, two.test), strict=True
    ):
        np.testing.assert_array_equal(first.inputs, second.inputs)
        np.testing.assert_array_equal(first.targets, second.targets)
        np.testing.assert_array_equal(first.rows, second.rows)


@pytest.mark.parametrize("key", NOT_SERIES)
def test_that_another_seed_splits_otherwise(key: str) -> None:
    one, two = prepare(choice(key, seed=1)), prepare(choice(key, seed=2))
    assert set(one.validation.rows.tolist()) != set(two.validation.rows.tolist())


@pytest.mark.parametrize("key", NOT_SERIES)
def test_that_no_row_is_in_two_parts(key: str) -> None:
    rows = np.concatenate(parts_of(prepare(choice(key, validation=0.3, test=0.2))))
    assert len(set(rows.tolist())) == len(rows) == len(load(choice(key)).inputs)


@pytest.mark.parametrize("key", NOT_SERIES)
def test_that_the_split_depends_on_nothing_but_shares_and_seed(key: str) -> None:
    kept = parts_of(prepare(choice(key, test=0.1)))
    for fields in ({"scaling": "range"}, {"goal": "inputs"}, {"one_hot": True}, {"window": 3}):
        for rows, same in zip(parts_of(prepare(choice(key, test=0.1, **fields))), kept, strict=True):
            np.testing.assert_array_equal(rows, same)


@pytest.mark.parametrize("key", NOT_SERIES)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_inputs_are_the_rows_they_name(key: str, scaling: Scaling) -> None:
    prepared = prepare(choice(key, scaling=scaling))
    raw = load(choice(key))
    for part in (prepared.train, prepared.validation):
        back = original(part.inputs, prepared.input_scale)
        np.testing.assert_allclose(back, raw.inputs[part.rows], rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("key", [key for key in CLASSED_KEYS if key in REBUILT_KEYS])
def test_that_targets_are_the_classes_of_their_rows(key: str) -> None:
    targets = load(choice(key)).targets
    assert targets is not None
    numbers, one_hot = prepare(choice(key)).train, prepare(choice(key, one_hot=True)).train
    np.testing.assert_array_equal(numbers.targets[:, 0], targets[numbers.rows])
    np.testing.assert_array_equal(one_hot.targets.argmax(axis=1), targets[one_hot.rows])
    np.testing.assert_array_equal(one_hot.targets.sum(axis=1), 1)
    np.testing.assert_array_equal(numbers.labels, targets[numbers.rows])
    np.testing.assert_array_equal(prepare(choice(key, goal="inputs")).train.labels, targets[numbers.rows])


@pytest.mark.parametrize("key", CLASSED_KEYS)
def test_that_every_class_is_in_every_part(key: str) -> None:
    prepared = prepare(choice(key, validation=0.2, test=0.2))
    for part in (prepared.train, prepared.validation, prepared.test):
        assert part.labels is not None
        assert len(np.unique(part.labels)) == len(prepared.facts.classes)


@pytest.mark.parametrize("key", UNCLASSED_KEYS)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_scaled_quantities_lead_back_to_their_own_unit(key: str, scaling: Scaling) -> None:
    prepared = prepare(choice(key, scaling=scaling))
    targets = load(choice(key)).targets
    assert targets is not None
    back = original(prepared.validation.targets, prepared.target_scale)
    np.testing.assert_allclose(back, targets[prepared.validation.rows], rtol=1e-5, atol=1e-4)
    if scaling == "standard":
        assert float(prepared.train.targets.std()) == pytest.approx(1, abs=1e-4)
    if scaling == "none":
        np.testing.assert_array_equal(prepared.validation.targets, targets[prepared.validation.rows])


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("digits28", *TEXT_KEYS)])
def test_that_scales_are_measured_on_the_training_part_alone(key: str) -> None:
    prepared = prepare(choice(key, scaling="standard", validation=0.3, test=0.2))
    raw = load(choice(key)).inputs
    if prepared.series is not None:
        measured = raw[: prepared.series.validation_start]
    else:
        measured = raw[prepared.train.rows]
    table = measured.reshape(-1, raw.shape[-1]).astype(np.float64)
    np.testing.assert_allclose(prepared.input_scale.offset, table.mean(axis=0), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(prepared.input_scale.factor, table.std(axis=0), rtol=1e-9)
    whole = raw.reshape(-1, raw.shape[-1]).astype(np.float64)
    assert not np.allclose(prepared.input_scale.offset, whole.mean(axis=0), rtol=1e-6, atol=1e-9)


def test_that_a_standardized_table_has_mean_0_and_deviation_1_in_training() -> None:
    inputs = prepare(choice("breast_cancer", scaling="standard")).train.inputs
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(inputs.std(axis=0), 1, atol=1e-4)


@pytest.mark.parametrize("key", ["digits8", "digits28"])
def test_that_images_stay_between_0_and_1_by_default(key: str) -> None:
    inputs = prepare(choice(key)).train.inputs
    assert (inputs.min(), inputs.max()) == (0, 1)


@pytest.mark.parametrize("key", NOT_SERIES)
def test_that_an_autoencoder_is_asked_for_the_very_inputs_it_sees(key: str) -> None:
    prepared = prepare(choice(key, goal="inputs", scaling="standard"))
    assert prepared.train.targets is prepared.train.inputs
    assert prepared.validation.targets is prepared.validation.inputs
    assert prepared.target_scale is prepared.input_scale


@pytest.mark.parametrize("key", SERIES_KEYS)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_windows_and_forecasts_are_the_series_itself(key: str, scaling: Scaling) -> None:
    prepared = prepare(choice(key, scaling=scaling, window=8, horizon=4, validation=0.2, test=0.1))
    series = prepared.series
    assert series is not None
    for part, first, stop in (
        (prepared.train, 0, series.validation_start),
        (prepared.validation, series.validation_start, series.test_start),
        (prepared.test, series.test_start, len(series.values)),
    ):
        assert part.rows.tolist() == list(range(max(8, first), stop - 4 + 1))
        inputs = original(part.inputs[..., 0], prepared.input_scale)
        targets = original(part.targets, prepared.target_scale)
        for at, row in enumerate(part.rows):
            np.testing.assert_allclose(inputs[at], series.values[row - 8 : row], rtol=1e-5, atol=1e-3)
            np.testing.assert_allclose(targets[at], series.values[row : row + 4], rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize(
    ("validation", "test", "starts"),
    [(0.0, 0.0, (100, 100)), (0.2, 0.0, (80, 100)), (0.0, 0.2, (100, 80)), (0.2, 0.1, (70, 90))],
)
def test_that_a_series_says_where_its_parts_begin(
    validation: float, test: float, starts: tuple[int, int]
) -> None:
    series = prepare(choice("nile", validation=validation, test=test)).series
    assert series is not None
    assert (series.validation_start, series.test_start) == starts


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("key", ["spiral", "digits8", "iris", "diabetes", "elnino"])
def test_that_nothing_of_the_other_parts_reaches_training(
    key: str, scaling: Scaling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything outside the training part is changed beyond recognition; training stays as it was."""
    wish = choice(key, scaling=scaling, validation=0.2, test=0.1)
    before = prepare(wish)
    raw = load(wish)
    if before.series is not None:
        others = np.arange(before.series.validation_start, len(raw.inputs))
    else:
        others = np.concatenate((before.validation.rows, before.test.rows))
    inputs = raw.inputs.copy()
    inputs[others] = 1e6 + inputs[others] ** 2
    targets = raw.targets
    if targets is not None and not before.facts.classes:
        targets = targets.copy()
        targets[others] += 1e6
    monkeypatch.setattr(
        preparation, "load", lambda choice, progress: replace(raw, inputs=inputs, targets=targets)
    )
    after = prepare(wish)
    np.testing.assert_array_equal(after.train.inputs, before.train.inputs)
    np.testing.assert_array_equal(after.train.targets, before.train.targets)
    np.testing.assert_array_equal(after.input_scale.offset, before.input_scale.offset)
    np.testing.assert_array_equal(after.target_scale.factor, before.target_scale.factor)
    assert not np.array_equal(after.validation.inputs, before.validation.inputs)
