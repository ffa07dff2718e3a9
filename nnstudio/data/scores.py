"""One number that says how good answers are, for each task, in the data's own unit.

A network and a naive answer are scored by the same function, so that they can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Examples
from nnstudio.data.text.naive import exact_match, surprise
from nnstudio.design.facts import Task
from nnstudio.i18n import N_

Answers = NDArray[Any]
Measure = Callable[[Prepared, Examples, Answers], float]


@dataclass(frozen=True)
class Score:
    """key: the catalogue's metric of that name, or one of this table. more: whether more is better.
    percent: a share, told in percent.

    measure: prepared data, examples of one part, and the answers to them in the form that the network
    gives them (n, *output_shape): probabilities for classes, scaled quantities.
    """

    key: str
    title: str
    more: bool
    measure: Measure
    percent: bool = False


def _accuracy(prepared: Prepared, part: Examples, answers: Answers) -> float:
    assert part.labels is not None
    flat = answers.reshape(len(part), -1)
    chosen = flat[:, 0] > 0.5 if flat.shape[1] == 1 else flat.argmax(axis=1)
    return float(np.mean(chosen == part.labels))


def _mean_absolute_error(prepared: Prepared, part: Examples, answers: Answers) -> float:
    """In the unit of what is predicted."""
    wrong = np.abs(answers.reshape(part.targets.shape).astype(np.float64) - part.targets)
    return float(np.mean(wrong * prepared.target_scale.factor))


def _mean_squared_error(prepared: Prepared, part: Examples, answers: Answers) -> float:
    """Of prepared numbers, as the loss counts it."""
    wrong = answers.reshape(part.targets.shape).astype(np.float64) - part.targets
    return float(np.mean(np.square(wrong)))


def _exact_match(prepared: Prepared, part: Examples, answers: Answers) -> float:
    return exact_match(part, answers)


def _bits(prepared: Prepared, part: Examples, answers: Answers) -> float:
    """How many yes-or-no questions each character still takes, given those before it."""
    return surprise(part, answers) / math.log(2)


def squared_errors(part: Examples, answers: Answers) -> NDArray[np.float64]:
    """(n,) the mean squared error of each example."""
    wrong = answers.reshape(part.targets.shape).astype(np.float64) - part.targets
    errors: NDArray[np.float64] = np.square(wrong).reshape(len(part), -1).mean(axis=1)
    return errors


def area_under_roc(positive: NDArray[np.bool_], ranks: NDArray[np.float64]) -> float:
    """How often a positive example ranks above another one, draws counting half: 0.5 by chance.

    NaN where there are none of the one or of the other.
    """
    above, below = ranks[positive], np.sort(ranks[~positive])
    if not len(above) or not len(below):
        return float("nan")
    wins = np.searchsorted(below, above, "left") + np.searchsorted(below, above, "right")
    return float(wins.mean() / (2 * len(below)))


def _unusual(prepared: Prepared, part: Examples, answers: Answers) -> float:
    """How surely what is given back badly is of the class that training saw nothing of."""
    assert part.labels is not None
    unusual = part.labels == prepared.facts.classes.index(prepared.facts.unusual)
    return area_under_roc(unusual, squared_errors(part, answers))


_ACCURACY = Score("accuracy", N_("accuracy"), True, _accuracy, percent=True)
_MAE = Score("mean_absolute_error", N_("mean absolute error"), False, _mean_absolute_error)
_MSE = Score("mean_squared_error", N_("mean squared error"), False, _mean_squared_error)
_EXACT = Score("exact_match", N_("exact match"), True, _exact_match, percent=True)
_BITS = Score("bits_per_character", N_("bits per character"), False, _bits)
_AUC = Score("area_under_roc", N_("area under the ROC curve"), True, _unusual)

SCORES: Final[Mapping[Task, Score]] = {
    Task.CLASSIFICATION: _ACCURACY,
    Task.REGRESSION: _MAE,
    Task.FORECAST: _MAE,
    Task.RECONSTRUCTION: _MSE,
    Task.NEXT_FRAME: _MSE,
    Task.TRANSLATION: _EXACT,
    Task.GENERATION: _BITS,
}


def score_of(prepared: Prepared) -> Score:
    """The number by which this task is judged."""
    if prepared.facts.unusual:
        return _AUC
    return SCORES[prepared.facts.task]


def score_named(key: str) -> Score:
    """The score of that key; raises KeyError."""
    return {score.key: score for score in (*SCORES.values(), _AUC)}[key]
