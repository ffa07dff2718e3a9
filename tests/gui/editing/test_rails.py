"""Which rails a list shows, in which lanes, and which place a gap between its lines stands for."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.model import INPUT, Design
from nnstudio.gui.layer_list.lines import Line, lines_of
from nnstudio.gui.layer_list.places import spot_after, spot_before
from nnstudio.gui.layer_list.rails import Rail, rails_of
from tests.design.networks import POINTS, network

STACK = network("binary_crossentropy", *[("dense", {"units": 2})] * 8)  # l1 … l8 in lines 1 … 8


def lines(design: Design) -> tuple[Line, ...]:
    return lines_of(design, POINTS, check(design, POINTS))


def reading(*pairs: tuple[str, str]) -> Design:
    design = STACK
    for layer, read in pairs:
        design, _ = edits.set_reads(design, layer, [read])
    return design


def spans(design: Design) -> list[tuple[int, int, int]]:
    return sorted((rail.top, rail.bottom, rail.lane) for rail in rails_of(design, lines(design)).rails)


def grouped(folded: bool) -> Design:
    design, _ = edits.group_rows(reading(("l4", "l2"), ("l6", "l3")), ["l3", "l4", "l5"], "Block")
    return edits.fold_group(design, "g1", folded)[0]


def test_that_a_stack_has_no_rails() -> None:
    assert rails_of(STACK, lines(STACK)).lanes == 0


def test_that_a_read_of_a_row_farther_up_is_a_rail_and_cuts_the_row_off_the_one_above() -> None:
    rails = rails_of(design := reading(("l5", "l2")), lines(design))
    assert rails.rails == (Rail("l2", "l5", 2, 5, 0),)
    assert rails.apart == {5}


def test_that_a_merge_that_reads_the_row_above_too_is_not_cut_off() -> None:
    design, _ = edits.insert_layer(STACK, "add", 4, reads=["l1", "l4"])
    rails = rails_of(design, lines(design))
    assert [(rail.top, rail.bottom) for rail in rails.rails] == [(1, 5)]
    assert rails.apart == frozenset()


def test_that_nested_skips_run_in_lanes_of_their_own_the_shorter_one_inside() -> None:
    assert spans(reading(("l8", "l1"), ("l6", "l2"), ("l5", "l3"))) == [(1, 8, 2), (2, 6, 1), (3, 5, 0)]


def test_that_skips_one_after_the_other_share_a_lane_and_readers_of_one_row_a_trunk() -> None:
    assert spans(reading(("l3", "l1"), ("l5", "l3"), ("l8", "l5"))) == [(1, 3, 0), (3, 5, 0), (5, 8, 0)]
    assert spans(reading(("l3", "l1"), ("l5", "l1"), ("l7", INPUT))) == [(0, 7, 1), (1, 3, 0), (1, 5, 0)]


@pytest.mark.parametrize("seed", range(20))
def test_that_trunks_in_one_lane_never_overlap(seed: int) -> None:
    dice = random.Random(seed)
    pairs = [(f"l{low}", f"l{dice.randrange(1, low)}") for low in range(2, 9) if dice.random() < 0.7]
    trunks: dict[int, dict[int, int]] = {}
    for top, bottom, lane in spans(reading(*pairs)):
        lanes = trunks.setdefault(lane, {})
        lanes[top] = max(bottom, lanes.get(top, 0))
    for lane in trunks.values():
        ordered = sorted(lane.items())
        assert all(end <= begin for (_, end), (begin, _) in pairwise(ordered))


def test_that_a_folded_group_shows_its_heading_alone_and_its_rails_end_there() -> None:
    opened, folded = grouped(False), grouped(True)
    assert [line.key for line in lines(opened)][2:8] == ["l2", "@group:g1", "l3", "l4", "l5", "l6"]
    assert [line.key for line in lines(folded)][2:6] == ["l2", "@group:g1", "l6", "l7"]
    assert spans(opened) == [(2, 5, 0), (4, 7, 1)]
    assert spans(folded) == [(3, 4, 0)]


def test_that_a_heading_says_what_is_in_it() -> None:
    design, _ = edits.group_rows(STACK, ["l3", "l4", "l5"], "Block")
    design, _ = edits.fold_group(design, "g1", True)
    design, _ = edits.repeat_group(design, "g1", 3)
    heading = lines(design)[3]
    heading = replace(heading, problem=None)  # what hints there are is not asked here
    assert (heading.title, heading.summary, heading.badge) == ("Block", "3 layers", "×3")
    assert heading.spoken == "Block, 3 layers, group, folded, built 3 times, output 2, 54 params"


def test_that_frozen_rows_and_rows_that_are_off_are_said_to_be() -> None:
    design, _ = edits.freeze(STACK, ["l2"], True)
    design, _ = edits.switch_on(design, ["l3"], False)
    assert "frozen" in lines(design)[2].spoken
    assert "switched off" in lines(design)[3].spoken


def test_that_gaps_and_lines_stand_for_places_in_the_list() -> None:
    design = grouped(False)
    shown = lines(design)
    assert [spot_before(design, shown, at) for at in (1, 3, 4, 5, 7, len(shown) - 1)] == [
        (0, None), (2, None), (2, "g1"), (3, None), (5, None), (8, None),
    ]  # fmt: skip
    assert [spot_after(design, shown, at) for at in (0, 2, 3, 6, len(shown) - 1)] == [
        (0, None), (2, None), (5, None), (5, "g1"), (8, None),
    ]  # fmt: skip


def test_that_moving_a_rails_end_lets_another_row_read() -> None:
    design = reading(("l5", "l2"))
    moved, change = edits.move_read(design, "l5", "l2", "l7")
    assert moved.row("l5").reads is None
    assert moved.row("l7").reads == ("l2",)
    assert change.text == "Let Dense 7 read Dense 2"
