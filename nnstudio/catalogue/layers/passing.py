"""Layers that pass on what they receive as it is."""

from __future__ import annotations

from nnstudio.catalogue.entries import Category, Layer, Takes
from nnstudio.catalogue.layers.core import no_cost, no_weights, unchanged
from nnstudio.catalogue.masks import begins, passes
from nnstudio.catalogue.params import Float
from nnstudio.i18n import N_, Name

IDENTITY = Layer(
    key="identity",
    title=Name("Identity"),
    help=N_("Passes on what it receives; a name for a place that others read."),
    concepts=("branches",),
    keras="Identity",
    category=Category.CORE,
    formula="y = x",
    shape=unchanged,
    weights=no_weights,
    cost=no_cost,
    takes=Takes.BOTH,
    masks=passes,
)

MASKING = Layer(
    key="masking",
    title=Name("Masking"),
    help=N_("Marks steps whose numbers all are one value, so that recurrent layers below pass them over."),
    params=(
        Float(
            name="mask_value",
            title=N_("Value"),
            help=N_("Steps of which every number is this one are passed over."),
            default=0.0,
            min=-1_000_000.0,
            max=1_000_000.0,
        ),
    ),
    concepts=("masking",),
    keras="Masking",
    category=Category.CORE,
    formula="y[t] = x[t], or 0 and passed over where all of x[t] is the value",
    shape=unchanged,
    weights=no_weights,
    cost=no_cost,
    summary="{mask_value}",
    masks=begins,
)
