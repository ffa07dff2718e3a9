"""The view of classes: the confusion matrix and the certainty of each answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nnstudio.gui.predictions.matrix import confusion
from nnstudio.gui.predictions.shades import mix, text_on
from nnstudio.gui.predictions.table import ClassesView
from nnstudio.gui.theme import DARK, LIGHT, Theme
from tests.gui.predictions_data import answered, labels, shown, sure_of


@pytest.fixture
def view(qtbot: QtBot) -> ClassesView:
    made = ClassesView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("iris"))
    made.show()
    return made


def test_that_confusion_counts_every_pair_of_class_and_answer() -> None:
    truth = np.array([0, 0, 1, 2, 2, 2], np.int32)
    said = np.array([0, 1, 1, 0, 2, 2], np.int32)
    assert confusion(truth, said, 3).tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 2]]


def test_that_accuracy_and_mistakes_are_said_as_numpy_counts_them(view: ClassesView) -> None:
    truth = labels("iris")
    said = truth.copy()
    said[:2] = (said[:2] + 1) % 3
    view.show_samples(answered(sure_of(said, 3)))
    share = 100 * np.mean(said == truth)
    assert view.caption.text() == f"{share:.1f} % of {len(truth)} validation examples right · 2 wrong"


def test_that_nothing_wrong_is_a_hundred_percent(view: ClassesView) -> None:
    view.show_samples(answered(sure_of(labels("iris"), 3)))
    assert view.caption.text() == "100 % of 30 validation examples right"


def test_that_one_unit_is_read_as_the_probability_of_the_second_class(qtbot: QtBot) -> None:
    view = ClassesView(LIGHT)
    qtbot.addWidget(view)
    view.show_preview(shown("breast_cancer"))
    truth = labels("breast_cancer")
    view.show_samples(answered(np.zeros((len(truth), 1), np.float32)))
    wrong = int(np.sum(truth == 1))
    assert view.caption.text().endswith(f"{wrong} wrong")


def test_that_a_cell_says_what_was_taken_for_what(view: ClassesView) -> None:
    truth = labels("iris")
    said = np.zeros_like(truth)
    view.show_samples(answered(sure_of(said, 3)))
    many = int(np.sum(truth == 2))
    sentence = f"{many} of {many} “virginica”: the network says “setosa”."
    assert view.matrix.cell_text(2, 0) == sentence
    assert sentence in view.matrix.accessibleDescription()


def test_that_before_training_there_are_classes_and_no_counts(view: ClassesView) -> None:
    untrained = view.matrix.grab().toImage()
    assert view.caption.text().startswith("Press Train")
    view.show_samples(answered(sure_of(labels("iris"), 3)))
    assert view.matrix.grab().toImage() != untrained
    view.show_samples(None)
    assert view.matrix.grab().toImage() == untrained
    assert view.matrix.cell_text(0, 0) == ""


def test_that_right_is_green_and_wrong_is_red(view: ClassesView) -> None:
    truth = labels("iris")
    view.show_samples(answered(sure_of(truth, 3)))
    right = _colors(view.matrix.grab().toImage())
    view.show_samples(answered(sure_of((truth + 1) % 3, 3)))
    wrong = _colors(view.matrix.grab().toImage())
    green, red = (mix(LIGHT.field, ink, 0.75).rgb() for ink in (LIGHT.good, LIGHT.bad))
    assert green in right
    assert red not in right
    assert red in wrong
    assert green not in wrong


def test_that_wrong_answers_are_crosses_in_the_strip(view: ClassesView) -> None:
    truth = labels("iris")
    view.show_samples(answered(sure_of(truth, 3)))
    bad = QColor(LIGHT.bad).rgb()
    assert bad not in _colors(view.strip.grab().toImage())
    view.show_samples(answered(sure_of((truth + 1) % 3, 3)))
    assert bad in _colors(view.strip.grab().toImage())


def test_that_a_theme_keeps_what_is_shown(view: ClassesView) -> None:
    view.show_samples(answered(sure_of(labels("iris"), 3)))
    text = view.caption.text()
    view.set_theme(DARK)
    assert view.caption.text() == text
    assert mix(DARK.field, DARK.good, 0.75).rgb() in _colors(view.matrix.grab().toImage())


@pytest.mark.parametrize("size", [(350, 300), (900, 700)])
def test_that_many_classes_with_long_names_are_drawn_at_any_size(qtbot: QtBot, size: tuple[int, int]) -> None:
    known = shown("digits8")
    names = tuple(f"the handwritten digit number {number}" for number in range(10))
    view = ClassesView(LIGHT)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_preview(replace(known, facts=replace(known.facts, classes=names)))
    view.show()
    view.show_samples(answered(sure_of(labels("digits8"), 10)))
    assert view.matrix.label_width() < size[0] / 2
    assert mix(LIGHT.field, LIGHT.good, 0.75).rgb() in _colors(view.matrix.grab().toImage())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.75])
def test_that_counts_can_be_read_on_every_shade(theme: Theme, share: float) -> None:
    for ink in (theme.good, theme.bad):
        ground = mix(theme.field, ink, share)
        lightness = abs(text_on(ground, theme).lightnessF() - ground.lightnessF())
        assert lightness > 0.25


def _colors(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
