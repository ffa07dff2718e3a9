"""How good a design gets on examples that its training never saw, and how good the naive answer is there."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from nnstudio.data.baselines import baselines
from nnstudio.data.prepared import Baseline, Prepared
from nnstudio.data.scores import Score, score_of
from nnstudio.data.source import Examples
from nnstudio.design.check import code_width
from nnstudio.design.facts import Task
from nnstudio.design.model import Design
from nnstudio.engine.inbox import Inbox
from nnstudio.engine.loop import run
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.protocol.commands import Job
from nnstudio.protocol.events import Event, Failed, Stopped


@dataclass(frozen=True)
class Result:
    """value: the score of the network on its test part, or on the validation part where it has none.

    baseline: the same of the best naive answer, None where there is none. seconds: from pressing Train to
    the last word, building and compiling counted, TensorFlow's start not.
    """

    task: Task
    score: Score
    value: float
    baseline: float | None
    seconds: float

    def reaches(self, promised: float) -> bool:
        """Whether the value is as good as that."""
        return self.value >= promised if self.score.more else self.value <= promised


def result_of(design: Design, inbox: Inbox) -> Result | None:
    """Train the design as it stands, then score it; None where it was stopped. Raises UserError."""
    began = time.perf_counter()
    workshop, words = Workshop(), list[Event]()
    run(Job(1, design, samples=False), inbox, words.append, workshop=workshop)
    seconds = time.perf_counter() - began
    match words[-1]:
        case Stopped():
            return None
        case Failed(message=message, hint=hint):
            raise UserError(message, hint)
    assert workshop.left is not None
    prepared = workshop.data(design.data)[0]
    part = held_out(prepared)
    answers = workshop.left.parts.sample.outputs(part.inputs)
    score = score_of(prepared)
    return Result(
        task=prepared.facts.task,
        score=score,
        value=score.measure(prepared, part, answers),
        baseline=_best(score, baselines(prepared, part), code_width(design, workshop.report(design))),
        seconds=seconds,
    )


def held_out(prepared: Prepared) -> Examples:
    """The examples that training has not seen; the training part itself where nothing was held out."""
    parts = (prepared.test, prepared.validation, prepared.train)
    return next(part for part in parts if len(part))


def _best(score: Score, known: tuple[Baseline, ...], width: int) -> float | None:
    """Of the naive answers that compare to a network whose narrow layer is so wide."""
    values = [each.value for each in known if each.width in (0, width) and math.isfinite(each.value)]
    if not values:
        return None
    return max(values) if score.more else min(values)
