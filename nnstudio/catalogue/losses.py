"""Losses: what training makes small.

Formulas are for one example; the loss of a batch is the mean over its examples.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.catalogue.params import Bool, Float, Param
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
_FROM_LOGITS = Bool(
    name="from_logits",
    title=N_("From logits"),
    help=N_(
        "The network ends in a linear row, and the loss itself makes probabilities of its numbers, which is"
        " more exact than a sigmoid or softmax at the end."
    ),
    default=False,
    advanced=True,
)
_GAMMA = Float(
    name="gamma",
    title=N_("Gamma"),
    help=N_("How little examples count that are told apart well already; 0 counts all alike."),
    default=2.0,
    min=0.0,
    max=20.0,
)
_NOT_TOKENS = frozenset(Target) - {Target.TOKENS}
_QUANTITIES = frozenset({Target.NUMBERS, Target.INPUTS})
_YES_OR_NO = frozenset({Target.INTEGERS, Target.ONE_HOT, Target.INPUTS})
_CLASSES = frozenset({Target.INTEGERS, Target.ONE_HOT})
_ONE_HOT = frozenset({Target.ONE_HOT})


def _alpha(help: str, default: float) -> Float:
    return Float(name="alpha", title=N_("Alpha"), help=help, default=default, min=0.0, max=1.0, advanced=True)


def _loss(
    key: str,
    title: str,
    keras: str,
    help: str,
    formula: str,
    concept: str,
    targets: frozenset[Target],
    *params: Param,
    expects: Expects = Expects.ANY,
    sparse: bool = False,
    of_batch: bool = False,
) -> Loss:
    return Loss(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=(concept, "loss"),
        keras=keras,
        formula=formula,
        targets=targets,
        expects=expects,
        sparse=sparse,
        of_batch=of_batch,
    )


_NUMERIC = (
    _loss(
        "mean_squared_error",
        N_("mean squared error"),
        "MeanSquaredError",
        N_("Mean of the squared differences, so that one large error counts more than many small ones."),
        "L = 1/n · Σ (y − ŷ)²",
        "mean_squared_error",
        _NOT_TOKENS,
    ),
    _loss(
        "mean_absolute_error",
        N_("mean absolute error"),
        "MeanAbsoluteError",
        N_("Mean size of the differences, so that single outliers count little."),
        "L = 1/n · Σ |y − ŷ|",
        "mean_absolute_error",
        _NOT_TOKENS,
    ),
    _loss(
        "huber",
        N_("Huber"),
        "Huber",
        N_("Squares small differences and takes the size of large ones, so that outliers do no harm."),
        "L = 1/n · Σ (d²/2 for |d| ≤ delta, otherwise delta · |d| − delta²/2), d = y − ŷ",
        "mean_absolute_error",
        _NOT_TOKENS,
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
    _loss(
        "log_cosh",
        N_("log-cosh"),
        "LogCosh",
        N_("A smooth curve between the square of small differences and the size of large ones."),
        "L = 1/n · Σ ln cosh(ŷ − y)",
        "mean_absolute_error",
        _NOT_TOKENS,
    ),
    _loss(
        "mean_absolute_percentage_error",
        N_("mean absolute percentage error"),
        "MeanAbsolutePercentageError",
        N_("Mean difference in percent of the true value, for quantities that are never close to 0."),
        "L = 100/n · Σ |y − ŷ| / |y|",
        "orders_of_size",
        _QUANTITIES,
    ),
    _loss(
        "mean_squared_logarithmic_error",
        N_("mean squared logarithmic error"),
        "MeanSquaredLogarithmicError",
        N_("Compares orders of size, for quantities from 0 up that range from small to very large."),
        "L = 1/n · Σ (ln(1 + y) − ln(1 + ŷ))²",
        "orders_of_size",
        _QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    _loss(
        "poisson",
        N_("Poisson"),
        "Poisson",
        N_("For counts, such as visitors an hour; needs outputs above 0 (softplus or exponential)."),
        "L = 1/n · Σ (ŷ − y · ln ŷ)",
        "orders_of_size",
        _QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    _loss(
        "cosine_similarity",
        N_("cosine similarity"),
        "CosineSimilarity",
        N_("Turns the output in the direction of the target, whatever its length; −1 is perfect."),
        "L = −Σ y · ŷ / (‖y‖ · ‖ŷ‖)",
        "cosine_similarity",
        _QUANTITIES | _ONE_HOT,
    ),
)

_YES_OR_NOES = (
    _loss(
        "binary_crossentropy",
        N_("binary cross-entropy"),
        "BinaryCrossentropy",
        N_("How surprised the network is by each yes or no; needs outputs between 0 and 1 (sigmoid)."),
        "L = −1/n · Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ))",
        "cross_entropy",
        _YES_OR_NO,
        _FROM_LOGITS,
        _SMOOTHING,
        expects=Expects.PROBABILITIES,
    ),
    _loss(
        "binary_focal_crossentropy",
        N_("binary focal cross-entropy"),
        "BinaryFocalCrossentropy",
        N_("Binary cross-entropy that looks mostly at the examples that are still hard."),
        "L = −1/n · Σ (1 − p)^gamma · ln p, p = ŷ for y = 1, otherwise 1 − ŷ",
        "focal_loss",
        _YES_OR_NO,
        _GAMMA,
        Bool(
            name="apply_class_balancing",
            title=N_("Balance"),
            help=N_("Counts yes and no differently, by alpha."),
            default=False,
            advanced=True,
        ),
        _alpha(N_("How much a yes counts; a no counts 1 − alpha. Works with “Balance” on."), 0.25),
        _FROM_LOGITS,
        _SMOOTHING,
        expects=Expects.PROBABILITIES,
    ),
    _loss(
        "hinge",
        N_("hinge"),
        "Hinge",
        N_("Asks for an output of at least 1 for yes and at most −1 for no, and then for no more."),
        "L = 1/n · Σ max(0, 1 − y · ŷ), y = −1 or 1",
        "margin",
        _CLASSES,
        expects=Expects.SIGNS,
    ),
    _loss(
        "squared_hinge",
        N_("squared hinge"),
        "SquaredHinge",
        N_("The square of the hinge loss, so that outputs far on the wrong side count most."),
        "L = 1/n · Σ max(0, 1 − y · ŷ)², y = −1 or 1",
        "margin",
        _CLASSES,
        expects=Expects.SIGNS,
    ),
    _loss(
        "dice",
        N_("Dice"),
        "Dice",
        N_("How much what is found and what is there overlap, taken over the whole batch."),
        "L = 1 − 2 · Σ y · ŷ / (Σ y + Σ ŷ)",
        "overlap",
        _YES_OR_NO,
        expects=Expects.PROBABILITIES,
        of_batch=True,
    ),
    _loss(
        "tversky",
        N_("Tversky"),
        "Tversky",
        N_("Like Dice, with false alarms and misses weighed by alpha and beta."),
        "L = 1 − Σ y · ŷ / (Σ y · ŷ + alpha · Σ (1 − y) · ŷ + beta · Σ y · (1 − ŷ))",
        "overlap",
        _YES_OR_NO,
        _alpha(N_("How much false alarms count."), 0.5),
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

_SEVERAL_CLASSES = (
    _loss(
        "categorical_crossentropy",
        N_("categorical cross-entropy"),
        "CategoricalCrossentropy",
        N_("How surprised the network is by the true class; for one-hot labels and a softmax output."),
        "L = −Σ yᵢ · ln ŷᵢ",
        "cross_entropy",
        _ONE_HOT,
        _FROM_LOGITS,
        _SMOOTHING,
        expects=Expects.SHARES,
    ),
    _loss(
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
        _FROM_LOGITS,
        expects=Expects.SHARES,
        sparse=True,
    ),
    _loss(
        "categorical_focal_crossentropy",
        N_("categorical focal cross-entropy"),
        "CategoricalFocalCrossentropy",
        N_("Categorical cross-entropy that looks mostly at the examples that are still hard."),
        "L = −alpha · Σ yᵢ · (1 − ŷᵢ)^gamma · ln ŷᵢ",
        "focal_loss",
        _ONE_HOT,
        _GAMMA,
        _alpha(N_("A factor for all classes."), 0.25),
        _FROM_LOGITS,
        _SMOOTHING,
        expects=Expects.SHARES,
    ),
    _loss(
        "kl_divergence",
        N_("Kullback-Leibler divergence"),
        "KLDivergence",
        N_("How far the shares that the network gives are from the true ones."),
        "L = Σ yᵢ · ln(yᵢ / ŷᵢ)",
        "kl_divergence",
        _ONE_HOT,
        expects=Expects.SHARES,
    ),
    _loss(
        "categorical_hinge",
        N_("categorical hinge"),
        "CategoricalHinge",
        N_("Asks the true class to lie 1 above the best of the others, and then for no more."),
        "L = max(0, 1 + max ŷᵢ of the others − ŷ_c), c the true class",
        "margin",
        _ONE_HOT,
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in (*_NUMERIC, *_YES_OR_NOES, *_SEVERAL_CLASSES)}

LEFT_OUT_LOSSES = {
    "CTC": N_("It needs sequences of labels of different lengths, which no data here has."),
    "Circle": N_("It compares the examples of a batch with each other instead of with a target."),
    "CategoricalGeneralizedCrossEntropy": N_(
        "With class numbers in a column, as they are here, Keras compares every example of a batch with the"
        " labels of all the others."
    ),
}
