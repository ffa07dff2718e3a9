"""Losses of quantities: how far numbers are from those that are asked for."""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects
from nnstudio.catalogue.losses.parts import (
    NOT_TOKENS,
    ONE_HOT,
    QUANTITIES,
    loss,
)
from nnstudio.catalogue.params import Float
from nnstudio.i18n import N_

NUMERIC = (
    loss(
        "mean_squared_error",
        N_("mean squared error"),
        "MeanSquaredError",
        N_("Mean of the squared differences, so that one large error counts more than many small ones."),
        "L = 1/n · Σ (y − ŷ)²",
        "mean_squared_error",
        NOT_TOKENS,
    ),
    loss(
        "mean_absolute_error",
        N_("mean absolute error"),
        "MeanAbsoluteError",
        N_("Mean size of the differences, so that single outliers count little."),
        "L = 1/n · Σ |y − ŷ|",
        "mean_absolute_error",
        NOT_TOKENS,
    ),
    loss(
        "huber",
        N_("Huber"),
        "Huber",
        N_("Squares small differences and takes the size of large ones, so that outliers do no harm."),
        "L = 1/n · Σ (d²/2 for |d| ≤ delta, otherwise delta · |d| − delta²/2), d = y − ŷ",
        "mean_absolute_error",
        NOT_TOKENS,
        Float(
            name="delta",
            title=N_("Delta"),
            help=N_("The difference from which on the size counts instead of the square."),
            default=1.0,
            min=0.0,
            max=1_000_000.0,
            open_min=True,
        ),
    ),
    loss(
        "log_cosh",
        N_("log-cosh"),
        "LogCosh",
        N_("A smooth curve between the square of small differences and the size of large ones."),
        "L = 1/n · Σ ln cosh(ŷ − y)",
        "mean_absolute_error",
        NOT_TOKENS,
    ),
    loss(
        "mean_absolute_percentage_error",
        N_("mean absolute percentage error"),
        "MeanAbsolutePercentageError",
        N_("Mean difference in percent of the true value, for quantities that are never close to 0."),
        "L = 100/n · Σ |y − ŷ| / |y|",
        "orders_of_size",
        QUANTITIES,
    ),
    loss(
        "mean_squared_logarithmic_error",
        N_("mean squared logarithmic error"),
        "MeanSquaredLogarithmicError",
        N_("Compares orders of size, for quantities from 0 up that range from small to very large."),
        "L = 1/n · Σ (ln(1 + y) − ln(1 + ŷ))²",
        "orders_of_size",
        QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    loss(
        "poisson",
        N_("Poisson"),
        "Poisson",
        N_("For counts, such as visitors an hour; needs outputs above 0 (softplus or exponential)."),
        "L = 1/n · Σ (ŷ − y · ln ŷ)",
        "orders_of_size",
        QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    loss(
        "cosine_similarity",
        N_("cosine similarity"),
        "CosineSimilarity",
        N_("Turns the output in the direction of the target, whatever its length; −1 is perfect."),
        "L = −Σ y · ŷ / (‖y‖ · ‖ŷ‖)",
        "cosine_similarity",
        QUANTITIES | ONE_HOT,
    ),
)
