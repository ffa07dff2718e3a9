"""What a classifying network's outputs say: which class, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Integers
from nnstudio.design.facts import DataFacts
from nnstudio.protocol.events import Floats


@dataclass(frozen=True)
class Answers:
    """classes: (n,) the class each example is taken for; certainty: (n,) from 0 to 1, of that class."""

    classes: Integers
    certainty: Floats


def class_answers(outputs: Floats, facts: DataFacts) -> Answers:
    """Outputs (n, 1) or (n, classes) as answers: the largest, or for one unit its side of one half."""
    shares = class_shares(outputs, facts)
    if outputs.shape[1] == 1:
        classes = (shares[:, 1] >= 0.5).astype(np.int32)
    else:  # of the outputs themselves: without a softmax, several can be beyond 1
        classes = np.nan_to_num(outputs, nan=-np.inf).argmax(axis=1).astype(np.int32)
    return Answers(classes, np.take_along_axis(shares, classes[:, None], axis=1)[:, 0])


def class_shares(outputs: Floats, facts: DataFacts) -> Floats:
    """(n, classes) from 0 to 1: what each class gets of an answer.

    One unit is the probability of the second of two classes. A network need not end in a sigmoid or a
    softmax: what is not a number counts as nothing, what is beyond 0 or 1 as 0 or 1.
    """
    known = np.clip(np.nan_to_num(outputs, nan=0.0), 0.0, 1.0).astype(np.float32)
    if known.shape[1] == 1:
        return np.concatenate([1.0 - known, known], axis=1)
    if known.shape[1] != len(facts.classes):
        raise ValueError(f"{known.shape[1]} outputs for {len(facts.classes)} classes")
    return known


def accuracy(answers: Answers, labels: NDArray[np.integer]) -> float:
    """The share of answers that are right, from 0 to 1; 0 for no examples."""
    return float(np.mean(answers.classes == labels)) if len(labels) else 0.0


def percent(share: float) -> str:
    """“97.3 %”, with a space that does not break; never “100.0 %” for less than all."""
    return f"{share:.0%}".replace("%", "\u00a0%") if share in (0, 1) else f"{_short_of_all(share):.1f}\u00a0%"


def _short_of_all(share: float) -> float:
    return min(max(share * 100, 0.1), 99.9)
