"""What a run tells, as events, with the time that it took."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.inbox import Emit
from nnstudio.engine.pace import SamplePace, Stopwatch
from nnstudio.engine.standing import Place, Standing
from nnstudio.protocol.events import (
    Epochs,
    Finished,
    Paused,
    Progress,
    Reason,
    Restored,
    Resumed,
    Sampled,
    Started,
    Stopped,
)

Floats = NDArray[np.float32]


class Teller:
    """watch: seconds spent training; whoever trains starts and stops it."""

    def __init__(self, begin: Standing, emit: Emit) -> None:
        self._job = begin.job
        self._parts = begin.parts
        self._emit = emit
        self.watch = Stopwatch(begin.seconds)
        self._told_seconds = begin.seconds  # when the last epoch ended
        self._sampled_step = -1
        self._sample_pace = SamplePace()

    def started(self, place: Place, epochs: int) -> None:
        job, parts = self._job, self._parts
        self._emit(
            Started(
                run=job.run,
                design=job.design,
                steps_per_epoch=parts.steps_per_epoch,
                epochs=epochs,
                parameters=parts.model.count_params(),
                engine=parts.engine,
                step=place.step,
                epoch=place.epoch,
                factors=tuple(parts.prepared.target_scale.factor.tolist()),
            )
        )

    def progress(self, step: int, losses: Floats, examples_per_second: float) -> None:
        if losses.size:
            self._emit(Progress(self._job.run, step, losses, self.watch.seconds, examples_per_second))

    def epochs(self, first: int, ends: Floats) -> Epochs:
        """Tell the means of the epochs that ended, a row each, in one event."""
        event = self._as_epochs(first, ends)
        self._told_seconds = float(event.seconds[-1])
        self._emit(event if len(event) > 1 else next(event.each()))
        return event

    def sample_if_due(self, step: int) -> None:
        if self._sample_pace.is_due(time.perf_counter()):
            self.sample(step)

    def sample(self, step: int, anyway: bool = False) -> None:
        """Tell what the network answers now, unless nothing was trained since it was told."""
        if not self._job.samples or (self._sampled_step == step and not anyway):
            return
        began = time.perf_counter()
        answers = self._parts.sample()
        self._emit(
            Sampled(
                run=self._job.run,
                step=step,
                outputs=answers.outputs,
                surface=answers.surface,
                codes=answers.codes,
                decoder=answers.decoder,
                units=answers.units,
            )
        )
        self._sampled_step = step
        self._sample_pace.took(began, time.perf_counter())

    def paused(self, step: int) -> None:
        self.watch.stop()
        self.sample(step)
        self._emit(Paused(self._job.run, step))

    def resumed(self) -> None:
        self._emit(Resumed(self._job.run))

    def restored(self, there: Standing) -> None:
        """The run was taken to another place, and another time."""
        self.watch.set(there.seconds)
        self._told_seconds = there.seconds
        place = there.place
        self._emit(Restored(self._job.run, place.step, place.epoch, there.seconds))
        self.sample(place.step, anyway=True)

    def stopped(self, place: Place) -> Stopped:
        self.watch.stop()
        self.sample(place.step)
        return Stopped(self._job.run, place.step, self.watch.seconds)

    def finished(self, place: Place, reason: Reason, best_epoch: int, test: Floats | None) -> Finished:
        """best_epoch: whose weights were brought back; 0 if none were. test: means over the test part."""
        return Finished(
            run=self._job.run,
            steps=place.step,
            epochs=place.epoch,
            seconds=self.watch.seconds,
            reason=reason,
            best_epoch=best_epoch,
            test_loss=None if test is None else float(test[0]),
            test_metrics={} if test is None else _by_name(self._parts.metrics, test),
        )

    def _as_epochs(self, first: int, ends: Floats) -> Epochs:
        names = self._parts.metrics
        width = 1 + len(names)
        last_steps = np.arange(first, first + len(ends)) * self._parts.steps_per_epoch - 1
        val = ends[:, width:] if ends.shape[1] > width else None
        return Epochs(
            run=self._job.run,
            first=first,
            steps_per_epoch=self._parts.steps_per_epoch,
            loss=ends[:, 0],
            val_loss=None if val is None else val[:, 0],
            metrics=_columns(names, ends),
            val_metrics={} if val is None else _columns(names, val),
            seconds=np.linspace(self._told_seconds, self.watch.seconds, len(ends) + 1)[1:],
            learning_rate=self._parts.learning_rate.at(last_steps),
        )


def _by_name(names: tuple[str, ...], means: Floats) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, means[1:], strict=True)}


def _columns(names: tuple[str, ...], means: Floats) -> dict[str, Floats]:
    return {name: means[:, index] for index, name in enumerate(names, start=1)}
