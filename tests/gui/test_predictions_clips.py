"""The views of clips: what they are taken for, and the frame that follows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from nnstudio.gui.predictions.clips import ClipsView
from nnstudio.gui.predictions.frame_bar import FrameBar
from nnstudio.gui.predictions.next_frames import NextFrameView
from nnstudio.gui.theme import DARK, LIGHT
from tests.gui.predictions_data import answered, labels, shown, sure_of

FRAMES = 8


@pytest.fixture
def bar(qtbot: QtBot) -> FrameBar:
    made = FrameBar(LIGHT)
    qtbot.addWidget(made)
    made.set_frames(3)
    made.show()
    return made


@pytest.fixture
def view(qtbot: QtBot) -> ClipsView:
    made = ClipsView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("clips_direction"))
    made.show()
    return made


@pytest.fixture
def ahead(qtbot: QtBot) -> NextFrameView:
    made = NextFrameView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("clips_next"))
    made.show()
    return made


def test_that_frames_follow_one_another_and_begin_again(bar: FrameBar, qtbot: QtBot) -> None:
    seen: list[int] = []
    bar.turned.connect(seen.append)
    with qtbot.waitSignals([bar.turned] * 3):
        pass
    assert seen[:3] == [1, 2, 0]


def test_that_clips_rest_while_nobody_looks(bar: FrameBar) -> None:
    assert bar.plays
    bar.hide()
    assert not bar.plays
    bar.show()
    assert bar.plays


def test_that_a_button_and_the_slider_stop_the_clips(bar: FrameBar, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert not bar.plays
    assert "Play" in bar.button.accessibleName()
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.plays
    bar.slider.sliderPressed.emit()
    assert not bar.plays


def test_that_another_frame_is_another_picture_with_the_same_answers(view: ClipsView) -> None:
    view.show_samples(answered(sure_of(labels("clips_direction"), 8)))
    view.bar.pause()
    view.bar.slider.setValue(0)
    before, texts = view._grid.grab().toImage(), view._grid.texts
    view.bar.slider.setValue(4)
    assert view._grid.grab().toImage() != before
    assert view._grid.texts == texts
    view.bar.slider.setValue(0)
    assert view._grid.grab().toImage() == before


def test_that_clips_are_counted_as_clips(view: ClipsView) -> None:
    assert "validation clips · press Train" in view.caption.text()
    classes = labels("clips_direction")
    classes[0] = (classes[0] + 1) % 8
    view.show_samples(answered(sure_of(classes, 8)))
    assert "validation clips right · 1 wrong" in view.caption.text()


def test_that_clips_offer_no_pad_to_draw_on(view: ClipsView) -> None:
    assert not view.tabs.isTabVisible(2)


def test_that_a_chosen_clip_plays_in_its_closer_look(view: ClipsView) -> None:
    view.bar.pause()
    view.bar.slider.setValue(0)
    view._grid.choose(3)
    before = view._detail.grab().toImage()
    view.bar.slider.setValue(5)
    assert view._detail.grab().toImage() != before


def test_that_the_error_of_the_next_frame_stands_beside_the_naive_ones(ahead: NextFrameView) -> None:
    assert "Naive answers: last frame" in ahead.caption.text()
    targets = shown("clips_next").shown.targets
    ahead.show_samples(answered(targets + np.float32(0.1)))
    assert ahead.caption.text().startswith("Mean squared error 0.01")


def test_that_the_worst_frames_come_first_where_that_is_wished(ahead: NextFrameView) -> None:
    outputs = shown("clips_next").shown.targets.astype(np.float32).copy()
    outputs[7] += 0.5
    outputs[4] += 0.3
    ahead.show_samples(answered(outputs))
    assert ahead.rows.shown[:2] == (0, 1)
    ahead.worst_first.setChecked(True)
    assert ahead.rows.shown[:2] == (7, 4)


def test_that_a_drawn_frame_can_be_told_from_an_empty_one(ahead: NextFrameView) -> None:
    ahead.bar.pause()
    empty = ahead.rows.grab().toImage()
    ahead.show_samples(answered(shown("clips_next").shown.targets.astype(np.float32)))
    full = ahead.rows.grab().toImage()
    assert full != empty
    ahead.set_theme(DARK)
    assert ahead.rows.grab().toImage() != full


def test_that_a_tip_tells_the_error_of_a_clip(ahead: NextFrameView) -> None:
    ahead.show_samples(answered(shown("clips_next").shown.targets + np.float32(0.1)))
    assert "0.01" in ahead.rows._text_at(ahead.rows._place(0, 1).center().toPoint())
    assert ahead.rows._text_at(QPoint(-5, -5)) == ""
