"""Loss, optimizer, schedule, metrics and callbacks of a program: the same that the engine trains with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LOSSES, METRICS, OPTIMIZERS, SCHEDULES, metrics_for
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Part
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice, Design, EarlyStopping
from nnstudio.engine.backend import keras
from nnstudio.engine.build import build_loss, build_optimizer
from nnstudio.engine.learning_rate import LearningRate
from nnstudio.engine.metrics import build_metrics
from nnstudio.export.calls import laid_out, names_in
from nnstudio.export.own_code import own_code
from nnstudio.export.recipe import callback_calls, loss_call, metric_calls, optimizer_call
from tests.engine.designs import design, part, points, row

STEPS, EPOCHS, CLASSES = 4, 30, 3


def made(call: Any, **known: Any) -> Any:
    """What a call of a program makes. known: names that stand in it."""
    text = "\n\n".join(["import keras", *(text for _name, text in own_code(names_in(call)))])
    namespace: dict[str, Any] = dict(known)
    exec(text, namespace)
    return eval(laid_out(call), namespace)


@pytest.mark.parametrize("kind", LOSSES)
def test_that_a_program_has_the_loss_of_the_engine(kind: str) -> None:
    recipe = points().recipe
    for params in ({}, _others(LOSSES[kind])):
        wanted = Part(kind=kind, params=params)
        theirs = made(loss_call(recipe.model_copy(update={"loss": wanted})))
        assert theirs.get_config() == build_loss(wanted).get_config()


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_that_a_program_has_the_optimizer_of_the_engine(kind: str) -> None:
    recipe = points().recipe
    for params in ({}, _others(OPTIMIZERS[kind])):
        wanted = Part(kind=kind, params=params)
        theirs = made(optimizer_call(recipe.model_copy(update={"optimizer": wanted}))).get_config()
        ours = build_optimizer(wanted).get_config()
        idle = {"name"} if ours["use_ema"] else {"name", "ema_overwrite_frequency"}
        assert {**theirs, **dict.fromkeys(idle)} == {**ours, **dict.fromkeys(idle)}


def _others(entry: Any) -> dict[str, Any]:
    """Switches the other way round, but for those that exclude each other."""
    switches = (param for param in entry.params if isinstance(param.default, bool))
    return {param.name: not param.default for param in switches if param.name not in entry.exclusive}


SCHEDULED = {
    **{key: {} for key, entry in SCHEDULES.items() if entry.share is not None and key != "constant"},
    "exponential": {"decay_epochs": 3.0, "staircase": True},
    "cosine": {"warmup_epochs": 2.5, "alpha": 0.1},
    "polynomial": {"decay_epochs": 4.0, "cycle": True, "power": 2.0},
    "step": {"boundaries": (2, 5, 7), "factor": 0.3},
}


@pytest.mark.parametrize("kind", SCHEDULED)
@pytest.mark.parametrize("changed", [False, True])
def test_that_a_program_has_the_learning_rate_of_the_engine_at_every_step(kind: str, changed: bool) -> None:
    schedule = part(kind, **SCHEDULED[kind]) if changed else part(kind)
    recipe = points(schedule=schedule, epochs=EPOCHS).recipe
    theirs = made(optimizer_call(recipe), steps_per_epoch=STEPS, EPOCHS=EPOCHS)
    ours = LearningRate(build_optimizer(recipe.optimizer), recipe, STEPS)
    steps = np.arange(EPOCHS * STEPS)
    told = [float(theirs._learning_rate(step)) for step in steps]
    np.testing.assert_allclose(told, ours.at(steps), rtol=1e-5, atol=1e-9)


def test_that_a_constant_learning_rate_stands_in_the_optimizer_itself() -> None:
    assert laid_out(optimizer_call(points().recipe)) == "keras.optimizers.Adam(0.01)"


METERED = (
    ("binary_crossentropy", Target.INTEGERS),
    ("hinge", Target.INTEGERS),
    ("sparse_categorical_crossentropy", Target.INTEGERS),
    ("categorical_crossentropy", Target.ONE_HOT),
    ("sparse_categorical_crossentropy", Target.TOKENS),
    ("mean_squared_error", Target.NUMBERS),
)


@pytest.mark.parametrize(("kind", "target"), METERED)
@pytest.mark.parametrize("logits", [False, True])
def test_that_a_program_measures_what_the_engine_measures(kind: str, target: Target, logits: bool) -> None:
    entry = LOSSES[kind]
    loss = part(kind, from_logits=True) if logits else part(kind)
    if logits and "from_logits" not in {param.name for param in entry.params}:
        return
    wanted, facts = _measured(loss, target), _facts(target, entry.sparse)
    targets, outputs = _answers(facts, entry.sparse, logits)
    ours = build_metrics(wanted, facts)
    assert ours
    model = keras.Sequential([keras.layers.Input(outputs.shape[1:]), keras.layers.Identity()])
    model.compile(loss=build_loss(loss), metrics=[made(call) for call in metric_calls(wanted, facts)])
    told = model.evaluate(outputs, targets, verbose=0, return_dict=True)
    assert told.keys() == {"loss", *ours}
    for name, metric in ours.items():
        metric.update_state(targets, outputs)
        np.testing.assert_allclose(told[name], metric.result(), rtol=1e-5)


def _measured(loss: Part, target: Target) -> Design:
    """By all metrics that there are for such a loss."""
    keys = tuple(key for key in METRICS if key in metrics_for(LOSSES[loss.kind], target, (key,)))
    bare = design(DataChoice(source="iris"), loss.kind, row("dense", units=1), metrics=keys)
    return bare.model_copy(update={"recipe": bare.recipe.model_copy(update={"loss": loss})})


def _facts(target: Target, sparse: bool) -> DataFacts:
    classes = ("a", "b", "c") if sparse or target is Target.ONE_HOT else ("a", "b")
    shape = {Target.INTEGERS: (1,), Target.ONE_HOT: (CLASSES,), Target.TOKENS: (4,), Target.NUMBERS: (2,)}
    return DataFacts(
        Domain.TABLE,
        Task.CLASSIFICATION,
        target,
        input_shape=(2,),
        target_shape=shape[target],
        classes=() if target in (Target.NUMBERS, Target.TOKENS) else classes,
        answers=CLASSES if target is Target.TOKENS else 0,
    )


def _answers(facts: DataFacts, sparse: bool, logits: bool) -> tuple[Any, Any]:
    rng, count = np.random.default_rng(1), 12
    if facts.target is Target.NUMBERS:
        return rng.normal(size=(count, 2)), rng.normal(size=(count, 2))
    width = CLASSES if sparse or facts.target is Target.ONE_HOT else 1
    numbers = rng.integers(0, max(2, width), (count, *(facts.target_shape if sparse else (1,))))
    if facts.target is Target.ONE_HOT:
        numbers = np.eye(CLASSES)[rng.integers(0, CLASSES, count)]
    shape = (count, *(facts.target_shape if facts.target is Target.TOKENS else ()), width)
    outputs = rng.uniform(size=shape)
    if logits:
        outputs = rng.normal(size=shape)
    elif width > 1:
        outputs /= outputs.sum(axis=-1, keepdims=True)
    return numbers, outputs.astype(np.float32)


def test_that_early_stopping_and_plateaus_watch_the_validation_loss() -> None:
    recipe = points(
        early_stopping=EarlyStopping(patience=4, min_delta=0.5, restore_best=False),
        schedule=part("reduce_on_plateau", patience=3, factor=0.25),
    ).recipe
    plateau, stopping = (made(call) for call in callback_calls(recipe, True))
    assert (plateau.monitor, plateau.patience, plateau.factor) == ("val_loss", 3, 0.25)
    assert (stopping.monitor, stopping.patience) == ("val_loss", 4)
    assert (abs(stopping.min_delta), stopping.restore_best_weights) == (0.5, False)


def test_that_nothing_stops_early_where_nothing_is_validated() -> None:
    recipe = points(early_stopping=EarlyStopping()).recipe
    assert callback_calls(recipe, False) == []
