"""Trains one job from start to end, obeying commands and telling what happens.

The worker and the command line run the same loop: same code, same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.data.own.reading import Cancelled
from nnstudio.engine.assembly import Assembly
from nnstudio.engine.failures import NotFinite, in_words, is_want_of_memory
from nnstudio.engine.fit_network import FitNetwork
from nnstudio.engine.fit_run import FitRun
from nnstudio.engine.fused_run import FusedRun
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.standing import Place, Standing
from nnstudio.engine.telling import Teller
from nnstudio.engine.training_run import TrainingRun
from nnstudio.engine.workshop import Workshop
from nnstudio.machine import give_memory_back
from nnstudio.protocol.commands import Job, Restore
from nnstudio.protocol.events import Failed, LastWord, RestoreFailed, Stopped


def run(
    job: Job,
    inbox: Inbox,
    emit: Emit,
    *,
    paused: bool = False,
    workshop: Workshop | None = None,
    on_model: Callable[[Any], None] | None = None,
) -> None:
    """Train a job; the last event is exactly one of Finished, Stopped and Failed.

    paused: wait before the first step. workshop: keeps data and compiled functions from run to run, and
    what a run has left, to be asked and for the one that goes on from there.
    on_model: is given the trained ``keras.Model`` just before the last word, if the run did not fail.
    Errors never leave; only what ends the process (SystemExit, KeyboardInterrupt) does.
    """
    workshop = workshop or Workshop()
    last: LastWord
    try:
        training = _begun(job, workshop, inbox, emit, paused)
        try:
            last = training.to_the_end()
        except NotFinite:  # the last finite weights are back, and can be asked
            workshop.left = training.standing
            raise
        workshop.left = training.standing
        if on_model is not None:
            on_model(training.model)
    except Cancelled:  # while its data were read
        last = Stopped(job.run, 0, 0.0)
    except Exception as error:
        if is_want_of_memory(error):
            workshop.forget()
        words = in_words(error, job.design)
        last = Failed(job.run, words.message, words.hint, words.fix)
    give_memory_back()  # before the last word, at which the process is weighed
    emit(last)


def _begun(job: Job, workshop: Workshop, inbox: Inbox, emit: Emit, paused: bool) -> TrainingRun:
    begin = workshop.begin(job)
    if isinstance(begin.parts, FitNetwork):
        return FitRun(begin, begin.parts, workshop, inbox, emit, paused)
    assert isinstance(begin.parts, Assembly)
    return FusedRun(begin, begin.parts, workshop, inbox, emit, paused)


def restore(command: Restore, workshop: Workshop, emit: Emit) -> None:
    """Take the run that was last back to a checkpoint, while none is open, or say why that cannot be.

    Where nothing is known of that run, the checkpoint's design is built, and stands there.
    """
    checkpoint, left = command.checkpoint, workshop.left
    try:
        if left is None or left.job.run != command.run:
            job = Job(command.run, checkpoint.design, checkpoint.engine)
            left = Standing(job, workshop.assemble(job.design, job.engine), Place())
        workshop.left = left.at(checkpoint)
    except Exception as error:
        words = in_words(error)
        emit(RestoreFailed(command.run, words.message, words.hint))
    else:
        Teller(workshop.left, emit).restored(workshop.left)
