"""Activation functions: what a layer does to each of its sums."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Activation
from nnstudio.i18n import N_

Numbers = NDArray[np.float64]

_erf = np.frompyfunc(math.erf, 1, 1)


def _linear(x: Numbers) -> Numbers:
    return x


def _relu(x: Numbers) -> Numbers:
    return np.maximum(x, 0.0)


def _sigmoid(x: Numbers) -> Numbers:
    return 0.5 * (1.0 + np.tanh(0.5 * x))  # the same function, without overflow


def _tanh(x: Numbers) -> Numbers:
    return np.tanh(x)


def _softmax(x: Numbers) -> Numbers:
    """Over the last axis, as Keras does."""
    powers: Numbers = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _elu(x: Numbers) -> Numbers:
    return np.where(x > 0.0, x, np.expm1(np.minimum(x, 0.0)))


def _gelu(x: Numbers) -> Numbers:
    return 0.5 * x * (1.0 + np.asarray(_erf(x / math.sqrt(2.0)), dtype=np.float64))


_TABLE = (
    Activation(
        key="linear",
        title=N_("linear"),
        help=N_("Passes the sum on as it is; for the last layer when quantities are predicted."),
        keras="linear",
        formula="f(x) = x",
        curve=_linear,
    ),
    Activation(
        key="relu",
        title=N_("relu"),
        help=N_("Passes positive sums on and turns negative ones into 0; the usual choice inside a network."),
        keras="relu",
        formula="f(x) = max(0, x)",
        curve=_relu,
    ),
    Activation(
        key="sigmoid",
        title=N_("sigmoid"),
        help=N_("Squeezes the sum to between 0 and 1, so that it reads as a probability of yes."),
        keras="sigmoid",
        formula="f(x) = 1 / (1 + e⁻ˣ)",
        curve=_sigmoid,
    ),
    Activation(
        key="tanh",
        title=N_("tanh"),
        help=N_("Squeezes the sum to between −1 and 1, smoothly and evenly around 0."),
        keras="tanh",
        formula="f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        curve=_tanh,
    ),
    Activation(
        key="softmax",
        title=N_("softmax"),
        help=N_("Turns the sums of a layer into shares that add up to 1: a probability for each class."),
        keras="softmax",
        formula="f(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ",
        curve=_softmax,
    ),
    Activation(
        key="elu",
        title=N_("elu"),
        help=N_("Like relu, but negative sums bend softly towards −1, so that no neuron dies."),
        keras="elu",
        formula="f(x) = x for x > 0, otherwise eˣ − 1",
        curve=_elu,
    ),
    Activation(
        key="gelu",
        title=N_("gelu"),
        help=N_("A smooth relu that lets small negative sums through; usual in transformers."),
        keras="gelu",
        formula="f(x) = x · Φ(x), Φ the normal distribution",
        curve=_gelu,
    ),
)

ACTIVATIONS: dict[str, Activation] = {entry.key: entry for entry in _TABLE}
