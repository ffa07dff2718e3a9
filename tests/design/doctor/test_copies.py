"""What is found in a later copy of a repeated group: told of its row, and mended where that suits all."""

from __future__ import annotations

from typing import Any

from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.design.problems import Problem
from tests.design.doctor.cases import SOFTMAX, SPARSE, VECTOR, Row, conv, dense, reading
from tests.design.networks import DIGITS, network

FLAT: Row = ("flatten", {})
RELU: Row = ("activation", {"activation": "relu"})


def repeated(design: Design, ids: list[str], times: int) -> Design:
    design, _change = edits.group_rows(design, ids, "Block")
    return edits.repeat_group(design, "g1", times)[0]


def only(design: Design, facts: DataFacts) -> Problem:
    (problem,) = check(design, facts).problems
    return problem


def mended(problem: Problem, design: Design) -> Design:
    assert problem.fix is not None
    return problem.fix.edit(design)[0]


def test_that_an_error_in_a_later_copy_is_mended_in_all() -> None:
    """28, 16, 4: the third copy is smaller than its kernel."""
    design = repeated(network(SPARSE, conv(kernel_size=13), FLAT, SOFTMAX), ["l1"], 3)
    problem = only(design, DIGITS)
    assert problem.layer == "l1"
    assert problem.message.startswith("In repeat 3 of its group: ")
    better = mended(problem, design)
    assert check(better, DIGITS).errors == ()
    assert better.row("l1").params["kernel_size"] == (3, 3)
    assert better.groups[0].repeat == 3


def test_that_a_fix_that_would_break_the_first_copy_is_not_offered() -> None:
    """784 numbers, then 100: what would fit the second copy does not fit the first."""
    rows: list[Any] = [("reshape", {"target_shape": (784,)}), dense(100)]
    design = repeated(network(SPARSE, *rows, SOFTMAX), ["l1", "l2"], 2)
    once = edits.repeat_group(design, "g1", 1)[0]
    assert check(once, DIGITS).problems == ()
    problem = only(design, DIGITS)
    assert problem.layer == "l1"
    assert problem.message.startswith("In repeat 2 of its group: ")
    assert problem.fix is None


def test_that_what_does_not_fit_farther_below_keeps_no_fix_from_a_copy() -> None:
    """A sum of two sizes stands below the group, and could not be seen before."""
    rows: list[Any] = [conv(kernel_size=13), ("max_pooling2d", {}), ("add", {}), FLAT]
    design = reading(network(SPARSE, *rows, SOFTMAX), l3=("l1", "l2"))
    design = repeated(design, ["l1"], 3)
    problem = only(design, DIGITS)
    better = mended(problem, design)
    assert [each.layer for each in check(better, DIGITS).errors] == ["l3"]


def test_that_a_hint_in_later_copies_is_told_once_and_mended_in_all() -> None:
    """The function of the second copy does what the last row of the first has done."""
    design = repeated(network(SPARSE, RELU, dense(), SOFTMAX), ["l1", "l2"], 4)
    problem = only(design, VECTOR)
    assert (problem.layer, problem.key) == ("l1", "doubled-activation")
    assert problem.message.startswith("In repeat 2 of its group: ")
    better = mended(problem, design)
    assert [row.kind for row in better.layers] == ["dense", "dense"]
    assert check(better, VECTOR).problems == ()


def test_that_what_is_wrong_with_all_copies_is_told_of_none_by_number() -> None:
    design = repeated(network(SPARSE, dense(activation="linear"), SOFTMAX), ["l1"], 3)
    problem = only(design, VECTOR)
    assert (problem.layer, problem.key) == ("l1", "no-non-linearity")
    assert "repeat" not in problem.message
    assert check(mended(problem, design), VECTOR).problems == ()


def test_that_what_mends_the_end_does_not_undo_what_mends_a_copy() -> None:
    """Sequences from copy to copy are one thing, and one answer at the end another."""
    rows: list[Any] = [("reshape", {"target_shape": (28, 28)}), ("lstm", {"units": 8})]
    design = repeated(network(SPARSE, *rows, SOFTMAX), ["l2"], 2)
    problem = only(design, DIGITS)
    assert problem.message.startswith("In repeat 2 of its group: ")
    better = mended(problem, design)
    assert better.row("l2").params["return_sequences"] is True
    best = mended(only(better, DIGITS), better)
    assert [row.kind for row in best.layers] == ["reshape", "lstm", "flatten", "dense"]
    assert check(best, DIGITS).problems == ()


def test_that_a_row_that_is_the_end_in_its_last_copy_alone_gets_the_end_below_it() -> None:
    """Softmax is right for the last copy and wrong for the others, and relu the other way round."""
    design = repeated(network(SPARSE, dense(10), dense(10, "softmax")), ["l1", "l2"], 3)
    problem = only(design, VECTOR)
    assert problem.key == "softmax-inside"
    better = mended(problem, design)
    assert only(better, VECTOR).key == "output-not-as-expected"
    best = mended(only(better, VECTOR), better)
    assert [row.kind for row in best.layers] == ["dense", "dense", "activation"]
    assert best.layers[-1].group is None
    assert check(best, VECTOR).problems == ()
