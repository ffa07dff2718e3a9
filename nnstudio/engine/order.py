"""In which order an epoch meets the examples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import Recipe


def batch_size(recipe: Recipe, examples: int) -> int:
    """Examples for each update: all of them, one, or a mini-batch."""
    sizes = {"full": examples, "single": 1, "mini": min(recipe.batch_size, examples)}
    return max(1, sizes[recipe.batching])


def epoch_order(seed: int, epoch: int, examples: int) -> NDArray[np.int32]:
    """A permutation of the examples that follows from the seed and the epoch's number alone.

    Nothing is drawn from a running generator, so pauses and chunk sizes cannot change it.
    """
    return np.random.default_rng((seed, epoch)).permutation(examples).astype(np.int32)
