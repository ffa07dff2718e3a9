"""The end of the network against the loss and the data: what is wrong and what to switch."""

from __future__ import annotations

from typing import Any

import pytest

from nnstudio.catalogue.entries import Target
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.design.problems import Level, Place, Problem
from tests.design.doctor.cases import ONE_BELOW_THE_OTHER
from tests.design.networks import DIGITS, POINTS, SUNSPOTS, autoencoder_facts, digits_cnn, network

SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"
STEPS = ("lstm", {"return_sequences": True})
BINARY, SQUARED, ABSOLUTE = "binary_crossentropy", "mean_squared_error", "mean_absolute_error"
DIGITS_ONE_HOT = DataFacts(**{**vars(DIGITS), "target": Target.ONE_HOT, "target_shape": (10,)})
VECTOR = DataFacts(**{**vars(DIGITS), "input_shape": (64,)})
VECTOR_64 = DataFacts(**{**vars(SUNSPOTS), "input_shape": (64,), "target_shape": (64,)})
VECTOR_ONE_HOT = DataFacts(**{**vars(DIGITS_ONE_HOT), "input_shape": (64,)})


def dense(units: int, activation: str = "linear") -> tuple[str, dict[str, Any]]:
    return "dense", {"units": units, "activation": activation}


def problem_of(design: Design, facts: DataFacts) -> Problem:
    """The one error, or else the one hint."""
    report = check(design, facts)
    problems = report.errors or report.problems
    assert len(problems) == 1, problems
    return problems[0]


FITS = [
    (SPARSE, DIGITS, [("flatten", {}), dense(10, "softmax")]),
    (CATEGORICAL, VECTOR_ONE_HOT, [dense(10, "softmax")]),
    (BINARY, VECTOR_ONE_HOT, [dense(10, "sigmoid")]),
    (SQUARED, VECTOR_ONE_HOT, [dense(10, "sigmoid")]),
    (BINARY, POINTS, [dense(1, "sigmoid")]),
    (SQUARED, POINTS, [dense(1, "tanh")]),
    (SPARSE, POINTS, [dense(2, "softmax")]),
    (SQUARED, SUNSPOTS, [("simple_rnn", {"units": 50}), dense(10)]),
    (ABSOLUTE, SUNSPOTS, [("lstm", {"units": 10}), dense(10)]),
    (SQUARED, autoencoder_facts((64,)), [dense(2), dense(64)]),
    (BINARY, autoencoder_facts((64,)), [dense(2), dense(64, "sigmoid")]),
]


@pytest.mark.parametrize(("loss", "facts", "rows"), FITS)
def test_that_what_fits_has_no_problem(loss: str, facts: DataFacts, rows: list[Any]) -> None:
    assert check(network(loss, *rows), facts).problems == ()


WRONG_LOSS = [
    (CATEGORICAL, VECTOR, [dense(10, "softmax")], "Turn on “One-hot labels”"),
    (SPARSE, VECTOR_ONE_HOT, [dense(10, "softmax")], "Choose categorical cross-entropy"),
    (SPARSE, SUNSPOTS, [("gru", {"units": 10})], "quantities are to be predicted"),
    (BINARY, SUNSPOTS, [("gru", {"units": 10})], "Choose mean squared error"),
    (CATEGORICAL, autoencoder_facts((64,)), [dense(64)], "give its input back"),
    (BINARY, VECTOR, [dense(1, "sigmoid")], "two classes apart, but the data has 10"),
    (SQUARED, VECTOR, [dense(10)], "Choose sparse categorical cross-entropy"),
]


@pytest.mark.parametrize(("loss", "facts", "rows", "sentence"), WRONG_LOSS)
def test_that_a_loss_that_cannot_be_says_what_to_switch(
    loss: str, facts: DataFacts, rows: list[Any], sentence: str
) -> None:
    problem = problem_of(network(loss, *rows), facts)
    assert (problem.level, problem.place, problem.field) == (Level.ERROR, Place.RECIPE, "loss")
    assert sentence in problem.message


WRONG_OUTPUT = [
    (SPARSE, VECTOR, [dense(8, "softmax")], "There are 10 classes, but the network gives 8 numbers."),
    (SPARSE, VECTOR, [dense(8, "softmax")], "Set the units of the last row to 10."),
    (SPARSE, VECTOR, [dense(8), ("dropout", {})], "Set the units of Dense 1 to 10."),
    (SPARSE, POINTS, [dense(1, "sigmoid")], "For one sigmoid unit choose binary cross-entropy."),
    (BINARY, POINTS, [dense(2, "softmax")], "For two softmax units choose sparse categorical"),
    (BINARY, POINTS, [dense(3)], "Set the units of the last row to 1."),
    (SPARSE, DIGITS, [dense(10, "softmax")], "Put a Flatten row before the last Dense."),
    (
        SQUARED,
        SUNSPOTS,
        [("lstm", {"return_sequences": True}), dense(10)],
        "Turn off “Return sequences” in the last recurrent layer",
    ),
    (SQUARED, SUNSPOTS, [("lstm", {"units": 3})], "10 values are to be predicted, but the network gives 3."),
    (CATEGORICAL, VECTOR_ONE_HOT, [dense(9, "softmax")], "There are 10 classes"),
    (SQUARED, autoencoder_facts((64,)), [dense(60)], "Set the units of the last row to 64."),
    (SQUARED, autoencoder_facts((8, 8, 1)), [("flatten", {})], "Put a Reshape row with 8×8×1 at the end."),
    (
        SQUARED,
        autoencoder_facts((28, 28, 1)),
        [("flatten", {}), dense(60)],
        "End it with a Dense row of 784 units and a Reshape row with 28×28×1.",
    ),
]


@pytest.mark.parametrize(("loss", "facts", "rows", "sentence"), WRONG_OUTPUT)
def test_that_an_output_of_another_shape_says_what_to_do(
    loss: str, facts: DataFacts, rows: list[Any], sentence: str
) -> None:
    problem = problem_of(network(loss, *rows), facts)
    assert (problem.level, problem.place, problem.layer) == (Level.ERROR, Place.TARGET, "")
    assert sentence in problem.message


HINTS = [
    (SPARSE, VECTOR, [dense(10, "relu")], "l1", "Choose softmax here"),
    (BINARY, POINTS, [dense(1, "linear")], "l1", "Choose sigmoid here"),
    (SQUARED, SUNSPOTS, [("gru", {}), dense(10, "relu")], "l2", "can only give numbers from 0 up"),
    (SQUARED, SUNSPOTS, [("gru", {}), dense(10, "softmax")], "l2", "can only give shares that add up to 1"),
    (SQUARED, VECTOR_ONE_HOT, [dense(10, "softmax")], "", "Softmax with mean squared error learns slowly"),
    (SPARSE, VECTOR, [dense(10, "relu"), ("flatten", {})], "l1", "Choose softmax here"),
    (SPARSE, VECTOR, [dense(10, "softmax"), ("activation", {})], "l2", "Choose softmax here"),
]


@pytest.mark.parametrize(("loss", "facts", "rows", "layer", "sentence"), HINTS)
def test_that_what_fits_but_learns_badly_is_a_hint(
    loss: str, facts: DataFacts, rows: list[Any], layer: str, sentence: str
) -> None:
    problem = problem_of(network(loss, *rows), facts)
    assert (problem.level, problem.layer) == (Level.HINT, layer)
    assert sentence in problem.message


def test_that_quantities_scaled_to_0_and_1_may_end_in_sigmoid() -> None:
    design = network(SQUARED, ("gru", {}), dense(10, "sigmoid"))
    scaled = design.model_copy(update={"data": design.data.model_copy(update={"scaling": "range"})})
    assert check(scaled, SUNSPOTS).problems == ()


def test_that_binary_cross_entropy_of_standardized_inputs_is_a_hint() -> None:
    design = network(BINARY, dense(64, "sigmoid"))
    scaled = design.model_copy(update={"data": design.data.model_copy(update={"scaling": "standard"})})
    assert "Choose the scaling “0 to 1”" in problem_of(scaled, autoencoder_facts((64,))).message


def test_that_the_last_activation_is_seen_through_rows_that_only_arrange() -> None:
    design = network(SQUARED, dense(64, "relu"), ("reshape", {}), ("flatten", {}))
    assert problem_of(design, VECTOR_64).layer == "l1"
    normalized = network(SQUARED, dense(64, "relu"), ("batch_normalization", {}))
    assert check(normalized, VECTOR_64).problems == ()


def test_that_shares_of_numbers_one_below_the_other_are_made_where_they_stand_side_by_side() -> None:
    """Softmax in the row that gives them would be one of a single number, and its fix sigmoid again."""
    design = network(SPARSE, *ONE_BELOW_THE_OTHER)
    titles = []
    while fixes := [problem.fix for problem in check(design, VECTOR).problems if problem.fix is not None]:
        titles.append(fixes[0].title)
        assert len(titles) < 5
        design, _change = fixes[0].edit(design)
    assert titles[0] == "Add Activation softmax"


def test_that_a_broken_network_has_no_problem_at_its_end() -> None:
    design = digits_cnn()
    rows = (design.layers[3], *design.layers[:2])
    report = check(design.model_copy(update={"layers": rows}), POINTS)
    assert [problem.place for problem in report.problems] == [Place.LAYER]
