"""Regularizers: what is added to the loss so that weights stay small."""

from __future__ import annotations

from nnstudio.catalogue.entries import Regularizer
from nnstudio.catalogue.params import Float
from nnstudio.i18n import N_

_L1 = Float(
    name="l1",
    title=N_("L1"),
    help=N_("How strongly the sizes of the weights count; larger values set more weights to 0."),
    default=0.01,
    min=0.0,
    max=100.0,
)
_L2 = Float(
    name="l2",
    title=N_("L2"),
    help=N_("How strongly the squares of the weights count; larger values keep all weights smaller."),
    default=0.01,
    min=0.0,
    max=100.0,
)

_TABLE = (
    Regularizer(
        key="none",
        title=N_("none"),
        help=N_("Weights may grow as they like."),
        keras="",
        formula="0",
    ),
    Regularizer(
        key="l1",
        title=N_("L1"),
        help=N_("Pulls every weight towards 0 evenly, so that the needless ones reach it."),
        params=(_L1,),
        keras="L1",
        formula="l1 · Σ |w|",
    ),
    Regularizer(
        key="l2",
        title=N_("L2"),
        help=N_("Pulls large weights towards 0 the most, so that all stay small (weight decay)."),
        params=(_L2,),
        keras="L2",
        formula="l2 · Σ w²",
    ),
    # Keras' own L1L2 starts with 0 for both, which would do nothing when chosen.
    Regularizer(
        key="l1_l2",
        title=N_("L1 and L2"),
        help=N_("Both at once: few weights, and small ones (elastic net)."),
        params=(_L1, _L2),
        keras="L1L2",
        formula="l1 · Σ |w| + l2 · Σ w²",
    ),
)

REGULARIZERS: dict[str, Regularizer] = {entry.key: entry for entry in _TABLE}
