"""Functions of all sums of a layer together: the share of each."""

from __future__ import annotations

from math import inf

import numpy as np

from nnstudio.catalogue.activations.curves import Numbers
from nnstudio.catalogue.activations.entry import activation
from nnstudio.i18n import N_


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


SOFTMAX = activation(
    "softmax",
    N_("Turns the sums of a layer into shares that add up to 1: a probability for each class."),
    "f(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ",
    _shares,
    _shares_slope,
    (0.0, 1.0),
    saturates=True,
    family="softmax",
)

LOG_SOFTMAX = activation(
    "log_softmax",
    N_("The logarithm of softmax: of the probability of each class; at most 0."),
    "f(x)ᵢ = xᵢ − ln Σⱼ e^xⱼ",
    _log_shares,
    lambda x: 1.0 - _shares(x),
    (-inf, 0.0),
    family="softmax",
)
