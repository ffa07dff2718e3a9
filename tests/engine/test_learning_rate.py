"""Schedules against Keras' own, and live changes, going back and repetition under a schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from immutabledict import immutabledict

from nnstudio.catalogue import SCHEDULES
from nnstudio.catalogue.values import Part
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.build import build_optimizer
from nnstudio.engine.learning_rate import LearningRate, PlateauWatch, plateau_watch
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.checkpoint import Checkpoint
from nnstudio.protocol.commands import Command, Engine, Pause, Restore, Resume, Snapshot, Step
from nnstudio.protocol.events import Epoch, Event, SnapshotTaken
from tests.engine.designs import CIRCLE, design, part, points, row
from tests.engine.runs import Reaction, Script, Told, train

EPOCH, EPOCHS, BASE = 5, 12, 0.2
schedules = keras.optimizers.schedules

# Our parameters, and the schedule of Keras that is the same for 5 steps an epoch and 12 epochs.
SAME: list[tuple[str, dict[str, Any], Callable[[], Any]]] = [
    ("exponential", {"decay_epochs": 3.0}, lambda: schedules.ExponentialDecay(BASE, 15, 0.5)),
    (
        "exponential",
        {"decay_epochs": 3.0, "decay_rate": 0.3, "staircase": True},
        lambda: schedules.ExponentialDecay(BASE, 15, 0.3, staircase=True),
    ),
    # Keras keeps the value at the boundary itself.
    (
        "step",
        {"boundaries": (2, 7), "factor": 0.1},
        lambda: schedules.PiecewiseConstantDecay([9, 34], [BASE, BASE * 0.1, BASE * 0.01]),
    ),
    ("cosine", {"alpha": 0.1}, lambda: schedules.CosineDecay(BASE, 60, alpha=0.1)),
    (
        "cosine",
        {"decay_epochs": 6.0, "warmup_epochs": 2.0},
        lambda: schedules.CosineDecay(0.0, 30, warmup_target=BASE, warmup_steps=10),
    ),
    (
        "cosine",
        {"warmup_epochs": 2.0},
        lambda: schedules.CosineDecay(0.0, 50, warmup_target=BASE, warmup_steps=10),
    ),
    (
        "cosine_restarts",
        {"first_decay_epochs": 2.0, "t_mul": 2.0, "m_mul": 0.8, "alpha": 0.05},
        lambda: schedules.CosineDecayRestarts(BASE, 10, 2.0, 0.8, 0.05),
    ),
    (
        "cosine_restarts",
        {"first_decay_epochs": 3.0, "t_mul": 1.0},
        lambda: schedules.CosineDecayRestarts(BASE, 15, 1.0),
    ),
    ("polynomial", {"end": 0.1, "power": 2.0}, lambda: schedules.PolynomialDecay(BASE, 60, 0.02, 2.0)),
    (
        "polynomial",
        {"decay_epochs": 4.0, "end": 0.1, "cycle": True},
        lambda: schedules.PolynomialDecay(BASE, 20, 0.02, cycle=True),
    ),
    ("inverse_time", {"decay_epochs": 4.0}, lambda: schedules.InverseTimeDecay(BASE, 20, 1.0)),
    (
        "inverse_time",
        {"decay_epochs": 4.0, "staircase": True},
        lambda: schedules.InverseTimeDecay(BASE, 20, 1.0, staircase=True),
    ),
]
CASES = [pytest.param(*case, id=f"{case[0]}-{at}") for at, case in enumerate(SAME)]


def scheduled(kind: str, optimizer: Part | None = None, **params: Any) -> Design:
    return design(
        CIRCLE,
        "binary_crossentropy",
        row("dense", "hidden", units=4, activation="tanh"),
        row("dense", "output", units=1, activation="sigmoid"),
        optimizer=optimizer or part("sgd", learning_rate=BASE),
        schedule=Part(kind=kind, params=params),
        epochs=EPOCHS,
    )


def rate_of(made: Design) -> tuple[Any, LearningRate]:
    optimizer = build_optimizer(made.recipe.optimizer)
    return optimizer, LearningRate(optimizer, made.recipe, EPOCH)


def test_that_every_schedule_of_keras_is_compared() -> None:
    named = {name for name in dir(schedules) if isinstance(getattr(schedules, name), type)}
    ours = {entry.keras for entry in SCHEDULES.values()}
    assert named - {"LearningRateSchedule"} | {"ReduceLROnPlateau", ""} == ours
    assert {case[0] for case in SAME} | {"constant", "reduce_on_plateau"} == set(SCHEDULES)


@pytest.mark.parametrize(("kind", "params", "theirs"), CASES)
def test_that_a_schedule_is_that_of_keras_and_its_curve_too(
    kind: str, params: dict[str, Any], theirs: Callable[[], Any]
) -> None:
    optimizer, rate = rate_of(scheduled(kind, **params))
    steps = np.arange(EPOCH * EPOCHS)
    expected = [float(theirs()(step)) for step in steps]
    told = []
    for step in steps:
        optimizer.iterations.assign(step)
        told.append(float(optimizer.learning_rate))
    np.testing.assert_allclose(told, expected, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(rate.at(steps), expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("kind", SCHEDULES)
def test_that_the_learning_rate_and_the_length_of_the_run_change_at_once(kind: str) -> None:
    optimizer, rate = rate_of(scheduled(kind))
    optimizer.iterations.assign(7)
    before, curve = float(optimizer.learning_rate), rate.at(np.arange(60))
    rate.set(3 * BASE)
    assert float(optimizer.learning_rate) == pytest.approx(3 * before)
    rate.set_epochs(10 * EPOCHS)
    follows = kind in ("cosine", "polynomial")
    assert (float(optimizer.learning_rate) != pytest.approx(3 * before)) == follows
    assert (rate.at(np.arange(60))[30] != pytest.approx(3 * curve[30])) == follows


ENGINES: list[Engine] = ["graph", "xla", "keras"]


@pytest.mark.parametrize("engine", ENGINES)
def test_that_a_run_tells_the_learning_rate_of_every_epoch(engine: Engine) -> None:
    made = points(schedule=Part(kind="cosine", params=immutabledict(warmup_epochs=1.0)), epochs=6)
    told = train(made, engine=engine).of(Epoch)
    steps = np.arange(1, 7) * EPOCH - 1
    theirs = schedules.CosineDecay(0.0, 5 * EPOCH, warmup_target=0.01, warmup_steps=EPOCH)
    expected = [float(theirs(step)) for step in steps]
    np.testing.assert_allclose([event.learning_rate for event in told], expected, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_that_steps_under_a_schedule_are_the_same_however_they_are_cut(engine: Engine) -> None:
    made = points(schedule=Part(kind="cosine_restarts"), epochs=6)
    whole = train(made, engine=engine)
    workshop, told = Workshop(), Told()
    inbox = Script({2: Pause(), 4: Step("batch"), 5: Step("epoch"), 7: Resume()})
    assert train(made, workshop, inbox, told, engine=engine).losses == whole.losses
    assert train(made, workshop, engine=engine, number=2).losses == whole.losses  # after a reset
    first = made.model_copy(update={"recipe": made.recipe.model_copy(update={"epochs": 2})})
    start = train(first, workshop, engine=engine, number=3)
    on = train(made, workshop, engine=engine, number=4, after=3)
    assert start.losses + on.losses == whole.losses  # its lengths are in epochs, not in runs


def test_that_a_live_change_of_the_learning_rate_compiles_nothing_again() -> None:
    made = points(schedule=Part(kind="exponential"), epochs=4)
    parts = Workshop().assemble(made, "xla")
    parts.reset(0.01)
    parts.train(parts.order(0), 0, 5)
    state = parts.snapshot()
    slow = parts.train(parts.order(0), 5, 10).losses
    parts.restore(state)
    parts.learning_rate.set(0.1)
    fast = parts.train(parts.order(0), 5, 10).losses
    assert not np.array_equal(slow, fast)
    assert parts._train.times_traced == 1  # type: ignore[attr-defined]
    parts.restore(state)  # the learning rate is part of what is restored
    assert np.array_equal(parts.train(parts.order(0), 5, 10).losses, slow)


@pytest.mark.parametrize("engine", ENGINES)
def test_that_a_plateau_lowers_the_learning_rate(engine: Engine) -> None:
    """With a gain that no epoch can make, every second epoch lowers it."""
    waits = immutabledict(factor=0.5, patience=2, min_delta=1000.0, min_lr=0.002)
    told = train(points(schedule=Part(kind="reduce_on_plateau", params=waits), epochs=9), engine=engine)
    rates = [event.learning_rate for event in told.of(Epoch)]
    lowered = [0.01] * 3 + [0.005] * 2 + [0.0025] * 2 + [0.002] * 2
    assert rates == pytest.approx(lowered)


@pytest.mark.parametrize("cooldown", [0, 2])
@pytest.mark.parametrize("patience", [1, 3])
def test_that_plateaus_are_those_of_keras(patience: int, cooldown: int) -> None:
    losses = np.random.default_rng(patience).normal(1.0, 0.1, 60) + np.linspace(0.5, 0.0, 60)
    settings = {"factor": 0.7, "patience": patience, "min_delta": 0.01, "cooldown": cooldown}
    made = scheduled("reduce_on_plateau", min_lr=0.001, **settings)
    optimizer, rate = rate_of(made)
    watch = plateau_watch(made.recipe, rate)
    assert isinstance(watch, PlateauWatch)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(BASE), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(min_lr=0.001, **settings)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, loss in enumerate(losses):
        watch.lowers([loss])
        callback.on_epoch_end(epoch, {"val_loss": float(loss)})
        assert float(optimizer.learning_rate) == pytest.approx(float(model.optimizer.learning_rate), rel=1e-5)


def test_that_a_checkpoint_remembers_how_long_a_plateau_has_lasted() -> None:
    waits = immutabledict(factor=0.5, patience=3, min_delta=1000.0)
    made = points(schedule=Part(kind="reduce_on_plateau", params=waits), epochs=8)
    whole, told = train(made, engine="graph"), Told()
    taken: list[Checkpoint] = []

    def answer(event: Event) -> list[Command]:
        if isinstance(event, Epoch) and event.number == 3 and not taken:
            return [Snapshot(1)]
        if isinstance(event, SnapshotTaken):
            taken.append(event.checkpoint)
        if isinstance(event, Epoch) and event.number == 6 and len(taken) == 1:
            taken.append(taken[0])
            return [Restore(1, taken[0])]
        return []

    train(made, None, Reaction(told, answer), told, engine="graph")
    assert len(taken) == 2
    told_rates = [event.learning_rate for event in told.of(Epoch)]
    whole_rates = [event.learning_rate for event in whole.of(Epoch)]
    again = next(
        at for at, event in enumerate(told.of(Epoch)) if at and event.number <= told.of(Epoch)[at - 1].number
    )
    start = told.of(Epoch)[again].number - 1
    assert told_rates[again:] == whole_rates[start:]
