"""What commands have said of a run so far, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.design.model import Recipe
from nnstudio.engine.assembly import learning_rate
from nnstudio.protocol.commands import (
    Close,
    Command,
    Pause,
    Resume,
    SetEpochs,
    SetLearningRate,
    Step,
    Stop,
    Train,
)


@dataclass(frozen=True)
class Place:
    """Where a run stands: steps and epochs done in all. An epoch is done when it was told."""

    step: int = 0
    epoch: int = 0


class StopAsked(Exception):
    """Leaves a run from wherever a command was answered."""


class Steering:
    """Whether to go on, how far and how fast; begins as the recipe says."""

    def __init__(self, recipe: Recipe, paused: bool) -> None:
        self.epochs = recipe.epochs
        self.learning_rate = learning_rate(recipe.optimizer)
        self._paused = paused
        self._step_asked = False

    @property
    def waits(self) -> bool:
        """Nothing is to be trained until another command comes."""
        return self._paused and not self._step_asked

    @property
    def is_paused(self) -> bool:
        return self._paused

    def goes_on(self, place: Place, steps_per_epoch: int) -> bool:
        """Whether there is anything left to train; an epoch that was begun is brought to its end."""
        return place.step % steps_per_epoch != 0 or place.epoch < self.epochs

    def take_step(self) -> bool:
        """Whether a single batch was asked for; it is trained now."""
        asked, self._step_asked = self._step_asked, False
        return asked

    def obey(self, command: Command) -> None:
        """Raises StopAsked where a command ends the run."""
        match command:
            case Stop() | Close() | Train():  # another run can only begin when this one has ended
                raise StopAsked
            case Pause():
                self._paused = True
            case Resume():
                self._paused = self._step_asked = False
            case Step():
                self._paused = self._step_asked = True
            case SetLearningRate(value):
                self.learning_rate = value
            case SetEpochs(epochs):
                self.epochs = epochs
