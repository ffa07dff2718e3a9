"""What the worker tells the window; the command line reads the same events.

A run begins with Started (or fails before it) and ends with exactly one of Finished, Stopped, Failed,
which is its last event. Arrays that were sent are never written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview
from nnstudio.design.fixes import Fix
from nnstudio.design.model import DataChoice, Design
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.commands import Engine

Floats = NDArray[np.float32]
Reason = Literal["epochs", "early stopping"]  # why a run finished


@dataclass(frozen=True)
class Ready:
    """The worker is warm: TensorFlow is imported and has run once."""

    tensorflow: str
    keras: str
    seconds: float


@dataclass(frozen=True)
class DataReading:
    """Own data are being read, for whatever was asked for; so much of total is done, all of it while they are
    prepared."""

    choice: DataChoice
    done: int
    total: int


@dataclass(frozen=True)
class DataShown:
    preview: Preview


@dataclass(frozen=True)
class DataFailed:
    choice: DataChoice
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Prepared:
    """The design was built ahead as far as it can be; whether it can be trained, training it will say."""

    design: Design
    engine: Engine = "auto"  # that was asked for


@dataclass(frozen=True)
class Started:
    """The model is built with its initial weights, or stands where the run before ended.

    parameters: all numbers it holds. engine: what trains it, "graph", "xla" or "keras". step, epoch: done in
    all before this run, which counts on from there. factors: by which the quantities to tell were divided.
    """

    run: int
    design: Design
    steps_per_epoch: int
    epochs: int
    parameters: int
    engine: str = "graph"
    step: int = 0
    epoch: int = 0
    factors: tuple[float, ...] = (1.0,)


@dataclass(frozen=True)
class Progress:
    """A chunk of steps was done.

    step: steps done in all. losses: of each step of the chunk, on its batch, with regularization.
    seconds: spent training so far, pauses left out. examples_per_second: over the last chunks.
    """

    run: int
    step: int
    losses: Floats
    seconds: float
    examples_per_second: float


@dataclass(frozen=True)
class Epoch:
    """An epoch was done; number counts from 1.

    loss: mean over the examples of the training part, as they were met. val_loss: over the whole
    validation part, None where that was not looked at; then val_metrics are empty. metrics,
    val_metrics: by the catalogue's keys.
    """

    run: int
    number: int
    step: int
    loss: float
    val_loss: float | None
    metrics: Mapping[str, float]
    val_metrics: Mapping[str, float]
    seconds: float
    learning_rate: float


@dataclass(frozen=True)
class Epochs:
    """Several epochs were done in one go, first..first+n-1; each array holds one number an epoch.

    val_loss: None without a validation part; it and val_metrics are NaN for epochs that were not validated.
    Otherwise as in Epoch.
    """

    run: int
    first: int
    steps_per_epoch: int
    loss: Floats
    val_loss: Floats | None
    metrics: Mapping[str, Floats]
    val_metrics: Mapping[str, Floats]
    seconds: NDArray[np.float64]
    learning_rate: NDArray[np.float64] | float

    def __len__(self) -> int:
        return len(self.loss)

    def each(self) -> Iterator[Epoch]:
        """The same, one by one."""
        rates = np.broadcast_to(self.learning_rate, len(self))
        for index in range(len(self)):
            val_loss = None if self.val_loss is None else float(self.val_loss[index])
            validated = val_loss is not None and not isnan(val_loss)
            val_metrics = {name: float(values[index]) for name, values in self.val_metrics.items()}
            yield Epoch(
                run=self.run,
                number=self.first + index,
                step=(self.first + index) * self.steps_per_epoch,
                loss=float(self.loss[index]),
                val_loss=val_loss if validated else None,
                metrics={name: float(values[index]) for name, values in self.metrics.items()},
                val_metrics=val_metrics if validated else {},
                seconds=float(self.seconds[index]),
                learning_rate=float(rates[index]),
            )


@dataclass(frozen=True, eq=False)
class Plane:
    """Where points (n, 1 or 2) of the plane of codes lie among all codes of the narrow layer.

    origin: (width,). axes: (1 or 2, width), of length 1.
    """

    origin: Floats
    axes: Floats

    def codes(self, points: Floats) -> Floats:
        """(n, width): the codes that these points stand for."""
        led: Floats = (self.origin + points @ self.axes).astype(np.float32)
        return led


@dataclass(frozen=True)
class Sampled:
    """What the network answers now.

    outputs: (n, *output_shape) for ``Preview.shown``. surface: (side, side, outputs) over
    ``Preview.extent``, rows from y_min up, for points only. codes: (n, 1 or 2) of the narrow layer, for
    autoencoders; two principal components where the layer is wider than two. decoder: leads from there to
    what ``Decode`` can be asked about; None where the layers below read past the narrow one too. units:
    (n, width) what the narrow layer gives, where that is more than two numbers and not very many.
    """

    run: int
    step: int
    outputs: Floats
    surface: Floats | None = None
    codes: Floats | None = None
    decoder: Plane | None = None
    units: Floats | None = None


@dataclass(frozen=True)
class Paused:
    run: int
    step: int


@dataclass(frozen=True)
class Resumed:
    run: int


@dataclass(frozen=True)
class Restored:
    """The run was taken to this place: what it told of later steps is undone."""

    run: int
    step: int
    epoch: int
    seconds: float


@dataclass(frozen=True)
class RestoreFailed:
    """Nothing was changed."""

    run: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Predicted:
    """outputs: (n, *output_shape) for Predict or Decode ``number``, after ``step`` steps of ``run``."""

    number: int
    run: int
    step: int
    outputs: Floats


@dataclass(frozen=True)
class PredictFailed:
    number: int
    message: str
    hint: str = ""


@dataclass(frozen=True, eq=False)
class Clustered:
    """clusters: (n,) the number of the cluster, from 0, of each of ``Preview.shown``.

    purity: the share of the examples that have the class most frequent in their cluster; None without
    classes.
    """

    number: int
    run: int
    step: int
    clusters: NDArray[np.int32]
    purity: float | None


@dataclass(frozen=True)
class Composed:
    """tokens: the start of Compose ``number`` and what was written after it, until ``step`` of ``run``."""

    number: int
    run: int
    step: int
    tokens: tuple[int, ...]


@dataclass(frozen=True)
class SnapshotTaken:
    """run: whose moment it is."""

    number: int
    run: int
    checkpoint: Checkpoint


@dataclass(frozen=True)
class SnapshotFailed:
    number: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Finished:
    """All epochs were done, or early stopping ended them; steps and epochs count those of runs before.

    best_epoch: whose weights were restored, or 0. test_loss, test_metrics: over the test part, which was
    looked at now for the first time; None and empty without one, and where a wish to stop came meanwhile.
    """

    run: int
    steps: int
    epochs: int
    seconds: float
    reason: Reason = "epochs"
    best_epoch: int = 0
    test_loss: float | None = None
    test_metrics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Stopped:
    """Ended because it was asked to."""

    run: int
    steps: int
    seconds: float


@dataclass(frozen=True)
class Failed:
    """Ended by an error: one sentence, what to do next, and what does it, where that is known."""

    run: int
    message: str
    hint: str = ""
    fix: Fix | None = None


LastWord = Finished | Stopped | Failed
RunEvent = (
    Started | Progress | Epoch | Epochs | Sampled | Paused | Resumed | Restored | RestoreFailed | LastWord
)
Answer = (
    DataShown | DataFailed | Predicted | PredictFailed | Clustered | Composed | SnapshotTaken | SnapshotFailed
)
Event = Ready | DataReading | Prepared | Answer | RunEvent
