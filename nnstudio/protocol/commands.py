"""What the window tells the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.design.model import DataChoice, Design

Engine = Literal["auto", "graph", "xla", "keras"]  # keras: plain ``fit``, the yardstick


@dataclass(frozen=True)
class ShowData:
    """Load and prepare this data; answered by DataShown or DataFailed."""

    choice: DataChoice


@dataclass(frozen=True)
class Prepare:
    """Build this design ahead, so that training it starts at once; answered by Prepared.

    One that has not begun when a newer one comes is left out, and not answered.
    """

    design: Design
    engine: Engine = "auto"


@dataclass(frozen=True)
class Job:
    """A run: a design with its data and seeds. ``run`` numbers it; every event of it says so.

    engine: "auto" chooses by the design. samples: whether somebody looks at the predictions on the way.
    """

    run: int
    design: Design
    engine: Engine = "auto"
    samples: bool = True


@dataclass(frozen=True)
class Train:
    """Build the job with its initial weights and train it; ``paused`` waits before the first step."""

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
    """Train one batch, then pause."""


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
class Close:
    """End the worker process."""


Command = ShowData | Prepare | Train | Pause | Resume | Step | Stop | SetLearningRate | SetEpochs | Close
