"""Losses of a yes or no for each output, or of one side of 0 for each class."""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects
from nnstudio.catalogue.losses.parts import (
    CLASSES,
    FROM_LOGITS,
    GAMMA,
    SMOOTHING,
    YES_OR_NO,
    alpha,
    loss,
)
from nnstudio.catalogue.params import Bool, Float
from nnstudio.i18n import N_

YES_OR_NOES = (
    loss(
        "binary_crossentropy",
        N_("binary cross-entropy"),
        "BinaryCrossentropy",
        N_("How surprised the network is by each yes or no; needs outputs between 0 and 1 (sigmoid)."),
        "L = −1/n · Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ))",
        "cross_entropy",
        YES_OR_NO,
        FROM_LOGITS,
        SMOOTHING,
        expects=Expects.PROBABILITIES,
    ),
    loss(
        "binary_focal_crossentropy",
        N_("binary focal cross-entropy"),
        "BinaryFocalCrossentropy",
        N_("Binary cross-entropy that looks mostly at the examples that are still hard."),
        "L = −1/n · Σ (1 − p)^gamma · ln p, p = ŷ for y = 1, otherwise 1 − ŷ",
        "focal_loss",
        YES_OR_NO,
        GAMMA,
        Bool(
            name="apply_class_balancing",
            title=N_("Balance"),
            help=N_("Counts yes and no differently, by alpha."),
            default=False,
            advanced=True,
        ),
        alpha(N_("How much a yes counts; a no counts 1 − alpha. Works with “Balance” on."), 0.25),
        FROM_LOGITS,
        SMOOTHING,
        expects=Expects.PROBABILITIES,
    ),
    loss(
        "hinge",
        N_("hinge"),
        "Hinge",
        N_("Asks for an output of at least 1 for yes and at most −1 for no, and then for no more."),
        "L = 1/n · Σ max(0, 1 − y · ŷ), y = −1 or 1",
        "margin",
        CLASSES,
        expects=Expects.SIGNS,
    ),
    loss(
        "squared_hinge",
        N_("squared hinge"),
        "SquaredHinge",
        N_("The square of the hinge loss, so that outputs far on the wrong side count most."),
        "L = 1/n · Σ max(0, 1 − y · ŷ)², y = −1 or 1",
        "margin",
        CLASSES,
        expects=Expects.SIGNS,
    ),
    loss(
        "dice",
        N_("Dice"),
        "Dice",
        N_("How much what is found and what is there overlap, taken over the whole batch."),
        "L = 1 − 2 · Σ y · ŷ / (Σ y + Σ ŷ)",
        "overlap",
        YES_OR_NO,
        expects=Expects.PROBABILITIES,
        of_batch=True,
    ),
    loss(
        "tversky",
        N_("Tversky"),
        "Tversky",
        N_("Like Dice, with false alarms and misses weighed by alpha and beta."),
        "L = 1 − Σ y · ŷ / (Σ y · ŷ + alpha · Σ (1 − y) · ŷ + beta · Σ y · (1 − ŷ))",
        "overlap",
        YES_OR_NO,
        alpha(N_("How much false alarms count."), 0.5),
        Float(
            name="beta",
            title=N_("Beta"),
            help=N_("How much misses count."),
            default=0.5,
            min=0.0,
            max=1.0,
            advanced=True,
        ),
        expects=Expects.PROBABILITIES,
        of_batch=True,
    ),
)
