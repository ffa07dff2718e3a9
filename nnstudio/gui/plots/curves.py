"""What a plot of curves is given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from nnstudio.gui.history import Numbers

NONE: Numbers = np.empty(0)


@dataclass(frozen=True)
class Curves:
    """epoch, train, validation: one number an epoch, NaN for none; steps at step_epochs, or nothing.

    until: the epoch up to which another plot of the same run shows its curves.
    """

    epoch: Numbers = field(default_factory=lambda: NONE)
    train: Numbers = field(default_factory=lambda: NONE)
    validation: Numbers = field(default_factory=lambda: NONE)
    step_epochs: Numbers = field(default_factory=lambda: NONE)
    steps: Numbers = field(default_factory=lambda: NONE)
    until: float = 0.0

    @property
    def last(self) -> float:
        """The epoch up to which there is something to show."""
        ends = [float(x[-1]) for x in (self.epoch, self.step_epochs) if len(x)]
        return max(*ends, self.until, 0.0) or 1.0

    def between(self, first: float, last: float) -> Curves:
        """What there is at these epochs; everything where there is nothing."""
        told = (first <= self.epoch) & (self.epoch <= last)
        done = (first <= self.step_epochs) & (self.step_epochs <= last)
        if not told.any() and not done.any():
            return self
        return replace(
            self,
            epoch=self.epoch[told],
            train=self.train[told],
            validation=self.validation[told] if len(self.validation) else NONE,
            step_epochs=self.step_epochs[done],
            steps=self.steps[done],
        )
