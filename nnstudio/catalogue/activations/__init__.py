"""Activation functions: what a layer does to each of its sums."""

from __future__ import annotations

from nnstudio.catalogue.activations.ramps import (
    CELU,
    ELU,
    HARD_SILU,
    LEAKY_RELU,
    RELU,
    RELU6,
    SELU,
    SPARSE_PLUS,
)
from nnstudio.catalogue.activations.round_ramps import (
    EXPONENTIAL,
    GELU,
    MISH,
    SILU,
    SOFTPLUS,
    SQUAREPLUS,
)
from nnstudio.catalogue.activations.shares import LOG_SOFTMAX, SOFTMAX
from nnstudio.catalogue.activations.shrinking import HARD_SHRINK, LINEAR, SOFT_SHRINK, TANH_SHRINK
from nnstudio.catalogue.activations.squashing import (
    HARD_SIGMOID,
    HARD_TANH,
    LOG_SIGMOID,
    SIGMOID,
    SOFTSIGN,
    SPARSE_SIGMOID,
    TANH,
)
from nnstudio.catalogue.entries import Activation
from nnstudio.i18n import N_

_TABLE = (
    LINEAR,
    RELU,
    SIGMOID,
    TANH,
    SOFTMAX,
    ELU,
    GELU,
    SILU,
    LEAKY_RELU,
    RELU6,
    SELU,
    CELU,
    MISH,
    SOFTPLUS,
    SOFTSIGN,
    SQUAREPLUS,
    EXPONENTIAL,
    HARD_SIGMOID,
    HARD_SILU,
    HARD_TANH,
    HARD_SHRINK,
    SOFT_SHRINK,
    TANH_SHRINK,
    SPARSE_PLUS,
    SPARSE_SIGMOID,
    LOG_SIGMOID,
    LOG_SOFTMAX,
)

ACTIVATIONS: dict[str, Activation] = {entry.key: entry for entry in _TABLE}

LEFT_OUT_ACTIVATIONS = {
    "glu": N_("It halves the number of outputs, which a choice of a function should not do."),
    "threshold": N_("It has no usual threshold."),
    "sparsemax": N_("Keras 3.15 computes it wrongly: its shares do not always add up to 1."),
    "swish": N_("It is another name of silu."),
    "hard_swish": N_("It is another name of hard_silu."),
}
