"""Metrics: numbers for people, shown beside the loss.

Which metric is shown follows from the loss and what is asked of the network. One-hot labels are judged
by the largest output whatever the loss. Class numbers under a binary, squared or absolute loss can only
be 0 and 1 and are judged against one unit at the threshold 0.5.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Metric, Target
from nnstudio.i18n import N_

_NUMERIC = frozenset({"mean_squared_error", "mean_absolute_error"})
_QUANTITIES = frozenset({Target.NUMBERS, Target.INPUTS})

_TABLE = (
    Metric(
        key="binary_accuracy",
        title=N_("accuracy"),
        help=N_("Share of the examples that are on the right side of 0.5."),
        keras="BinaryAccuracy",
        formula="share of (ŷ > 0.5) = y",
        losses=_NUMERIC | {"binary_crossentropy"},
        targets=frozenset({Target.INTEGERS}),
        percent=True,
    ),
    Metric(
        key="categorical_accuracy",
        title=N_("accuracy"),
        help=N_("Share of the examples whose largest output is the true class."),
        keras="CategoricalAccuracy",
        formula="share of argmax ŷ = argmax y",
        losses=_NUMERIC | {"binary_crossentropy", "categorical_crossentropy"},
        targets=frozenset({Target.ONE_HOT}),
        percent=True,
    ),
    Metric(
        key="sparse_categorical_accuracy",
        title=N_("accuracy"),
        help=N_("Share of the examples whose largest output is the true class."),
        keras="SparseCategoricalAccuracy",
        formula="share of argmax ŷ = c",
        losses=frozenset({"sparse_categorical_crossentropy"}),
        targets=frozenset({Target.INTEGERS}),
        percent=True,
    ),
    Metric(
        key="mean_absolute_error",
        title=N_("mean absolute error"),
        help=N_("How far off a prediction is on average."),
        keras="MeanAbsoluteError",
        formula="1/n · Σ |y − ŷ|",
        losses=frozenset({"mean_squared_error", "binary_crossentropy"}),
        targets=_QUANTITIES,
        higher_is_better=False,
    ),
    Metric(
        key="root_mean_squared_error",
        title=N_("root mean squared error"),
        help=N_("How far off a prediction is, with large errors counting more."),
        keras="RootMeanSquaredError",
        formula="√(1/n · Σ (y − ŷ)²)",
        losses=frozenset({"mean_absolute_error"}),
        targets=_QUANTITIES,
        higher_is_better=False,
    ),
)

METRICS: dict[str, Metric] = {entry.key: entry for entry in _TABLE}


def metrics_for(loss: str, target: Target) -> tuple[str, ...]:
    """The keys of the metrics that are shown with this loss; () where none makes sense."""
    return tuple(entry.key for entry in _TABLE if loss in entry.losses and target in entry.targets)
