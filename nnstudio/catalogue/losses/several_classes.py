"""Losses of one class of several."""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects, Target
from nnstudio.catalogue.losses.parts import (
    FROM_LOGITS,
    GAMMA,
    ONE_HOT,
    SMOOTHING,
    alpha,
    loss,
)
from nnstudio.i18n import N_

SEVERAL_CLASSES = (
    loss(
        "categorical_crossentropy",
        N_("categorical cross-entropy"),
        "CategoricalCrossentropy",
        N_("How surprised the network is by the true class; for one-hot labels and a softmax output."),
        "L = −Σ yᵢ · ln ŷᵢ",
        "cross_entropy",
        ONE_HOT,
        FROM_LOGITS,
        SMOOTHING,
        expects=Expects.SHARES,
    ),
    loss(
        "sparse_categorical_crossentropy",
        N_("sparse categorical cross-entropy"),
        "SparseCategoricalCrossentropy",
        N_(
            "How surprised the network is by the true class; for class numbers and a softmax output. Of"
            " texts, the mean over all places, also those after the end, which are to stay empty."
        ),
        "L = −ln ŷ_c, c the true class",
        "cross_entropy",
        frozenset({Target.INTEGERS, Target.TOKENS}),
        FROM_LOGITS,
        expects=Expects.SHARES,
        sparse=True,
    ),
    loss(
        "categorical_focal_crossentropy",
        N_("categorical focal cross-entropy"),
        "CategoricalFocalCrossentropy",
        N_("Categorical cross-entropy that looks mostly at the examples that are still hard."),
        "L = −alpha · Σ yᵢ · (1 − ŷᵢ)^gamma · ln ŷᵢ",
        "focal_loss",
        ONE_HOT,
        GAMMA,
        alpha(N_("A factor for all classes."), 0.25),
        FROM_LOGITS,
        SMOOTHING,
        expects=Expects.SHARES,
    ),
    loss(
        "kl_divergence",
        N_("Kullback-Leibler divergence"),
        "KLDivergence",
        N_("How far the shares that the network gives are from the true ones."),
        "L = Σ yᵢ · ln(yᵢ / ŷᵢ)",
        "kl_divergence",
        ONE_HOT,
        expects=Expects.SHARES,
    ),
    loss(
        "categorical_hinge",
        N_("categorical hinge"),
        "CategoricalHinge",
        N_("Asks the true class to lie 1 above the best of the others, and then for no more."),
        "L = max(0, 1 + max ŷᵢ of the others − ŷ_c), c the true class",
        "margin",
        ONE_HOT,
    ),
)
