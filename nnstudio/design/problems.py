"""What is wrong with a design, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nnstudio.catalogue.entries import Weights
from nnstudio.catalogue.values import Shape
from nnstudio.design.fixes import Fix
from nnstudio.design.model import LayerId


class Level(StrEnum):
    ERROR = "error"  # cannot be trained
    HINT = "hint"  # can be trained, but not well


class Place(StrEnum):
    """Where a problem shows when it belongs to no row."""

    LAYER = "layer"
    DATA = "data"
    RECIPE = "recipe"
    TARGET = "target"  # between the last row and what is asked of it


@dataclass(frozen=True)
class Problem:
    """One sentence: why it cannot be and what to do. layer and field: where, or "".

    fix: what mends it, if one edit can. key: of the diagnosis, "" for what the catalogue refuses.
    """

    level: Level
    place: Place
    message: str
    layer: LayerId = ""
    field: str = ""
    fix: Fix | None = None
    key: str = ""

    def mended_by(self, fix: Fix | None) -> Problem:
        """The same problem with another way out."""
        return Problem(self.level, self.place, self.message, self.layer, self.field, fix, self.key)


@dataclass(frozen=True)
class RowReport:
    """What is known of one row. output: None where it cannot be worked out.

    ``after_problem`` rows stand below one that does not fit: they stay calm and show no shape.
    """

    layer: LayerId
    output: Shape | None
    weights: Weights = Weights()
    cost: int = 0  # multiply-adds for one example
    after_problem: bool = False


@dataclass(frozen=True)
class Report:
    """A design, checked. memory: estimated bytes to train, with batch and optimizer.

    patches: numbers that XLA would copy of one example; None where it would be slow at a layer.
    uncompiled: the row of the list, if any, for which XLA has no code.
    """

    rows: tuple[RowReport, ...]  # of the list: weights and cost of all copies, output of one
    problems: tuple[Problem, ...]
    weights: Weights = Weights()
    cost: int = 0
    memory: int = 0
    patches: int | None = 0
    uncompiled: LayerId | None = None
    built: tuple[RowReport, ...] = ()  # of the rows that are really built, as design.flat has them

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    def of(self, layer: LayerId) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.layer == layer)
