"""Losses: what training makes small. All take probabilities or quantities, never logits.

Formulas are for one example; the loss of a batch is the mean over its examples.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Loss, Target
from nnstudio.catalogue.params import Float
from nnstudio.i18n import N_

_SMOOTHING = Float(
    name="label_smoothing",
    title=N_("Label smoothing"),
    help=N_("Asks for a little less than certainty: 0.1 asks for 0.9 and some instead of 1."),
    default=0.0,
    min=0.0,
    max=0.5,
    advanced=True,
)

_TABLE = (
    Loss(
        key="mean_squared_error",
        title=N_("mean squared error"),
        help=N_("Mean of the squared differences, so that one large error counts more than many small ones."),
        keras="MeanSquaredError",
        formula="L = 1/n · Σ (y − ŷ)²",
        targets=frozenset(Target),
    ),
    Loss(
        key="mean_absolute_error",
        title=N_("mean absolute error"),
        help=N_("Mean size of the differences, so that single outliers count little."),
        keras="MeanAbsoluteError",
        formula="L = 1/n · Σ |y − ŷ|",
        targets=frozenset(Target),
    ),
    Loss(
        key="binary_crossentropy",
        title=N_("binary cross-entropy"),
        help=N_("How surprised the network is by each yes or no; needs outputs between 0 and 1 (sigmoid)."),
        params=(_SMOOTHING,),
        keras="BinaryCrossentropy",
        formula="L = −1/n · Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ))",
        targets=frozenset({Target.INTEGERS, Target.ONE_HOT, Target.INPUTS}),
    ),
    Loss(
        key="categorical_crossentropy",
        title=N_("categorical cross-entropy"),
        help=N_("How surprised the network is by the true class; for one-hot labels and a softmax output."),
        params=(_SMOOTHING,),
        keras="CategoricalCrossentropy",
        formula="L = −Σ yᵢ · ln ŷᵢ",
        targets=frozenset({Target.ONE_HOT}),
    ),
    Loss(
        key="sparse_categorical_crossentropy",
        title=N_("sparse categorical cross-entropy"),
        help=N_("How surprised the network is by the true class; for class numbers and a softmax output."),
        keras="SparseCategoricalCrossentropy",
        formula="L = −ln ŷ_c, c the true class",
        targets=frozenset({Target.INTEGERS}),
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in _TABLE}
