"""What the training thread tells the window: what the worker says, and what becomes of the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nnstudio.protocol.events import Answer, DataReading, Ready, RunEvent


@dataclass(frozen=True)
class WorkerStarting:
    """A worker process is being started; Ready follows when TensorFlow is warm."""


@dataclass(frozen=True)
class WorkerLost:
    """The worker process ended by itself or had to be ended.

    restarting: a new one is coming. failed: the runs whose last words have said it already.
    """

    message: str
    hint: str
    restarting: bool
    failed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RunSilent:
    """The run has said nothing for so many seconds; whatever it says next takes that back."""

    run: int
    seconds: float


News: TypeAlias = Ready | DataReading | Answer | RunEvent | WorkerStarting | WorkerLost | RunSilent
