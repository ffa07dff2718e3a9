"""Early stopping as ``keras.callbacks.EarlyStopping`` decides it: number by number, and over whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np
import pytest
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.catalogue.values import Part
from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Design, EarlyStopping
from nnstudio.engine.backend import keras
from nnstudio.engine.early_stopping import Patience
from nnstudio.engine.order import epoch_order
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.plain import compiled
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.events import Epoch, Finished, Progress
from tests.engine.designs import part, points
from tests.engine.runs import train


class Weighed:
    """As much of a model as Keras' callback needs: its one weight is the number of the epoch."""

    def __init__(self) -> None:
        self.epoch = 0
        self.stop_training = False
        self.weights: object = None

    def get_weights(self) -> tuple[NDArray[np.float32], ...]:
        return (np.float32([self.epoch]),)

    def set_weights(self, weights: object) -> None:
        self.weights = weights


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("patience", [1, 3])
@pytest.mark.parametrize("min_delta", [0.0, 0.1])
@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.filterwarnings("ignore:Early stopping conditioned on metric")
def test_that_it_stops_and_restores_when_keras_does(
    seed: int, patience: int, min_delta: float, every: int
) -> None:
    """every: epochs to one that is validated; as in Keras only that one counts."""
    random = np.random.default_rng(seed)
    losses = (np.exp(-np.arange(30) / 4) + random.normal(0, 0.15, 30)).tolist()
    model = Weighed()
    theirs = keras.callbacks.EarlyStopping(
        "val_loss", min_delta=min_delta, patience=patience, mode="min", restore_best_weights=True
    )
    theirs.set_model(model)
    theirs.on_train_begin()
    ours = Patience(EarlyStopping(patience=patience, min_delta=min_delta), model.get_weights)
    for number, loss in enumerate(losses, 1):
        model.epoch = number
        if number % every:
            theirs.on_epoch_end(number - 1, {"loss": loss})
            continue
        theirs.on_epoch_end(number - 1, {"val_loss": loss})
        assert ours.is_out(number, [loss]) == model.stop_training
        if model.stop_training:
            break
    theirs.on_train_end()
    assert ours.best_weights == model.weights
    assert ours.best_epoch == theirs.best_epoch + 1


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("restore_best", [True, False])
def test_that_epochs_are_seen_in_blocks_as_one_by_one(seed: int, restore_best: bool) -> None:
    """A block is cut at its turn, in whose state the run then is; what follows is trained anew."""
    random = np.random.default_rng(seed)
    losses = np.exp(-np.arange(40) / 4) + random.normal(0, 0.15, 40)
    losses[random.random(40) < 0.2] = np.nan  # not validated
    rule, at = EarlyStopping(patience=4, restore_best=restore_best), Weighed()

    def ended(most: int) -> tuple[object, ...]:
        patience, done = Patience(rule, at.get_weights), 0
        while done < len(losses):
            block = losses[done : done + most]
            block = block[: patience.turn(done + 1, block)]
            at.epoch = done + len(block)
            if patience.is_out(done + 1, block):
                break
            done += len(block)
        so_far = patience.so_far
        return at.epoch, so_far.best, so_far.best_epoch, so_far.epochs, so_far.best_weights

    singly = ended(1)
    assert at.epoch < len(losses)
    for most in (2, 7, 40):
        assert ended(most) == singly


def test_that_it_keeps_no_weights_unless_asked() -> None:
    patience = Patience(EarlyStopping(restore_best=False), lambda: [np.zeros(1, np.float32)])
    assert not patience.is_out(1, [0.5])
    assert patience.best_weights is None


@pytest.mark.parametrize("in_training_call", [True, False])
@pytest.mark.parametrize("restore_best", [True, False])
def test_that_a_run_ends_as_fit_with_the_callback_does(
    monkeypatch: pytest.MonkeyPatch, in_training_call: bool, restore_best: bool
) -> None:
    """in_training_call: validation is part of the compiled training, or is called on its own."""
    if not in_training_call:
        monkeypatch.setattr("nnstudio.engine.assembly._QUICK_COST", 0)
    rule = EarlyStopping(patience=3, min_delta=0.002, restore_best=restore_best)
    made = points(epochs=300, optimizer=part("sgd", learning_rate=2.0), early_stopping=rule)
    workshop, kept = Workshop(), []
    told = train(made, workshop, on_model=lambda model: kept.append(model.get_weights()))
    parts = workshop.assemble(made)
    assert parts.validates_itself == in_training_call

    model, callback, history = fitted(made, parts.prepared)
    last, epochs = told.last, told.of(Epoch)
    assert isinstance(last, Finished)
    assert last.reason == "early stopping"
    assert 10 < last.epochs == len(history["val_loss"]) < 300
    assert last.best_epoch == (callback.best_epoch + 1 if restore_best else 0)
    assert callback.best_epoch + 1 + rule.patience == last.epochs
    for key, of_ours in (("loss", [e.loss for e in epochs]), ("val_loss", [e.val_loss for e in epochs])):
        np.testing.assert_allclose(of_ours, history[key], rtol=1e-5)
    for mine, theirs in zip(kept[0], model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("schedule", ["constant", "reduce_on_plateau"])
@pytest.mark.parametrize("seed", [1, 2])
def test_that_chunks_of_many_epochs_stop_and_slow_down_as_single_ones_do(
    monkeypatch: pytest.MonkeyPatch, schedule: str, seed: int
) -> None:
    """Where it stops, whose weights come back and every number on the way, to the bit."""
    rule = EarlyStopping(patience=12, min_delta=0.001)
    waits = immutabledict(factor=0.5, patience=4) if schedule == "reduce_on_plateau" else immutabledict()
    made = points(
        epochs=300,
        seed=seed,
        optimizer=part("sgd", learning_rate=2.0),
        schedule=Part(kind=schedule, params=waits),
        early_stopping=rule,
    )
    ends = []
    for steps in (1, 10_000):
        monkeypatch.setattr(ChunkPace, "steps", property(lambda _pace, steps=steps: steps))
        kept: list[Any] = []
        told = train(made, on_model=lambda model, kept=kept: kept.append(model.get_weights()))
        last = told.last
        assert isinstance(last, Finished)
        assert last.reason == "early stopping"
        losses = np.concatenate([event.losses for event in told.of(Progress)])
        assert len(losses) == last.steps
        numbers = [(each.loss, each.val_loss, each.learning_rate) for each in told.of(Epoch)]
        ends.append((last.epochs, last.best_epoch, losses.tobytes(), numbers, kept[0]))
    assert ends[0][:4] == ends[1][:4]
    for one, other in zip(ends[0][4], ends[1][4], strict=True):
        np.testing.assert_array_equal(one, other)


def fitted(made: Design, prepared: Prepared) -> tuple[Any, Any, dict[str, list[float]]]:
    """The model that ``fit`` trained on our batches in our order, its callback, and its history."""
    recipe, examples, validation = made.recipe, prepared.train, prepared.validation
    rule = recipe.early_stopping
    assert rule is not None
    callback = keras.callbacks.EarlyStopping(
        "val_loss",
        patience=rule.patience,
        min_delta=rule.min_delta,
        restore_best_weights=rule.restore_best,
    )

    def batches() -> Iterator[tuple[Any, Any]]:
        for epoch in count():
            order = epoch_order(recipe.seed, epoch, len(examples))
            for start in range(0, len(examples), recipe.batch_size):
                rows = order[start : start + recipe.batch_size]
                yield examples.inputs[rows], examples.targets[rows]

    model = compiled(made, prepared)
    history = model.fit(
        batches(),
        shuffle=False,
        steps_per_epoch=-(-len(examples) // recipe.batch_size),
        epochs=recipe.epochs,
        validation_data=(validation.inputs, validation.targets),
        callbacks=[callback],
        verbose=0,
    ).history
    return model, callback, history
