"""Outputs read as classes and certainty."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import default_choice, describe
from nnstudio.design.facts import DataFacts
from nnstudio.gui.predictions.answers import accuracy, class_answers, class_shares, percent


@pytest.fixture
def two_classes() -> DataFacts:
    return describe(default_choice("spiral"))


@pytest.fixture
def ten_classes() -> DataFacts:
    return describe(default_choice("digits8"))


def test_that_one_unit_is_the_probability_of_the_second_class(two_classes: DataFacts) -> None:
    answers = class_answers(np.array([[0.1], [0.5], [0.9]], np.float32), two_classes)
    assert answers.classes.tolist() == [0, 1, 1]
    assert answers.certainty == pytest.approx([0.9, 0.5, 0.9])


def test_that_two_units_say_the_same_as_one(two_classes: DataFacts) -> None:
    second = np.array([[0.2], [0.7]], np.float32)
    one = class_shares(second, two_classes)
    two = class_shares(np.hstack([1 - second, second]), two_classes)
    assert one == pytest.approx(two)


def test_that_the_likeliest_of_many_classes_is_the_answer(ten_classes: DataFacts) -> None:
    outputs = np.full((1, 10), 0.05, np.float32)
    outputs[0, 7] = 0.55
    answers = class_answers(outputs, ten_classes)
    assert answers.classes.tolist() == [7]
    assert answers.certainty == pytest.approx([0.55])


def test_that_outputs_beyond_one_still_have_a_largest(ten_classes: DataFacts) -> None:
    outputs = np.arange(10, dtype=np.float32)[None, :]
    answers = class_answers(outputs, ten_classes)
    assert answers.classes.tolist() == [9]
    assert answers.certainty.tolist() == [1.0]


def test_that_what_is_not_a_number_has_no_certainty(ten_classes: DataFacts, two_classes: DataFacts) -> None:
    for facts, units in ((ten_classes, 10), (two_classes, 1)):
        answers = class_answers(np.full((2, units), np.nan, np.float32), facts)
        assert np.isfinite(answers.certainty).all()
    mixed = np.full((1, 10), np.nan, np.float32)
    mixed[0, 3] = 0.2
    assert class_answers(mixed, ten_classes).classes.tolist() == [3]


def test_that_other_numbers_of_outputs_are_an_error(ten_classes: DataFacts) -> None:
    with pytest.raises(ValueError, match="3 outputs for 10 classes"):
        class_answers(np.zeros((1, 3), np.float32), ten_classes)


def test_that_accuracy_is_the_share_of_right_answers(two_classes: DataFacts) -> None:
    answers = class_answers(np.array([[0.1], [0.8], [0.9], [0.2]], np.float32), two_classes)
    assert accuracy(answers, np.array([0, 1, 0, 0])) == 0.75
    assert accuracy(class_answers(np.zeros((0, 1), np.float32), two_classes), np.array([], int)) == 0.0


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.973, "97.3 %"), (0.99999, "99.9 %"), (0.00001, "0.1 %"), (1.0, "100 %")],
)
def test_that_percent_says_all_and_nothing_only_when_it_is_so(share: float, text: str) -> None:
    assert percent(share).replace("\u00a0", " ") == text
