"""Activation functions: what a layer does to each of its sums."""

from __future__ import annotations

import math
from math import inf

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Activation, Curve
from nnstudio.i18n import N_

Numbers = NDArray[np.float64]

_erf = np.frompyfunc(math.erf, 1, 1)
_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017


def _sigmoid(x: Numbers) -> Numbers:
    half: Numbers = np.tanh(0.5 * x)  # the same function, without overflow
    return 0.5 * (1.0 + half)


def _sigmoid_slope(x: Numbers) -> Numbers:
    slope: Numbers = _sigmoid(x) * _sigmoid(-x)
    return slope


def _tanh_slope(x: Numbers) -> Numbers:
    return 1.0 - np.tanh(x) ** 2


def _shares(x: Numbers) -> Numbers:
    """Softmax over the last axis, as Keras does."""
    powers: Numbers = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _shares_slope(x: Numbers) -> Numbers:
    return _shares(x) * (1.0 - _shares(x))


def _log_shares(x: Numbers) -> Numbers:
    above: Numbers = x - x.max(axis=-1, keepdims=True)
    logarithms: Numbers = above - np.log(np.exp(above).sum(axis=-1, keepdims=True))
    return logarithms


def _exp_below(x: Numbers) -> Numbers:
    """eˣ below 0, and 1 above."""
    return np.exp(np.minimum(x, 0.0))


def _elu(x: Numbers) -> Numbers:
    return np.where(x > 0.0, x, np.expm1(np.minimum(x, 0.0)))


def _selu(x: Numbers) -> Numbers:
    return _SELU_SCALE * np.where(x > 0.0, x, _SELU_ALPHA * np.expm1(np.minimum(x, 0.0)))


def _selu_slope(x: Numbers) -> Numbers:
    return _SELU_SCALE * np.where(x > 0.0, 1.0, _SELU_ALPHA * _exp_below(x))


def _phi(x: Numbers) -> Numbers:
    """The normal distribution up to x."""
    return 0.5 * (1.0 + np.asarray(_erf(x / math.sqrt(2.0)), dtype=np.float64))


def _gelu_slope(x: Numbers) -> Numbers:
    return _phi(x) + x * np.exp(-0.5 * np.minimum(x**2, 1400.0)) / math.sqrt(2.0 * math.pi)


def _softplus(x: Numbers) -> Numbers:
    return np.logaddexp(x, 0.0)


def _silu_slope(x: Numbers) -> Numbers:
    return _sigmoid(x) + x * _sigmoid_slope(x)


def _mish_slope(x: Numbers) -> Numbers:
    inner = np.tanh(_softplus(x))
    return inner + x * (1.0 - inner**2) * _sigmoid(x)


def _hard_sigmoid(x: Numbers) -> Numbers:
    return np.clip(x + 3.0, 0.0, 6.0) / 6.0


def _hard_silu_slope(x: Numbers) -> Numbers:
    return np.where(np.abs(x) < 3.0, (2.0 * x + 3.0) / 6.0, x > 0.0)


def _inside(width: float) -> Curve:
    """1 between −width and width, otherwise 0."""
    return lambda x: (np.abs(x) < width).astype(np.float64)


def _outside(width: float) -> Curve:
    return lambda x: (np.abs(x) > width).astype(np.float64)


def _capped_exp(x: Numbers) -> Numbers:
    return np.exp(np.minimum(x, 700.0))  # larger powers are no numbers


def _activation(
    key: str,
    help: str,
    formula: str,
    curve: Curve,
    derivative: Curve,
    range: tuple[float, float] = (-inf, inf),
    saturates: bool = False,
    family: str = "",
) -> Activation:
    """Keras' own name is the key and the title. family: the concept of its relatives, if it has any."""
    return Activation(
        key=key,
        title=key,
        help=help,
        concepts=tuple(filter(None, (family, "activation_function"))),
        keras=key,
        formula=formula,
        curve=curve,
        derivative=derivative,
        range=range,
        saturates=saturates,
    )


_TABLE = (
    _activation(
        "linear",
        N_("Passes the sum on as it is; for the last layer when quantities are predicted."),
        "f(x) = x",
        lambda x: x,
        np.ones_like,
    ),
    _activation(
        "relu",
        N_("Passes positive sums on and turns negative ones into 0; the usual choice inside a network."),
        "f(x) = max(0, x)",
        lambda x: np.maximum(x, 0.0),
        lambda x: (x > 0.0).astype(np.float64),
        (0.0, inf),
        family="relu",
    ),
    _activation(
        "sigmoid",
        N_("Squeezes the sum to between 0 and 1, so that it reads as a probability of yes."),
        "f(x) = 1 / (1 + e⁻ˣ)",
        _sigmoid,
        _sigmoid_slope,
        (0.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "tanh",
        N_("Squeezes the sum to between −1 and 1, smoothly and evenly around 0."),
        "f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        np.tanh,
        _tanh_slope,
        (-1.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "softmax",
        N_("Turns the sums of a layer into shares that add up to 1: a probability for each class."),
        "f(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ",
        _shares,
        _shares_slope,
        (0.0, 1.0),
        saturates=True,
        family="softmax",
    ),
    _activation(
        "elu",
        N_("Like relu, but negative sums bend softly towards −1, so that no neuron dies."),
        "f(x) = x for x > 0, otherwise eˣ − 1",
        _elu,
        _exp_below,
        (-1.0, inf),
        family="relu",
    ),
    _activation(
        "gelu",
        N_("A smooth relu that lets small negative sums through; usual in transformers."),
        "f(x) = x · Φ(x), Φ the normal distribution",
        lambda x: x * _phi(x),
        _gelu_slope,
        (-0.17, inf),
        family="relu",
    ),
    _activation(
        "silu",
        N_("The sum times its own sigmoid: a smooth relu with a small dip below 0 (also called swish)."),
        "f(x) = x / (1 + e⁻ˣ)",
        lambda x: x * _sigmoid(x),
        _silu_slope,
        (-0.279, inf),
        family="relu",
    ),
    _activation(
        "leaky_relu",
        N_("Like relu, but a fifth of a negative sum leaks through, so that no neuron dies."),
        "f(x) = x for x > 0, otherwise 0.2 · x",
        lambda x: np.where(x > 0.0, x, 0.2 * x),
        lambda x: np.where(x > 0.0, 1.0, 0.2),
        family="relu",
    ),
    _activation(
        "relu6",
        N_("Like relu, but never more than 6; made for small numbers on phones."),
        "f(x) = min(max(0, x), 6)",
        lambda x: np.clip(x, 0.0, 6.0),
        lambda x: ((x > 0.0) & (x < 6.0)).astype(np.float64),
        (0.0, 6.0),
        saturates=True,
        family="relu",
    ),
    _activation(
        "selu",
        N_("Like elu, scaled so that a deep stack of dense layers keeps mean 0 and spread 1 by itself."),
        "f(x) = 1.051 · x for x > 0, otherwise 1.758 · (eˣ − 1)",
        _selu,
        _selu_slope,
        (-_SELU_SCALE * _SELU_ALPHA, inf),
        family="relu",
    ),
    _activation(
        "celu",
        N_("Like elu, with the same slope on both sides of 0."),
        "f(x) = max(0, x) + min(0, eˣ − 1)",
        _elu,
        _exp_below,
        (-1.0, inf),
        family="relu",
    ),
    _activation(
        "mish",
        N_("A smooth relu with a small dip below 0, close to silu."),
        "f(x) = x · tanh(ln(1 + eˣ))",
        lambda x: x * np.tanh(_softplus(x)),
        _mish_slope,
        (-0.309, inf),
        family="relu",
    ),
    _activation(
        "softplus",
        N_("A relu with a round corner; always above 0, so it suits quantities that cannot be negative."),
        "f(x) = ln(1 + eˣ)",
        _softplus,
        _sigmoid,
        (0.0, inf),
        family="relu",
    ),
    _activation(
        "softsign",
        N_("Squeezes the sum to between −1 and 1, more slowly than tanh."),
        "f(x) = x / (1 + |x|)",
        lambda x: x / (1.0 + np.abs(x)),
        lambda x: 1.0 / (1.0 + np.abs(x)) ** 2,
        (-1.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "squareplus",
        N_("A relu with a round corner, like softplus, made with a root instead of powers of e."),
        "f(x) = (x + √(x² + 4)) / 2",
        lambda x: 0.5 * (x + np.sqrt(x**2 + 4.0)),
        lambda x: 0.5 * (1.0 + x / np.sqrt(x**2 + 4.0)),
        (0.0, inf),
        family="relu",
    ),
    _activation(
        "exponential",
        N_("e to the power of the sum: always above 0, and very large very soon."),
        "f(x) = eˣ",
        _capped_exp,
        _capped_exp,
        (0.0, inf),
    ),
    _activation(
        "hard_sigmoid",
        N_("Three straight lines close to sigmoid; quick to compute."),
        "f(x) = min(max(0, x / 6 + 1/2), 1)",
        _hard_sigmoid,
        lambda x: _inside(3.0)(x) / 6.0,
        (0.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "hard_silu",
        N_("The sum times its own hard sigmoid; quick to compute (also called hard swish)."),
        "f(x) = x · min(max(0, x / 6 + 1/2), 1)",
        lambda x: x * _hard_sigmoid(x),
        _hard_silu_slope,
        (-0.375, inf),
        family="relu",
    ),
    _activation(
        "hard_tanh",
        N_("Three straight lines close to tanh; quick to compute."),
        "f(x) = min(max(−1, x), 1)",
        lambda x: np.clip(x, -1.0, 1.0),
        _inside(1.0),
        (-1.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "hard_shrink",
        N_("Turns sums between −0.5 and 0.5 into 0 and passes the others on."),
        "f(x) = x for |x| > 0.5, otherwise 0",
        lambda x: np.where(np.abs(x) > 0.5, x, 0.0),
        _outside(0.5),
    ),
    _activation(
        "soft_shrink",
        N_("Brings every sum 0.5 closer to 0, and small ones all the way."),
        "f(x) = x − 0.5 for x > 0.5, x + 0.5 for x < −0.5, otherwise 0",
        lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0.0),
        _outside(0.5),
    ),
    _activation(
        "tanh_shrink",
        N_("What tanh takes away: small sums become almost 0, large ones stay."),
        "f(x) = x − tanh x",
        lambda x: x - np.tanh(x),
        lambda x: np.tanh(x) ** 2,
    ),
    _activation(
        "sparse_plus",
        N_("A relu with a round corner that is exactly 0 below −1."),
        "f(x) = 0 for x ≤ −1, (x + 1)² / 4 up to 1, then x",
        lambda x: np.where(x < 1.0, 0.25 * np.maximum(np.minimum(x, 1.0) + 1.0, 0.0) ** 2, x),
        lambda x: np.clip(0.5 * (x + 1.0), 0.0, 1.0),
        (0.0, inf),
        family="relu",
    ),
    _activation(
        "sparse_sigmoid",
        N_("A straight line from 0 to 1 between −1 and 1; exactly 0 and 1 outside."),
        "f(x) = min(max(0, (x + 1) / 2), 1)",
        lambda x: np.clip(0.5 * (x + 1.0), 0.0, 1.0),
        lambda x: 0.5 * _inside(1.0)(x),
        (0.0, 1.0),
        saturates=True,
        family="sigmoid",
    ),
    _activation(
        "log_sigmoid",
        N_("The logarithm of sigmoid: at most 0."),
        "f(x) = −ln(1 + e⁻ˣ)",
        lambda x: -_softplus(-x),
        lambda x: _sigmoid(-x),
        (-inf, 0.0),
        family="sigmoid",
    ),
    _activation(
        "log_softmax",
        N_("The logarithm of softmax: of the probability of each class; at most 0."),
        "f(x)ᵢ = xᵢ − ln Σⱼ e^xⱼ",
        _log_shares,
        lambda x: 1.0 - _shares(x),
        (-inf, 0.0),
        family="softmax",
    ),
)

ACTIVATIONS: dict[str, Activation] = {entry.key: entry for entry in _TABLE}

LEFT_OUT_ACTIVATIONS = {
    "glu": N_("It halves the number of outputs, which a choice of a function should not do."),
    "threshold": N_("It has no usual threshold."),
    "sparsemax": N_("Keras 3.15 computes it wrongly: its shares do not always add up to 1."),
    "swish": N_("It is another name of silu."),
    "hard_swish": N_("It is another name of hard_silu."),
}
