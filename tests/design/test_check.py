"""Shapes, counts, memory and problems of whole designs."""

from __future__ import annotations

from typing import Any

import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Target, Weights
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Shape
from nnstudio.design import edits
from nnstudio.design.check import check, narrow_layer
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.memory import Need, bytes_text, need_of, with_patches
from nnstudio.design.model import INPUT, Design, LayerRow
from nnstudio.design.problems import Level, Place, Problem
from tests.design.networks import DIGITS, POINTS, SUNSPOTS, autoencoder_facts, digits_cnn, network

CNN = digits_cnn()
WORDS = DataFacts(
    domain=Domain.TABLE,
    task=Task.CLASSIFICATION,
    target=Target.INTEGERS,
    input_shape=(20,),
    target_shape=(1,),
    classes=("no", "yes"),
    train=100,
    vocabulary=500,
)


def only_problem(design: Design, facts: DataFacts, memory: int | None = None) -> Problem:
    problems = check(design, facts, memory).problems
    assert len(problems) == 1, problems
    return problems[0]


def reading(design: Design, layer: str, *reads: str) -> Design:
    rows = [row.model_copy(update={"reads": reads}) if row.id == layer else row for row in design.layers]
    return design.model_copy(update={"layers": tuple(rows)})


def test_that_the_lecture_network_has_its_shapes_and_counts() -> None:
    report = check(CNN, DIGITS)
    assert [row.output for row in report.rows] == [(26, 26, 32), (13, 13, 32), (5408,), (128,), (10,)]
    assert [row.weights.total for row in report.rows] == [320, 0, 0, 692_352, 1_290]
    assert report.weights == Weights(693_962)
    assert report.cost == sum(row.cost for row in report.rows)
    assert report.problems == ()


def test_that_a_row_that_does_not_fit_says_so_and_those_below_stay_calm() -> None:
    design, _ = edits.set_param(CNN, "l1", "kernel_size", 40)
    report = check(design, DIGITS)
    (problem,) = report.problems
    assert (problem.level, problem.place, problem.layer) == (Level.ERROR, Place.LAYER, "l1")
    assert problem.field == "kernel_size"
    assert [row.output for row in report.rows] == [None] * 5
    assert [row.after_problem for row in report.rows] == [False, True, True, True, True]
    assert report.of("l1") == report.errors == (problem,)


def test_that_an_empty_network_asks_for_a_layer() -> None:
    problem = only_problem(edits.new_design(), POINTS)
    assert (problem.level, problem.place) == (Level.ERROR, Place.TARGET)
    assert "Add a layer" in problem.message


def test_that_a_row_may_read_another_row_or_the_input() -> None:
    facts = DIGITS
    branch = reading(digits_cnn(), "l3", INPUT)
    report = check(branch, facts)
    assert report.rows[2].output == (784,)
    assert [problem.layer for problem in report.problems] == ["l2"]  # which reads l1
    assert {problem.level for problem in report.problems} == {Level.HINT}


def test_that_rows_which_nothing_reads_are_not_counted() -> None:
    branch = reading(CNN, "l3", INPUT)
    report = check(branch, DIGITS)
    assert report.weights.total == 784 * 128 + 128 + 1_290
    assert report.memory < check(CNN, DIGITS).memory


@pytest.mark.parametrize(
    ("reads", "sentence"),
    [
        (("l5",), "reads “Dense 5”, which stands below it"),
        (("gone",), "reads “gone”, which is not there"),
        (("l4",), "reads itself"),
        (("l2", "l3"), "takes one input, but reads 2 rows"),
        ((), "reads nothing"),
    ],
)
def test_that_a_row_that_reads_what_it_cannot_says_so(reads: tuple[str, ...], sentence: str) -> None:
    problem = check(reading(CNN, "l4", *reads), DIGITS).errors[0]
    assert problem.layer == "l4"
    assert sentence in problem.message


def test_that_a_row_which_reads_past_a_broken_one_is_still_worked_out() -> None:
    design, _ = edits.set_param(CNN, "l1", "kernel_size", 40)
    report = check(reading(design, "l3", INPUT), DIGITS)
    assert [row.after_problem for row in report.rows] == [False, True, False, False, False]
    assert report.rows[4].output == (10,)


def test_that_an_unknown_kind_is_a_problem_of_its_row() -> None:
    rows = (CNN.layers[0].model_copy(update={"kind": "conv9d"}),)
    problem = only_problem(CNN.model_copy(update={"layers": rows}), DIGITS)
    assert "did you mean conv3d or conv2d" in problem.message


# Rows that read several


def merged(kind: str, *reads: str, **params: Any) -> Design:
    """l1: 6 units, l2: 6 units, l3: 4 units, l4: what is asked for."""
    rows = [("dense", {"units": units}) for units in (6, 6, 4)]
    design = network("binary_crossentropy", *rows, (kind, params))
    return reading(design, "l4", *reads) if reads else design


def test_that_a_residual_sum_has_its_shape() -> None:
    assert check(merged("add", "l1", "l2"), POINTS).rows[3].output == (6,)
    assert check(merged("concatenate", "l1", "l2", "l3"), POINTS).rows[3].output == (16,)


def test_that_a_merge_of_unequal_shapes_names_both_rows_and_both_shapes() -> None:
    problem = check(merged("add", "l2", "l3"), POINTS).errors[0]
    assert problem.layer == "l4"
    assert problem.message.startswith("Add needs equal shapes, but Dense 2 gives 6 and Dense 3 gives 4.")


def test_that_a_merge_names_the_data_as_the_input() -> None:
    problem = check(merged("multiply", INPUT, "l3"), POINTS).errors[0]
    assert "but the input gives 2 and Dense 3 gives 4." in problem.message


def test_that_a_merge_that_reads_one_row_asks_for_another() -> None:
    for design in (merged("add"), merged("concatenate", "l2")):
        assert "reads only one. Let it read another row as well" in check(design, POINTS).errors[0].message


# Recipe and data


def test_that_a_batch_larger_than_the_training_part_is_a_hint() -> None:
    problem = only_problem(digits_cnn(batch_size=2_000), DIGITS)
    assert (problem.level, problem.place, problem.field) == (Level.HINT, Place.RECIPE, "batch_size")
    assert "only 1,400 examples, fewer than a batch of 2,000" in problem.message
    assert check(digits_cnn(batch_size=2_000, batching="full"), DIGITS).problems == ()


def test_that_early_stopping_needs_a_validation_part() -> None:
    design, _ = edits.enable_early_stopping(CNN, True)
    assert check(design, DIGITS).problems == ()
    facts = DataFacts(**{**vars(DIGITS), "validation": 0})
    problem = only_problem(design, facts)
    assert (problem.level, problem.place, problem.field) == (Level.ERROR, Place.RECIPE, "early_stopping")


def test_that_no_training_examples_is_an_error_of_the_data() -> None:
    problem = only_problem(CNN, DataFacts(**{**vars(DIGITS), "train": 0}))
    assert (problem.level, problem.place, problem.field) == (Level.ERROR, Place.DATA, "validation")


def test_that_softmax_on_one_unit_is_a_hint() -> None:
    design = network("binary_crossentropy", ("dense", {"units": 1, "activation": "softmax"}))
    problem = only_problem(design, POINTS)
    assert (problem.level, problem.layer, problem.field) == (Level.HINT, "l1", "activation")
    assert "always gives 1" in problem.message


def test_that_batch_normalization_of_single_examples_is_a_hint() -> None:
    design = network(
        "binary_crossentropy",
        ("batch_normalization", {}),
        ("dense", {"units": 1, "activation": "sigmoid"}),
        batching="single",
    )
    problem = only_problem(design, POINTS)
    assert (problem.level, problem.layer) == (Level.HINT, "l1")


# Whole numbers and Embedding


def test_that_an_embedding_needs_whole_numbers() -> None:
    design = network("binary_crossentropy", ("embedding", {}))
    assert "receives real numbers" in only_problem(design, POINTS).message


def test_that_whole_numbers_need_an_embedding() -> None:
    design = network("binary_crossentropy", ("dense", {"units": 1, "activation": "sigmoid"}))
    assert "Put an Embedding row above" in only_problem(design, WORDS).message


def test_that_an_embedding_must_know_the_whole_vocabulary() -> None:
    design = network("binary_crossentropy", ("embedding", {"input_dim": 499}))
    problem = only_problem(design, WORDS)
    assert problem.field == "input_dim"
    assert "Set “Vocabulary” to 500." in problem.message


def test_that_whole_numbers_may_be_reshaped_before_they_are_embedded() -> None:
    design = network(
        "binary_crossentropy",
        ("reshape", {"target_shape": (4, 5)}),
        ("flatten", {}),
        ("embedding", {"input_dim": 500, "output_dim": 8}),
        ("lstm", {"units": 4}),
        ("dense", {"units": 1, "activation": "sigmoid"}),
    )
    assert check(design, WORDS).problems == ()


# Memory


def test_that_memory_is_weights_gradients_slots_and_activations() -> None:
    """A Dense layer by hand: 3 weights and Adam's two slots, batch 20, 2 inputs and 1 output.

    Weights and slots are there four times, so that a run can go back; gradients and changes once.
    """
    design = network("binary_crossentropy", ("dense", {"units": 1, "activation": "sigmoid"}), batch_size=20)
    assert check(design, POINTS).memory == 3 * 4 * (4 * (1 + 2) + 2) + int(1.65 * 4 * 20 * (2 + 1))


def test_that_early_stopping_counts_the_best_weights_it_keeps() -> None:
    plain = network("binary_crossentropy", ("dense", {"units": 1}))
    keeping, _ = edits.enable_early_stopping(plain, True)
    careless, _ = edits.set_early_stopping(keeping, "restore_best", False)
    assert check(keeping, POINTS).memory == check(plain, POINTS).memory + 2 * 3 * 4
    assert check(careless, POINTS).memory == check(plain, POINTS).memory


@pytest.mark.parametrize(("batching", "batch"), [("full", 200), ("single", 1), ("mini", 20)])
def test_that_memory_follows_how_the_data_is_fed(batching: str, batch: int) -> None:
    design = network(
        "binary_crossentropy", ("activation", {}), ("dense", {"units": 1}), batch_size=20, batching=batching
    )
    expected = int(1.65 * 4 * batch * 2) * 2 + int((3 * (4 * (1 + 2) + 2) + 1.65 * batch) * 4)
    assert check(design, POINTS).memory == expected


def test_that_a_recurrent_layer_counts_every_step_it_keeps() -> None:
    facts = DataFacts(**{**vars(POINTS), "input_shape": (1_000, 2)})
    long = check(network("binary_crossentropy", ("lstm", {"units": 8}), ("dense", {"units": 1})), facts)
    assert long.memory > 1.65 * 4 * 32 * 1_000 * 8 * 4


def test_that_the_patches_of_a_convolution_count_where_xla_copies_them() -> None:
    """26×26 places of a 3×3 kernel over one channel, there and on the way back."""
    need = conv_need((28, 28, 1), (3, 3), (26, 26, 4), batch=32)
    (more,) = with_patches([need], 32)
    assert need.patches == 9 * 26 * 26
    assert more.memory == need.memory + int(1.65 * 4 * 32 * 2 * 9 * 26 * 26)


def test_that_patches_that_find_no_room_do_not_count() -> None:
    many = conv_need((28, 28, 64), (3, 3), (26, 26, 4), batch=512)
    wide = conv_need((28, 28, 1), (8, 8), (21, 21, 4), batch=1)
    assert with_patches([many], 512) == [many]
    assert wide.patches is None
    assert with_patches([wide], 1) == [wide]


def conv_need(read: Shape, kernel: tuple[int, int], output: Shape, batch: int) -> Need:
    layer = LAYERS["conv2d"]
    params = check_params(layer.params, {"kernel_size": kernel})
    row = LayerRow(id="conv", kind=layer.key)
    return need_of(row, layer, [read], output, params, Weights(40), slots=0, best=0, batch=batch)


@pytest.mark.parametrize(
    ("changed", "layer", "why"),
    [
        ({"l4": {"units": 60_000}}, "l4", "parameters"),
        ({"l1": {"filters": 60_000}, "l4": {"units": 1}}, "l1", "numbers for each of 32 examples"),
    ],
)
def test_that_a_design_too_large_for_memory_names_the_layer_that_costs_most(
    changed: dict[str, dict[str, Any]], layer: str, why: str
) -> None:
    design = CNN
    for layer_id, params in changed.items():
        for name, value in params.items():
            design, _ = edits.set_param(design, layer_id, name, value)
    (problem,) = check(design, DIGITS, 2_000_000_000).errors
    assert (problem.level, problem.place, problem.layer) == (Level.ERROR, Place.LAYER, layer)
    assert "2.0 GB of memory is free" in problem.message
    assert why in problem.message
    assert check(design, DIGITS).errors == ()


def test_that_a_smaller_batch_is_offered_where_one_fits_into_memory() -> None:
    design = digits_cnn(batch_size=1_000)
    wanted = check(design, DIGITS).memory
    (problem,) = check(design, DIGITS, wanted // 2).errors
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert 0 < mended.recipe.batch_size < 1_000
    assert check(mended, DIGITS, wanted // 2).errors == ()
    (hopeless,) = check(design, DIGITS, 1_000_000).errors
    assert hopeless.fix is None


WIDE = ("dense", {"units": 65_536})


@pytest.mark.parametrize(
    ("rows", "facts", "title"),
    [
        ([WIDE, WIDE], POINTS, "Dense"),
        ([WIDE] * 1_000, POINTS, "Dense"),
        (
            [WIDE, ("reshape", {"target_shape": (256, 256, 1)}), ("conv2d", {"filters": 65_536})],
            POINTS,
            "Conv2D",
        ),
        ([("conv2d", {"filters": 65_536, "kernel_size": 128, "padding": "same"})] * 3, DIGITS, "Conv2D"),
        ([("lstm", {"units": 65_536})], SUNSPOTS, "LSTM"),
        ([("embedding", {"input_dim": 1_000_000, "output_dim": 65_536})], WORDS, "Embedding"),
    ],
)
def test_that_legal_parameters_that_come_to_an_enormous_network_are_refused(
    rows: list[tuple[str, dict[str, Any]]], facts: DataFacts, title: str
) -> None:
    design = network("mean_squared_error", *rows)
    sentences = [problem.message for problem in check(design, facts, 2**36).errors]
    assert any(f"of memory is free. {title} takes the most" in sentence for sentence in sentences)


def test_that_memory_which_is_enough_is_no_problem() -> None:
    report = check(CNN, DIGITS)
    assert check(CNN, DIGITS, report.memory).problems == ()
    assert check(CNN, DIGITS, report.memory - 1).errors != ()


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 KB"),
        (41_000_000, "41 MB"),
        (999_999, "1.0 MB"),
        (3_240_000_000, "3.2 GB"),
        (10**18, "1,000 PB"),
    ],
)
def test_that_sizes_are_written_for_people(count: int, text: str) -> None:
    assert bytes_text(count) == text


# The middle of an autoencoder


def test_that_the_narrow_layer_is_the_one_with_the_fewest_outputs() -> None:
    design = network(
        "mean_squared_error",
        ("flatten", {}),
        ("dense", {"units": 16}),
        ("dense", {"units": 2, "activation": "linear"}),
        ("dropout", {}),
        ("dense", {"units": 64, "activation": "sigmoid"}),
        ("reshape", {"target_shape": (8, 8, 1)}),
    )
    report = check(design, autoencoder_facts((8, 8, 1)))
    assert report.problems == ()
    assert narrow_layer(design, report) == "l3"


def test_that_a_network_without_a_narrow_middle_has_no_narrow_layer() -> None:
    wide = network("mean_squared_error", ("dense", {"units": 9}), ("dense", {"units": 2}))
    assert narrow_layer(wide, check(wide, POINTS)) is None
    broken, _ = edits.set_param(CNN, "l1", "kernel_size", 40)
    assert narrow_layer(broken, check(broken, DIGITS)) is None
    empty = edits.new_design()
    assert narrow_layer(empty, check(empty, POINTS)) is None


def test_that_a_hundred_rows_are_checked() -> None:
    design = CNN
    for _row in range(95):
        design, _ = edits.duplicate_layer(design, "l4")
    report = check(design, DIGITS, 10**9)
    assert len(report.rows) == 100
    assert report.problems == ()
