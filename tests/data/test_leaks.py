"""No example of the test part is among those that training sees, by checksum, whatever the source.

Long texts and texts with classes or translations have tests of their own, ``text/test_leaks.py``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from nnstudio.data.preparation import prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Examples
from nnstudio.data.sources import SOURCES
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnColumn
from nnstudio.design.shipped import load_shipped, shipped_names
from tests.data.choices import KEYS, TEXT_KEYS, choice
from tests.data.own.designs import as_suggested
from tests.data.own.faults.readers import READERS
from tests.data.own.tables import chosen, written

IMAGE_KEYS = tuple(key for key in KEYS if SOURCES[key].domain is Domain.IMAGES)
IMAGE_DESIGNS = tuple(name for name in shipped_names() if load_shipped(name).data.source in IMAGE_KEYS)


SEEN_KEYS = tuple(key for key in KEYS if key not in TEXT_KEYS)
LISTED_KEYS = tuple(key for key in SEEN_KEYS if SOURCES[key].domain is not Domain.SERIES)


def checksums(part: Examples) -> set[str]:
    return {hashlib.sha256(example.tobytes()).hexdigest() for example in part.stored}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("key", IMAGE_KEYS)
def test_that_no_image_that_is_tested_was_learned(key: str, seed: int) -> None:
    prepared = prepare(choice(key, seed=seed, validation=0.15, test=0.2))
    tested = checksums(prepared.test)
    assert len(tested) > 50
    assert not tested & checksums(prepared.train)
    assert not tested & checksums(prepared.validation)


@pytest.mark.parametrize("name", IMAGE_DESIGNS)
def test_that_no_shipped_design_is_tested_on_images_that_it_learned(name: str) -> None:
    prepared = prepare(load_shipped(name).data)
    tested = checksums(prepared.test)
    assert len(tested) > 50
    assert not tested & checksums(prepared.train)
    assert not tested & checksums(prepared.validation)


def assert_apart(prepared: Prepared, fewest: int) -> None:
    learned, validated, tested = (
        checksums(part) for part in (prepared.train, prepared.validation, prepared.test)
    )
    assert len(tested) >= fewest
    assert not tested & learned
    assert not tested & validated


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("key", SEEN_KEYS)
def test_that_nothing_that_is_tested_was_learned(key: str, seed: int) -> None:
    fewest = 8 if key in ("drawn_points", "nile") else 29  # iris has one flower twice
    assert_apart(prepare(choice(key, seed=seed, validation=0.15, test=0.2)), fewest)


@pytest.mark.parametrize("key", LISTED_KEYS)
def test_that_it_is_learned_as_its_own_input_apart_too(key: str) -> None:
    if SOURCES[key].domain is not Domain.VIDEO:
        assert_apart(prepare(choice(key, goal="inputs", validation=0.15, test=0.2)), 8)


def assert_in_time(prepared: Prepared, horizon: int) -> None:
    """What is tested comes after all that was learned, and is no part of any window of training."""
    series = prepared.series
    assert series is not None
    assert prepared.train.rows.max() + horizon <= series.validation_start
    assert prepared.validation.rows.max() + horizon <= series.test_start <= prepared.test.rows.min()
    assert (series.times[1:] >= series.times[:-1]).all()


@pytest.mark.parametrize("key", [key for key in SEEN_KEYS if key not in LISTED_KEYS])
@pytest.mark.parametrize(("window", "horizon"), [(5, 1), (12, 4)])
def test_that_a_series_is_split_by_time(key: str, window: int, horizon: int) -> None:
    made = choice(key, window=window, horizon=horizon, validation=0.15, test=0.2)
    assert_in_time(prepare(made), horizon)


@pytest.mark.parametrize("reader", READERS)
def test_that_nothing_of_own_data_that_is_tested_was_learned(tmp_path: Path, reader: str) -> None:
    own = READERS[reader].read(READERS[reader].good(tmp_path)).own
    prepared = prepare(as_suggested(own).model_copy(update={"length": 16, "validation": 0.2, "test": 0.2}))
    assert len(prepared.test) > 0
    assert not set(prepared.test.rows.tolist()) & set(prepared.train.rows.tolist())
    if prepared.text is None:
        assert_apart(prepared, 1)
    elif prepared.text.texts:
        texts = [{prepared.text.texts[row] for row in part.rows} for part in (prepared.train, prepared.test)]
        assert not texts[0] & texts[1]
    else:  # to be written on: by place
        assert prepared.train.rows.max() + 16 < prepared.validation.rows.min()
        assert prepared.validation.rows.max() + 16 < prepared.test.rows.min()


def test_that_an_own_series_is_split_by_time_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    rows = [f"2024-{1 + at // 28:02}-{1 + at % 28:02},{at * at % 97}" for at in range(300)]
    mixed = [rows[at * 7 % 300] for at in range(300)]
    table = written(tmp_path, "day,value\n" + "\n".join(mixed) + "\n")
    own = chosen(
        table, OwnColumn(name="day", kind="time", role="time"), OwnColumn(name="value", role="target")
    )
    made = as_suggested(own, window=6, horizon=2).model_copy(update={"validation": 0.2, "test": 0.2})
    assert_in_time(prepare(made), 2)
