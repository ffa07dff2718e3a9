"""Losses: what training makes small.

Formulas are for one example; the loss of a batch is the mean over its examples.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Loss
from nnstudio.catalogue.losses.numeric import NUMERIC
from nnstudio.catalogue.losses.several_classes import SEVERAL_CLASSES
from nnstudio.catalogue.losses.yes_or_no import YES_OR_NOES
from nnstudio.i18n import N_

LOSSES: dict[str, Loss] = {entry.key: entry for entry in (*NUMERIC, *YES_OR_NOES, *SEVERAL_CLASSES)}

LEFT_OUT_LOSSES = {
    "CTC": N_("It needs sequences of labels of different lengths, which no data here has."),
    "Circle": N_("It compares the examples of a batch with each other instead of with a target."),
    "CategoricalGeneralizedCrossEntropy": N_(
        "With class numbers in a column, as they are here, Keras compares every example of a batch with the"
        " labels of all the others."
    ),
}
