"""The offer of a smaller batch, where memory is short and most of it goes into the examples."""

from __future__ import annotations

from typing import Final

from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.fixes import SetBatchSize
from nnstudio.design.model import Design

_USUAL_BATCH: Final = 32
_WORTH: Final = 0.9  # a smaller batch that leaves more than this share of the memory does not help


def smaller_batch(design: Design, facts: DataFacts, available: int) -> SetBatchSize | None:
    """Half a batch, where most memory goes into its examples rather than the weights.

    available: bytes of memory that are free.
    """
    recipe = design.recipe
    halves = {"full": _USUAL_BATCH, "mini": recipe.batch_size // 2, "single": 0}
    fix = SetBatchSize(halves[recipe.batching])
    if fix.size < 1:
        return None
    now, then = (check(each, facts, available).memory for each in (design, fix.edit(design)[0]))
    return fix if then < _WORTH * now else None
