from __future__ import annotations

import numpy as np
import pytest

from nnstudio.engine.order import batch_size, epoch_order
from tests.engine.designs import points


def test_that_an_epoch_meets_every_example_once() -> None:
    assert sorted(epoch_order(0, 0, 50).tolist()) == list(range(50))


def test_that_the_order_follows_from_seed_and_epoch() -> None:
    first = epoch_order(1, 2, 50)
    np.testing.assert_array_equal(first, epoch_order(1, 2, 50))
    assert (first != epoch_order(1, 3, 50)).any()
    assert (first != epoch_order(2, 2, 50)).any()


@pytest.mark.parametrize(("batching", "size"), [("full", 7), ("single", 1), ("mini", 7)])
def test_that_a_batch_is_never_larger_than_the_set(batching: str, size: int) -> None:
    assert batch_size(points(batching=batching).recipe, 7) == size
