"""Which examples are given back so badly that they count as unusual, and how often that is right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview
from nnstudio.data.scores import area_under_roc
from nnstudio.protocol.events import Floats, Sampled

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

_USUAL_SHARE = 0.95  # of the usual examples that the first threshold lets pass


@dataclass(frozen=True)
class Verdict:
    """Examples over a threshold. area: under the ROC curve, NaN without unusual examples.

    over: of all. found, missed: unusual ones over it and under. alarms: usual ones over it; passed: under.
    """

    over: int
    found: int
    missed: int
    alarms: int
    passed: int
    area: float


def is_unusual(preview: Preview) -> Bools | None:
    """(n,) which of the examples shown are of the class that training saw nothing of; None if none is."""
    labels, name = preview.shown.labels, preview.facts.unusual
    if labels is None or not name:
        return None
    found: Bools = labels == preview.facts.classes.index(name)
    return found


def clean_targets(preview: Preview) -> Floats:
    """(n, *target_shape): what is to be given back of the examples shown."""
    return preview.shown.targets.astype(np.float32, copy=False)


def example_errors(preview: Preview, sampled: Sampled) -> Doubles:
    """(n,) the mean squared error of each example shown; what is not finite is the largest of all."""
    targets = clean_targets(preview)
    wrong = sampled.outputs.reshape(targets.shape).astype(np.float64) - targets
    errors: Doubles = np.square(wrong).reshape(len(targets), -1).mean(axis=1)
    known = errors[np.isfinite(errors)]
    largest = float(known.max(initial=0.0))
    return np.where(np.isfinite(errors), errors, largest)


def judge(errors: Doubles, unusual: Bools | None, threshold: float) -> Verdict:
    """errors: (n,). unusual: (n,) the truth, None where it is not known."""
    over = errors > threshold
    known = np.zeros(len(errors), np.bool_) if unusual is None else unusual
    return Verdict(
        over=int(over.sum()),
        found=int((over & known).sum()),
        missed=int((~over & known).sum()),
        alarms=int((over & ~known).sum()),
        passed=int((~over & ~known).sum()),
        area=area_under_roc(known, errors),
    )


def first_threshold(errors: Doubles, unusual: Bools | None) -> float:
    """What 95 % of the usual examples stay under."""
    usual = errors if unusual is None or unusual.all() else errors[~unusual]
    return float(np.quantile(usual, _USUAL_SHARE)) if len(usual) else 0.0
