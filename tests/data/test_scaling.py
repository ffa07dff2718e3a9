from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.scaling import apply, fit
from nnstudio.design.model import Scaling

TABLE = np.array([[1, 7, -5], [2, 7, 5], [6, 7, 3]], dtype=np.float32)


def test_that_standardized_columns_have_mean_0_and_deviation_1() -> None:
    scale = fit("standard", TABLE)
    prepared = apply(scale, TABLE)
    np.testing.assert_allclose(scale.offset, [3, 7, 1])
    np.testing.assert_allclose(scale.factor, [np.sqrt(14 / 3), 1, np.sqrt(56 / 3)])
    np.testing.assert_allclose(prepared.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(prepared.std(axis=0), [1, 0, 1], atol=1e-6)


def test_that_range_puts_the_smallest_at_0_and_the_largest_at_1() -> None:
    prepared = apply(fit("range", TABLE), TABLE)
    expected = np.array([[0, 0, 0], [0.2, 0, 1], [1, 0, 0.8]])
    np.testing.assert_allclose(prepared, expected, atol=1e-6)


def test_that_none_leaves_every_number_as_it_is() -> None:
    scale = fit("none", TABLE)
    np.testing.assert_array_equal(apply(scale, TABLE), TABLE)
    assert apply(scale, TABLE).dtype == np.float32
    assert apply(scale, TABLE) is not TABLE


@pytest.mark.parametrize("scaling", ["standard", "range"])
@pytest.mark.parametrize("value", [0.0, 0.1, 1e30, -3.3])
def test_that_a_constant_column_is_moved_to_0_and_never_divided_by_0(scaling: Scaling, value: float) -> None:
    same = np.full((7, 2), value, dtype=np.float32)
    scale = fit(scaling, same)
    np.testing.assert_array_equal(scale.factor, 1)
    np.testing.assert_allclose(apply(scale, same), 0, atol=abs(value) * 1e-6)


@pytest.mark.parametrize("scaling", ["standard", "range"])
def test_that_an_image_has_one_scale_for_each_channel(scaling: Scaling) -> None:
    images = np.random.default_rng(0).random((5, 4, 4, 3)).astype(np.float32)
    scale = fit(scaling, images)
    assert scale.offset.shape == scale.factor.shape == (3,)
    back = apply(scale, images) * scale.factor + scale.offset
    np.testing.assert_allclose(back, images, atol=1e-6)
