"""What the compiled functions compute, against Keras' own training of the same model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from nnstudio.design.model import Design, EarlyStopping
from nnstudio.engine.assembly import SUBSTITUTES, Assembly
from nnstudio.engine.build import build_loss, build_model, build_optimizer
from nnstudio.engine.learning_rate import rate_of
from nnstudio.engine.metrics import build_metrics
from nnstudio.engine.order import epoch_order
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Engine
from tests.engine.designs import (
    CIRCLE,
    DIGITS,
    IRIS,
    SUNSPOTS,
    autoencoder,
    design,
    dropout,
    part,
    points,
    row,
)

RNN = {"optimizer": part("adagrad", learning_rate=0.05), "batch_size": 50, "seed": 5}
DESIGNS = {
    "points, momentum, L2 for all": points(
        optimizer=part("sgd", learning_rate=0.3, momentum=0.9, nesterov=True), regularizer=part("l2", l2=0.01)
    ),
    "points, whole set, no validation": points(batching="full").model_copy(
        update={"data": CIRCLE.model_copy(update={"validation": 0.0})}
    ),
    "table, dropout, batch normalization, L1": dropout(regularizer=part("l1", l1=0.001)),
    "table, one-hot, RMSprop, a regularizer of its own": design(
        IRIS.model_copy(update={"one_hot": True}),
        "categorical_crossentropy",
        row("dense", "hidden", units=8, kernel_regularizer=part("l1_l2", l1=0.002, l2=0.003)),
        row("dense", "output", units=3, activation="softmax"),
        optimizer=part("rmsprop", learning_rate=0.01),
        regularizer=part("l2", l2=0.01),
        batch_size=50,
    ),
    "images, convolution": design(
        DIGITS,
        "sparse_categorical_crossentropy",
        row("conv2d", filters=4, kernel_size=(3, 3)),
        row("max_pooling2d"),
        row("flatten"),
        row("dense", units=10, activation="softmax"),
        batch_size=40,
    ),
    "images, autoencoder": autoencoder(batch_size=100),
    "series, recurrent": design(
        SUNSPOTS,
        "mean_squared_error",
        row("simple_rnn", units=6),
        row("dense", units=3, activation="linear"),
        **RNN,
    ),
    "series, LSTM over GRU, with dropout": design(
        SUNSPOTS,
        "mean_squared_error",
        row("gru", units=5, return_sequences=True, dropout=0.2),
        row("lstm", units=4),
        row("dense", units=3, activation="linear"),
        **RNN,
    ),
}


Assembled = Callable[[Design, Engine], Assembly]


@pytest.fixture(scope="module")
def assembled() -> Assembled:
    """Gives a design built, at its first weights; what one test has compiled another need not."""
    made: dict[tuple[Design, Engine], Assembly] = {}

    def give(built: Design, engine: Engine) -> Assembly:
        if (built, engine) not in made:
            made[built, engine] = Workshop().assemble(built, engine)
        parts = made[built, engine]
        parts.reset(rate_of(built.recipe.optimizer))
        return parts

    return give


@pytest.mark.parametrize("engine", ["graph", "xla"])
@pytest.mark.parametrize("name", DESIGNS)
def test_that_training_gives_the_numbers_of_train_on_batch(
    assembled: Assembled, name: str, engine: Engine
) -> None:
    built = DESIGNS[name]
    ours = assembled(built, engine)
    examples, size = ours.prepared.train, ours.batches.size
    keras_model = _compiled_by_keras(built, ours.prepared.facts)
    for mine, theirs in zip(ours.model.get_weights(), keras_model.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)

    for epoch in range(2):
        order = epoch_order(built.recipe.seed, epoch, len(examples))
        half = ours.steps_per_epoch // 2
        first = ours.train(ours.order(epoch), 0, half)
        rest = ours.train(ours.order(epoch), half, ours.steps_per_epoch)
        losses = np.concatenate([first.losses, rest.losses])
        (means,) = rest.ends[:, : 1 + len(ours.metrics)]
        sizes, told = [], []
        for number in range(ours.steps_per_epoch):
            rows = order[number * size : (number + 1) * size]
            sizes.append(len(rows))
            numbers = keras_model.train_on_batch(
                examples.inputs[rows], examples.targets[rows], return_dict=True
            )
            told.append([numbers[key] for key in ("loss", *ours.metrics)])
        assert sum(sizes) == len(examples)
        assert losses.tolist() == pytest.approx([numbers[0] for numbers in told], rel=1e-5)
        assert means.tolist() == pytest.approx(np.average(told, axis=0, weights=sizes).tolist(), rel=1e-5)

    for mine, theirs in zip(ours.model.get_weights(), keras_model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-5)


EVALUATED = {name: built for name, built in DESIGNS.items() if built.data.validation}
EVALUATED["series, root mean squared error"] = design(
    SUNSPOTS, "mean_absolute_error", row("flatten"), row("dense", units=3, activation="linear"), **RNN
)


@pytest.mark.parametrize("name", EVALUATED)
def test_that_validation_gives_the_numbers_of_evaluate(assembled: Assembled, name: str) -> None:
    built = EVALUATED[name]
    ours = assembled(built, "xla")
    examples = ours.prepared.validation
    ours.train(ours.order(0), 0, 3)
    keras_model = _compiled_by_keras(built, ours.prepared.facts)
    keras_model.set_weights(ours.model.get_weights())
    told = keras_model.evaluate(
        examples.inputs, examples.targets, batch_size=4096, verbose=0, return_dict=True
    )
    means = ours.validate(0, ours.validation_batches)
    assert means.tolist() == pytest.approx([told["loss"], *(told[key] for key in ours.metrics)], rel=1e-5)


def test_that_validation_in_several_calls_and_batches_gives_the_same_means(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = workshop.assemble(dropout())
    whole.reset(0.01)
    expected = whole.validate(0, whole.validation_batches)
    monkeypatch.setattr("nnstudio.engine.validation_pace._MOST_AT_ONCE", 7)
    cut = Workshop().assemble(dropout())
    assert cut.validation_batches == 5
    cut.validate(0, 2)
    cut.validate(2, 3)
    np.testing.assert_allclose(cut.validate(3, 5), expected, rtol=1e-5)


def test_that_an_epoch_begins_with_fresh_means(workshop: Workshop) -> None:
    parts = workshop.assemble(points())
    parts.reset(1e-30)
    first = parts.train(parts.order(0), 0, parts.steps_per_epoch).ends
    again = parts.train(parts.order(0), 0, parts.steps_per_epoch).ends
    np.testing.assert_allclose(again, first, rtol=1e-5)


def test_that_nothing_is_compiled_again_for_other_chunks_epochs_and_learning_rates(
    workshop: Workshop,
) -> None:
    parts = workshop.assemble(points())
    parts.reset(0.1)
    for start, stop in ((0, 1), (1, 5), (0, 5)):
        parts.train(parts.order(start), start, stop)
        parts.learning_rate.set(0.01 * stop)
    assert parts._train.times_traced == 1


def test_that_warming_up_changes_neither_weights_nor_random_numbers() -> None:
    cold, warm = (Workshop().assemble(dropout(), "graph") for _each in range(2))
    warm.warm_up()
    losses = [parts.train(parts.order(0), 0, parts.steps_per_epoch).losses.tolist() for parts in (cold, warm)]
    assert losses[0] == losses[1]


def test_that_the_same_assembly_serves_another_learning_rate_and_length(workshop: Workshop) -> None:
    recipe = {"epochs": 9, "early_stopping": EarlyStopping(), "optimizer": part("adam", learning_rate=0.5)}
    one = workshop.assemble(points())
    assert workshop.assemble(points(**recipe).model_copy(update={"title": "Other"})) is one
    assert workshop.assemble(points(seed=8)) is not one


def _compiled_by_keras(built: Design, facts: object) -> object:
    model = build_model(built, facts, SUBSTITUTES["graph"])
    model.compile(
        optimizer=build_optimizer(built.recipe.optimizer),
        loss=build_loss(built.recipe.loss),
        metrics=list(build_metrics(built, facts).values()),
    )
    return model
