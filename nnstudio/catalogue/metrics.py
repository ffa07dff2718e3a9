"""Metrics: numbers for people, shown beside the loss.

Which metric is shown anyway follows from the loss and what is asked of the network; further ones can be
chosen. One-hot labels are judged by the largest output whatever the loss. Class numbers under a loss that
compares one output can only be 0 and 1, and are judged at the threshold 0.5.
"""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.catalogue.entries import Expects, Loss, Metric, Target
from nnstudio.catalogue.params import Param
from nnstudio.i18n import N_

Suits = Callable[[Loss, Target], bool]

_PROBABLE = (Expects.PROBABILITIES, Expects.SHARES)


def _one_unit(loss: Loss, target: Target) -> bool:
    """Two classes, told apart by one output."""
    return target is Target.INTEGERS and not loss.sparse


def _class_numbers(loss: Loss, target: Target) -> bool:
    return target in (Target.INTEGERS, Target.TOKENS) and loss.sparse


def _tokens(loss: Loss, target: Target) -> bool:
    return target is Target.TOKENS and loss.sparse


def _one_hot(loss: Loss, target: Target) -> bool:
    return target is Target.ONE_HOT


def _classes(loss: Loss, target: Target) -> bool:
    """Classes whose outputs are probabilities."""
    return target in (Target.INTEGERS, Target.ONE_HOT) and loss.expects in _PROBABLE


def _shares(loss: Loss, target: Target) -> bool:
    shared = (Target.INTEGERS, Target.ONE_HOT, Target.TOKENS)
    return target in shared and loss.expects is Expects.SHARES


def _quantities(loss: Loss, target: Target) -> bool:
    return target in (Target.NUMBERS, Target.INPUTS)


def _metric(
    key: str,
    title: str,
    keras: str,
    help: str,
    formula: str,
    concept: str,
    suits: Suits,
    *params: Param,
    usual: bool = False,
    one_hot: bool = False,
    percent: bool = False,
    dimension: int = 0,
    lower: bool = False,
) -> Metric:
    """lower: whether lower is better."""
    return Metric(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=(concept,),
        keras=keras,
        formula=formula,
        suits=suits,
        usual=usual,
        one_hot=one_hot,
        percent=percent,
        dimension=dimension,
        higher_is_better=not lower,
    )


_TABLE = (
    _metric(
        "binary_accuracy",
        N_("accuracy"),
        "BinaryAccuracy",
        N_("Share of the examples that are on the right side of 0.5."),
        "share of (ŷ > 0.5) = y",
        "accuracy",
        _one_unit,
        usual=True,
        percent=True,
    ),
    _metric(
        "categorical_accuracy",
        N_("accuracy"),
        "CategoricalAccuracy",
        N_("Share of the examples whose largest output is the true class."),
        "share of argmax ŷ = argmax y",
        "accuracy",
        _one_hot,
        usual=True,
        percent=True,
    ),
    _metric(
        "sparse_categorical_accuracy",
        N_("accuracy"),
        "SparseCategoricalAccuracy",
        N_(
            "Share of the examples whose largest output is the true class; of texts, the share of all places,"
            " also those after the end, which are to stay empty."
        ),
        "share of argmax ŷ = y",
        "accuracy",
        _class_numbers,
        usual=True,
        percent=True,
    ),
    _metric(
        "exact_match",
        N_("exact match"),
        "ExactMatch",
        N_(
            "Share of the examples whose whole text is right, token by token; one with a token that training"
            " has never had cannot be."
        ),
        "share of argmax ŷ = y at every place",
        "accuracy",
        _tokens,
        percent=True,
    ),
    _metric(
        "top_k_categorical_accuracy",
        N_("accuracy of the best five"),
        "TopKCategoricalAccuracy",
        N_("Share of the examples whose true class is among the five largest outputs."),
        "share of y among the 5 largest ŷ",
        "accuracy",
        _one_hot,
        percent=True,
    ),
    _metric(
        "sparse_top_k_categorical_accuracy",
        N_("accuracy of the best five"),
        "SparseTopKCategoricalAccuracy",
        N_("Share of the examples whose true class is among the five largest outputs."),
        "share of y among the 5 largest ŷ",
        "accuracy",
        _class_numbers,
        percent=True,
    ),
    _metric(
        "precision",
        N_("precision"),
        "Precision",
        N_("Of all that the network gives more than 50 %, the share that is true."),
        "true positives / (true positives + false positives)",
        "precision_and_recall",
        _classes,
        one_hot=True,
        percent=True,
    ),
    _metric(
        "recall",
        N_("recall"),
        "Recall",
        N_("Of all that is true, the share that the network gives more than 50 %."),
        "true positives / (true positives + false negatives)",
        "precision_and_recall",
        _classes,
        one_hot=True,
        percent=True,
    ),
    _metric(
        "f1_score",
        N_("F1 score"),
        "F1Score",
        N_("Precision and recall in one number, low when either is; the mean over all classes."),
        "2 · precision · recall / (precision + recall)",
        "precision_and_recall",
        _classes,
        one_hot=True,
        percent=True,
    ),
    _metric(
        "auc",
        N_("area under the ROC curve"),
        "AUC",
        N_("How surely a true case is given more than a false one, whatever the threshold: 0.5 is a guess."),
        "area under the share of true alarms over the share of false alarms",
        "auc",
        _classes,
        one_hot=True,
    ),
    _metric(
        "perplexity",
        N_("perplexity"),
        "Perplexity",
        N_("Among how many equally likely classes the network still hesitates; 1 is certainty."),
        "e^(mean of −ln ŷ of the true class)",
        "perplexity",
        _shares,
        one_hot=True,
        lower=True,
    ),
    _metric(
        "mean_absolute_error",
        N_("mean absolute error"),
        "MeanAbsoluteError",
        N_("How far off a prediction is on average."),
        "1/n · Σ |y − ŷ|",
        "mean_absolute_error",
        lambda loss, target: _quantities(loss, target) and loss.key != "mean_absolute_error",
        usual=True,
        dimension=1,
        lower=True,
    ),
    _metric(
        "root_mean_squared_error",
        N_("root mean squared error"),
        "RootMeanSquaredError",
        N_("How far off a prediction is, with large errors counting more."),
        "√(1/n · Σ (y − ŷ)²)",
        "mean_squared_error",
        _quantities,
        usual=True,
        dimension=1,
        lower=True,
    ),
    _metric(
        "mean_squared_error",
        N_("mean squared error"),
        "MeanSquaredError",
        N_("Mean of the squared differences."),
        "1/n · Σ (y − ŷ)²",
        "mean_squared_error",
        lambda loss, target: _quantities(loss, target) and loss.key != "mean_squared_error",
        dimension=2,
        lower=True,
    ),
    _metric(
        "mean_absolute_percentage_error",
        N_("mean absolute percentage error"),
        "MeanAbsolutePercentageError",
        N_("Mean difference in percent of the true value, in the units that the network is trained in."),
        "100/n · Σ |y − ŷ| / |y|",
        "orders_of_size",
        lambda loss, target: _quantities(loss, target) and loss.key != "mean_absolute_percentage_error",
        lower=True,
    ),
    _metric(
        "r2_score",
        N_("R²"),
        "R2Score",
        N_("Share of the variation that is explained: 1 is perfect, 0 no better than the mean."),
        "1 − Σ (y − ŷ)² / Σ (y − mean y)²",
        "r_squared",
        lambda loss, target: target is Target.NUMBERS,
    ),
    _metric(
        "cosine_similarity",
        N_("cosine similarity"),
        "CosineSimilarity",
        N_("How alike the directions of output and target are: 1 for the same, −1 for opposite."),
        "mean of y · ŷ / (‖y‖ · ‖ŷ‖)",
        "cosine_similarity",
        _quantities,
    ),
)

METRICS: dict[str, Metric] = {entry.key: entry for entry in _TABLE}


def metrics_that_suit(loss: Loss, target: Target) -> tuple[str, ...]:
    """The keys of all metrics that make sense with this loss against such a target."""
    if target not in loss.targets:
        return ()
    return tuple(entry.key for entry in _TABLE if entry.suits(loss, target))


def usual_metric(loss: Loss, target: Target) -> str:
    """The key of the metric that is shown without being asked for, "" where none makes sense."""
    suiting = metrics_that_suit(loss, target)
    return next((key for key in suiting if METRICS[key].usual), "")


def metrics_for(loss: Loss, target: Target, chosen: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The keys of the metrics that are shown: the usual one, and those chosen that make sense."""
    usual = usual_metric(loss, target)
    suiting = metrics_that_suit(loss, target)
    return tuple(key for key in METRICS if key == usual or (key in chosen and key in suiting))
