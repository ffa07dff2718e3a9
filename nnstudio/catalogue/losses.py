"""Losses: what training makes small.

Formulas are for one example; the loss of a batch is the mean over its examples.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.catalogue.params import Bool, Float
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


_NUMERIC = (
    Loss(
        key="mean_squared_error",
        title=N_("mean squared error"),
        help=N_("Mean of the squared differences, so that one large error counts more than many small ones."),
        keras="MeanSquaredError",
        formula="L = 1/n · Σ (y − ŷ)²",
        targets=_NOT_TOKENS,
    ),
    Loss(
        key="mean_absolute_error",
        title=N_("mean absolute error"),
        help=N_("Mean size of the differences, so that single outliers count little."),
        keras="MeanAbsoluteError",
        formula="L = 1/n · Σ |y − ŷ|",
        targets=_NOT_TOKENS,
    ),
    Loss(
        key="huber",
        title=N_("Huber"),
        help=N_("Squares small differences and takes the size of large ones, so that outliers do no harm."),
        params=(
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
        keras="Huber",
        formula="L = 1/n · Σ (d²/2 for |d| ≤ delta, otherwise delta · |d| − delta²/2), d = y − ŷ",
        targets=_NOT_TOKENS,
    ),
    Loss(
        key="log_cosh",
        title=N_("log-cosh"),
        help=N_("A smooth curve between the square of small differences and the size of large ones."),
        keras="LogCosh",
        formula="L = 1/n · Σ ln cosh(ŷ − y)",
        targets=_NOT_TOKENS,
    ),
    Loss(
        key="mean_absolute_percentage_error",
        title=N_("mean absolute percentage error"),
        help=N_("Mean difference in percent of the true value, for quantities that are never close to 0."),
        keras="MeanAbsolutePercentageError",
        formula="L = 100/n · Σ |y − ŷ| / |y|",
        targets=_QUANTITIES,
    ),
    Loss(
        key="mean_squared_logarithmic_error",
        title=N_("mean squared logarithmic error"),
        help=N_("Compares orders of size, for quantities from 0 up that range from small to very large."),
        keras="MeanSquaredLogarithmicError",
        formula="L = 1/n · Σ (ln(1 + y) − ln(1 + ŷ))²",
        targets=_QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    Loss(
        key="poisson",
        title=N_("Poisson"),
        help=N_("For counts, such as visitors an hour; needs outputs above 0 (softplus or exponential)."),
        keras="Poisson",
        formula="L = 1/n · Σ (ŷ − y · ln ŷ)",
        targets=_QUANTITIES,
        expects=Expects.POSITIVE,
    ),
    Loss(
        key="cosine_similarity",
        title=N_("cosine similarity"),
        help=N_("Turns the output in the direction of the target, whatever its length; −1 is perfect."),
        keras="CosineSimilarity",
        formula="L = −Σ y · ŷ / (‖y‖ · ‖ŷ‖)",
        targets=_QUANTITIES | _ONE_HOT,
    ),
)

_YES_OR_NOES = (
    Loss(
        key="binary_crossentropy",
        title=N_("binary cross-entropy"),
        help=N_("How surprised the network is by each yes or no; needs outputs between 0 and 1 (sigmoid)."),
        params=(_FROM_LOGITS, _SMOOTHING),
        keras="BinaryCrossentropy",
        formula="L = −1/n · Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ))",
        targets=_YES_OR_NO,
        expects=Expects.PROBABILITIES,
    ),
    Loss(
        key="binary_focal_crossentropy",
        title=N_("binary focal cross-entropy"),
        help=N_("Binary cross-entropy that looks mostly at the examples that are still hard."),
        params=(
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
        ),
        keras="BinaryFocalCrossentropy",
        formula="L = −1/n · Σ (1 − p)^gamma · ln p, p = ŷ for y = 1, otherwise 1 − ŷ",
        targets=_YES_OR_NO,
        expects=Expects.PROBABILITIES,
    ),
    Loss(
        key="hinge",
        title=N_("hinge"),
        help=N_("Asks for an output of at least 1 for yes and at most −1 for no, and then for no more."),
        keras="Hinge",
        formula="L = 1/n · Σ max(0, 1 − y · ŷ), y = −1 or 1",
        targets=_CLASSES,
        expects=Expects.SIGNS,
    ),
    Loss(
        key="squared_hinge",
        title=N_("squared hinge"),
        help=N_("The square of the hinge loss, so that outputs far on the wrong side count most."),
        keras="SquaredHinge",
        formula="L = 1/n · Σ max(0, 1 − y · ŷ)², y = −1 or 1",
        targets=_CLASSES,
        expects=Expects.SIGNS,
    ),
    Loss(
        key="dice",
        title=N_("Dice"),
        help=N_("How much what is found and what is there overlap, taken over the whole batch."),
        keras="Dice",
        formula="L = 1 − 2 · Σ y · ŷ / (Σ y + Σ ŷ)",
        targets=_YES_OR_NO,
        expects=Expects.PROBABILITIES,
        of_batch=True,
    ),
    Loss(
        key="tversky",
        title=N_("Tversky"),
        help=N_("Like Dice, with false alarms and misses weighed by alpha and beta."),
        params=(
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
        ),
        keras="Tversky",
        formula="L = 1 − Σ y · ŷ / (Σ y · ŷ + alpha · Σ (1 − y) · ŷ + beta · Σ y · (1 − ŷ))",
        targets=_YES_OR_NO,
        expects=Expects.PROBABILITIES,
        of_batch=True,
    ),
)

_SEVERAL_CLASSES = (
    Loss(
        key="categorical_crossentropy",
        title=N_("categorical cross-entropy"),
        help=N_("How surprised the network is by the true class; for one-hot labels and a softmax output."),
        params=(_FROM_LOGITS, _SMOOTHING),
        keras="CategoricalCrossentropy",
        formula="L = −Σ yᵢ · ln ŷᵢ",
        targets=_ONE_HOT,
        expects=Expects.SHARES,
    ),
    Loss(
        key="sparse_categorical_crossentropy",
        title=N_("sparse categorical cross-entropy"),
        help=N_(
            "How surprised the network is by the true class; for class numbers and a softmax output. Of"
            " texts, the mean over all places, also those after the end, which are to stay empty."
        ),
        params=(_FROM_LOGITS,),
        keras="SparseCategoricalCrossentropy",
        formula="L = −ln ŷ_c, c the true class",
        targets=frozenset({Target.INTEGERS, Target.TOKENS}),
        expects=Expects.SHARES,
        sparse=True,
    ),
    Loss(
        key="categorical_focal_crossentropy",
        title=N_("categorical focal cross-entropy"),
        help=N_("Categorical cross-entropy that looks mostly at the examples that are still hard."),
        params=(_GAMMA, _alpha(N_("A factor for all classes."), 0.25), _FROM_LOGITS, _SMOOTHING),
        keras="CategoricalFocalCrossentropy",
        formula="L = −alpha · Σ yᵢ · (1 − ŷᵢ)^gamma · ln ŷᵢ",
        targets=_ONE_HOT,
        expects=Expects.SHARES,
    ),
    Loss(
        key="kl_divergence",
        title=N_("Kullback-Leibler divergence"),
        help=N_("How far the shares that the network gives are from the true ones."),
        keras="KLDivergence",
        formula="L = Σ yᵢ · ln(yᵢ / ŷᵢ)",
        targets=_ONE_HOT,
        expects=Expects.SHARES,
    ),
    Loss(
        key="categorical_hinge",
        title=N_("categorical hinge"),
        help=N_("Asks the true class to lie 1 above the best of the others, and then for no more."),
        keras="CategoricalHinge",
        formula="L = max(0, 1 + max ŷᵢ of the others − ŷ_c), c the true class",
        targets=_ONE_HOT,
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
