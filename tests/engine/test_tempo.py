"""A tempo holds a run back and changes nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from nnstudio.engine.loop import run
from nnstudio.engine.tempo import BEAT, Metronome
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import FULL_SPEED, Command, Job, SetTempo, Step, Stop, Tempo
from nnstudio.protocol.events import Epoch, Event, Finished, Paused, Progress, Stopped
from tests.engine.designs import dropout
from tests.engine.runs import Reaction, Told, train

Answer = Callable[[Event], list[Command]]
STEPS_PER_EPOCH = 4  # of ``dropout``


class Clock:
    """Seconds that pass when it is told so; ``sleep`` lets them pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def trained_in(seconds: float, tempo: Tempo, per_epoch: int, cost: float = 0.0) -> tuple[int, int]:
    """Steps and chunks of a run whose steps take ``cost`` seconds each."""
    clock = Clock()
    metronome = Metronome(tempo, per_epoch, clock)
    steps = chunks = 0
    while clock.now < seconds:
        clock.sleep(metronome.rest)
        count = min(metronome.allowed, 1000)
        clock.sleep(cost * count)
        metronome.took(count)
        steps, chunks = steps + count, chunks + 1
    return steps, chunks


@pytest.mark.parametrize(
    ("tempo", "per_epoch", "steps"),
    [
        (Tempo(1, "batch"), 7, 20),
        (Tempo(10, "batch"), 7, 200),
        (Tempo(1), 25, 500),
        (Tempo(30), 25, 15_000),
    ],
)
def test_that_so_many_steps_are_trained_a_second(tempo: Tempo, per_epoch: int, steps: int) -> None:
    done, chunks = trained_in(20.0, tempo, per_epoch)
    assert done == pytest.approx(steps, rel=0.06)
    assert chunks <= 20.0 / BEAT + 2, "more often than anybody sees"


def test_that_a_slow_run_is_not_held_back() -> None:
    clock = Clock()
    metronome = Metronome(Tempo(100, "batch"), 1, clock)
    for _step in range(20):
        assert metronome.rest == 0.0
        clock.sleep(0.5)
        metronome.took(1)


def test_that_what_a_slow_moment_cost_is_not_made_up_for_in_a_rush() -> None:
    clock = Clock()
    metronome = Metronome(Tempo(3, "batch"), 1, clock)
    clock.sleep(60.0)
    metronome.took(1)
    assert metronome.allowed == 1
    metronome.took(1)
    assert metronome.rest > 0.3


def test_that_full_speed_neither_rests_nor_bounds() -> None:
    metronome = Metronome(FULL_SPEED, 5)
    assert metronome.rest == 0.0
    assert metronome.allowed > 1e9


SLOW = Tempo(0.001, "batch")  # nobody waits for the second step


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


def in_tempo(
    tempo: Tempo, workshop: Workshop, answer: Answer = lambda _event: [], paused: bool = False
) -> Told:
    told = Told()
    job = Job(1, dropout(), tempo=tempo)
    run(job, Reaction(told, answer), told.events.append, paused=paused, workshop=workshop)
    return told


def test_that_a_tempo_changes_no_number(workshop: Workshop) -> None:
    began = time.perf_counter()
    slow = in_tempo(Tempo(100, "batch"), workshop)
    seconds = time.perf_counter() - began
    assert slow.history == train(dropout(), workshop).history
    assert len(slow.of(Progress)) > 1
    assert seconds > (len(slow.losses) - 1) / 100 - BEAT, "it was not held back"


def test_that_a_run_that_is_held_back_obeys(workshop: Workshop) -> None:
    stopped = in_tempo(SLOW, workshop, lambda event: [Stop()] if isinstance(event, Progress) else [])
    assert isinstance(stopped.last, Stopped)
    assert len(stopped.losses) == 1


def test_that_the_tempo_of_a_run_can_be_changed(workshop: Workshop) -> None:
    freed = in_tempo(
        SLOW, workshop, lambda event: [SetTempo(FULL_SPEED)] if isinstance(event, Progress) else []
    )
    assert isinstance(freed.last, Finished)
    assert freed.history == train(dropout(), workshop).history


def test_that_a_step_that_is_asked_for_comes_at_once(workshop: Workshop) -> None:
    wishes: list[Command] = [Step("epoch"), Step(), Stop()]
    told = in_tempo(
        SLOW, workshop, lambda event: [wishes.pop(0)] if isinstance(event, Paused) else [], paused=True
    )
    assert isinstance(told.last, Stopped)
    assert [event.number for event in told.of(Epoch)] == [1]
    assert len(told.losses) == STEPS_PER_EPOCH + 1
