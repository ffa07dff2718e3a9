"""Where a network stands in its training, during a run and after it; a checkpoint is its copy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.design.what_is_built import what_is_built
from nnstudio.engine.network import Network
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.checkpoint import Checkpoint, Plateau, Waited
from nnstudio.protocol.commands import Job

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Place:
    """Steps and epochs done in all. An epoch is done when it was told.

    untold: a row of means for each epoch that has ended and was not told, while it is validated.
    """

    step: int = 0
    epoch: int = 0
    untold: Floats | None = None


@dataclass(frozen=True, eq=False)
class Standing:
    """A job's network, built, and how far it is trained. seconds: spent training."""

    job: Job
    parts: Network
    place: Place
    seconds: float = 0.0
    waited: Waited | None = None
    plateau: Plateau | None = None

    def checkpoint(self) -> Checkpoint:
        place = self.place
        return Checkpoint(
            design=self.job.design,
            engine=self.job.engine,
            step=place.step,
            epoch=place.epoch,
            seconds=self.seconds,
            variables=self.parts.values(),
            untold=place.untold,
            waited=self.waited,
            plateau=self.plateau,
        )

    def at(self, checkpoint: Checkpoint) -> Standing:
        """The network, taken to a checkpoint. Raises UserError if that is one of another design."""
        self.check_fits(checkpoint)
        self.parts.restore(checkpoint.variables)
        place = Place(checkpoint.step, checkpoint.epoch, checkpoint.untold)
        return Standing(
            self.job, self.parts, place, checkpoint.seconds, checkpoint.waited, checkpoint.plateau
        )

    def check_fits(self, checkpoint: Checkpoint) -> None:
        same = what_is_built(self.job.design) == what_is_built(checkpoint.design)
        if not same or not self.parts.takes(checkpoint.variables):
            raise UserError(
                _("These weights belong to another design."),
                hint=_("Undo the changes made since they were kept, then go back to them."),
            )
