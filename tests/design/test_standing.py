"""Groups, reads, frozen rows and rows that are off: what edits make of them, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.excerpts import ABOVE, excerpt
from nnstudio.design.files import layers_from_text, layers_to_text
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import INPUT, Design, Group
from nnstudio.design.normal import normal_design
from nnstudio.errors import UserError
from tests.design.networks import network

DENSE = ("dense", {"units": 4})
STACK = network("mean_squared_error", *[DENSE] * 6)  # l1 … l6


def grouped(*ids: str, repeat: int = 1) -> Design:
    design, _ = edits.group_rows(STACK, ids, "Block")
    return edits.repeat_group(design, "g1", repeat)[0]


def ids(design: Design) -> str:
    """The rows with brackets around groups: "l1 [l2 l3] l4"."""
    words = [row.id for row in design.layers]
    for group in design.groups:
        members = [row.id for row in design.rows_in(group.id)]
        words[words.index(members[0])] = "[" + members[0]
        words = [word + "]" if word.strip("[") == members[-1] else word for word in words]
    return " ".join(words)


def reading(design: Design, layer: str, *reads: str) -> Design:
    return edits.set_reads(design, layer, reads)[0]


def test_that_rows_that_stand_together_are_grouped() -> None:
    design, change = edits.group_rows(STACK, ["l3", "l2"])
    assert ids(design) == "l1 [l2 l3] l4 l5 l6"
    assert design.groups == (Group(id="g1", title="Group 1"),)
    assert change.text == "Group “Group 1”"
    assert normal_design(design) == design


@pytest.mark.parametrize(
    ("insert", "into", "expected"),
    [
        (1, None, "l1 l7 [l2 l3] l4 l5 l6"),
        (2, None, "l1 [l2 l7 l3] l4 l5 l6"),
        (3, None, "l1 [l2 l3] l7 l4 l5 l6"),
        (3, "g1", "l1 [l2 l3 l7] l4 l5 l6"),
        (1, "g1", "l1 [l7 l2 l3] l4 l5 l6"),
        (5, "g1", "l1 [l2 l3] l4 l5 l7 l6"),
    ],
)
def test_that_a_new_row_joins_the_group_around_it_or_the_one_it_is_put_into(
    insert: int, into: str | None, expected: str
) -> None:
    design, _ = edits.insert_layer(grouped("l2", "l3"), "dense", insert, into=into)
    assert ids(design) == expected


@pytest.mark.parametrize(
    ("moved", "at", "expected"),
    [
        (["l5"], 2, "l1 [l2 l5 l3 l4] l6"),
        (["l3"], 0, "l3 l1 [l2 l4] l5 l6"),
        (["l2"], 3, "l1 [l3 l2 l4] l5 l6"),
        (["l4"], 6, "l1 [l2 l3] l5 l6 l4"),
        (["l2", "l3", "l4"], 6, "l1 l5 l6 [l2 l3 l4]"),
        (["l3", "l5"], 1, "l1 l3 l5 [l2 l4] l6"),
        (["l2", "l3"], 6, "l1 [l4] l5 l6 l2 l3"),
    ],
)
def test_that_moved_rows_leave_and_join_groups_by_where_they_stand(
    moved: list[str], at: int, expected: str
) -> None:
    design, _ = edits.move_rows(grouped("l2", "l3", "l4"), moved, at)
    assert ids(design) == expected
    assert normal_design(design) == design


def test_that_a_group_cannot_be_moved_into_another() -> None:
    design, _ = edits.group_rows(grouped("l1", "l2"), ["l4", "l5"], "Other")
    with pytest.raises(UserError, match="cannot stand inside another one: ungroup “Other” first"):
        edits.move_rows(design, ["l4", "l5"], 1)
    joined, _ = edits.move_rows(design, ["l4"], 1)
    assert ids(joined) == "[l1 l4 l2] l3 [l5] l6"


def test_that_removing_the_rows_of_a_group_removes_it() -> None:
    design, _ = edits.remove_layers(grouped("l2", "l3"), ["l2"])
    assert ids(design) == "l1 [l3] l4 l5 l6"
    assert edits.remove_layers(design, ["l3"])[0].groups == ()


def test_that_a_duplicate_stays_in_the_group_of_its_row() -> None:
    assert ids(edits.duplicate_layer(grouped("l2", "l3"), "l3")[0]) == "l1 [l2 l3 l7] l4 l5 l6"


def test_that_ungrouping_writes_the_repeats_out_and_builds_the_same_network() -> None:
    design = reading(reading(grouped("l2", "l3", repeat=3), "l3", "l1"), "l5", "l2")
    plain, _ = edits.ungroup(design, "g1")
    assert ids(plain) == "l1 l2 l3 l7 l8 l9 l10 l4 l5 l6"
    repeated, written = flat_rows(design), flat_rows(plain)
    places = [{row.id: at for at, row in enumerate(rows)} for rows in (repeated, written)]
    for mine, other in zip(repeated, written, strict=True):
        assert [places[0].get(read) for read in mine.reads or ()] == [
            places[1].get(read) for read in other.reads or ()
        ]
    assert edits.ungroup(grouped("l2"), "g1")[0] == STACK


def test_that_a_heading_is_renamed_repeated_and_folded() -> None:
    design, change = edits.rename_group(grouped("l2", "l3"), "g1", " Residual ")
    assert change.text == "Rename the group to “Residual”"
    design, change = edits.repeat_group(design, "g1", 3)
    assert change.text == "Repeat “Residual” 3 times"
    design, change = edits.fold_group(design, "g1", True)
    assert change.text == "Fold “Residual”"
    assert design.groups == (Group(id="g1", title="Residual", repeat=3, folded=True),)


def test_that_pasted_groups_keep_their_heading_and_go_on_from_the_row_above() -> None:
    merging = STACK.layers[2].model_copy(update={"kind": "add", "params": {}})
    stack = normal_design(
        STACK.model_copy(update={"layers": (*STACK.layers[:2], merging, *STACK.layers[3:])})
    )
    design, _ = edits.group_rows(stack, ["l2", "l3"], "Block")
    design, _ = edits.repeat_group(design, "g1", 2)
    design = reading(design, "l3", "l1", "l2")
    taken = excerpt(design, ["l2", "l3"])
    assert taken.layers[1].reads == (ABOVE, "l2")
    taken = layers_from_text(layers_to_text(taken))
    pasted, _ = edits.insert_rows(design, taken.layers, 5, taken.groups)
    assert ids(pasted) == "l1 [l2 l3] l4 l5 [l7 l8] l6"
    assert pasted.row("l8").reads == ("l5", "l7")
    assert pasted.groups == (Group(id="g1", title="Block", repeat=2), Group(id="g2", title="Block", repeat=2))
    inside, _ = edits.insert_rows(design, taken.layers, 2, taken.groups)
    assert ids(inside) == "l1 [l2 l3] [l7 l8] l4 l5 l6"


def test_that_part_of_a_group_is_taken_as_plain_rows() -> None:
    taken = excerpt(grouped("l2", "l3"), ["l3", "l4"])
    assert taken.groups == ()
    assert [row.group for row in taken.layers] == [None, None]


def test_that_a_row_reads_what_stands_above_it_and_nothing_else() -> None:
    assert reading(STACK, "l4", "l2").row("l4").reads == ("l2",)
    assert reading(STACK, "l4", INPUT).row("l4").reads == (INPUT,)
    assert reading(STACK, "l4", "l3") is STACK
    assert edits.set_reads(reading(STACK, "l4", "l2"), "l4", None)[0] == STACK


def test_that_a_read_is_put_on_another_row() -> None:
    design, change = edits.rewire(STACK, "l4", "l3", "l1")
    assert design.row("l4").reads == ("l1",)
    assert change.text == "Change what Dense reads"
    assert edits.rewire(design, "l4", "l1", "l3")[0] == STACK


def test_that_a_row_is_let_read_more_or_something_else_where_it_reads_one() -> None:
    design, change = edits.let_read(STACK, "l4", ["l1"])
    assert design.row("l4").reads == ("l1",)
    assert change.text == "Let Dense 4 read Dense 1"
    design, _change = edits.insert_layer(STACK, "add", 4)
    merge = design.layers[4].id
    more, change = edits.let_read(design, merge, ["l1", INPUT])
    assert more.row(merge).reads == ("l4", "l1", INPUT)
    assert change.text == "Let Add 5 read Dense 1, the input"


REFUSED: list[tuple[Callable[[Design], tuple[Design, Change]], str]] = [
    (
        lambda design: edits.set_reads(design, "l4", ["l5"]),
        "Dense 4 cannot read Dense 5, which stands below it",
    ),
    (lambda design: edits.set_reads(design, "l4", ["l4"]), "cannot read itself"),
    (lambda design: edits.set_reads(design, "l4", ["l9"]), "not in the list any more"),
    (lambda design: edits.set_reads(design, "l4", []), "must read something"),
    (lambda design: edits.let_read(design, "l4", ["l3"]), "Dense 4 reads Dense 3 already"),
    (lambda design: edits.let_read(design, "l4", ["l2", "l1"]), "Dense reads 1 row, not 2"),
    (lambda design: edits.set_reads(design, "l4", ["l1", "l2"]), "Dense reads 1 row, not 2"),
    (lambda design: edits.group_rows(design, []), "Select the layers"),
    (lambda design: edits.group_rows(design, ["l1", "l3"]), "without a gap"),
    (lambda design: edits.ungroup(design, "g1"), "not in the list any more"),
    (lambda design: edits.freeze(design, [], True), "Select a layer"),
]


@pytest.mark.parametrize(("edit", "sentence"), REFUSED)
def test_that_what_cannot_be_is_refused_in_words(
    edit: Callable[[Design], tuple[Design, Change]], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        edit(STACK)
    assert sentence in refused.value.message


def test_that_a_group_in_a_group_and_too_many_repeats_are_refused() -> None:
    design = grouped("l2", "l3")
    with pytest.raises(UserError, match="in the group “Block” already"):
        edits.group_rows(design, ["l3", "l4"])
    with pytest.raises(UserError, match="Repeat must be"):
        edits.repeat_group(design, "g1", 0)
    rows = [row.model_copy(update={"id": f"x{n}"}) for n, row in enumerate(STACK.layers[:1] * 30)]
    long, _ = edits.insert_rows(STACK, rows)
    long, _ = edits.group_rows(long, [row.id for row in long.layers[6:]])
    with pytest.raises(UserError, match="layers are more than"):
        edits.repeat_group(long, "g1", 100)


@pytest.mark.parametrize(("moved", "at"), [(["l4"], 1), (["l2"], 5), (["l1", "l4"], 0), (["l2", "l3"], 4)])
def test_that_no_row_is_moved_to_where_it_would_read_from_below_itself(moved: list[str], at: int) -> None:
    design = reading(STACK, "l4", "l2")
    with pytest.raises(UserError, match="Dense 4 reads Dense 2, so it must stand below it"):
        edits.move_rows(design, moved, at)


def test_that_rows_that_read_each_other_move_together() -> None:
    moved, _ = edits.move_rows(reading(STACK, "l4", "l2"), ["l2", "l3", "l4"], 0)
    assert ids(moved) == "l2 l3 l4 l1 l5 l6"


def test_that_rows_are_frozen_and_switched_off_and_back() -> None:
    design, change = edits.freeze(STACK, ["l1", "l2"], True)
    assert [row.trainable for row in design.layers[:3]] == [False, False, True]
    assert change.text == "Freeze 2 layers"
    assert edits.freeze(design, ["l1", "l2"], False)[0] == STACK
    design, change = edits.switch_on(STACK, ["l3"], False)
    assert not design.row("l3").enabled
    assert change.text == "Switch off Dense"
    assert edits.switch_on(design, ["l3"], False)[0] is design
