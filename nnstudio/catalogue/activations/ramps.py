"""Functions that let large sums through and hold negative ones back, in pieces."""

from __future__ import annotations

from math import inf

import numpy as np

from nnstudio.catalogue.activations.curves import Numbers, hard_sigmoid
from nnstudio.catalogue.activations.entry import activation
from nnstudio.i18n import N_

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017


def _exp_below(x: Numbers) -> Numbers:
    """eˣ below 0, and 1 above."""
    return np.exp(np.minimum(x, 0.0))


def _elu(x: Numbers) -> Numbers:
    return np.where(x > 0.0, x, np.expm1(np.minimum(x, 0.0)))


def _selu(x: Numbers) -> Numbers:
    return _SELU_SCALE * np.where(x > 0.0, x, _SELU_ALPHA * np.expm1(np.minimum(x, 0.0)))


def _selu_slope(x: Numbers) -> Numbers:
    return _SELU_SCALE * np.where(x > 0.0, 1.0, _SELU_ALPHA * _exp_below(x))


def _hard_silu_slope(x: Numbers) -> Numbers:
    return np.where(np.abs(x) < 3.0, (2.0 * x + 3.0) / 6.0, x > 0.0)


RELU = activation(
    "relu",
    N_("Passes positive sums on and turns negative ones into 0; the usual choice inside a network."),
    "f(x) = max(0, x)",
    lambda x: np.maximum(x, 0.0),
    lambda x: (x > 0.0).astype(np.float64),
    (0.0, inf),
    family="relu",
)

ELU = activation(
    "elu",
    N_("Like relu, but negative sums bend softly towards −1, so that no neuron dies."),
    "f(x) = x for x > 0, otherwise eˣ − 1",
    _elu,
    _exp_below,
    (-1.0, inf),
    family="relu",
)

LEAKY_RELU = activation(
    "leaky_relu",
    N_("Like relu, but a fifth of a negative sum leaks through, so that no neuron dies."),
    "f(x) = x for x > 0, otherwise 0.2 · x",
    lambda x: np.where(x > 0.0, x, 0.2 * x),
    lambda x: np.where(x > 0.0, 1.0, 0.2),
    family="relu",
)

RELU6 = activation(
    "relu6",
    N_("Like relu, but never more than 6; made for small numbers on phones."),
    "f(x) = min(max(0, x), 6)",
    lambda x: np.clip(x, 0.0, 6.0),
    lambda x: ((x > 0.0) & (x < 6.0)).astype(np.float64),
    (0.0, 6.0),
    saturates=True,
    family="relu",
)

SELU = activation(
    "selu",
    N_("Like elu, scaled so that a deep stack of dense layers keeps mean 0 and spread 1 by itself."),
    "f(x) = 1.051 · x for x > 0, otherwise 1.758 · (eˣ − 1)",
    _selu,
    _selu_slope,
    (-_SELU_SCALE * _SELU_ALPHA, inf),
    family="relu",
)

CELU = activation(
    "celu",
    N_("Like elu, with the same slope on both sides of 0."),
    "f(x) = max(0, x) + min(0, eˣ − 1)",
    _elu,
    _exp_below,
    (-1.0, inf),
    family="relu",
)

HARD_SILU = activation(
    "hard_silu",
    N_("The sum times its own hard sigmoid; quick to compute (also called hard swish)."),
    "f(x) = x · min(max(0, x / 6 + 1/2), 1)",
    lambda x: x * hard_sigmoid(x),
    _hard_silu_slope,
    (-0.375, inf),
    family="relu",
)

SPARSE_PLUS = activation(
    "sparse_plus",
    N_("A relu with a round corner that is exactly 0 below −1."),
    "f(x) = 0 for x ≤ −1, (x + 1)² / 4 up to 1, then x",
    lambda x: np.where(x < 1.0, 0.25 * np.maximum(np.minimum(x, 1.0) + 1.0, 0.0) ** 2, x),
    lambda x: np.clip(0.5 * (x + 1.0), 0.0, 1.0),
    (0.0, inf),
    family="relu",
)
