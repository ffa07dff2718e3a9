from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.points import HALF
from nnstudio.data.source import Raw
from nnstudio.data.sources import load
from tests.data.choices import POINT_KEYS, choice

# The sums of all coordinates, signs left out, and of all targets, at the defaults. They are pinned so
# that a curve shown in a lecture comes out the same on every machine and in every release.
SUMS = {
    "circle": (1073.0557, 250.0),
    "xor": (1570.5002, 231.0),
    "gaussian": (1210.6527, 250.0),
    "spiral": (957.1636, 250.0),
    "moons": (1116.7848, 250.0),
    "plane": (1479.2556, 16.0983),
    "multi_gaussian": (1479.2556, 11.3522),
}


def points(key: str, **params: float) -> Raw:
    return load(choice(key, params=params))


@pytest.mark.parametrize("key", POINT_KEYS)
def test_that_the_same_parameters_make_the_same_points(key: str) -> None:
    raw = points(key)
    assert raw.targets is not None
    found = (float(np.abs(raw.inputs).sum(dtype=np.float64)), float(raw.targets.sum(dtype=np.float64)))
    assert found == pytest.approx(SUMS[key], abs=1e-3)


@pytest.mark.parametrize("key", POINT_KEYS)
def test_that_another_seed_makes_other_points(key: str) -> None:
    assert not np.array_equal(points(key, seed=1, noise=0.2).inputs, points(key, seed=2, noise=0.2).inputs)


@pytest.mark.parametrize("key", POINT_KEYS)
@pytest.mark.parametrize("samples", [10, 11, 500])
def test_that_there_are_as_many_points_as_asked_for(key: str, samples: int) -> None:
    raw = points(key, samples=samples)
    assert raw.targets is not None
    assert len(raw.inputs) == len(raw.targets) == samples


@pytest.mark.parametrize("key", ["circle", "gaussian", "spiral", "moons"])
def test_that_classes_without_noise_are_of_equal_size(key: str) -> None:
    targets = points(key, noise=0.0, samples=100).targets
    assert targets is not None
    assert np.count_nonzero(targets) == 50


@pytest.mark.parametrize("key", POINT_KEYS)
def test_that_points_without_noise_lie_on_the_plane(key: str) -> None:
    assert np.abs(points(key, noise=0.0).inputs).max() <= HALF * 1.1
    assert np.abs(points(key, noise=0.0).inputs).max() >= HALF * 0.7


@pytest.mark.parametrize("key", ["circle", "xor", "gaussian", "spiral", "moons"])
def test_that_noise_mixes_the_classes(key: str) -> None:
    """The share of points whose nearest other point is of another class grows with the noise."""
    shares = []
    for noise in (0.0, 0.3, 1.0):
        raw = points(key, noise=noise)
        assert raw.targets is not None
        apart = np.square(raw.inputs[:, None] - raw.inputs[None]).sum(axis=2)
        np.fill_diagonal(apart, np.inf)
        shares.append(float(np.mean(raw.targets[apart.argmin(axis=1)] != raw.targets)))
    assert shares[0] <= 0.01
    assert shares[0] <= shares[1] <= shares[2]
    assert shares[2] > 0.1


def test_that_a_disc_lies_inside_a_ring() -> None:
    raw = points("circle", noise=0.0)
    radius = np.hypot(*raw.inputs.T) / HALF
    assert (radius[raw.targets == 1] <= 0.5).all()
    assert (radius[raw.targets == 0] >= 0.7 - 1e-6).all()


def test_that_exclusive_or_asks_whether_signs_agree() -> None:
    raw = points("xor", noise=0.0)
    np.testing.assert_array_equal(raw.targets, raw.inputs.prod(axis=1) > 0)


def test_that_one_arm_of_the_spiral_is_the_other_turned_around() -> None:
    raw = points("spiral", noise=0.0)
    np.testing.assert_allclose(raw.inputs[raw.targets == 0], -raw.inputs[raw.targets == 1], atol=1e-6)


def test_that_a_straight_line_parts_two_gaussians() -> None:
    raw = points("gaussian", noise=0.0)
    np.testing.assert_array_equal(raw.inputs.sum(axis=1) > 0, raw.targets == 1)


def test_that_the_plane_is_linear_but_for_its_noise() -> None:
    raw = points("plane", noise=0.0)
    assert raw.targets is not None
    np.testing.assert_allclose(raw.targets[:, 0], raw.inputs.mean(axis=1) / HALF, atol=1e-6)
    noisy = points("plane", noise=0.5)
    assert noisy.targets is not None
    error = noisy.targets[:, 0] - noisy.inputs.mean(axis=1) / HALF
    assert 0.4 < np.abs(error).max() <= 0.5 + 1e-6


def test_that_hills_and_hollows_reach_from_minus_1_to_1() -> None:
    raw = points("multi_gaussian", noise=0.0, samples=5_000)
    assert raw.targets is not None
    assert raw.targets.max() == pytest.approx(1, abs=0.1)
    assert raw.targets.min() == pytest.approx(-1, abs=0.1)
    hill = np.hypot(*(raw.inputs / HALF - (0, -0.42)).T) < 0.1
    assert (raw.targets[hill] > 0.7).all()
