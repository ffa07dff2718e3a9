"""Drawing in the whole window: a trained network answers while one draws."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.images import ImagesView
from nnstudio.gui.run_progress import Phase
from tests.gui.shell.conftest import Until


@pytest.fixture
def view(window: MainWindow, until: Until) -> ImagesView:
    """The images of a network that has learned the digits for a short while."""
    window.files.open_shipped("digits-dense")
    window.document.apply(edits.set_recipe, "epochs", 3)
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["train"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.FINISHED)
    until(window.run_state, lambda: window.run_state.sampled is not None)
    (view,) = window.findChildren(ImagesView)
    return view


def test_that_the_network_answers_while_one_draws(view: ImagesView, qtbot: QtBot) -> None:
    view.tabs.setCurrentWidget(view.pad)
    pad, says = view.pad.pad, view.pad.says
    middle, low, high = pad.width() // 2, pad.height() // 6, 5 * pad.height() // 6
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, low))
    for down in range(low, high, 10):
        QTest.mouseMove(pad, QPoint(middle, down))
    qtbot.waitUntil(lambda: len(says.guesses) > 0, timeout=20_000)  # the button is still down
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, high))
    qtbot.waitUntil(lambda: not view.pad._is_awaiting, timeout=20_000)
    assert 0.3 < sum(guess.share for guess in says.guesses) < 1.001  # the likeliest five of ten
    assert says.guesses[0].share == max(guess.share for guess in says.guesses)
    view.pad._clear.click()
    assert says.guesses == ()
