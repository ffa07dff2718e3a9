"""How often to validate: a rule from sizes and costs, not from a clock, so that a seed gives the same curve.

Costs are counted in multiply-adds. An example costs its forward pass, and two more of these in training, for
the way back. A call of the network costs something whatever it computes, and in training three times that.
Validation may take a fifth of what training takes: with half of the examples kept aside that is every
second epoch, and every epoch for a network so small that its steps cost more than its arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Design
from nnstudio.design.problems import Report
from nnstudio.engine.choice import Compiled, choose
from nnstudio.engine.order import batch_size
from nnstudio.protocol.commands import Engine

SHARE: Final = 0.2  # of the time of training
_TRAINING: Final = 3  # forward, and twice as much backward
# Multiply-adds that take as long as what a call costs by itself.
_CALL: Final[Mapping[Compiled, int]] = {"graph": 300_000, "xla": 12_000}
_MOST_AT_ONCE: Final = 4096  # examples evaluated together
_EVALUATION_BYTES: Final = 32_000_000  # of all activations of the examples evaluated together; more is slower
_NUMBER: Final = 10  # as many as a number that a layer gives costs, for its activation


def validate_every(design: Design, report: Report, prepared: Prepared, engine: Engine = "auto") -> int:
    """Every how many epochs to validate: as the recipe says, or so that it takes a fifth of the time.

    engine: what is asked to train; plain ``fit`` validates as often as what would be chosen.
    """
    if design.recipe.validate_every:
        return design.recipe.validate_every
    size = batch_size(design.recipe, len(prepared.train))
    compiled = choose(engine, report, size)
    example = report.cost + _NUMBER * _numbers(report)
    training = _cost(len(prepared.train), size, example, _CALL[compiled])
    validation = _cost(len(prepared.validation), evaluated_at_once(report), example, _CALL[compiled])
    return max(1, ceil(validation / (SHARE * _TRAINING * training)))


def evaluated_at_once(report: Report) -> int:
    """How many examples are evaluated in one call of the network, which bounds the memory it takes."""
    return max(1, min(_MOST_AT_ONCE, _EVALUATION_BYTES // (4 * max(1, _numbers(report)))))


def _cost(examples: int, at_once: int, example: int, call: int) -> int:
    """Of taking all examples through the network."""
    return examples * example + -(-examples // at_once) * call


def _numbers(report: Report) -> int:
    """That all layers give for an example."""
    return sum(prod(row.output) for row in report.rows if row.output is not None)


def is_validated(epochs: int | NDArray[np.int64], every: int, planned: int) -> NDArray[np.bool_]:
    """Which of these epochs, counted from 1, are validated; the last one of a run always is."""
    numbers = np.asarray(epochs)
    validated: NDArray[np.bool_] = (numbers % every == 0) | (numbers >= planned)
    return validated
