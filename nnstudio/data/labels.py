"""Class numbers as the targets of a network."""

from __future__ import annotations

from nnstudio.catalogue.entries import Target
from nnstudio.data.arithmetic import one_hot
from nnstudio.data.source import Floats, Integers
from nnstudio.design.facts import DataFacts


def encode(labels: Integers, facts: DataFacts) -> Integers | Floats:
    """Class numbers (n,) to (n, 1), or to a 1 at the class, (n, classes)."""
    if facts.target is Target.ONE_HOT:
        return one_hot(labels, len(facts.classes))
    return labels[:, None].copy()
