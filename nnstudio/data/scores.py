"""One number that says how good answers are, for each task, in the data's own unit.

A network and a naive answer are scored by the same function, so that they can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Examples
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


_ACCURACY = Score("accuracy", N_("accuracy"), True, _accuracy, percent=True)
_MAE = Score("mean_absolute_error", N_("mean absolute error"), False, _mean_absolute_error)
_MSE = Score("mean_squared_error", N_("mean squared error"), False, _mean_squared_error)

SCORES: Final[Mapping[Task, Score]] = {
    Task.CLASSIFICATION: _ACCURACY,
    Task.REGRESSION: _MAE,
    Task.FORECAST: _MAE,
    Task.RECONSTRUCTION: _MSE,
    Task.NEXT_FRAME: _MSE,
}


def score_of(prepared: Prepared) -> Score:
    """The number by which this task is judged."""
    return SCORES[prepared.facts.task]
