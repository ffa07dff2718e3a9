"""What is known of one run: its design, curves, newest predictions and last word, folded from events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from nnstudio.catalogue.values import Params, Part, Value, frozen_mapping
from nnstudio.design.model import Design
from nnstudio.gui.history import History
from nnstudio.gui.run_progress import Phase, RunProgress
from nnstudio.protocol.commands import Engine
from nnstudio.protocol.events import (
    Epoch,
    Epochs,
    Failed,
    Finished,
    LastWord,
    Paused,
    Progress,
    Restored,
    RestoreFailed,
    Resumed,
    RunEvent,
    Sampled,
    Started,
    Stopped,
)

RATE = "learning_rate"
_ENDS = {Finished: Phase.FINISHED, Stopped: Phase.STOPPED, Failed: Phase.FAILED}


class RunRecord:
    """number: of the run. design: as it trains now, with what was changed while it ran; None for no run.

    wanted: what was asked to train it. engine: what does, "" until that is known.
    """

    def __init__(self, number: int = 0, design: Design | None = None, wanted: Engine = "auto") -> None:
        self.number = number
        self.design = design
        self.wanted: Engine = wanted
        self.engine = ""
        epochs = design.recipe.epochs if design is not None else 0
        self.history = History(epochs=epochs)
        self.progress = RunProgress(epochs=epochs)
        self.sampled: Sampled | None = None
        self.last_word: LastWord | None = None
        self.is_left = False  # the worker holds the network, as this run left it

    def continued(self, design: Design, epochs: int) -> RunRecord:
        """The record of a run that goes on from the end of this one, up to so many epochs in all."""
        record = RunRecord(self.number + 1, design, self.wanted)
        record.history, record.progress, record.sampled = self.history, self.progress, self.sampled
        record.engine = self.engine
        record.set_epochs(epochs)
        return record

    @property
    def keeps_weights(self) -> bool:
        """Whether there is a run, and so weights to keep."""
        return self.design is not None

    @property
    def is_untrained(self) -> bool:
        return self.progress.step == 0

    def follows(self, design: Design) -> bool:
        """Whether this run is what training that design would give, save what it can still take over."""
        return self.design is not None and _core(self.design) == _core(design)

    def learning_rate(self) -> Value:
        return None if self.design is None else self.design.recipe.optimizer.params.get(RATE)

    def set_learning_rate(self, value: float) -> None:
        if self.design is not None:
            self.design = _with_learning_rate(self.design, value)

    def set_epochs(self, epochs: int) -> None:
        if self.design is not None:
            recipe = self.design.recipe.model_copy(update={"epochs": epochs})
            self.design = self.design.model_copy(update={"recipe": recipe})
            self.history.epochs = epochs
            self.progress = replace(self.progress, epochs=epochs)

    def went_back(self, event: Restored, history: History) -> None:
        """The run stands at an earlier moment, with the curves of that moment.

        One that had ended is now one that was stopped there.
        """
        history.epochs = self.progress.epochs
        self.history = history
        per_epoch = history.steps_per_epoch
        self.progress = replace(
            self.progress, step=event.step, seconds=event.seconds, steps_per_epoch=per_epoch
        )
        if self.last_word is not None:
            self.last_word = Stopped(self.number, event.step, event.seconds)
            self.is_left = True

    def fold(self, events: Sequence[RunEvent]) -> list[Phase]:
        """Take in what happened, in order; the phases that it went through."""
        phases = [phase for event in events if (phase := self._fold(event)) is not None]
        for together, group in groupby(events, key=lambda event: isinstance(event, Epochs)):
            if together:
                for block in group:
                    assert isinstance(block, Epochs)
                    self.history.add_block(block)
            else:
                self.history.add_epochs([event for event in group if isinstance(event, Epoch)])
        return phases

    def _fold(self, event: RunEvent) -> Phase | None:
        match event:
            case Started(steps_per_epoch=steps, engine=engine, step=0):
                self.engine = engine
                epochs = self.progress.epochs  # newer than the event's, if they were changed meanwhile
                self.history = History(steps, epochs)
                self.progress = RunProgress(steps_per_epoch=max(1, steps), epochs=epochs)
                return Phase.RUNNING
            case Started():  # it goes on from another's end, and so do the curves
                return Phase.RUNNING
            case Progress(step=step, seconds=seconds, examples_per_second=rate):
                self.history.add_progress(event)
                self.progress = replace(self.progress, step=step, seconds=seconds, examples_per_second=rate)
            case Sampled():
                self.sampled = event
            case Paused():
                return Phase.PAUSED
            case Resumed():
                return Phase.RUNNING
            case Finished() | Stopped() | Failed():
                self.last_word = event
                self.is_left = not isinstance(event, Failed)
                return _ENDS[type(event)]
            case Epoch() | Epochs() | Restored() | RestoreFailed():
                pass  # many at a time, see fold
        return None


def _with_learning_rate(design: Design, value: float) -> Design:
    optimizer = design.recipe.optimizer
    params: Params = frozen_mapping({**optimizer.params, RATE: value})
    recipe = design.recipe.model_copy(update={"optimizer": Part(kind=optimizer.kind, params=params)})
    return design.model_copy(update={"recipe": recipe})


def _core(design: Design) -> Design:
    """A design without what a run can take over and what it does not depend on."""
    recipe = _with_learning_rate(design, 0.0).recipe.model_copy(update={"epochs": 1})
    return design.model_copy(update={"title": "", "notes": "", "recipe": recipe})
