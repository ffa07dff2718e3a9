"""Functions that squeeze the sum to between two numbers, and the logarithm of one."""

from __future__ import annotations

from math import inf

import numpy as np

from nnstudio.catalogue.activations.curves import Numbers, hard_sigmoid, sigmoid, sigmoid_slope, softplus
from nnstudio.catalogue.activations.entry import activation
from nnstudio.catalogue.entries import Curve
from nnstudio.i18n import N_


def _tanh_slope(x: Numbers) -> Numbers:
    return 1.0 - np.tanh(x) ** 2


def _inside(width: float) -> Curve:
    """1 between −width and width, otherwise 0."""
    return lambda x: (np.abs(x) < width).astype(np.float64)


SIGMOID = activation(
    "sigmoid",
    N_("Squeezes the sum to between 0 and 1, so that it reads as a probability of yes."),
    "f(x) = 1 / (1 + e⁻ˣ)",
    sigmoid,
    sigmoid_slope,
    (0.0, 1.0),
    saturates=True,
    family="sigmoid",
)

TANH = activation(
    "tanh",
    N_("Squeezes the sum to between −1 and 1, smoothly and evenly around 0."),
    "f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    np.tanh,
    _tanh_slope,
    (-1.0, 1.0),
    saturates=True,
    family="sigmoid",
)

SOFTSIGN = activation(
    "softsign",
    N_("Squeezes the sum to between −1 and 1, more slowly than tanh."),
    "f(x) = x / (1 + |x|)",
    lambda x: x / (1.0 + np.abs(x)),
    lambda x: 1.0 / (1.0 + np.abs(x)) ** 2,
    (-1.0, 1.0),
    saturates=True,
    family="sigmoid",
)

HARD_SIGMOID = activation(
    "hard_sigmoid",
    N_("Three straight lines close to sigmoid; quick to compute."),
    "f(x) = min(max(0, x / 6 + 1/2), 1)",
    hard_sigmoid,
    lambda x: _inside(3.0)(x) / 6.0,
    (0.0, 1.0),
    saturates=True,
    family="sigmoid",
)

HARD_TANH = activation(
    "hard_tanh",
    N_("Three straight lines close to tanh; quick to compute."),
    "f(x) = min(max(−1, x), 1)",
    lambda x: np.clip(x, -1.0, 1.0),
    _inside(1.0),
    (-1.0, 1.0),
    saturates=True,
    family="sigmoid",
)

SPARSE_SIGMOID = activation(
    "sparse_sigmoid",
    N_("A straight line from 0 to 1 between −1 and 1; exactly 0 and 1 outside."),
    "f(x) = min(max(0, (x + 1) / 2), 1)",
    lambda x: np.clip(0.5 * (x + 1.0), 0.0, 1.0),
    lambda x: 0.5 * _inside(1.0)(x),
    (0.0, 1.0),
    saturates=True,
    family="sigmoid",
)

LOG_SIGMOID = activation(
    "log_sigmoid",
    N_("The logarithm of sigmoid: at most 0."),
    "f(x) = −ln(1 + e⁻ˣ)",
    lambda x: -softplus(-x),
    lambda x: sigmoid(-x),
    (-inf, 0.0),
    family="sigmoid",
)
