"""A moment of a run, whole enough to go on from it with the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import Design

Engine = Literal["auto", "graph", "xla", "keras"]  # keras: plain ``fit``, the yardstick
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Waited:
    """What early stopping has seen so far.

    best: the lowest validation loss, of best_epoch; None before the first. epochs: waited since.
    best_weights: of that epoch, in the order of the model's weights, where they are to be brought back.
    """

    best: float | None = None
    best_epoch: int = 0
    epochs: int = 0
    best_weights: tuple[Floats, ...] | None = None


@dataclass(frozen=True)
class Plateau:
    """What a schedule that waits for plateaus has seen so far.

    best: the lowest loss. epochs: without a better one. resting: epochs in which nothing is counted.
    """

    best: float | None = None
    epochs: int = 0
    resting: int = 0


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What training changes, as it was after so many steps and epochs, counted in all.

    design: that was trained. engine: asked to train it. variables: of model, optimizer, random numbers and
    the epoch's means so far, in the engine's order. seconds: spent training until then. untold: a row of
    means for each epoch that had ended while its validation was still going on.
    """

    design: Design
    engine: Engine
    step: int
    epoch: int
    seconds: float
    variables: tuple[NDArray[Any], ...]
    untold: Floats | None = None
    waited: Waited | None = None
    plateau: Plateau | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(value.nbytes for value in self.variables)
