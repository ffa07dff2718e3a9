"""Strokes of a hand over the plane."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.catalogue.placed import Point, value_of
from nnstudio.data import default_choice
from nnstudio.data.drawn_points import PLACED
from nnstudio.design import edits
from nnstudio.design.changes import Changed
from nnstudio.design.placing import ERASER, Stroke

END = st.floats(-2 * PLACED.half, 2 * PLACED.half)
ROW = [Point(x / 2, 0.0, 0) for x in range(-4, 5)]


def test_that_a_click_places_one_point_where_it_is() -> None:
    stroke = Stroke(PLACED, [], 1)
    assert stroke.move(0.5, -1.0)
    assert not stroke.move(0.5, -1.0)
    assert stroke.points == [Point(0.5, -1.0, 1)]
    assert stroke.text == "Add 1 point"


def test_that_dragging_sprays_points_along_the_way() -> None:
    stroke = Stroke(PLACED, [], 0)
    for at in range(101):
        stroke.move(-2 + 0.04 * at, 1.0)
    assert 10 < stroke.added == len(stroke.points) < 40
    assert all(abs(point.y - 1.0) < 0.8 for point in stroke.points)
    assert len({point.y for point in stroke.points}) > 5
    assert stroke.text == f"Add {stroke.added} points"


@given(st.lists(st.tuples(END, END), max_size=40), st.integers(0, 3))
def test_that_whatever_the_hand_does_the_points_can_be_kept(
    way: list[tuple[float, float]], label: int
) -> None:
    stroke = Stroke(PLACED, [], label)
    for place in way:
        stroke.move(*place)
    value = PLACED.check(value_of(stroke.points))
    assert len(value) == 3 * stroke.added


def test_that_the_eraser_takes_what_is_near_and_nothing_else() -> None:
    stroke = Stroke(PLACED, list(ROW), ERASER)
    assert not stroke.move(0.25, 0.0)  # between two points
    assert stroke.move(0.5, 0.05)
    assert stroke.move(1.0, 0.0)
    assert stroke.points == [point for point in ROW if point.x not in (0.5, 1.0)]
    assert stroke.text == "Erase 2 points"


def test_that_no_more_points_come_than_there_is_room_for() -> None:
    stroke = Stroke(PLACED, [Point(0, 0, 0)] * PLACED.most, 0)
    assert not stroke.move(1.0, 1.0)
    assert stroke.is_full
    assert stroke.added == 0


def test_that_placing_is_an_edit_of_the_data_and_a_step_of_its_own() -> None:
    design = edits.set_source(edits.new_design(), default_choice("drawn_points"))[0]
    placed, change = edits.place_points(design, "points", value_of(ROW), "Add 9 points")
    assert placed.data.params["points"] == value_of(ROW)
    assert placed.data.params["classes"] == design.data.params["classes"]
    assert (change.what, change.text, change.field) == (Changed.DATA, "Add 9 points", "")


@pytest.mark.parametrize("distance", [0.1, 0.17])
def test_that_the_eraser_is_as_wide_as_a_few_pixels(distance: float) -> None:
    stroke = Stroke(PLACED, [Point(0, 0, 0)], ERASER)
    assert stroke.move(distance * math.cos(1), distance * math.sin(1))
