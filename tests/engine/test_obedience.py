"""Whatever a run is told, its numbers are those of a run that was left alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from nnstudio.design.model import DataChoice
from nnstudio.engine import assembly, chunks, fit_run, validation, validation_pace
from nnstudio.engine.backend import keras
from nnstudio.engine.loop import restore
from nnstudio.engine.questions import answer
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.commands import (
    Command,
    Engine,
    Pause,
    Predict,
    Restore,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowData,
    Snapshot,
    Step,
    Stop,
)
from nnstudio.protocol.events import (
    DataShown,
    Epoch,
    Event,
    Finished,
    Paused,
    Predicted,
    PredictFailed,
    Progress,
    Restored,
    RestoreFailed,
    Sampled,
    SnapshotFailed,
    SnapshotTaken,
    Started,
    Stopped,
)
from tests.engine.designs import dropout, points
from tests.engine.runs import OneStep, Reaction, Told, train

VALIDATES_APART = pytest.mark.parametrize("engine", ["auto", "keras"])
ENGINES = pytest.mark.parametrize("engine", ["graph", "xla", "keras"])
FLOWERS = np.float32([[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]])
LAST = 12  # steps of ``dropout``: 3 epochs of 4, the last batch of each smaller


@pytest.fixture(scope="module")
def workshops() -> dict[Engine, Workshop]:
    """One for each engine, so that a design is compiled once."""
    return {"graph": Workshop(), "xla": Workshop(), "keras": Workshop()}


def go_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of one step, so that a command comes at a certain step."""
    monkeypatch.setattr(chunks, "ChunkPace", OneStep)
    monkeypatch.setattr(fit_run, "ChunkPace", OneStep)
    monkeypatch.setattr(validation, "ChunkPace", OneStep)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    go_one_by_one(monkeypatch)


@pytest.fixture
def slow_validation(one_by_one: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Validation in calls of its own, of a few examples each; commands are heard between them.

    Plain fit has such calls anyway.
    """
    monkeypatch.setattr(assembly, "_QUICK_COST", 0)
    monkeypatch.setattr(validation_pace, "_MOST_AT_ONCE", 5)


def at_steps(told: Told, script: dict[int, list[Command]]) -> Reaction:
    """Says things when a step is told."""
    left = dict(script)

    def say(event: Event) -> Sequence[Command]:
        return left.pop(event.step, []) if isinstance(event, Progress) else []

    return Reaction(told, lambda event: list(say(event)))


def joined(*parts: Told) -> Told:
    """What several runs told, as one."""
    return Told([event for part in parts for event in part.events])


@ENGINES
def test_that_no_command_changes_a_number(
    engine: Engine, workshops: dict[Engine, Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    def patient(event: Event) -> list[Command]:
        match event:
            case Paused(step=0):
                return [Step("epoch")]
            case Paused(step=4):
                return [SetLearningRate(0.05), Resume()]
        return []

    def restless(event: Event) -> list[Command]:
        match event:
            case Paused(step=0 | 1):
                return [Predict(1, FLOWERS), Step()]
            case Paused(step=2):
                return [ShowData(DataChoice(source="xor")), Step("epoch")]
            case Paused(step=4):
                return [Snapshot(2), SetLearningRate(0.05), Step(), Pause()]
            case Paused(step=5):
                return [Step("epoch"), Pause(), Predict(3, FLOWERS), Resume()]
            case Epoch(number=2):
                return [Pause(), Snapshot(4), Predict(5, FLOWERS), Resume()]
        return []

    workshop = workshops[engine]
    alone, disturbed = Told(), Told()
    train(dropout(), workshop, Reaction(alone, patient), alone, engine=engine, paused=True)
    go_one_by_one(monkeypatch)  # a larger chunk might reach the end before anything was said
    train(dropout(), workshop, Reaction(disturbed, restless), disturbed, engine=engine, paused=True)
    assert isinstance(alone.last, Finished)
    assert disturbed.history == alone.history
    assert [event.step for event in disturbed.of(Paused)][:5] == [0, 1, 2, 4, 5]
    assert [event.number for event in disturbed.of(Predicted)] == [1, 1, 3, 5]
    assert [event.number for event in disturbed.of(SnapshotTaken)] == [2, 4]
    assert len(disturbed.of(DataShown)) == 1


def test_that_a_step_of_an_epoch_ends_where_the_epoch_does(one_by_one: None, workshop: Workshop) -> None:
    told = Told()
    wishes: dict[int, list[Command]] = {0: [Step("epoch")], 5: [Step()], 6: [Step("epoch")], 10: [Stop()]}
    inbox = Reaction(told, lambda event: wishes[event.step] if isinstance(event, Paused) else [])
    train(points(), workshop, inbox, told, paused=True)
    assert [event.step for event in told.of(Paused)] == [0, 5, 6, 10]
    assert [epoch.number for epoch in told.of(Epoch)] == [1, 2]


def test_that_pause_ends_a_step_of_an_epoch_on_its_way(one_by_one: None, workshop: Workshop) -> None:
    told = Told()

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused(step=step):
                return [Step("epoch")] if step == 0 else [Stop()]
            case Progress(step=2):
                return [Pause()]
        return []

    train(points(), workshop, Reaction(told, steer), told, paused=True)
    assert [event.step for event in told.of(Paused)] == [0, 2]


@ENGINES
def test_that_five_epochs_and_then_five_are_ten(engine: Engine, workshops: dict[Engine, Workshop]) -> None:
    workshop = workshops[engine]
    ten = train(dropout(epochs=10), workshop, engine=engine)
    five = train(dropout(epochs=5), workshop, engine=engine)
    workshop.assemble(points(), engine).warm_up()  # built ahead meanwhile
    more = train(dropout(epochs=10), workshop, engine=engine, number=2, after=1)
    started = more.events[0]
    assert isinstance(started, Started)
    assert (started.run, started.step, started.epoch, started.epochs) == (2, 20, 5, 10)
    assert [epoch.number for epoch in more.of(Epoch)] == [6, 7, 8, 9, 10]
    assert isinstance(more.last, Finished)
    assert (more.last.run, more.last.steps, more.last.epochs) == (2, 40, 10)
    assert more.last.seconds > five.last.seconds
    assert joined(five, more).history == ten.history


@ENGINES
def test_that_a_run_that_was_stopped_goes_on_in_the_middle_of_its_epoch(
    engine: Engine, workshops: dict[Engine, Workshop], one_by_one: None
) -> None:
    workshop, told = workshops[engine], Told()
    whole = train(dropout(), workshop, engine=engine)
    train(dropout(), workshop, at_steps(told, {6: [Stop()]}), told, engine=engine)
    assert isinstance(told.last, Stopped)
    assert told.last.steps == 6
    more = train(dropout(), workshop, engine=engine, number=2, after=1)
    assert joined(told, more).history == whole.history


@VALIDATES_APART
@pytest.mark.parametrize("step", [8, LAST])
def test_that_a_run_stopped_while_it_validates_tells_that_epoch_when_it_goes_on(
    engine: Engine, step: int, slow_validation: None
) -> None:
    workshop, told = Workshop(), Told()
    whole = train(dropout(), workshop, engine=engine)
    train(dropout(), workshop, at_steps(told, {step: [Stop()]}), told, engine=engine)
    assert isinstance(told.last, Stopped)
    assert told.last.steps == step
    assert [epoch.step for epoch in told.of(Epoch)] == list(range(4, step, 4))
    more = train(dropout(), workshop, number=2, engine=engine, after=1)
    assert [epoch.step for epoch in more.of(Epoch)] == list(range(step, LAST + 1, 4))
    assert joined(told, more).history == whole.history


@VALIDATES_APART
def test_that_a_run_stopped_while_it_validates_takes_more_epochs(
    engine: Engine, slow_validation: None
) -> None:
    workshop, told = Workshop(), Told()
    six = train(dropout(epochs=6), workshop, engine=engine)
    train(dropout(), workshop, at_steps(told, {LAST: [Stop()]}), told, engine=engine)
    more = train(dropout(epochs=6), workshop, number=2, engine=engine, after=1)
    assert joined(told, more).history == six.history


@VALIDATES_APART
def test_that_a_run_answers_while_it_validates(engine: Engine, slow_validation: None) -> None:
    told = Told()
    train(dropout(), Workshop(), at_steps(told, {8: [Predict(1, FLOWERS)]}), told, engine=engine)
    before = Told(told.one_by_one[: told.names.index("Predicted")])
    assert [event.step for event in told.of(Predicted)] == [8]
    assert [epoch.number for epoch in before.of(Epoch)] == [1]


def test_that_the_speed_of_plain_fit_is_of_training_alone(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only validation takes time, by this clock."""
    told, now, evaluate = Told(), [0.0], keras.Model.evaluate

    def slow(*args: object, **options: object) -> object:
        means = evaluate(*args, **options)
        now[0] += 100
        return means

    monkeypatch.setattr(keras.Model, "evaluate", slow)
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    train(dropout(), workshop, None, told, engine="keras")
    assert now[0] >= 300
    assert min(event.examples_per_second for event in told.of(Progress)) > 1e9


def test_that_an_open_run_takes_more_epochs(workshop: Workshop) -> None:
    told = Told()
    ten = train(dropout(epochs=10), workshop)
    inbox = Reaction(told, lambda event: [SetEpochs(10)] if isinstance(event, Progress) else [])
    train(dropout(epochs=2), workshop, inbox, told)
    assert told.history == ten.history


@pytest.mark.parametrize(("run", "made"), [(7, dropout), (1, points)])
def test_that_only_the_last_run_of_the_same_design_is_gone_on_from(
    workshop: Workshop, run: int, made: object
) -> None:
    train(dropout(), workshop)
    told = train(made(), workshop, number=2, after=run)
    assert told.names == ["Failed"]
    assert "go on" in told.last.message
    assert told.last.hint


def test_that_the_network_answers_while_it_trains_while_it_waits_and_afterwards(workshop: Workshop) -> None:
    told = Told()

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused():
                return [Predict(1, FLOWERS), Resume()]
            case Epoch(number=1):
                return [Predict(2, FLOWERS)]
        return []

    train(dropout(epochs=20), workshop, Reaction(told, steer), told, paused=True)
    assert workshop.left is not None
    ask(Predict(3, FLOWERS), workshop, told)
    first, second, third = told.of(Predicted)
    assert (first.number, first.run, first.step) == (1, 1, 0)
    assert (second.number, third.number, third.step) == (2, 3, 80)
    assert first.outputs.shape == third.outputs.shape == (2, 3)
    np.testing.assert_allclose(third.outputs.sum(axis=1), 1, rtol=1e-5)
    expected = workshop.left.parts.model(FLOWERS, training=False)
    np.testing.assert_allclose(third.outputs, expected, rtol=1e-5)
    assert not np.allclose(first.outputs, third.outputs)


@pytest.mark.parametrize(
    "inputs", [np.zeros((2, 3)), np.zeros(4), np.zeros((0, 4)), np.float32(1), np.array([["a"] * 4])]
)
def test_that_inputs_that_cannot_be_read_get_a_sentence(workshop: Workshop, inputs: object) -> None:
    told = Told()
    inbox = Reaction(told, lambda event: [Predict(1, inputs)] if isinstance(event, Started) else [])
    train(dropout(), workshop, inbox, told)
    (failed,) = told.of(PredictFailed)
    assert failed.number == 1
    assert failed.message
    assert "shape 4" in failed.hint
    assert isinstance(told.last, Finished)


def test_that_without_a_network_questions_get_a_sentence() -> None:
    told = Told()
    ask(Predict(1, FLOWERS), Workshop(), told)
    ask(Snapshot(2), Workshop(), told)
    assert told.of(PredictFailed)[0].message
    assert told.of(SnapshotFailed)[0].message


@ENGINES
@pytest.mark.parametrize("paused", [False, True])
def test_that_a_run_taken_back_repeats_its_numbers(
    engine: Engine, workshops: dict[Engine, Workshop], paused: bool, one_by_one: None
) -> None:
    workshop, told = workshops[engine], Told()
    whole = train(dropout(), workshop, engine=engine)
    asked = [False]

    def steer(event: Event) -> list[Command]:
        match event:
            case Progress(step=6) if not asked[0]:
                return [Snapshot(1)]
            case Progress(step=9) if not asked[0]:
                asked[0] = True
                back: list[Command] = [Restore(1, told.of(SnapshotTaken)[0].checkpoint)]
                return [Pause(), *back, Resume()] if paused else back
        return []

    train(dropout(), workshop, Reaction(told, steer), told, engine=engine)
    (restored,) = told.of(Restored)
    assert (restored.step, restored.epoch) == (6, 1)
    cut = told.events.index(restored)
    before, after = Told(told.events[:cut]), Told(told.events[cut:])
    assert after.of(Sampled)[0].step == 6
    assert before.losses == whole.losses[:9]
    assert after.losses == whole.losses[6:]
    assert after.history[1] == whole.history[1][1:]
    assert isinstance(told.last, Finished)


@VALIDATES_APART
def test_that_a_checkpoint_taken_while_it_validates_is_whole(engine: Engine, slow_validation: None) -> None:
    workshop, told = Workshop(), Told()
    whole = train(dropout(), workshop, engine=engine)
    script: dict[int, list[Command]] = {8: [Snapshot(1)], 10: [Stop()]}
    train(dropout(), workshop, at_steps(told, script), told, engine=engine)
    (taken,) = told.of(SnapshotTaken)
    assert (taken.checkpoint.step, taken.checkpoint.epoch) == (8, 1)
    back(taken.checkpoint, workshop, told)
    more = train(dropout(), workshop, number=2, engine=engine, after=1)
    assert more.losses == whole.losses[8:]
    assert more.history[1] == whole.history[1][1:]


@VALIDATES_APART
def test_that_a_run_is_taken_back_out_of_its_validation(engine: Engine, slow_validation: None) -> None:
    workshop, told = Workshop(), Told()
    whole = train(dropout(), workshop, engine=engine)
    asked: list[int] = []

    def steer(event: Event) -> list[Command]:
        match event:
            case Progress(step=2) if not asked:
                return [Snapshot(1)]
            case Progress(step=8) if not asked:
                asked.append(1)
                return [Restore(1, told.of(SnapshotTaken)[0].checkpoint)]
        return []

    train(dropout(), workshop, Reaction(told, steer), told, engine=engine)
    after = Told(told.events[told.events.index(told.of(Restored)[0]) :])
    assert [epoch.number for epoch in told.of(Epoch)] == [1, 1, 2, 3]
    assert after.losses == whole.losses[2:]
    assert after.history[1] == whole.history[1]


@ENGINES
def test_that_a_checkpoint_outlives_the_process_that_took_it(
    engine: Engine, workshops: dict[Engine, Workshop], one_by_one: None
) -> None:
    told, first, second = Told(), workshops[engine], Workshop()
    whole = train(dropout(), first, at_steps(told, {5: [Snapshot(1)]}), told, engine=engine)
    back(told.of(SnapshotTaken)[0].checkpoint, second, told)
    assert told.of(Restored)[0].step == 5
    ask(Predict(1, FLOWERS), second, told)
    assert told.of(Predicted)[0].step == 5
    more = train(dropout(), second, number=2, engine=engine, after=1)
    assert more.losses == whole.losses[5:]
    assert more.history[1] == whole.history[1][1:]


def test_that_the_learning_rate_stays_what_it_is_when_a_run_is_taken_back(
    workshop: Workshop, one_by_one: None
) -> None:
    told = Told()

    def steer(event: Event) -> list[Command]:
        match event:
            case Progress(step=2):
                return [Snapshot(1), SetLearningRate(0.5)]
            case Progress(step=3) if not told.of(Restored):
                return [Restore(1, told.of(SnapshotTaken)[0].checkpoint)]
        return []

    train(dropout(), workshop, Reaction(told, steer), told)
    assert [epoch.learning_rate for epoch in told.of(Epoch)] == [0.5] * 3


def test_that_weights_of_another_design_are_refused(workshop: Workshop) -> None:
    told, other = Told(), Told()
    train(points(), Workshop(), at_steps(other, {1: [Snapshot(1)]}), other)
    checkpoint = other.of(SnapshotTaken)[0].checkpoint
    whole = train(dropout(), workshop)
    train(dropout(), workshop, at_steps(told, {1: [Restore(1, checkpoint)]}), told)
    assert told.history == whole.history
    back(checkpoint, workshop, told)
    first, second = told.of(RestoreFailed)
    assert first.message == second.message
    assert "design" in first.message


def ask(question: Predict | Snapshot, workshop: Workshop, told: Told) -> None:
    """As the worker does while no run is open."""
    answer(question, workshop, workshop.left, told.events.append)


def back(checkpoint: Checkpoint, workshop: Workshop, told: Told) -> None:
    """As the worker does while no run is open."""
    restore(Restore(1, checkpoint), workshop, told.events.append)
