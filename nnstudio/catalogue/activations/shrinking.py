"""The sum as it is, or brought closer to 0."""

from __future__ import annotations

import numpy as np

from nnstudio.catalogue.activations.entry import activation
from nnstudio.catalogue.entries import Curve
from nnstudio.i18n import N_


def _outside(width: float) -> Curve:
    return lambda x: (np.abs(x) > width).astype(np.float64)


LINEAR = activation(
    "linear",
    N_("Passes the sum on as it is; for the last layer when quantities are predicted."),
    "f(x) = x",
    lambda x: x,
    np.ones_like,
)

HARD_SHRINK = activation(
    "hard_shrink",
    N_("Turns sums between −0.5 and 0.5 into 0 and passes the others on."),
    "f(x) = x for |x| > 0.5, otherwise 0",
    lambda x: np.where(np.abs(x) > 0.5, x, 0.0),
    _outside(0.5),
)

SOFT_SHRINK = activation(
    "soft_shrink",
    N_("Brings every sum 0.5 closer to 0, and small ones all the way."),
    "f(x) = x − 0.5 for x > 0.5, x + 0.5 for x < −0.5, otherwise 0",
    lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0.0),
    _outside(0.5),
)

TANH_SHRINK = activation(
    "tanh_shrink",
    N_("What tanh takes away: small sums become almost 0, large ones stay."),
    "f(x) = x − tanh x",
    lambda x: x - np.tanh(x),
    lambda x: np.tanh(x) ** 2,
)
