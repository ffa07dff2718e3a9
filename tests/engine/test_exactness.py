"""Every loss, optimizer and regularizer of the catalogue: thirty steps against ``train_on_batch``."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.values import Part
from nnstudio.data import prepare
from nnstudio.data.source import Examples
from nnstudio.design.model import DataChoice, Design
from nnstudio.engine.backend import tf
from nnstudio.engine.build import build_loss, build_metrics, build_model, build_optimizer
from nnstudio.engine.steps import Batches, Means, TrainingSteps
from tests.engine.designs import CIRCLE, IRIS, design, part, row

STEPS, EPOCHS, SIZE, EXAMPLES = 30, 6, 10, 47  # the last batch of each epoch has 7

DATA: dict[str, tuple[DataChoice, int, str]] = {
    "mean_squared_error": (CIRCLE, 1, "tanh"),
    "mean_absolute_error": (CIRCLE, 1, "tanh"),
    "binary_crossentropy": (CIRCLE, 1, "sigmoid"),
    "categorical_crossentropy": (IRIS.model_copy(update={"one_hot": True}), 3, "softmax"),
    "sparse_categorical_crossentropy": (IRIS, 3, "softmax"),
}


def made(loss: str, optimizer: str) -> Design:
    """A network with a layer for every regularizer, so that each is tried with each loss and optimizer."""
    data, units, activation = DATA[loss]
    hidden = [
        row("dense", name, units=4, activation="tanh", kernel_regularizer=Part(kind=name))
        for name in REGULARIZERS
    ]
    return design(
        data,
        loss,
        *hidden,
        row("dense", "output", units=units, activation=activation),
        optimizer=part(optimizer, learning_rate=0.02),
        batch_size=SIZE,
    )


def test_that_every_loss_of_the_catalogue_is_tried() -> None:
    assert set(DATA) == set(LOSSES)


@pytest.mark.parametrize(("loss", "optimizer"), [*itertools.product(LOSSES, OPTIMIZERS)])
def test_that_thirty_steps_are_those_of_keras(loss: str, optimizer: str) -> None:
    built = made(loss, optimizer)
    prepared = prepare(built.data)
    inputs, targets = prepared.train.inputs[:EXAMPLES], prepared.train.targets[:EXAMPLES]
    examples = Examples(inputs, targets, rows=np.arange(EXAMPLES, dtype=np.int64))
    order = np.concatenate([np.random.default_rng(epoch).permutation(EXAMPLES) for epoch in range(EPOCHS)])

    keras_model = build_model(built, prepared.facts)
    keras_model.compile(optimizer=build_optimizer(built.recipe.optimizer), loss=build_loss(built.recipe.loss))
    told = []
    for epoch in order.reshape(EPOCHS, EXAMPLES):
        for start in range(0, EXAMPLES, SIZE):
            rows = epoch[start : start + SIZE]
            told.append(float(keras_model.train_on_batch(inputs[rows], targets[rows])))
    assert len(told) == STEPS

    for xla in (False, True):
        model = build_model(built, prepared.facts)
        steps = _steps(built, prepared.facts, model, Batches(examples, SIZE), xla)
        losses = steps(tf.constant(order, tf.int32), tf.constant(0), tf.constant(STEPS))[0].numpy()
        np.testing.assert_allclose(losses, told, rtol=1e-5)
        for mine, theirs in zip(model.get_weights(), keras_model.get_weights(), strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-4)


def _steps(built: Design, facts: Any, model: Any, batches: Batches, xla: bool) -> Any:
    optimizer = build_optimizer(built.recipe.optimizer)
    optimizer.build(model.trainable_variables)
    means = Means(build_metrics(built, facts))
    loss = build_loss(built.recipe.loss)
    return TrainingSteps(model, optimizer, loss, means, batches, epochs=EPOCHS, xla=xla).compiled()
