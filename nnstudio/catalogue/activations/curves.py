"""Functions, in numpy, that several activations are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def sigmoid(x: Numbers) -> Numbers:
    half: Numbers = np.tanh(0.5 * x)  # the same function, without overflow
    return 0.5 * (1.0 + half)


def sigmoid_slope(x: Numbers) -> Numbers:
    slope: Numbers = sigmoid(x) * sigmoid(-x)
    return slope


def hard_sigmoid(x: Numbers) -> Numbers:
    return np.clip(x + 3.0, 0.0, 6.0) / 6.0


def softplus(x: Numbers) -> Numbers:
    return np.logaddexp(x, 0.0)
