"""The pad to draw on, and what the network says to it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from nnstudio.gui.predictions.images import ImagesView
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Floats, Predicted, PredictFailed
from tests.gui.predictions_data import answered, labels, shown, sure_of

KEY = "digits28"
PAD = 2  # the tab


@pytest.fixture
def view(qtbot: QtBot) -> ImagesView:
    made = ImagesView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown(KEY))
    made.tabs.setCurrentIndex(PAD)
    made.show()
    return made


@pytest.fixture
def asked(view: ImagesView) -> list[Floats]:
    questions: list[Floats] = []
    view.asked.connect(questions.append)
    return questions


def stroke(qtbot: QtBot, view: ImagesView, *points: tuple[int, int]) -> None:
    pad = view.pad.pad
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        qtbot.mouseMove(pad, QPoint(*point))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def answer(view: ImagesView, digit: int) -> None:
    view.show_answer(Predicted(1, 1, 1, sure_of(np.array([digit]), 10)))


def test_that_a_stroke_is_asked_about_as_the_network_reads_it(
    view: ImagesView, asked: list[Floats], qtbot: QtBot
) -> None:
    stroke(qtbot, view, (60, 30))
    assert [question.shape for question in asked] == [(1, 28, 28, 1)]
    assert asked[0].dtype == np.float32
    assert 0 < asked[0].max() <= 1


def test_that_it_asks_again_while_one_draws_but_only_after_an_answer(
    view: ImagesView, asked: list[Floats], qtbot: QtBot
) -> None:
    stroke(qtbot, view, (60, 20), (60, 60), (60, 120), (60, 150))
    assert len(asked) == 1
    answer(view, 1)
    assert len(asked) == 2  # the whole stroke
    assert not np.array_equal(asked[0], asked[1])
    answer(view, 1)
    assert len(asked) == 2
    assert view.pad.says.guesses[0].name == "1"
    assert view.pad.says.guesses[0].share == pytest.approx(0.9)
    assert len(view.pad.says.guesses) == 5


def test_that_it_asks_again_when_the_network_has_learned(
    view: ImagesView, asked: list[Floats], qtbot: QtBot
) -> None:
    stroke(qtbot, view, (60, 20), (60, 120))
    answer(view, 7)
    answer(view, 7)
    before = len(asked)
    view.show_samples(answered(sure_of(labels(KEY), 10)))
    assert len(asked) == before + 1
    answer(view, 1)
    assert view.pad.says.guesses[0].name == "1"


def test_that_a_fresh_run_takes_the_answer_away_but_not_the_drawing(
    view: ImagesView, asked: list[Floats], qtbot: QtBot
) -> None:
    view.show_samples(answered(sure_of(labels(KEY), 10)))
    stroke(qtbot, view, (60, 20))
    answer(view, 1)
    stroke(qtbot, view, (60, 120))  # asked, and never answered
    view.show_samples(None)
    assert view.pad.says.guesses == ()
    assert len(view.pad.pad.strokes) == 2
    before = len(asked)
    view.show_samples(answered(sure_of(labels(KEY), 10)))
    assert len(asked) == before + 1


def test_that_an_untrained_network_is_told_in_words(view: ImagesView, qtbot: QtBot) -> None:
    view.asked.connect(lambda _: view.show_answer(PredictFailed(0, "Nothing is trained.", "Press Train.")))
    stroke(qtbot, view, (60, 20), (60, 120))
    assert view.pad._hint.text() == "Nothing is trained. Press Train."
    assert view.pad.says.guesses == ()


def test_that_strokes_are_taken_back_one_by_one_by_button_and_by_key(view: ImagesView, qtbot: QtBot) -> None:
    pad = view.pad.pad
    assert not view.pad._undo.isEnabled()
    for x in (40, 80, 120):
        stroke(qtbot, view, (x, 20), (x, 120))
    view.pad._undo.click()
    assert len(pad.strokes) == 2
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes) == 1
    stroke(qtbot, view, (50, 50))
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes == []
    answer(view, 3)  # to what was there before
    assert view.pad.says.guesses == ()
    stroke(qtbot, view, (50, 50))
    view.pad._clear.click()
    assert pad.strokes == []
    assert not view.pad._clear.isEnabled()


def test_that_strokes_keep_to_the_pad(view: ImagesView, qtbot: QtBot) -> None:
    stroke(qtbot, view, (10, 10), (5_000, -300))
    (drawn,) = view.pad.pad.strokes
    assert drawn.min() >= 0
    assert drawn.max() <= 1


def test_that_other_data_begin_with_an_empty_pad_or_none(
    view: ImagesView, asked: list[Floats], qtbot: QtBot
) -> None:
    stroke(qtbot, view, (60, 20), (60, 120))
    view.show_preview(shown("digits8"))
    assert view.pad.pad.strokes == []
    stroke(qtbot, view, (60, 20))
    assert asked[-1].shape == (1, 8, 8, 1)


def test_that_the_pad_is_drawn_in_both_themes_and_has_names(view: ImagesView, qtbot: QtBot) -> None:
    stroke(qtbot, view, (60, 20), (100, 60), (60, 120))
    answer(view, 1)
    light = view.grab().toImage()
    view.set_theme(DARK)
    assert view.grab().toImage() != light
    assert view.pad.pad.accessibleName()
    assert view.pad.says.accessibleDescription().startswith("1 90.0")
    assert view.pad.pad.focusPolicy() & Qt.FocusPolicy.TabFocus
