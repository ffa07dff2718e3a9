"""Rules of a layer: from the shapes that it reads and its parameters to what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnstudio.catalogue.values import Params, Shape

ShapeRule = Callable[[Sequence[Shape], Params], Shape]


@dataclass(frozen=True)
class Weights:
    """How many numbers a layer holds."""

    trainable: int = 0
    fixed: int = 0  # kept but not trained, such as moving averages

    @property
    def total(self) -> int:
        return self.trainable + self.fixed


WeightRule = Callable[[Sequence[Shape], Params], Weights]
CostRule = Callable[[Sequence[Shape], Params], int]
PatchRule = Callable[[Sequence[Shape], Params], int | None]
VocabularyRule = Callable[[Params], int]
FunctionRule = Callable[[Params], str]
Condition = Callable[[Params], bool]


def always(params: Params) -> bool:
    return True


def never(params: Params) -> bool:
    return False
