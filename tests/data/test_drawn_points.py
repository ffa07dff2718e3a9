"""Points that a person places by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.catalogue.params import ParamError
from nnstudio.catalogue.placed import Point, points_of, value_of
from nnstudio.data import default_choice, describe, prepare, preview, source_of
from nnstudio.data.drawn_points import CLASSES, PLACED
from nnstudio.data.points import HALF
from nnstudio.design.files import dump, parse
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError
from tests.data.choices import choice
from tests.engine.designs import points

Place = st.floats(-HALF, HALF)
SQUARE = (Point(-1, -1, 0), Point(1, 1, 0), Point(-1, 1, 1), Point(1, -1, 1))


def drawn(*points: Point, classes: int = 2, **fields: object) -> DataChoice:
    return choice("drawn_points", params={"points": value_of(points), "classes": classes}, **fields)


@given(st.lists(st.builds(Point, Place, Place, st.integers(0, 3)), max_size=20))
def test_that_points_come_back_from_their_parameter_to_a_thousandth(points: list[Point]) -> None:
    back = points_of(PLACED.check(value_of(points)))
    assert [point.label for point in back] == [point.label for point in points]
    assert np.allclose([point[:2] for point in back], [point[:2] for point in points], atol=6e-4)


@pytest.mark.parametrize(
    "value",
    [(1.0, 2.0), (9.0, 0.0, 0.0), (0.0, 0.0, 4.0), (0.0, 0.0, 0.5), (0.0, 0.0, -1.0), 3.0, "x", None,
     (True, 0, 0), (0.0,) * 6_003, (float("nan"), 0.0, 0.0)],
)  # fmt: skip
def test_that_what_is_no_row_of_points_is_refused_in_a_sentence(value: object) -> None:
    with pytest.raises(ParamError, match="Points must be x, y and class"):
        PLACED.check(value)  # type: ignore[arg-type]


def test_that_drawn_points_are_the_examples() -> None:
    prepared = prepare(drawn(*SQUARE, validation=0.0))
    assert prepared.train.labels is not None
    met = {
        (float(x), float(y), int(label))
        for (x, y), label in zip(prepared.train.inputs, prepared.train.labels, strict=True)
    }
    assert met == {(float(x), float(y), label) for x, y, label in SQUARE}


def test_that_the_plane_stays_where_it_is_whatever_is_drawn() -> None:
    assert preview(prepare(drawn(*SQUARE))).extent == (-HALF, HALF, -HALF, HALF)
    scaled = preview(prepare(drawn(*SQUARE, scaling="standard", validation=0.0)))
    assert scaled.extent == pytest.approx((-HALF, HALF, -HALF, HALF))  # of a square of side 2


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((), "Click at least 4 points of two classes"),
        (SQUARE[:3], "Click at least 4 points of two classes"),
        ((SQUARE[0],) * 5, "Click at least 4 points of two classes"),
        ((*SQUARE, Point(0, 0, 2)), "1 point is of a class that there is no more"),
    ],
)
def test_that_too_few_points_are_answered_with_what_to_do(points: tuple[Point, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as caught:
        describe(drawn(*points))
    assert caught.value.where == "data.params"


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_that_there_are_as_many_classes_as_chosen(classes: int) -> None:
    made = drawn(*SQUARE, classes=classes)
    assert describe(made).classes == source_of(made).classes == CLASSES[:classes]


def test_that_points_come_back_from_a_file() -> None:
    design = points().model_copy(update={"data": drawn(Point(0.5, -1, 0), *SQUARE)})
    again = parse(dump(design))
    assert again.data == design.data
    assert np.array_equal(prepare(again.data).train.inputs, prepare(design.data).train.inputs)


def test_that_there_is_something_to_learn_from_the_beginning() -> None:
    facts = describe(default_choice("drawn_points"))
    assert facts.train > 3 * len(facts.classes)
    assert facts.validation > 0
