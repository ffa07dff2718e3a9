"""What a data set is: a record that describes it without loading it, and a function that loads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.catalogue.params import Kind
from nnstudio.catalogue.values import Params, Shape
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Bytes = NDArray[np.uint8]

LEVELS: Final = 255.0  # of a byte that stands for a quantity from 0 to 1


@dataclass(frozen=True)
class Raw:
    """A set as its source gives it.

    inputs: (n, *input_shape) float32; a series is (n, 1), in the order of time.
    pixels: (n, *input_shape) bytes that stand for 0 to 1, of many images; the inputs are then (n, 0).
    targets: (n,) int32 class numbers, (n, k) float32 quantities, the next frames as bytes where there are
    pixels, or None (a series, images without classes).
    texts: n texts, where the inputs are texts; the inputs are then (n, 0). answers: n texts to give back, or
    None.
    times: (n,) float64 years of a series, or None. has_gaps: whether inputs have NaN, to be filled.
    same: (n,) equal numbers for examples that are the same, which then go to one part; None where none are.
    """

    inputs: Floats
    targets: Integers | Floats | Bytes | None
    times: NDArray[np.float64] | None = None
    texts: tuple[str, ...] | None = None
    answers: tuple[str, ...] | None = None
    has_gaps: bool = False
    pixels: Bytes | None = None
    same: Integers | None = None


@dataclass(frozen=True)
class Symbols:
    """How symbols were brought into square images, so that one drawn by hand can be brought there too.

    grain: the side in pixels at which they were taken down; larger images were enlarged from that.
    height: of a symbol, and pen: how thick its strokes are, both as shares of the image's side.
    """

    grain: int
    height: float
    pen: float


@dataclass(frozen=True, kw_only=True)
class Source(Kind):
    """A shipped or generated data set, described.

    count: how many examples for given parameters. classes: names, or () for quantities.
    input_shape: of one example as loaded; for a series (1,), for texts (0,). target_names: what is predicted.
    unit: of the quantity predicted, or "". origin, licence: where it comes from, what it may be used for.
    reach: the largest size of an input or of a quantity to predict, about; 0 where it is not known.
    writing, answer_writing: what the texts that are read, and those to give back, are written with; None
    where there are none.
    symbols: how drawn symbols stand in images of them; None for other images and everything else.
    class_counts: how many examples each class has, for given parameters; None where only loading tells.
    together: how many examples, one after the other, overlap and so go to the same part; None where none do.
    held_out: how many of the last examples are the test part, as the data themselves say; else 0.
    in_order: whether examples follow one another in time, and so do the parts.
    season: of a series, how many values it is until it comes round; 0 where it does not. in_years: whether
    the times of a series are years, rather than the numbers of its steps.
    plane: half the side of the plane that points stand on; 0 where the points themselves say how large it is.
    fitted: the same set with what depends on its parameters, however wrong these are.
    lacking: why these parameters give nothing to learn from, as a sentence; "" where they do.
    fetched_bytes: how much is downloaded when it is first wanted; 0 for what is there. fetched_from: the
    files that Keras keeps of it.
    load: reads or makes it; raises UserError. preparation: fields of a ``DataChoice`` that suit it.
    """

    domain: Domain
    input_shape: Shape
    features: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    unit: str = ""
    count: Callable[[Params], int]
    origin: str
    licence: str
    load: Callable[[Params], Raw]
    preparation: Params = immutabledict()
    writing: Callable[[Params], Writing] | None = None
    answer_writing: Callable[[Params], Writing] | None = None
    reach: float = 0.0
    symbols: Symbols | None = None
    class_counts: Callable[[Params], tuple[int, ...]] | None = None
    together: Callable[[Params], int] | None = None
    held_out: int = 0
    in_order: bool = False
    season: int = 0
    in_years: bool = True
    plane: float = 0.0
    fitted: Callable[[Source, Params], Source] | None = None
    lacking: Callable[[Params], str] | None = None
    fetched_bytes: int = 0
    fetched_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """How numbers were scaled: prepared = (original - offset) / factor, along the last axis.

    offset, factor: (k,) for k features, channels or quantities; (1,) for a series; factors are never 0.
    """

    offset: NDArray[np.float64]
    factor: NDArray[np.float64]


def is_packed(kept: NDArray[Any]) -> bool:
    """Whether these are bytes that stand for numbers."""
    return kept.dtype == np.uint8


@dataclass(frozen=True)
class Examples:
    """Prepared examples, in step: inputs (n, *input_shape) float32, targets (n, *target_shape).

    stored, stored_targets: the same, many images as bytes, a quarter of the size, until a batch of them is
    read; one and the same array where the inputs are to be given back. levels: what a byte stands for then,
    prepared = (byte - offset) / factor.
    rows: (n,) which row of the source each one is (for a window, where its forecast begins).
    labels: (n,) int32 class numbers, also where the target is something else; None without classes.
    """

    stored: Floats | Bytes
    stored_targets: Floats | Integers | Bytes
    rows: NDArray[np.int64]
    labels: Integers | None = None
    levels: Scale | None = None

    @property
    def inputs(self) -> Floats:
        """As the network reads them; the very same array each time, unless they are stored as bytes."""
        return self.read(slice(None)) if is_packed(self.stored) else self.stored  # type: ignore[return-value]

    @property
    def targets(self) -> Floats | Integers:
        """As the loss reads them; likewise."""
        packed = is_packed(self.stored_targets)
        return self.read_targets(slice(None)) if packed else self.stored_targets  # type: ignore[return-value]

    @property
    def gives_back(self) -> bool:
        """Whether the targets are the very inputs."""
        return self.stored_targets is self.stored

    def read(self, rows: slice) -> Floats:
        """The inputs of some rows."""
        return self._read(self.stored[rows])  # type: ignore[return-value]

    def read_targets(self, rows: slice) -> Floats | Integers:
        """The targets of some rows."""
        return self._read(self.stored_targets[rows])

    def cut(self, rows: slice) -> Examples:
        """Some of them."""
        stored = self.stored[rows]
        return replace(
            self,
            stored=stored,
            stored_targets=stored if self.gives_back else self.stored_targets[rows],
            rows=self.rows[rows],
            labels=None if self.labels is None else self.labels[rows],
        )

    def _read(self, kept: Floats | Integers | Bytes) -> Floats | Integers:
        if not is_packed(kept):
            return kept  # type: ignore[return-value]
        assert self.levels is not None
        return ((kept - self.levels.offset) / self.levels.factor).astype(np.float32)

    def __len__(self) -> int:
        return len(self.stored)
