"""What the window tells the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.model import DataChoice, Design
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.checkpoint import Engine as Engine

StepSize = Literal["batch", "epoch"]


@dataclass(frozen=True)
class Tempo:
    """How fast a run may go, for those who want to watch it: so many batches or epochs a second.

    per_second: 0 for as fast as the machine can. The numbers of a run do not depend on it.
    """

    per_second: float = 0.0
    of: StepSize = "epoch"


FULL_SPEED = Tempo()


@dataclass(frozen=True)
class ShowData:
    """Load and prepare this data; answered by DataShown or DataFailed."""

    choice: DataChoice


@dataclass(frozen=True)
class CancelReading:
    """These own data are not wanted any more, whoever has asked for them; without an answer of its own."""

    choice: DataChoice


@dataclass(frozen=True)
class Prepare:
    """Build this design ahead, so that training it starts at once; answered by Prepared.

    A newer one, or a run of another design, cancels it, and it is not answered. A run of the same design goes
    on with what is built of it.
    """

    design: Design
    engine: Engine = "auto"


@dataclass(frozen=True)
class Job:
    """A run: a design with its data and seeds. ``run`` numbers it; every event of it says so.

    engine: "auto" chooses by the design. after: the number of the run that this one goes on from, with its
    weights, optimizer, random numbers and count of epochs; it must be the last one of the same design.
    samples: whether somebody looks at the predictions on the way. tempo: how fast it begins.
    """

    run: int
    design: Design
    engine: Engine = "auto"
    after: int | None = None
    samples: bool = True
    tempo: Tempo = FULL_SPEED


@dataclass(frozen=True)
class Train:
    """Train the job; ``paused`` waits before the first step."""

    job: Job
    paused: bool = False


@dataclass(frozen=True)
class Pause:
    pass


@dataclass(frozen=True)
class Resume:
    pass


@dataclass(frozen=True)
class Step:
    """Train one batch, or to the end of the epoch, then pause."""

    size: StepSize = "batch"


@dataclass(frozen=True)
class Stop:
    """End the run; its weights and curves stay."""


@dataclass(frozen=True)
class SetLearningRate:
    value: float


@dataclass(frozen=True)
class SetEpochs:
    """Train up to this many epochs in all."""

    epochs: int


@dataclass(frozen=True)
class SetTempo:
    tempo: Tempo


@dataclass(frozen=True, eq=False)
class Predict:
    """Ask the network of the run that is open, or was last; answered by Predicted or PredictFailed.

    number: comes back with the answer. inputs: (n, *input_shape), in the prepared scale.
    """

    number: int
    inputs: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Decode:
    """Ask what the network makes of codes in its narrow layer; answered by Predicted or PredictFailed.

    codes: (n, width), where ``Sampled.decoder`` leads to.
    """

    number: int
    codes: NDArray[np.float32]


@dataclass(frozen=True)
class Cluster:
    """Find so many clusters in the codes of the examples shown; answered by Clustered or PredictFailed."""

    number: int
    count: int


@dataclass(frozen=True)
class Compose:
    """Let the network write on, token by token; answered by Composed or PredictFailed.

    A newer one takes its place, and it is not answered then. start: the numbers of the tokens that the text
    begins with, one or more. length: how many to write. temperature: 0 for always the most likely one, 1 as
    the network says, above for more variety. seed: of the draw.
    """

    number: int
    start: tuple[int, ...]
    length: int = 200
    temperature: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Snapshot:
    """Take a checkpoint of the run that is open, or was last; answered by SnapshotTaken or SnapshotFailed."""

    number: int


@dataclass(frozen=True, eq=False)
class Restore:
    """Take the run back to a checkpoint; answered by Restored or RestoreFailed.

    run: the open one, or the last; a worker that knows of no run takes the checkpoint for where it ended.
    """

    run: int
    checkpoint: Checkpoint


@dataclass(frozen=True)
class Speak:
    """Say what people read in this language from now on; at once, whatever else goes on."""

    language: str


@dataclass(frozen=True)
class Close:
    """End the worker process."""


Question = ShowData | Predict | Decode | Cluster | Compose | Snapshot  # changes nothing
# To the run that is open.
Steer = Pause | Resume | Step | Stop | SetLearningRate | SetEpochs | SetTempo | Restore
Command = Question | CancelReading | Prepare | Train | Steer | Speak | Close
