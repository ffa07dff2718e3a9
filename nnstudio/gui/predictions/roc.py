"""How a class is told from the rest at every threshold: the receiver operating characteristic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Roc:
    """false_alarms, hits: (points,) shares of the rest and of the class that are taken for it, from 0 to 1,
    the stricter thresholds first; area: under the curve; at: both at one threshold."""

    false_alarms: Doubles
    hits: Doubles
    area: float
    at: tuple[float, float]


def roc(scores: NDArray[np.floating], is_class: NDArray[np.bool_], threshold: float = 0.5) -> Roc | None:
    """scores (n,): what the network gives the class; None where all examples are of it, or none.

    Examples of the same score pass the threshold together, so that chance is the diagonal. The area is
    the share of pairs, one of the class and one of the rest, that are in the right order; a tie is half.
    """
    positives, negatives = int(is_class.sum()), int((~is_class).sum())
    if not positives or not negatives:
        return None
    order = np.argsort(-scores, kind="stable")
    ordered, hit = scores[order], is_class[order]
    ends = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)  # the last of each score
    hits = np.concatenate([[0.0], np.cumsum(hit)[ends] / positives])
    false_alarms = np.concatenate([[0.0], np.cumsum(~hit)[ends] / negatives])
    area = float(np.sum(np.diff(false_alarms) * (hits[1:] + hits[:-1]) / 2))
    taken = scores >= threshold
    at = (float(np.mean(taken[~is_class])), float(np.mean(taken[is_class])))
    return Roc(false_alarms, hits, area, at)
