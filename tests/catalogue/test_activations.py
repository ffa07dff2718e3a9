"""The table of activations against Keras' own functions, and against itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue.activations import ACTIVATIONS, LEFT_OUT_ACTIVATIONS


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_a_curve_is_the_function_of_keras(keras: Any, key: str) -> None:
    x = np.random.default_rng(0).normal(0.0, 4.0, (5, 9))
    expected = np.asarray(keras.activations.get(ACTIVATIONS[key].keras)(keras.ops.convert_to_tensor(x)))
    np.testing.assert_allclose(ACTIVATIONS[key].curve(x), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_a_curve_is_finite_far_out(key: str) -> None:
    x = np.linspace(-1e4, 1e4, 101)
    assert np.isfinite(ACTIVATIONS[key].curve(x)).all()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_a_derivative_is_the_slope_of_the_curve(key: str) -> None:
    """Beside 0, whose curve is not asked; near corners there is no slope to compare."""
    entry = ACTIVATIONS[key]
    sums = np.linspace(-4.3, 4.3, 200)
    x, away = np.stack([sums, np.zeros_like(sums)], axis=-1), np.array([1e-6, 0.0])
    slope = (entry.curve(x + away) - entry.curve(x - away))[:, 0] / 2e-6
    np.testing.assert_allclose(entry.derivative(x)[:, 0], slope, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_that_values_lie_in_the_range_and_saturation_is_a_slope_of_nought(key: str) -> None:
    entry = ACTIVATIONS[key]
    low, high = entry.range
    x = np.linspace(-60.0, 60.0, 1201)
    pairs = np.stack([x, np.zeros_like(x)], axis=-1)
    values, slopes = entry.curve(pairs)[:, 0], entry.derivative(pairs)[:, 0]
    assert low - 1e-9 <= values.min()
    assert values.max() <= high + 1e-9
    flat = max(abs(slopes[0]), abs(slopes[-1])) < 1e-3
    assert flat == entry.saturates


def test_that_sparsemax_of_keras_is_still_wrong(keras: Any) -> None:
    """The reason why it is left out; when this fails it can come back."""
    shares = keras.activations.sparsemax(keras.ops.convert_to_tensor([[1.0, 0.9, 0.2]]))
    assert float(keras.ops.sum(shares)) < 0.9


def test_that_every_activation_of_keras_is_here_or_left_out(keras: Any) -> None:
    theirs = {name for name in dir(keras.activations) if not name.startswith("_")}
    assert theirs - {"get", "serialize", "deserialize"} == {*ACTIVATIONS, *LEFT_OUT_ACTIVATIONS}
