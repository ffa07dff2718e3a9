"""The validation of a run that does it in calls of its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.assembly import Assembly
from nnstudio.engine.pace import ChunkPace, Stopwatch

Floats = NDArray[np.float32]


class Validation:
    """Evaluates the whole validation part: in one call where that is short, else in as few as let commands be
    answered in between.

    watch: of the run; it stands still while the first call compiles.
    """

    def __init__(self, parts: Assembly, watch: Stopwatch) -> None:
        self._parts = parts
        self._watch = watch
        self._pace = ChunkPace()
        self._is_compiled = False

    @property
    def is_apart(self) -> bool:
        """Whether there is something to validate that the training calls do not."""
        return self._parts.validation_batches > 0 and not self._parts.validates_itself

    def means(self, between: Callable[[], None]) -> Floats:
        """The loss and the metrics over the whole part. between: called between two chunks."""
        self._compile()
        return self._pace.through(self._parts.validation_batches, self._parts.validate, between)

    def _compile(self) -> None:
        if not self._is_compiled:
            self._watch.stop()
            self._parts.compile_validation()
            self._watch.start()
            self._is_compiled = True
