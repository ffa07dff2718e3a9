"""Data ready to learn from, and the small part of it that the window shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Examples, Scale
from nnstudio.data.text.measures import Measures
from nnstudio.data.text.writing import Texts
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice


@dataclass(frozen=True)
class SeriesValues:
    """A whole series in its own unit: times (n,), values (n,).

    validation_start, test_start: the first row of each part; n where there is none. in_years: whether the
    times are years, rather than the numbers of the steps.
    """

    times: NDArray[np.float64]
    values: NDArray[np.float64]
    validation_start: int
    test_start: int
    in_years: bool = True


@dataclass(frozen=True)
class Prepared:
    """Split, scaled and encoded as the design says; the same choice gives the same arrays.

    input_scale, target_scale: fitted on the training part alone. text: where the inputs are texts.
    test_is_given: whether the data themselves say which examples are the test part.
    """

    choice: DataChoice
    facts: DataFacts
    train: Examples
    validation: Examples
    test: Examples
    input_scale: Scale
    target_scale: Scale
    series: SeriesValues | None = None
    text: Texts | None = None
    test_is_given: bool = False


@dataclass(frozen=True)
class Baseline:
    """How good a naive answer is on one part of the data.

    title: of the answer, marked with ``N_``. metric, value: the score by which the task is judged, in the
    data's own unit. plotted: the same answers by losses and metrics of the catalogue, as training counts
    them. width: of the narrow layer of networks that it compares to; 0 for all.
    """

    title: str
    metric: str
    value: float
    plotted: Mapping[str, float]
    width: int = 0


@dataclass(frozen=True)
class Preview:
    """What the window holds of the data: the first examples of the shuffled parts.

    A prediction event's outputs belong to ``shown``, row by row: validation examples, or training
    examples where there is no validation part. extent: (x_min, x_max, y_min, y_max) of the plane in
    prepared units, for points only. baselines: of the whole part that ``shown`` is of.
    class_counts: examples of each class in the whole training, validation and test parts; () without classes.
    text, train_text: the texts of ``shown`` and of ``train``, where the inputs are texts; measures: how long
    they are and how much of them is known.
    tested_twice: how many examples of a test part that the data themselves have stand in another
    part too.
    """

    choice: DataChoice
    facts: DataFacts
    train: Examples
    shown: Examples
    shown_is_validation: bool
    input_scale: Scale
    target_scale: Scale
    extent: tuple[float, float, float, float] | None = None
    series: SeriesValues | None = None
    baselines: tuple[Baseline, ...] = ()
    text: Texts | None = None
    train_text: Texts | None = None
    measures: Measures | None = None
    class_counts: tuple[tuple[int, ...], ...] = ()
    tested_twice: int = 0

    @property
    def class_totals(self) -> tuple[int, ...]:
        """Examples of each class in all parts together; () without classes."""
        return tuple(map(sum, zip(*self.class_counts, strict=True)))
