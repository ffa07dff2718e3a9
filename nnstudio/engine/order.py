"""In which order an epoch meets the examples."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import Recipe

_DRAWN_TOGETHER: Final = 16_384  # numbers; making a generator takes longer than a short permutation


def batch_size(recipe: Recipe, examples: int) -> int:
    """Examples for each update: all of them, one, or a mini-batch."""
    sizes = {"full": examples, "single": 1, "mini": min(recipe.batch_size, examples)}
    return max(1, sizes[recipe.batching])


def epoch_order(seed: int, epoch: int, examples: int) -> NDArray[np.int32]:
    """A permutation of the examples that follows from the seed and the epoch's number alone.

    Nothing is drawn from a running generator, so pauses and chunk sizes cannot change it.
    """
    together = max(1, _DRAWN_TOGETHER // max(1, examples))
    group, place = divmod(epoch, together)
    order: NDArray[np.int32] = _orders(seed, group, together, examples)[place]
    return order


def block_order(seed: int, first: int, epochs: int, examples: int) -> NDArray[np.int32]:
    """The orders of the epochs first..first+epochs-1, one after the other."""
    return np.concatenate([epoch_order(seed, epoch, examples) for epoch in range(first, first + epochs)])


@lru_cache(maxsize=4)
def _orders(seed: int, group: int, epochs: int, examples: int) -> NDArray[np.int32]:
    """The orders (epochs × examples) of a group of epochs, which are drawn together."""
    ordered = np.tile(np.arange(examples, dtype=np.int32), (epochs, 1))
    orders = np.random.default_rng((seed, group)).permuted(ordered, axis=1)
    orders.setflags(write=False)
    return orders
