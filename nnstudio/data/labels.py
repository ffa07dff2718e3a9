"""Class numbers as the targets of a network."""

from __future__ import annotations

import numpy as np

from nnstudio.catalogue.entries import Target
from nnstudio.data.source import Floats, Integers
from nnstudio.design.facts import DataFacts


def encode(labels: Integers, facts: DataFacts) -> Integers | Floats:
    """Class numbers (n,) to (n, 1), or to a 1 at the class, (n, classes)."""
    if facts.target is Target.ONE_HOT:
        return np.eye(len(facts.classes), dtype=np.float32)[labels]
    return labels[:, None].copy()
