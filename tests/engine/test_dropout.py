"""The hashed masks: as good as drawn ones."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.engine import dropout
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.dropout import Dropout, keep_mask, normal_noise

UNITS, STEPS = 500, 400


def masks(seed: int, rate: float, steps: int = STEPS, units: int = UNITS) -> NDArray[np.float64]:
    """The masks (steps × units) of consecutive steps."""
    inputs = tf.zeros((units,))
    make = tf.function(lambda step: keep_mask(tf.stack([seed, step]), inputs, rate))
    kept = tf.map_fn(make, tf.range(steps), fn_output_signature=tf.bool)
    return kept.numpy().astype(np.float64)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.83])
def test_that_each_number_is_kept_with_the_rates_chance(rate: float) -> None:
    kept = masks(7, rate)
    deviation = np.sqrt(rate * (1 - rate))
    assert kept.mean() == pytest.approx(1 - rate, abs=5 * deviation / np.sqrt(kept.size))
    for axis in (0, 1):  # units over the steps, and steps over the units, as spread as chance makes them
        of_each = (kept.mean(axis) - (1 - rate)) / (deviation / np.sqrt(kept.shape[axis]))
        assert np.abs(of_each).max() < 5
        assert of_each.var() == pytest.approx(1, abs=0.4)


def test_that_neighbours_in_place_step_and_seed_are_independent() -> None:
    kept, other = masks(7, 0.5) - 0.5, masks(8, 0.5) - 0.5
    limit = 5 * 0.25 / np.sqrt(kept.size)
    for shift in (1, 2, 3, 8, 16, 64, 128):
        assert abs((kept[:, shift:] * kept[:, :-shift]).mean()) < limit * 1.2
        assert abs((kept[shift:] * kept[:-shift]).mean()) < limit * 1.3
    assert abs((kept * other).mean()) < limit
    between_steps = np.corrcoef(kept)
    np.fill_diagonal(between_steps, 0)
    assert np.abs(between_steps).max() < 6 / np.sqrt(UNITS)
    between_units = np.corrcoef(kept.T)
    np.fill_diagonal(between_units, 0)
    assert np.abs(between_units).max() < 6 / np.sqrt(STEPS)


@pytest.mark.parametrize("xla", [False, True])
def test_that_a_mask_repeats_and_follows_from_the_state(xla: bool) -> None:
    layer = Dropout(0.25, seed=3)
    layer.build((20, 30))
    call = tf.function(lambda inputs: layer(inputs, training=True), jit_compile=xla)
    ones, state = tf.ones((20, 30)), layer.seed_generator.state
    first, before = call(ones).numpy(), state.numpy()
    second = call(ones).numpy()
    assert (first != second).any()
    state.assign(before)
    np.testing.assert_array_equal(call(ones).numpy(), second)
    np.testing.assert_array_equal(np.unique(first), np.float32([0, 1 / 0.75]))


def test_that_the_scaling_and_the_ends_are_those_of_keras() -> None:
    ones = np.ones((4, 5), np.float32)
    for rate in (0.0, 0.5, 1.0):
        ours, theirs = Dropout(rate, seed=1), keras.layers.Dropout(rate, seed=1)
        largest = [layer(ones, training=True).numpy().max() for layer in (ours, theirs)]
        assert largest[0] == largest[1]
        np.testing.assert_array_equal(ours(ones, training=False).numpy(), ones)


@pytest.mark.parametrize("xla", [False, True])
def test_that_the_farthest_noise_is_finite_and_the_same_on_both_sides(
    xla: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = np.array([0, 2**31 - 1, 2**31, 2**32 - 1], np.uint32)
    monkeypatch.setattr(dropout, "random_bits", lambda state, inputs: tf.constant(ends))
    drawn = tf.function(lambda inputs: normal_noise(None, inputs), jit_compile=xla)(tf.zeros(4)).numpy()
    np.testing.assert_allclose(drawn, -drawn[::-1], rtol=1e-5)
    assert 5 < drawn[-1] < 5.3
    assert 0 < drawn[2] < 1e-6


def test_that_the_gradient_is_the_mask_that_was_drawn() -> None:
    inputs = tf.constant(np.random.default_rng(5).normal(size=(6, 7)))
    weights = np.random.default_rng(6).normal(size=(6, 7))
    layer = Dropout(0.3, seed=9, dtype="float64")
    layer.build(inputs.shape)
    state, before = layer.seed_generator.state, layer.seed_generator.state.numpy()

    def outputs(of: object) -> object:
        state.assign(before)
        return layer(of, training=True)

    with tf.GradientTape() as tape:
        tape.watch(inputs)
        given = outputs(inputs)
        total = tf.reduce_sum(given * weights)
    gradient = tape.gradient(total, inputs).numpy()
    np.testing.assert_allclose(gradient, np.where(given.numpy() == 0, 0, weights / 0.7), rtol=1e-12)
    direction, shift = np.random.default_rng(7).normal(size=(6, 7)), 1e-6
    totals = [(outputs(inputs + sign * shift * direction).numpy() * weights).sum() for sign in (1, -1)]
    assert (gradient * direction).sum() == pytest.approx((totals[0] - totals[1]) / (2 * shift), rel=1e-6)
