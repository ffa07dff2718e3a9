"""Series that are worked out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from nnstudio.data import prepare
from nnstudio.data.sources import load
from tests.data.choices import choice


def values(key: str, **params: object) -> np.ndarray:
    return load(choice(key, params=params)).inputs[:, 0].astype(np.float64)


def test_that_a_sum_of_sines_without_noise_repeats_after_all_its_periods() -> None:
    series = values("sines", periods=(4.0, 6.0), noise=0.0, length=200)
    assert series[12:] == pytest.approx(series[:-12], abs=1e-5)
    assert not np.allclose(series[6:], series[:-6], atol=0.1)
    assert not np.allclose(series[4:], series[:-4], atol=0.1)


def test_that_noise_is_as_strong_as_stated() -> None:
    clean, noisy = (values("sines", noise=noise, length=5_000) for noise in (0.0, 0.3))
    assert np.std(noisy - clean) == pytest.approx(0.3, rel=0.05)


@pytest.mark.parametrize("key", ["sines", "lorenz"])
def test_that_the_same_seed_makes_the_same_series_and_another_another(key: str) -> None:
    assert np.array_equal(values(key, length=300), values(key, length=300))
    assert not np.allclose(values(key, length=300), values(key, length=300, seed=1), atol=0.1)


def test_that_a_longer_series_begins_as_a_shorter_one() -> None:
    assert np.array_equal(values("lorenz", length=500)[:200], values("lorenz", length=200))


def test_that_the_lorenz_system_moves_as_scipy_says() -> None:
    """For two units of time; after more, any difference grows beyond bounds."""
    x, y, z = (values("lorenz", coordinate=name, length=100, step=0.02) for name in "xyz")

    def flow(_time: float, at: np.ndarray) -> list[float]:
        return [10 * (at[1] - at[0]), at[0] * (28 - at[2]) - at[1], at[0] * at[1] - 8 / 3 * at[2]]

    times = 0.02 * np.arange(100)
    exact = solve_ivp(flow, (0, times[-1]), [x[0], y[0], z[0]], t_eval=times, rtol=1e-9, atol=1e-9).y
    assert np.stack([x, y, z]) == pytest.approx(exact, abs=0.01)


def test_that_steps_are_counted_rather_than_years() -> None:
    prepared = prepare(choice("sines", params={"length": 300}))
    assert prepared.series is not None
    assert not prepared.series.in_years
    assert prepared.series.times.tolist() == list(range(300))
