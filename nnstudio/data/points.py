"""Generated sets of points on a plane, such as one draws on a blackboard.

Every plane is the square from -1 to 1 times ``HALF``, so that coordinates have a standard deviation of
1 to 2: with common initial weights spirals and moons were learned in half the epochs that the square from
-1 to 1 needs. Points follow from their parameters alone: PCG64 gives the same numbers on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.catalogue.params import Float, Int, Param
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_, U_

HALF: Final = 3.0  # half the side of the plane

Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]
Shape2D = Callable[[np.random.Generator, int, float], tuple[Doubles, Doubles | Longs]]


def _jitter(rng: np.random.Generator, count: int) -> Doubles:
    """(count, 2) uniform over the square from -1 to 1."""
    return rng.uniform(-1.0, 1.0, (count, 2))


def _sides(count: int) -> Longs:
    """(count,) 0, 1, 0, 1, …: two classes of equal size."""
    return np.arange(count) % 2


def _circle(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Longs]:
    inside = _sides(count)
    radius = np.where(inside == 1, rng.uniform(0.0, 0.5, count), rng.uniform(0.7, 1.0, count))
    angle = rng.uniform(0.0, 2 * np.pi, count)
    points = radius[:, None] * np.column_stack((np.cos(angle), np.sin(angle)))
    met = points + noise * _jitter(rng, count)
    return points, (np.hypot(*met.T) < 0.6).astype(np.int64)


def _xor(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Longs]:
    points = _jitter(rng, count)
    points = 0.94 * points + 0.06 * np.copysign(1.0, points)  # a gap along the axes
    met = points + noise * _jitter(rng, count)
    return points, (met[:, 0] * met[:, 1] > 0).astype(np.int64)


def _gaussian(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Longs]:
    side = _sides(count)
    centre = np.where(side == 1, 0.4, -0.4)
    deviation = 0.14 + 0.5 * noise
    return centre[:, None] + deviation * rng.standard_normal((count, 2)), side


def _spiral(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Longs]:
    """r = t and angle = 3.5 π t, t from 0 to 1; the second arm is the first turned by half a circle."""
    arm = _sides(count)
    along = (np.arange(count) // 2 + 1) / ((count + 1) // 2)
    angle = 3.5 * np.pi * along + np.pi * arm
    points = along[:, None] * np.column_stack((np.sin(angle), np.cos(angle)))
    return points + 0.4 * noise * _jitter(rng, count), arm


def _moons(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Longs]:
    """Two half circles of radius 1, the lower one moved by (1, 0.5); then fitted into the plane."""
    lower = _sides(count)
    angle = rng.uniform(0.0, np.pi, count)
    x = np.where(lower == 1, 1 - np.cos(angle), np.cos(angle))
    y = np.where(lower == 1, 0.5 - np.sin(angle), np.sin(angle))
    points = (np.column_stack((x, y)) - (0.5, 0.25)) / 1.6
    return points + 0.3 * noise * rng.standard_normal((count, 2)), lower


def _plane(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Doubles]:
    points = _jitter(rng, count)
    return points, points.mean(axis=1) + noise * rng.uniform(-1.0, 1.0, count)


_BUMPS: Final = np.array(  # x, y, height
    [(-0.66, 0.42, 1), (0, 0.42, -1), (0.66, 0.42, 1), (-0.66, -0.42, -1), (0, -0.42, 1), (0.66, -0.42, -1)]
)


def _multi_gaussian(rng: np.random.Generator, count: int, noise: float) -> tuple[Doubles, Doubles]:
    points = _jitter(rng, count)
    apart = points[:, None, :] - _BUMPS[None, :, :2]
    heights = (_BUMPS[:, 2] * np.exp(-np.square(apart / 0.2).sum(axis=2) / 2)).sum(axis=1)
    return points, heights + noise * rng.uniform(-1.0, 1.0, count)


def _params(noise: str, default: float) -> tuple[Param, ...]:
    return (
        Int(
            name="samples",
            title=N_("Points"),
            help=N_("How many points are made, all parts together."),
            default=500,
            min=10,
            max=100_000,
            unit=U_("point", "points"),
        ),
        Float(name="noise", title=N_("Noise"), help=noise, default=default, min=0.0, max=1.0),
        Int(
            name="seed",
            title=N_("Points seed"),
            help=N_("The same seed makes the same points."),
            default=0,
            min=0,
            max=2**31 - 1,
            advanced=True,
        ),
    )


def _source(
    key: str,
    title: str,
    help: str,
    make: Shape2D,
    noise: str,
    classes: tuple[str, ...] = (),
    default_noise: float = 0.1,
) -> Source:
    def load(params: Params) -> Raw:
        samples, share, seed = params["samples"], params["noise"], params["seed"]
        assert isinstance(samples, int)
        assert isinstance(share, float)
        assert isinstance(seed, int)
        points, targets = make(np.random.default_rng(seed), samples, share)
        inputs = (HALF * points).astype(np.float32)
        if classes:
            return Raw(inputs, targets.astype(np.int32))
        return Raw(inputs, targets.astype(np.float32)[:, None])

    return Source(
        key=key,
        title=title,
        help=help,
        params=_params(noise, default_noise),
        domain=Domain.POINTS,
        input_shape=(2,),
        features=("x₁", "x₂"),
        classes=classes,
        target_names=(N_("class"),) if classes else (N_("value"),),
        count=_samples,
        origin=N_("Generated by NN Studio."),
        licence="MIT",
        load=load,
        preparation=immutabledict(validation=0.5),
        reach=HALF,
    )


def _samples(params: Params) -> int:
    samples = params["samples"]
    assert isinstance(samples, int)
    return samples


_NEAR_THE_BORDER = N_(
    "0 keeps the classes apart. The more noise, the wider the strip at the border where they mix; it is a "
    "share of half the plane."
)
_OFF_THE_LINE = N_("0 puts every point where it belongs; the more noise, the farther points stray from it.")
_ON_THE_VALUE = N_("The largest random error of a value. Values themselves go from -1 to 1.")

POINTS: Final[tuple[Source, ...]] = (
    _source(
        "circle",
        N_("Circle"),
        N_("A disc inside a ring: no straight line parts them, a few hidden neurons do."),
        _circle,
        _NEAR_THE_BORDER,
        (N_("ring"), N_("disc")),
    ),
    _source(
        "xor",
        N_("Exclusive or"),
        N_("The class says whether both coordinates have the same sign; one neuron alone cannot learn it."),
        _xor,
        _NEAR_THE_BORDER,
        (N_("different signs"), N_("same sign")),
    ),
    _source(
        "gaussian",
        N_("Two Gaussians"),
        N_("Two clouds of points: a straight line parts them, so a single neuron is enough."),
        _gaussian,
        N_("How wide the clouds are: 0 keeps them apart, and the more noise, the more they overlap."),
        (N_("lower left"), N_("upper right")),
    ),
    _source(
        "spiral",
        N_("Spiral"),
        N_("Two arms wound around each other: the hard one, which needs more neurons and patience."),
        _spiral,
        _OFF_THE_LINE,
        (N_("first arm"), N_("second arm")),
    ),
    _source(
        "moons",
        N_("Moons"),
        N_("Two half circles that reach into each other; the border between them is a curve."),
        _moons,
        _OFF_THE_LINE,
        (N_("upper moon"), N_("lower moon")),
    ),
    _source(
        "plane",
        N_("Plane"),
        N_("A quantity that grows evenly with both coordinates: linear regression learns it exactly."),
        _plane,
        _ON_THE_VALUE,
    ),
    _source(
        "multi_gaussian",
        N_("Hills and hollows"),
        N_("A quantity with three hills and three hollows: regression that needs hidden neurons."),
        _multi_gaussian,
        _ON_THE_VALUE,
    ),
)
