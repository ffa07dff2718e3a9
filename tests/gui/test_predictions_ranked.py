"""Examples ranked by how badly they come back, and the threshold over which one is unusual."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.predictions.unusual import example_errors, first_threshold, is_unusual, judge
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Floats, Sampled

RANKED = 1


@pytest.fixture(scope="module")
def noughts() -> Preview:
    """Digits of which training sees no nought."""
    choice = default_choice("digits8").model_copy(update={"goal": "inputs", "unusual": "0", "test": 0.2})
    return preview(prepare(choice))


def _off_by(known: Preview, amounts: Floats) -> Sampled:
    """Every number of an example is off by so much."""
    targets = known.shown.targets.astype(np.float32)
    wide = amounts.reshape(-1, *[1] * (targets.ndim - 1)).astype(np.float32)
    return Sampled(1, 1, targets + wide)


def _view(qtbot: QtBot, known: Preview) -> AutoencoderView:
    view = AutoencoderView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 640)
    view.show_preview(known)
    view.show()
    return view


def test_that_a_verdict_counts_what_is_found_and_missed() -> None:
    errors = np.array([0.9, 0.8, 0.2, 0.7, 0.1, 0.3])
    unusual = np.array([True, True, True, False, False, False])
    verdict = judge(errors, unusual, 0.5)
    assert (verdict.over, verdict.found, verdict.missed) == (3, 2, 1)
    assert (verdict.alarms, verdict.passed) == (1, 2)
    assert verdict.area == pytest.approx(7 / 9)
    assert np.isnan(judge(errors, None, 0.5).area)


def test_that_the_first_threshold_lets_pass_95_of_100_usual_ones() -> None:
    errors = np.arange(200) / 100
    unusual = errors >= 1
    assert (errors[~unusual] <= first_threshold(errors, unusual)).sum() == 95
    assert first_threshold(np.zeros(0), None) == 0


def test_that_an_error_that_is_no_number_counts_as_the_largest(noughts: Preview) -> None:
    amounts = np.full(len(noughts.shown), 0.1)
    amounts[3], amounts[5] = np.nan, 0.4
    errors = example_errors(noughts, _off_by(noughts, amounts))
    assert errors[3] == errors.max() == pytest.approx(0.16, rel=1e-4)
    assert np.isfinite(errors).all()


def test_that_unusual_data_begin_with_the_worst_and_others_with_pairs(qtbot: QtBot, noughts: Preview) -> None:
    view = _view(qtbot, noughts)
    assert view.switch.currentIndex() == RANKED
    assert view.ranked.verdict.text().startswith("Press Train")
    assert not view.ranked.histogram.isVisible()
    view.show_preview(preview(prepare(default_choice("wine").model_copy(update={"goal": "inputs"}))))
    assert view.switch.currentIndex() != RANKED


def test_that_the_worst_come_first_and_mistakes_of_the_threshold_are_marked(
    qtbot: QtBot, noughts: Preview
) -> None:
    view = _view(qtbot, noughts)
    unusual = is_unusual(noughts)
    assert unusual is not None
    amounts = np.where(unusual, 0.5, 0.1)
    usual, strange = np.flatnonzero(~unusual), np.flatnonzero(unusual)
    amounts[usual[4]], amounts[strange[2]] = 0.9, 0.01
    view.show_samples(_off_by(noughts, amounts))
    grid, ranked = view.ranked.grid, view.ranked
    ranked.histogram.line.setValue(0.1)
    assert grid.texts[0].endswith(figure(0.81))
    assert grid.texts[-1].startswith("0 ")
    text = ranked.verdict.text()
    assert f"{len(strange) - 1} of {len(strange)} unusual found, 1 missed" in text
    assert f"1 of {len(usual)} usual are false alarms" in text
    assert ranked.sentence(int(usual[4])).endswith("usual, a false alarm")
    assert ranked.sentence(int(strange[2])).endswith("unusual, missed")
    assert ranked.sentence(int(strange[0])).endswith("unusual, found")
    wins = (len(strange) - 1) * (len(usual) - 1) / (len(strange) * len(usual))
    assert text.endswith(f"AUC {wins:.3f}")


def test_that_the_slider_moves_the_threshold_and_one_button_takes_it_back(
    qtbot: QtBot, noughts: Preview
) -> None:
    view = _view(qtbot, noughts)
    unusual = is_unusual(noughts)
    assert unusual is not None
    view.show_samples(_off_by(noughts, np.where(unusual, 0.5, 0.1)))
    histogram = view.ranked.histogram
    first = histogram.threshold
    histogram.slider.setValue(histogram.slider.maximum())
    assert f"0 of {unusual.sum()} unusual found" in view.ranked.verdict.text()
    assert histogram.line.value() == pytest.approx(histogram.threshold)
    QTest.keyClick(histogram.slider, Qt.Key.Key_Home)
    assert f"{(~unusual).sum()} of {(~unusual).sum()} usual are false alarms" in view.ranked.verdict.text()
    histogram.line.setValue(0.1)
    assert histogram.threshold == pytest.approx(0.1)
    assert histogram.slider.value() == pytest.approx(1000 * 0.1 / histogram._most, abs=1)
    histogram.again.click()
    assert histogram.threshold == pytest.approx(first)


def test_that_bars_count_usual_and_unusual_apart(qtbot: QtBot, noughts: Preview) -> None:
    view = _view(qtbot, noughts)
    unusual = is_unusual(noughts)
    assert unusual is not None
    view.show_samples(_off_by(noughts, np.where(unusual, 0.5, 0.1)))
    usual, strange = (item.opts["height"] for item in view.ranked.histogram.bars)
    assert usual.sum() == (~unusual).sum()
    assert strange.sum() == unusual.sum()
    assert usual.argmax() < strange.argmax()


def test_that_an_example_that_is_chosen_is_shown_before_and_after(qtbot: QtBot, noughts: Preview) -> None:
    view = _view(qtbot, noughts)
    view.show_samples(_off_by(noughts, np.linspace(0, 1, len(noughts.shown))))
    assert not view.close_up.isVisible()
    view.ranked.grid.setFocus()
    QTest.keyClick(view.ranked.grid, Qt.Key.Key_Home)
    worst = len(noughts.shown) - 1
    assert view._choice == worst
    assert view.close_up.isVisible()
    assert [tile.caption for tile in view.close_up.tiles] == ["in", "out"]
    assert view.close_up.text == view.ranked.sentence(worst)
    before = view.grab().toImage()
    view.set_theme(DARK)
    assert view.grab().toImage() != before
    view.show_samples(None)
    assert not view.ranked.histogram.isVisible()


def test_that_rows_of_a_table_are_ranked_with_what_is_farthest_off(qtbot: QtBot) -> None:
    known = preview(prepare(default_choice("wine").model_copy(update={"goal": "inputs"})))
    view = _view(qtbot, known)
    outputs = known.shown.targets.astype(np.float32).copy()
    outputs[6, 3] += 5
    outputs[2, 0] += 1
    view.show_samples(Sampled(1, 1, outputs))
    view.switch.setCurrentIndex(RANKED)
    first, second = view.ranked.model.rows[:2]
    assert (first.number, second.number) == (6, 2)
    truth = known.shown.targets[6, 3] * known.target_scale.factor[3] + known.target_scale.offset[3]
    assert first.farthest.startswith(f"{known.facts.features[3]} {figure(float(truth))} → ")
    assert "AUC" not in view.ranked.verdict.text()
    assert f" of {len(known.shown)} examples" in view.ranked.verdict.text()
    view.ranked.list.selectRow(1)
    assert view._choice == 2
    assert view.bar.label.text().startswith("3 of ")
