"""Functions that let large sums through and hold negative ones back, in one piece."""

from __future__ import annotations

import math
from math import inf

import numpy as np

from nnstudio.catalogue.activations.curves import Numbers, sigmoid, sigmoid_slope, softplus
from nnstudio.catalogue.activations.entry import activation
from nnstudio.i18n import N_

_erf = np.frompyfunc(math.erf, 1, 1)


def _phi(x: Numbers) -> Numbers:
    """The normal distribution up to x."""
    return 0.5 * (1.0 + np.asarray(_erf(x / math.sqrt(2.0)), dtype=np.float64))


def _gelu_slope(x: Numbers) -> Numbers:
    return _phi(x) + x * np.exp(-0.5 * np.minimum(x**2, 1400.0)) / math.sqrt(2.0 * math.pi)


def _silu_slope(x: Numbers) -> Numbers:
    return sigmoid(x) + x * sigmoid_slope(x)


def _mish_slope(x: Numbers) -> Numbers:
    inner = np.tanh(softplus(x))
    return inner + x * (1.0 - inner**2) * sigmoid(x)


def _capped_exp(x: Numbers) -> Numbers:
    return np.exp(np.minimum(x, 700.0))  # larger powers are no numbers


GELU = activation(
    "gelu",
    N_("A smooth relu that lets small negative sums through; usual in transformers."),
    "f(x) = x · Φ(x), Φ the normal distribution",
    lambda x: x * _phi(x),
    _gelu_slope,
    (-0.17, inf),
    family="relu",
)

SILU = activation(
    "silu",
    N_("The sum times its own sigmoid: a smooth relu with a small dip below 0 (also called swish)."),
    "f(x) = x / (1 + e⁻ˣ)",
    lambda x: x * sigmoid(x),
    _silu_slope,
    (-0.279, inf),
    family="relu",
)

MISH = activation(
    "mish",
    N_("A smooth relu with a small dip below 0, close to silu."),
    "f(x) = x · tanh(ln(1 + eˣ))",
    lambda x: x * np.tanh(softplus(x)),
    _mish_slope,
    (-0.309, inf),
    family="relu",
)

SOFTPLUS = activation(
    "softplus",
    N_("A relu with a round corner; always above 0, so it suits quantities that cannot be negative."),
    "f(x) = ln(1 + eˣ)",
    softplus,
    sigmoid,
    (0.0, inf),
    family="relu",
)

SQUAREPLUS = activation(
    "squareplus",
    N_("A relu with a round corner, like softplus, made with a root instead of powers of e."),
    "f(x) = (x + √(x² + 4)) / 2",
    lambda x: 0.5 * (x + np.sqrt(x**2 + 4.0)),
    lambda x: 0.5 * (1.0 + x / np.sqrt(x**2 + 4.0)),
    (0.0, inf),
    family="relu",
)

EXPONENTIAL = activation(
    "exponential",
    N_("e to the power of the sum: always above 0, and very large very soon."),
    "f(x) = eˣ",
    _capped_exp,
    _capped_exp,
    (0.0, inf),
)
