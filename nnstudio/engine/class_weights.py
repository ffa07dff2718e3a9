"""How much the examples of each class count in training."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Target
from nnstudio.data import arithmetic
from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Recipe

Floats = NDArray[np.float32]


def class_weights(recipe: Recipe, prepared: Prepared) -> Floats | None:
    """A weight for each class, so that all classes count the same and the mean is 1.

    The weight of a class is examples / (classes · its examples), of those that the training part has; this is
    what scikit-learn calls balanced. None where all examples count alike or there are no classes.
    """
    labels = prepared.train.labels
    has_classes = prepared.facts.target in (Target.INTEGERS, Target.ONE_HOT)
    if recipe.class_weights == "none" or labels is None or not has_classes:
        return None
    weights: Floats = arithmetic.class_weights(labels, len(prepared.facts.classes))
    return weights


def example_weights(recipe: Recipe, prepared: Prepared) -> Floats | None:
    """The weight of each example of the training part."""
    weights = class_weights(recipe, prepared)
    labels = prepared.train.labels
    if weights is None or labels is None:
        return None
    each: Floats = weights[labels]
    return each
