"""Runs whose numbers grow beyond all bounds: where they halt, what comes back, and what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnstudio.data.prepared import Prepared, Preview
from nnstudio.design.fixes import ChangeLearningRate, Fix, ScaleData, SetActivation, UsualFirstWeights
from nnstudio.design.model import DataChoice, Design
from nnstudio.engine import chunks, trail
from nnstudio.engine.finite import is_float
from nnstudio.engine.learning_rate import rate_of
from nnstudio.engine.network import Network
from nnstudio.engine.questions import predict
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Engine, Predict, SetLearningRate
from nnstudio.protocol.events import Epoch, Failed, Finished, Predicted, Sampled
from tests.engine.designs import IRIS, SUNSPOTS, design, part, row
from tests.engine.runs import Script, Told, train

DIABETES = DataChoice(source="diabetes", scaling="standard")


def regression(
    rate: float, data: DataChoice = DIABETES, loss: str = "mean_squared_error", **recipe: Any
) -> Design:
    return design(
        data,
        loss,
        row("dense", "hidden", units=8, activation="linear"),
        row("dense", "output", units=1, activation="linear"),
        optimizer=part("sgd", learning_rate=rate),
        **{"epochs": 50} | recipe,
    )


def slow(**recipe: Any) -> Design:
    """Its weights grow by a small share with each step, until an error has no finite square."""
    return design(
        DIABETES,
        "mean_squared_error",
        row("dense", "output", units=1, activation="linear"),
        optimizer=part("sgd", learning_rate=0.29),
        **{"epochs": 2000} | recipe,
    )


def recurrent(rate: float) -> Design:
    return design(
        SUNSPOTS,
        "mean_squared_error",
        row("simple_rnn", "memory", units=8, activation="linear"),
        row("dense", "output", units=3, activation="linear"),
        optimizer=part("sgd", learning_rate=rate),
        epochs=20,
    )


def large_first_weights() -> Design:
    start = part("constant", value=100.0)
    layers = [
        row("dense", f"dense{at}", units=64, activation="linear", kernel_initializer=start)
        for at in range(11)
    ]
    output = row("dense", "output", units=1, activation="linear")
    return design(DIABETES, "mean_squared_error", *layers, output, epochs=5)


def no_probabilities() -> Design:
    data = IRIS.model_copy(update={"one_hot": True})
    return design(
        data,
        "categorical_crossentropy",
        row("dense", "output", units=3, activation="relu"),
        optimizer=part("sgd", learning_rate=1.0),
        epochs=400,
        seed=1,
    )


CASES: dict[str, tuple[Design, type[Fix], str]] = {
    "learning rate": (regression(10.0), ChangeLearningRate, "Dense"),
    "learning rate, epochs on": (slow(), ChangeLearningRate, ""),
    "unscaled": (regression(0.01, DataChoice(source="diabetes")), ScaleData, ""),
    "recurrent": (recurrent(0.5), ChangeLearningRate, "SimpleRNN"),
    "first weights": (large_first_weights(), UsualFirstWeights, "Dense"),
    "logarithm": (no_probabilities(), SetActivation, ""),
}
BY_FIT = [(name, "keras") for name in ("learning rate", "unscaled", "recurrent", "first weights")]


def is_finite(parts: Network) -> bool:
    return all(np.isfinite(one.numpy()).all() for one in parts.model.variables if is_float(one))


def sound_steps(parts: Network, rate: float) -> list[float]:
    """The losses, one step at a time, before the first step whose loss or weights are not finite."""
    parts.reset(rate)
    losses: list[float] = []
    while True:
        epoch, number = divmod(len(losses), parts.steps_per_epoch)
        trained = parts.train(parts.order(epoch), number, number + 1)
        if not np.isfinite(trained.losses).all() or not is_finite(parts):
            return losses
        losses += trained.losses.tolist()


def failed(told: Told) -> Failed:
    assert isinstance(told.last, Failed), told.last
    return told.last


@pytest.mark.parametrize(("name", "engine"), [*((name, "auto") for name in CASES), *BY_FIT])
def test_that_a_run_halts_before_the_first_bad_step_and_its_fix_mends_it(name: str, engine: Engine) -> None:
    wild, fix, layer = CASES[name]
    workshop = Workshop()
    told = train(wild, workshop, engine=engine)
    word = failed(told)
    parts = workshop.assemble(wild, engine)

    # What is back is finite, and so are its answers, unless the first weights' own are not.
    after = told.of(Sampled)[-1]
    assert is_finite(parts)
    assert np.isfinite(after.outputs).all() or after.step == 0
    assert f"of step {after.step} are back" in word.message
    answers: list[object] = []
    shown = workshop.data(wild.data)[1].shown.inputs
    predict(Predict(7, shown), workshop.left, answers.append)
    (answer,) = answers
    assert isinstance(answer, Predicted)
    assert answer.step == after.step
    np.testing.assert_allclose(answer.outputs, after.outputs, rtol=1e-5)
    weights = parts.model.get_weights()

    expected = sound_steps(parts, rate_of(wild.recipe.optimizer))
    assert told.losses == expected
    assert f"tep {len(expected) + 1} " in word.message
    assert len(expected) - 4 <= after.step <= len(expected)
    epochs = [epoch.number for epoch in told.of(Epoch)]
    assert epochs == list(range(1, 1 + len(expected) // parts.steps_per_epoch))

    parts.reset(rate_of(wild.recipe.optimizer))
    for step in range(after.step):
        epoch, number = divmod(step, parts.steps_per_epoch)
        parts.train(parts.order(epoch), number, number + 1)
    for mine, back in zip(parts.model.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(mine, back)

    assert layer in word.message
    assert ("began" in word.message) == bool(layer)
    assert isinstance(word.fix, fix)
    mended, _change = word.fix.edit(wild)
    recipe = mended.recipe.model_copy(update={"epochs": 2})
    assert isinstance(train(mended.model_copy(update={"recipe": recipe}), workshop).last, Finished)


class Spoiled(Workshop):
    """The first number of the inputs of one example, or of all, is put out of place."""

    def __init__(self, part_name: str, value: float, of_all: bool = False) -> None:
        super().__init__()
        self._part_name = part_name
        self._value = value
        self._of_all = of_all

    def data(self, choice: DataChoice) -> tuple[Prepared, Preview]:
        prepared, preview = super().data(choice)
        part_of_it = getattr(prepared, self._part_name)
        inputs = part_of_it.inputs.copy()
        inputs[:: 1 if self._of_all else 1000, 0] = self._value
        return replace(prepared, **{self._part_name: replace(part_of_it, stored=inputs)}), preview


@pytest.mark.parametrize(("engine", "apart"), [("auto", False), ("auto", True), ("keras", False)])
def test_that_a_validation_that_is_not_finite_halts_after_its_epoch(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, apart: bool
) -> None:
    if apart:
        monkeypatch.setattr("nnstudio.engine.assembly._QUICK_COST", 0)
    calm = regression(0.01)
    workshop = Spoiled("validation", 3e38)
    told = train(calm, workshop, engine=engine)
    parts = workshop.assemble(calm, engine)
    assert parts.validates_itself != apart
    assert f"validation loss after step {parts.steps_per_epoch} " in failed(told).message
    assert len(told.losses) == parts.steps_per_epoch
    assert told.of(Epoch) == []


def test_that_data_that_are_no_numbers_are_named_in_the_step_that_meets_them() -> None:
    calm = regression(0.01)
    workshop = Spoiled("train", np.nan)
    told = train(calm, workshop)
    expected = sound_steps(workshop.assemble(calm), 0.01)
    assert told.losses == expected
    assert 0 < len(expected) < 12
    assert "data hold something" in failed(told).hint


def test_that_weights_that_break_while_the_loss_is_finite_are_found_in_their_step() -> None:
    built = regression(100.0, DataChoice(source="diabetes"), loss="mean_absolute_error")
    layers = (row("dense", "output", units=1, activation="linear"),)
    built = built.model_copy(update={"layers": layers})
    workshop = Spoiled("train", 1e37, of_all=True)
    told = train(built, workshop)
    assert told.losses == sound_steps(workshop.assemble(built), 100.0) == []
    word = failed(told)
    assert "Step 1 made weights" in word.message
    assert "Dense" in word.message
    assert isinstance(word.fix, ScaleData)


class Chunks:
    """A pace of always so many steps."""

    steps = 7

    def took(self, steps: int, seconds: float) -> None:
        """Whatever it took."""


def test_that_the_bad_step_is_found_long_after_the_last_state_kept_and_a_new_learning_rate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trail, "_APART", np.inf)
    monkeypatch.setattr(chunks, "ChunkPace", Chunks)
    calm, workshop = slow(seed=2).model_copy(), Workshop()
    parts = workshop.assemble(calm)
    raised = 20  # the command heard before the chunk that begins here
    told = train(calm, workshop, Script({raised: SetLearningRate(0.4)}))
    word = failed(told)

    losses: list[float] = []
    parts.reset(0.29)
    while not losses or np.isfinite(losses[-1]):
        if len(losses) == raised * Chunks.steps:
            parts.learning_rate.set(0.4)
        epoch, number = divmod(len(losses), parts.steps_per_epoch)
        losses += parts.train(parts.order(epoch), number, number + 1).losses.tolist()
    assert len(losses) > raised * Chunks.steps + 2 * Chunks.steps
    assert told.losses == losses[: len(told.losses)]
    assert len(told.losses) in (len(losses) - 1, len(losses) - 2)  # the weights may be the first to break
    assert f"tep {len(told.losses) + 1} " in word.message
