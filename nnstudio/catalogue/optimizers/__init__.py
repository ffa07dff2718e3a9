"""Optimizers: how the gradient g of the loss changes the weights w."""

from __future__ import annotations

from nnstudio.catalogue.entries import Optimizer
from nnstudio.catalogue.optimizers.adam import ADAM, ADAMAX, ADAMW, LAMB, NADAM, SCHEDULE_FREE_ADAMW
from nnstudio.catalogue.optimizers.sizes import ADADELTA, ADAFACTOR, ADAGRAD, FTRL, RMSPROP
from nnstudio.catalogue.optimizers.slope import LION, MUON, SGD
from nnstudio.i18n import N_

_TABLE = (
    SGD,
    ADAM,
    ADAMW,
    RMSPROP,
    ADAGRAD,
    ADADELTA,
    ADAMAX,
    NADAM,
    ADAFACTOR,
    FTRL,
    LION,
    LAMB,
    MUON,
    SCHEDULE_FREE_ADAMW,
)

OPTIMIZERS: dict[str, Optimizer] = {entry.key: entry for entry in _TABLE}

LEFT_OUT_OPTIMIZERS = {
    "LossScaleOptimizer": N_("It is for numbers of half precision; everything here is computed in single."),
    "MultiOptimizer": N_("It gives each layer an optimizer of its own; here one trains the whole network."),
    "OptimizerMap": N_("It belongs to MultiOptimizer."),
}
