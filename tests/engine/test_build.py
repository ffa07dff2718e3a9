from __future__ import annotations

import numpy as np
import pytest

from nnstudio.catalogue import INITIALIZERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.layers.params import LARGEST_KERNEL
from nnstudio.data import describe
from nnstudio.design.model import INPUT, LayerRow
from nnstudio.engine.build import build_layer, build_loss, build_model, build_optimizer
from nnstudio.errors import UserError
from tests.engine.designs import CIRCLE, IRIS, SUNSPOTS, design, dropout, part, points, row


def weights(built: object) -> list[np.ndarray]:
    return build_model(built, describe(built.data)).get_weights()


def test_that_layers_are_named_by_their_ids() -> None:
    model = build_model(points(), describe(CIRCLE))
    assert [layer.name for layer in model.layers] == [INPUT, "hidden", "output"]


def test_that_a_row_reads_the_rows_it_names() -> None:
    rows = (
        row("dense", "first", units=3),
        row("dense", "aside", units=5),
        LayerRow(id="last", kind="dense", params=row("dense", units=1).params, reads=("first",)),
    )
    model = build_model(design(CIRCLE, "mean_squared_error", *rows), describe(CIRCLE))
    assert model.get_layer("last").kernel.shape == (3, 1)


def test_that_a_row_that_nothing_reads_takes_no_memory() -> None:
    """Its weights, 17 GB here, are in no count of the memory that training needs."""
    rows = (
        row("dense", "first", units=3),
        row("dense", "aside", units=65_536),
        row("dense", "farther", units=65_536),
        LayerRow(id="last", kind="dense", params=row("dense", units=1).params, reads=("first",)),
    )
    model = build_model(design(CIRCLE, "mean_squared_error", *rows), describe(CIRCLE))
    assert [layer.name for layer in model.layers] == [INPUT, "first", "last"]


def test_that_the_largest_kernel_works_on_the_smallest_image() -> None:
    """TensorFlow 2.21 aborts the process on kernels that are much larger still."""
    largest = row("conv2d", filters=1, kernel_size=LARGEST_KERNEL, padding="same")
    assert build_layer(largest, part("none"), 0)(np.ones((2, 8, 8, 1))).shape == (2, 8, 8, 1)


def test_that_first_weights_follow_from_the_seed() -> None:
    first, again, other = weights(points()), weights(points()), weights(points(seed=8))
    for mine, same in zip(first, again, strict=True):
        np.testing.assert_array_equal(mine, same)
    assert (first[0] != other[0]).any()


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (IRIS, [row("dense", name, units=4) for name in ("a", "b")]),
        (SUNSPOTS, [row("gru", name, units=1, return_sequences=True) for name in ("a", "b")]),
    ],
)
def test_that_every_layer_has_random_numbers_of_its_own(data: object, rows: list[LayerRow]) -> None:
    model = build_model(design(data, "mean_squared_error", *rows), describe(data))
    first, second = (model.get_layer(name) for name in ("a", "b"))
    for mine, other in zip(first.get_weights(), second.get_weights(), strict=True):
        assert not mine.any() or (mine != other).any()


def test_that_dropout_layers_drop_different_units() -> None:
    built = design(IRIS, "mean_squared_error", row("dropout", "a"), row("dropout", "b"))
    model = build_model(built, describe(IRIS))
    seeds = [model.get_layer(name).seed_generator.state.numpy().tolist() for name in ("a", "b")]
    assert seeds[0] != seeds[1]


def test_that_the_regularizer_for_all_layers_spares_those_with_their_own() -> None:
    rows = (
        row("dense", "plain", units=2),
        row("dense", "own", units=2, kernel_regularizer=part("l1", l1=0.5)),
        row("batch_normalization"),
    )
    model = build_model(
        design(IRIS, "mean_squared_error", *rows, regularizer=part("l2", l2=0.25)), describe(IRIS)
    )
    assert model.get_layer("plain").kernel_regularizer.l2 == 0.25
    assert model.get_layer("own").kernel_regularizer.l1 == 0.5
    assert len(model.losses) == 2


def test_that_no_regularizer_means_no_penalty() -> None:
    assert build_model(dropout(), describe(IRIS)).losses == []


def test_that_a_layer_that_cannot_be_built_is_named() -> None:
    built = design(IRIS, "mean_squared_error", row("dense", "fine"), row("conv2d", "wrong"))
    with pytest.raises(UserError, match="Conv2D") as caught:
        build_model(built, describe(IRIS))
    assert caught.value.where == "wrong"


def test_that_a_parameter_that_is_refused_is_named() -> None:
    with pytest.raises(UserError) as caught:
        build_model(design(IRIS, "mean_squared_error", row("dense", "wrong", units=0)), describe(IRIS))
    assert caught.value.where == "wrong.units"


def test_that_an_unknown_layer_is_refused() -> None:
    with pytest.raises(UserError, match="dense"):
        build_model(design(IRIS, "mean_squared_error", row("dens")), describe(IRIS))


@pytest.mark.parametrize("key", INITIALIZERS)
def test_that_every_initializer_is_built_and_seeded(key: str) -> None:
    built = design(IRIS, "mean_squared_error", row("dense", units=4, kernel_initializer=part(key)))
    (first, *_), (again, *_) = weights(built), weights(built)
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("key", REGULARIZERS)
def test_that_every_regularizer_is_built(key: str) -> None:
    built = design(IRIS, "mean_squared_error", row("dense", kernel_regularizer=part(key)))
    losses = build_model(built, describe(IRIS)).losses
    assert len(losses) == (key != "none")


@pytest.mark.parametrize("key", LOSSES)
def test_that_every_loss_is_built(key: str) -> None:
    assert type(build_loss(part(key))).__name__ == LOSSES[key].keras


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_every_optimizer_is_built_with_its_learning_rate(key: str) -> None:
    assert float(build_optimizer(part(key, learning_rate=0.5)).learning_rate.numpy()) == 0.5
