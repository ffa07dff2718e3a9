"""What a list with groups, skips and rows that are off comes to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nnstudio.catalogue.entries import Weights
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.flat import copy_number, flat_rows, listed
from nnstudio.design.model import INPUT, Design, Group, LayerRow
from nnstudio.design.normal import normal_design
from tests.design.networks import DIGITS, POINTS, network


def design_of(*rows: LayerRow, groups: Sequence[Group] = ()) -> Design:
    return normal_design(edits.new_design().model_copy(update={"layers": rows, "groups": tuple(groups)}))


def dense(name: str, *reads: str, group: str | None = None, on: bool = True) -> LayerRow:
    return LayerRow(id=name, kind="dense", params={"units": 2}, reads=reads or None, group=group, enabled=on)


def wiring(design: Design) -> list[str]:
    """Each row that is built and what it reads: "b<a"."""
    return [f"{row.id}<{','.join(row.reads or ())}" for row in flat_rows(design)]


def test_that_a_stack_names_the_row_above() -> None:
    assert wiring(design_of(dense("a"), dense("b"), dense("c", "a"))) == ["a<input", "b<a", "c<a"]


def test_that_a_row_that_is_off_passes_on_what_it_reads() -> None:
    design = design_of(dense("a"), dense("b", on=False), dense("c"), dense("d", "b"))
    assert wiring(design) == ["a<input", "c<a", "d<a"]


def test_that_several_rows_off_pass_on_through_each_other() -> None:
    design = design_of(dense("a"), dense("b", on=False), dense("c", on=False), dense("d"))
    assert wiring(design) == ["a<input", "d<a"]
    first = design_of(dense("a", on=False), dense("b"))
    assert wiring(first) == ["b<input"]


def test_that_a_merge_that_is_off_passes_on_the_lowest_row_that_it_reads() -> None:
    merge = LayerRow(id="m", kind="dense", reads=("b", "a"), enabled=False)
    assert wiring(design_of(dense("a"), dense("b"), merge, dense("c")))[-1] == "c<b"


def test_that_a_group_is_built_several_times_one_after_the_other() -> None:
    group = [Group(id="g", repeat=3)]
    design = design_of(dense("x"), dense("a", group="g"), dense("b", group="g"), dense("y"), groups=group)
    assert wiring(design) == ["x<input", "a<x", "b<a", "a.2<b", "b.2<a.2", "a.3<b.2", "b.3<a.3", "y<b.3"]


def test_that_a_skip_over_a_repeated_block_begins_at_the_copy_before() -> None:
    block = [dense("a", group="g"), dense("b", "x", "a", group="g")]
    design = design_of(dense("x"), *block, dense("y", "a"), groups=[Group(id="g", repeat=2)])
    assert wiring(design) == ["x<input", "a<x", "b<x,a", "a.2<b", "b.2<b,a.2", "y<a.2"]


def test_that_a_repeated_row_still_reads_what_stands_farther_up() -> None:
    block = [dense("a", "w", group="g"), dense("b", group="g")]
    design = design_of(dense("w"), dense("x"), *block, groups=[Group(id="g", repeat=2)])
    assert wiring(design)[2:] == ["a<w", "b<a", "a.2<w", "b.2<a.2"]


def test_that_a_group_may_stand_first_or_after_another_or_end_with_a_row_that_is_off() -> None:
    groups = [Group(id="g", repeat=2), Group(id="h", repeat=2)]
    design = design_of(
        dense("a", INPUT, group="g"),
        dense("b", group="g", on=False),
        dense("c", group="h"),
        dense("d", "b"),
        groups=groups,
    )
    assert wiring(design) == ["a<input", "a.2<a", "c<a.2", "c.2<c", "d<a.2"]
    off = design_of(dense("a"), dense("b", group="h", on=False), dense("c"), groups=[groups[1]])
    assert wiring(off) == ["a<input", "c<a"]


def test_that_a_copy_names_its_row() -> None:
    assert (listed("l3.2"), copy_number("l3.2")) == ("l3", 2)
    assert (listed("l3"), copy_number("l3")) == ("l3", 1)


def test_that_a_repeated_row_counts_all_its_copies_and_gives_what_the_last_gives() -> None:
    conv = ("conv2d", {"filters": 4, "kernel_size": 3, "activation": "relu"})
    once = network(
        "sparse_categorical_crossentropy", conv, conv, conv, ("flatten", {}), ("dense", {"units": 10})
    )
    rows = [
        row.model_copy(update={"group": "g"} if row.id == "l2" else {})
        for row in once.layers
        if row.id != "l3"
    ]
    twice = normal_design(
        once.model_copy(update={"layers": tuple(rows), "groups": (Group(id="g", repeat=2),)})
    )
    written, repeated = check(once, DIGITS), check(twice, DIGITS)
    assert repeated.rows[1].output == written.rows[2].output == (22, 22, 4)
    assert repeated.rows[1].weights.total == 2 * written.rows[1].weights.total
    assert (repeated.weights, repeated.cost, repeated.memory) == (
        written.weights,
        written.cost,
        written.memory,
    )
    assert [row.layer for row in repeated.rows] == ["l1", "l2", "l4", "l5"]
    assert [row.layer for row in repeated.built] == ["l1", "l2", "l2.2", "l4", "l5"]


def test_that_a_repeat_that_does_not_fit_is_told_once_at_its_row() -> None:
    conv = ("conv2d", {"filters": 4, "kernel_size": 13})
    design = network("sparse_categorical_crossentropy", conv, ("flatten", {}), ("dense", {"units": 10}))
    rows = (design.layers[0].model_copy(update={"group": "g"}), *design.layers[1:])
    report = check(
        normal_design(design.model_copy(update={"layers": rows, "groups": (Group(id="g", repeat=5),)})),
        DIGITS,
    )
    (problem,) = report.problems
    assert problem.layer == "l1"
    assert problem.message.startswith("In repeat 3 of its group: ")
    assert report.rows[0].output is None
    assert not report.rows[0].after_problem


def repeated(times: int, *rows: tuple[str, dict[str, object]]) -> Design:
    """All these rows in one group, on images of 28×28."""
    design = network("sparse_categorical_crossentropy", *rows)
    grouped = tuple(row.model_copy(update={"group": "g"}) for row in design.layers)
    return normal_design(
        design.model_copy(update={"layers": grouped, "groups": (Group(id="g", repeat=times),)})
    )


SAME = ("conv2d", {"filters": 4, "kernel_size": 3, "padding": "same"})
SHRINKING = ("conv2d", {"filters": 4, "kernel_size": 13})


def test_that_in_a_repeated_group_rows_above_the_one_that_does_not_fit_stay_as_they_are() -> None:
    """28, 16, 4: the third copy is broken, at its second row."""
    report = check(repeated(5, SAME, SHRINKING, SAME), DIGITS)
    assert [row.output for row in report.rows] == [(4, 4, 4), None, None]
    assert [row.after_problem for row in report.rows] == [False, False, True]
    assert [problem.layer for problem in report.problems] == ["l2"]


def test_that_a_group_below_a_row_that_does_not_fit_is_calm_in_all_its_copies() -> None:
    rows = network("sparse_categorical_crossentropy", ("lstm", {}), SAME, SAME).layers
    inside = tuple(row.model_copy(update={"group": "g"} if row.id != "l1" else {}) for row in rows)
    design = repeated(3, SAME).model_copy(update={"layers": inside})
    report = check(normal_design(design), DIGITS)
    assert [row.after_problem for row in report.rows] == [False, True, True]


def test_that_a_row_that_is_off_in_a_broken_group_passes_on_what_it_does_in_that_copy() -> None:
    design, _ = edits.switch_on(repeated(5, SAME, SAME, SHRINKING, SAME), ["l2", "l4"], False)
    report = check(design, DIGITS)
    assert [row.output for row in report.rows] == [(4, 4, 4), (4, 4, 4), None, None]
    assert [row.after_problem for row in report.rows] == [False, False, False, True]


def test_that_a_frozen_row_has_no_weights_to_train_and_takes_less_memory() -> None:
    design = network("binary_crossentropy", ("dense", {"units": 4}), ("dense", {"units": 1}))
    frozen = design.model_copy(
        update={"layers": (design.layers[0].model_copy(update={"trainable": False}), design.layers[1])}
    )
    free, held = check(design, POINTS), check(frozen, POINTS)
    assert held.rows[0].weights == Weights(fixed=12)
    assert held.weights == Weights(5, 12)
    assert held.memory < free.memory


def test_that_a_row_that_is_off_shows_what_it_passes_on_and_costs_nothing() -> None:
    report = check(design_of(dense("a"), dense("b", on=False), dense("c")), POINTS)
    assert (report.rows[1].output, report.rows[1].weights, report.rows[1].cost) == ((2,), Weights(), 0)
    everything = check(design_of(dense("a", on=False)), POINTS)
    assert "switched off" in everything.problems[-1].message


@pytest.mark.parametrize("reads", [("c",), ("b",), ("nowhere",)])
def test_that_a_read_from_below_is_a_problem_in_a_group_too(reads: tuple[str, ...]) -> None:
    block = [dense("a", group="g"), dense("b", *reads, group="g"), dense("c", group="g")]
    report = check(design_of(*block, groups=[Group(id="g", repeat=2)]), POINTS)
    assert {problem.layer for problem in report.errors} == {"b"}
