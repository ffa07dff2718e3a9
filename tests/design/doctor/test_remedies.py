"""Rows that do not fit: what is offered makes them fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from tests.design.doctor.cases import (
    SOFTMAX,
    SPARSE,
    SQUARED,
    VECTOR,
    conv,
    dense,
    reading,
)
from tests.design.networks import DIGITS, SUNSPOTS, network

LSTM = ("lstm", {})
FLAT = ("flatten", {})
WORDS = replace(VECTOR, input_shape=(20,), vocabulary=500)
EMBEDDED = ("embedding", {"input_dim": 500})

REFUSED: list[tuple[str, Design, DataFacts, str]] = [
    ("kernel", network(SPARSE, conv(kernel_size=40), FLAT, SOFTMAX), DIGITS, "Set “Kernel size” to 3×3"),
    (
        "pool",
        network(SPARSE, ("max_pooling2d", {"pool_size": 40}), FLAT, SOFTMAX),
        DIGITS,
        "Set “Pool size” to 2×2",
    ),
    (
        "shrunk to nothing",
        network(SPARSE, *[("max_pooling2d", {})] * 5, FLAT, SOFTMAX),
        DIGITS,
        "Remove this row",
    ),
    (
        "a sequence layer on images",
        network(SPARSE, LSTM, SOFTMAX),
        DIGITS,
        "Put Reshape 28×28 above it",
    ),
    (
        "an image layer on sequences",
        network(SQUARED, conv(), FLAT, dense(10, "linear")),
        SUNSPOTS,
        "Make it Conv1D 16 · 3 · relu",
    ),
    (
        "return_sequences",
        network(SQUARED, LSTM, LSTM, dense(10, "linear")),
        SUNSPOTS,
        "Set “Return sequences” to on",
    ),
    ("flat too early", network(SPARSE, FLAT, conv(), FLAT, SOFTMAX), DIGITS, "Remove Flatten"),
    ("images from vectors", network(SPARSE, conv(), FLAT, SOFTMAX), VECTOR, "Put Reshape 8×8×1 above it"),
    (
        "other counts of numbers",
        network(SPARSE, ("reshape", {"target_shape": (7, 7, 9)}), FLAT, SOFTMAX),
        DIGITS,
        "Set “Shape” to 7×7×16",
    ),
    (
        "no such row",
        reading(network(SPARSE, FLAT, SOFTMAX), l2=("l7",)),
        DIGITS,
        "Let it read the row above",
    ),
    (
        "reads itself",
        reading(network(SPARSE, FLAT, SOFTMAX), l2=("l2",)),
        DIGITS,
        "Let it read the row above",
    ),
    (
        "words without an embedding",
        network(SPARSE, dense(), FLAT, SOFTMAX),
        WORDS,
        "Put Embedding 500 → 32 above it",
    ),
    (
        "a vocabulary that is larger",
        network(SPARSE, ("embedding", {"input_dim": 100}), FLAT, SOFTMAX),
        WORDS,
        "Set “Vocabulary” to 500",
    ),
    ("quantities looked up", network(SPARSE, EMBEDDED, FLAT, SOFTMAX), VECTOR, "Remove this row"),
]


@pytest.mark.parametrize(
    ("design", "facts", "title"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_that_a_row_that_does_not_fit_is_offered_what_makes_it_fit(
    design: Design, facts: DataFacts, title: str
) -> None:
    (problem,) = check(design, facts).errors
    assert problem.fix is not None
    assert problem.fix.title == title
    mended, _change = problem.fix.edit(design)
    assert check(mended, facts).errors == ()


MERGES = [
    (
        "channels",
        [conv(8, padding="same"), conv(16, padding="same"), ("add", {})],
        "Put Conv2D 16 · 1×1 · linear",
    ),
    ("size", [conv(8, padding="same"), conv(16, padding="same", strides=2), ("add", {})], "Put Conv2D 16"),
]


@pytest.mark.parametrize(("rows", "title"), [case[1:] for case in MERGES], ids=[c[0] for c in MERGES])
def test_that_what_is_merged_is_projected_to_one_shape(
    rows: list[tuple[str, dict[str, object]]], title: str
) -> None:
    design = reading(network(SPARSE, *rows, FLAT, SOFTMAX), l3=("l1", "l2"))
    (problem,) = check(design, DIGITS).errors
    assert problem.fix is not None
    assert problem.fix.title.startswith(title)
    mended, _change = problem.fix.edit(design)
    assert check(mended, DIGITS).problems == ()
    assert len(mended.layers) == len(design.layers) + 1


def test_that_a_merge_of_one_row_is_offered_another_of_the_same_shape() -> None:
    design = network(SPARSE, dense(64), dense(64), ("add", {}), SOFTMAX)
    (problem,) = check(design, VECTOR).errors
    assert problem.fix is not None
    assert problem.fix.title == "Let it read Dense too"
    mended, _change = problem.fix.edit(design)
    assert mended.row("l3").reads == ("l2", "l1")
    assert check(mended, VECTOR).errors == ()


def test_that_no_shape_is_offered_that_a_row_cannot_have() -> None:
    """28·28·256 numbers in a row are more than the largest axis of a shape."""
    pooled = ("adaptive_average_pooling1d", {"output_size": 2})
    design = network(SPARSE, dense(256, "relu"), FLAT, pooled, FLAT, SOFTMAX)
    (problem,) = check(design, DIGITS).errors
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert check(mended, DIGITS).errors == ()


def test_that_no_shape_is_offered_that_has_more_axes_than_a_reshape_can_make() -> None:
    """A volume at each of several steps has five, and so many no Reshape row gives."""
    volumes = replace(VECTOR, input_shape=(8, 16, 16, 1))
    design = network(SPARSE, ("conv3d", {"filters": 2, "kernel_size": 1}), FLAT, SOFTMAX)
    design, _change = edits.set_wrapper(design, "l1", "time_distributed")
    (problem,) = check(design, volumes).errors
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert check(mended, volumes).errors == ()


def test_that_what_a_row_that_is_off_passes_on_is_looked_up_where_it_is_read() -> None:
    """The row names the one that is off, not the data."""
    rows = [("dropout", {}), EMBEDDED, ("multi_head_attention", {}), FLAT, SOFTMAX]
    design = reading(network(SPARSE, *rows), l2=("input",), l3=("l2", "l1"))
    design, _change = edits.switch_on(design, ["l1"], False)
    (problem,) = check(design, WORDS).errors
    assert problem.layer == "l3"
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert check(mended, WORDS).errors == ()
    assert mended.row("l3").reads == ("l2", mended.layers[2].id)


def test_that_what_a_row_that_is_off_passes_on_is_projected_where_it_is_merged() -> None:
    rows = [dense(64), ("dropout", {}), dense(32), ("add", {}), SOFTMAX]
    design = reading(network(SPARSE, *rows), l4=("l2", "l3"))
    design, _change = edits.switch_on(design, ["l2"], False)
    (problem,) = check(design, VECTOR).errors
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert check(mended, VECTOR).errors == ()


def test_that_of_what_is_merged_only_the_words_are_looked_up() -> None:
    rows = [EMBEDDED, ("conv1d", {"padding": "same", "filters": 32}), ("multi_head_attention", {}), FLAT]
    design = reading(network(SPARSE, *rows, SOFTMAX), l3=("l2", "input"))
    (problem,) = check(design, WORDS).errors
    assert problem.layer == "l3"
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert check(mended, WORDS).errors == ()
    assert mended.row("l3").reads == ("l2", mended.layers[2].id)
    assert mended.layers[2].reads == ("input",)
