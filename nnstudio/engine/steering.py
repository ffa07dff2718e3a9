"""What commands have said of a run so far."""

from __future__ import annotations

from nnstudio.design.model import Recipe
from nnstudio.engine.learning_rate import rate_of
from nnstudio.engine.standing import Place
from nnstudio.protocol.commands import (
    Close,
    Command,
    Pause,
    Resume,
    SetEpochs,
    SetLearningRate,
    Step,
    StepSize,
    Stop,
    Train,
)


class StopAsked(Exception):
    """Leaves a run from wherever a command was answered."""


class Steering:
    """Whether to go on, how far and how fast; begins as the recipe says."""

    def __init__(self, recipe: Recipe, paused: bool) -> None:
        self.epochs = recipe.epochs
        self.learning_rate = rate_of(recipe.optimizer)
        self._paused = paused
        self._step: StepSize | None = None

    @property
    def waits(self) -> bool:
        """Nothing is to be trained until another command comes."""
        return self._paused and self._step is None

    @property
    def is_paused(self) -> bool:
        return self._paused

    @property
    def is_stepping(self) -> bool:
        """A step was asked for and is not done."""
        return self._step is not None

    def goes_on(self, place: Place, steps_per_epoch: int) -> bool:
        """Whether there is anything left to train; an epoch that was begun is brought to its end."""
        return place.step % steps_per_epoch != 0 or place.epoch < self.epochs

    def bounded(self, place: Place, end: int, epoch_end: int) -> int:
        """The step to train to, ``end`` unless a step was asked for; one that reaches its end is done then.

        epoch_end: the step that ends the epoch in which the run stands.
        """
        if self._step is None:
            return end
        goal = place.step + 1 if self._step == "batch" else epoch_end
        if goal <= end or self._step == "batch":
            self._step = None
            return goal
        return end

    def obey(self, command: Command) -> None:
        """Raises StopAsked where a command ends the run."""
        match command:
            case Stop() | Close() | Train():  # another run can only begin when this one has ended
                raise StopAsked
            case Pause():
                self._paused = True
                if self._step == "epoch":  # one batch is over at once
                    self._step = None
            case Resume():
                self._paused, self._step = False, None
            case Step(size):
                self._paused, self._step = True, size
            case SetLearningRate(value):
                self.learning_rate = value
            case SetEpochs(epochs):
                self.epochs = epochs
