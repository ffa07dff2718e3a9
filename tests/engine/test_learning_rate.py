"""Schedules against Keras' own, and live changes, going back and repetition under a schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import SCHEDULES
from nnstudio.catalogue.values import Part
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.build import build_optimizer
from nnstudio.engine.learning_rate import LearningRate
from tests.engine.designs import CIRCLE, design, part, row

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
