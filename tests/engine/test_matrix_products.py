"""How much of the machine a dense network uses: which products are counted, and what they come to."""

from __future__ import annotations

import pytest

from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.bench_designs import BENCH_DESIGNS
from nnstudio.engine.matrix_products import ProductTimes, dense_products, operations
from nnstudio.engine.workshop import Workshop
from tests.engine.designs import DIGITS, design, row


def products(made: Design, batch: int) -> list[tuple[int, int, int]]:
    workshop = Workshop()
    shape = workshop.data(made.data)[0].facts.input_shape
    return dense_products(made, workshop.report(made), shape, batch)


def test_that_a_step_counts_six_operations_a_weight_and_example_but_four_in_the_first_layer() -> None:
    found = products(BENCH_DESIGNS["dense-784-1024-1024-10"], batch=32)
    assert len(found) == 2 + 3 + 3
    assert operations(found) == 32 * (4 * 784 * 1024 + 6 * 1024 * 1024 + 6 * 1024 * 10)


def test_that_a_dense_layer_multiplies_along_the_last_axis_alone() -> None:
    made = design(
        DIGITS,
        "sparse_categorical_crossentropy",
        row("dense", "wide", units=512),
        row("flatten"),
        row("dense", "last", units=10, activation="softmax"),
    )
    first, *_ = products(made, batch=2)
    assert first == (2 * 8 * 8, 1, 512)


@pytest.mark.parametrize("name", ["digits-dense", "digits-cnn", "sunspots"])
def test_that_nothing_is_counted_where_dense_layers_are_not_what_takes_the_time(
    name: str,
) -> None:
    assert products(load_shipped(name), batch=32) == []


def test_that_the_share_is_of_the_largest_product_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.engine.matrix_products._SECONDS", 0.01)
    times = ProductTimes([(32, 64, 128), (64, 32, 128)])
    times.turn()
    told = times.result(steps_per_second=1000)
    assert told.done == pytest.approx(1000 * 4 * 32 * 64 * 128 / 1e9)
    assert told.share == pytest.approx(told.done / told.peak)
    assert told.alone > 0
