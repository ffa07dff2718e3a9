"""Values of one's own: rows of a table's features, and what the network says to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.gui.predictions.feature_row import features_of, in_own_units
from nnstudio.gui.predictions.own_values import OwnValues
from nnstudio.gui.predictions.regression import RegressionView
from nnstudio.gui.predictions.said import ClassesSaid, QuantitiesSaid
from nnstudio.gui.predictions.table import ClassesView
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Floats, Predicted, PredictFailed
from tests.gui.predictions_data import answered, labels, shown, sure_of

OWN = 2  # the tab


def answer(outputs: Floats) -> Predicted:
    return Predicted(1, 1, 1, np.float32(outputs))


@pytest.fixture
def view(qtbot: QtBot) -> ClassesView:
    made = ClassesView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("iris"))
    made.show()
    made.switch.setCurrentIndex(OWN)
    made.show_samples(answered(sure_of(labels("iris"), 3)))
    for _question in ("when it was first seen", "when the network had learned"):
        made.show_answer(answer([[0.1, 0.2, 0.7]]))
    return made


@pytest.fixture
def asked(view: ClassesView) -> list[Floats]:
    heard: list[Floats] = []
    view.asked.connect(heard.append)
    return heard


@pytest.mark.parametrize("key", ["iris", "wine", "breast_cancer", "diabetes"])
def test_that_features_have_the_range_and_the_decimals_of_the_data(key: str) -> None:
    preview = shown(key)
    columns = in_own_units(preview, preview.train.inputs)
    for feature, column in zip(features_of(preview), columns.T, strict=True):
        size = np.abs(column).max()
        assert feature.low == pytest.approx(column.min(), abs=1e-4 * size)
        assert feature.high == pytest.approx(column.max(), abs=1e-4 * size)
        np.testing.assert_allclose(column, column.round(feature.decimals), atol=2e-5 * size)


def test_that_centimetres_of_iris_have_one_decimal_and_years_none() -> None:
    assert {feature.decimals for feature in features_of(shown("iris"))} == {1}
    age, sex, *_ = features_of(shown("diabetes"))
    assert (age.decimals, sex.decimals, sex.steps) == (0, 0, 1)


def test_that_it_begins_as_the_first_example_and_knows_its_class(
    view: ClassesView, asked: list[Floats]
) -> None:
    own, preview = view.own, shown("iris")
    values = in_own_units(preview, preview.shown.inputs)[0]
    np.testing.assert_allclose([row.value for row in own.rows], values, atol=1e-5)
    assert isinstance(own.said, ClassesSaid)
    (truth,) = (guess.name for guess in own.said.guesses if guess.is_true)
    assert truth == preview.facts.classes[labels("iris")[0]]
    own.after.click()
    np.testing.assert_array_equal(asked[-1][0], preview.shown.inputs[1])


def test_that_a_value_is_asked_about_in_the_scale_that_the_network_reads(
    view: ClassesView, asked: list[Floats]
) -> None:
    preview = shown("iris")
    view.own.rows[2].box.setValue(1.4)
    expected = preview.shown.inputs[0].copy()
    expected[2] = (1.4 - preview.input_scale.offset[2]) / preview.input_scale.factor[2]
    np.testing.assert_allclose(asked[-1], expected[None], atol=1e-5)
    assert "changed" in view.own.label.text()
    view.show_answer(answer([[0.8, 0.1, 0.1]]))
    assert isinstance(view.own.said, ClassesSaid)
    assert [guess.is_true for guess in view.own.said.guesses] == [None] * 3
    view.own.back.click()
    assert "changed" not in view.own.label.text()
    np.testing.assert_array_equal(asked[-1][0], preview.shown.inputs[0])


def test_that_slider_and_box_show_the_same(view: ClassesView) -> None:
    row, feature = view.own.rows[0], features_of(shown("iris"))[0]
    row.slider.setValue(row.slider.maximum())
    assert row.value == feature.high
    row.box.setValue(feature.low)
    assert row.slider.value() == 0
    row.box.setValue(feature.high + 3)  # beyond all examples: the slider stays at its end
    assert row.slider.value() == row.slider.maximum()
    assert row.value == pytest.approx(feature.high + 3)


def test_that_while_an_answer_is_on_its_way_only_the_newest_values_wait(
    view: ClassesView, asked: list[Floats]
) -> None:
    for value in (2.0, 3.0, 4.0):
        view.own.rows[2].box.setValue(value)
    assert len(asked) == 1
    view.show_answer(answer([[1, 0, 0]]))
    assert len(asked) == 2
    scale = shown("iris").input_scale
    assert asked[-1][0, 2] * scale.factor[2] + scale.offset[2] == pytest.approx(4.0, abs=1e-5)


def test_that_it_asks_again_when_the_network_has_learned_but_only_where_it_is_seen(
    view: ClassesView, asked: list[Floats]
) -> None:
    view.show_samples(answered(sure_of(labels("iris"), 3, 0.8)))
    assert len(asked) == 1
    view.show_answer(answer([[1, 0, 0]]))
    view.switch.setCurrentIndex(0)
    view.show_samples(answered(sure_of(labels("iris"), 3, 0.7)))
    assert len(asked) == 1


def test_that_without_a_network_it_says_what_to_do(view: ClassesView) -> None:
    view.show_answer(PredictFailed(1, "Nobody is here.", "Press Train."))
    assert view.own.hint.text() == "Nobody is here. Press Train."
    assert isinstance(view.own.said, ClassesSaid)
    assert view.own.said.guesses == []
    view.show_samples(None)
    assert "Press Train" in view.own.hint.text()


def test_that_other_colours_leave_the_values_as_they_are(view: ClassesView) -> None:
    view.own.rows[1].box.setValue(2.2)
    view.set_theme(DARK)
    assert view.own.rows[1].value == pytest.approx(2.2)


def test_that_a_quantity_is_told_with_its_name_and_the_true_one(qtbot: QtBot) -> None:
    view, preview = RegressionView(LIGHT), shown("diabetes")
    qtbot.addWidget(view)
    view.show_preview(preview)
    view.show()
    view.switch.setCurrentIndex(OWN)
    said = view.own.said
    assert isinstance(said, QuantitiesSaid)
    scale = preview.target_scale
    view.show_answer(answer((np.float32([[150.0]]) - scale.offset) / scale.factor))
    truth = float(preview.shown.targets[0, 0] * scale.factor[0] + scale.offset[0])
    assert said.text.text().startswith("disease progression after one year: 150 (true: ")
    assert f"{truth:.0f}" in said.text.text()
    view.own.rows[2].slider.setValue(0)
    view.show_answer(answer((np.float32([[120.0]]) - scale.offset) / scale.factor))
    assert said.text.text() == "disease progression after one year: 120"


def test_that_only_numbers_with_names_can_be_tried(view: ClassesView) -> None:
    preview = shown("iris")
    nameless = replace(preview, facts=replace(preview.facts, features=()))
    assert not OwnValues.can_try(nameless)
    view.show_preview(nameless)
    assert not view.switch.isTabVisible(OWN)
    assert view.switch.currentIndex() != OWN
    assert view.own.rows == []


def test_that_rows_follow_the_data(view: ClassesView) -> None:
    view.show_preview(shown("wine"))
    assert len(view.own.rows) == 13
    assert view.own.rows[0].name.text() == "alcohol"
