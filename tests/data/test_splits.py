from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.splits import deal, sizes
from nnstudio.design.model import DataChoice
from tests.data.choices import SHARES, choice

ROWS = st.integers(1, 400)
SEEDS = st.integers(0, 2**31 - 1)


def shares(validation: float, test: float = 0.0, seed: int = 0) -> DataChoice:
    return choice("iris", validation=validation, test=test, seed=seed)


@given(count=ROWS, validation=SHARES, test=SHARES, seed=SEEDS)
def test_that_every_row_is_dealt_to_exactly_one_part(
    count: int, validation: float, test: float, seed: int
) -> None:
    wish = shares(validation, test, seed)
    many = sizes(count, wish)
    if many.train < 1:
        return
    parts = deal(count, wish, None)
    assert [len(parts.train), len(parts.validation), len(parts.test)] == [
        many.train,
        many.validation,
        many.test,
    ]
    dealt = np.concatenate((parts.train, parts.validation, parts.test))
    assert sorted(dealt.tolist()) == list(range(count))


@given(
    same=st.lists(st.integers(0, 60), min_size=10, max_size=200),
    classes=st.integers(1, 4),
    validation=st.floats(0.0, 0.45),
    test=st.floats(0.0, 0.45),
    seed=SEEDS,
)
def test_that_rows_that_are_the_same_go_to_one_part(
    same: list[int], classes: int, validation: float, test: float, seed: int
) -> None:
    numbers = np.array(same, np.int32)
    wish = shares(validation, test, seed)
    many = sizes(len(same), wish)
    parts = deal(len(same), wish, numbers % classes, numbers)
    dealt = (parts.train, parts.validation, parts.test)
    assert tuple(map(len, dealt)) == (many.train, many.validation, many.test)
    assert sorted(np.concatenate(dealt).tolist()) == list(range(len(same)))
    parted = sum(
        len({at for at, part in enumerate(dealt) if (numbers[part] == key).any()}) > 1 for key in set(same)
    )
    singles = sum(count == 1 for count in Counter(same).values())
    assert parted <= 2  # one at each cut
    if singles >= many.test + many.validation:
        assert parted == 0


def test_that_classes_keep_their_shares_where_rows_are_the_same() -> None:
    same = np.repeat(np.arange(300, dtype=np.int32), [1, 2, 3] * 100)
    labels = (same % 2).astype(np.int32)
    parts = deal(len(same), shares(0.2, 0.2), labels, same)
    for part in (parts.train, parts.validation, parts.test):
        assert abs(labels[part].mean() - 0.5) < 0.02
    again = deal(len(same), shares(0.1, 0.2), labels, same)
    assert set(again.test.tolist()) == set(parts.test.tolist())


@given(count=ROWS, validation=st.floats(1e-9, 0.9))
def test_that_a_share_above_0_is_rounded_and_never_empty(count: int, validation: float) -> None:
    rows = sizes(count, shares(validation)).validation
    assert rows >= 1
    assert rows == 1 or abs(rows - count * validation) <= 0.5 + 1e-9


@given(
    classes=st.lists(st.integers(0, 4), min_size=40, max_size=300),
    validation=st.floats(0.0, 0.45),
    test=st.floats(0.0, 0.45),
    seed=SEEDS,
)
def test_that_each_part_has_its_share_of_each_class(
    classes: list[int], validation: float, test: float, seed: int
) -> None:
    labels = np.array(classes, dtype=np.int32)
    parts = deal(len(labels), shares(validation, test, seed), labels)
    for part in (parts.train, parts.validation, parts.test):
        for label in np.unique(labels):
            fair = len(part) * np.mean(labels == label)
            assert abs(np.count_nonzero(labels[part] == label) - fair) <= 3


def test_that_equal_classes_stay_equal_in_each_part() -> None:
    labels = np.repeat(np.arange(3, dtype=np.int32), 50)
    parts = deal(150, shares(0.2, 0.2), labels)
    for part, count in ((parts.train, 30), (parts.validation, 10), (parts.test, 10)):
        assert np.bincount(labels[part]).tolist() == [count] * 3


def test_that_the_same_seed_deals_the_same_rows_and_another_seed_others() -> None:
    first, again, other = (deal(150, shares(0.2, seed=seed), None) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first.train, again.train)
    np.testing.assert_array_equal(first.validation, again.validation)
    assert set(first.validation.tolist()) != set(other.validation.tolist())


@pytest.mark.parametrize("validation", [0.0, 0.1, 0.5])
def test_that_the_test_part_does_not_depend_on_the_validation_part(validation: float) -> None:
    labels = np.repeat(np.arange(3, dtype=np.int32), 50)
    kept = deal(150, shares(0.3, 0.2), labels).test
    np.testing.assert_array_equal(deal(150, shares(validation, 0.2), labels).test, kept)


def test_that_parts_are_in_no_order_of_row_or_class() -> None:
    labels = np.repeat(np.arange(3, dtype=np.int32), 50)
    train = deal(150, shares(0.2), labels).train
    assert abs(np.corrcoef(train, np.arange(len(train)))[0, 1]) < 0.3
    assert len(set(labels[train[:12]].tolist())) == 3


def test_that_the_rows_of_a_seed_stay_as_they_were_released() -> None:
    assert deal(10, shares(0.3, seed=7), None).validation.tolist() == [3, 1, 2]
