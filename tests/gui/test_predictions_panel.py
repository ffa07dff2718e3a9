"""The panel that chooses the view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QStackedLayout
from pytestqt.qtbot import QtBot

from nnstudio.design.facts import DataFacts, Task
from nnstudio.gui.predictions.captioned import CaptionedView
from nnstudio.gui.predictions.panel import PredictionsPanel
from nnstudio.gui.theme import DARK, LIGHT
from tests.data.choices import KEYS
from tests.gui.predictions_data import answered, labels, shown, sure_of


@pytest.fixture
def panel(qtbot: QtBot) -> PredictionsPanel:
    made = PredictionsPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show()
    return made


def _answer_shape(facts: DataFacts) -> tuple[int, ...]:
    return (*facts.target_shape, facts.answers) if facts.answers else facts.target_shape


def _current(panel: PredictionsPanel) -> CaptionedView:
    stack = panel.layout()
    assert isinstance(stack, QStackedLayout)
    view = stack.currentWidget()
    assert isinstance(view, CaptionedView)
    return view


@pytest.mark.parametrize("key", KEYS)
def test_that_every_shipped_set_is_drawn_before_and_after_answers(panel: PredictionsPanel, key: str) -> None:
    preview = shown(key)
    panel.show_preview(preview)
    untrained = _current(panel).caption.text()
    classes = len(preview.facts.classes)
    count = len(preview.shown)
    outputs = (
        sure_of(labels(key), classes)
        if preview.facts.task is Task.CLASSIFICATION
        else np.zeros((count, *_answer_shape(preview.facts)), np.float32)
    )
    panel.show_samples(answered(outputs))
    assert _current(panel).caption.text() != untrained
    panel.set_theme(DARK)
    assert not panel.grab().isNull()
    panel.show_samples(None)
    assert _current(panel).caption.text() == untrained


def test_that_answers_to_other_data_are_ignored(panel: PredictionsPanel) -> None:
    panel.show_preview(shown("spiral"))
    before = _current(panel).caption.text()
    count = len(shown("spiral").shown)
    panel.show_samples(answered(sure_of(labels("digits28"), 10)))
    panel.show_samples(answered(np.zeros((count, 3), np.float32)))
    panel.show_samples(answered(np.zeros((count + 1, 1), np.float32)))
    assert _current(panel).caption.text() == before
    panel.show_samples(answered(np.zeros((count, 1), np.float32)))
    assert _current(panel).caption.text() != before


def test_that_old_answers_go_when_new_data_comes(panel: PredictionsPanel) -> None:
    panel.show_preview(shown("spiral"))
    untrained = _current(panel).caption.text()
    panel.show_samples(answered(labels("spiral").astype(np.float32)[:, None]))
    panel.show_preview(replace(shown("spiral")))
    assert _current(panel).caption.text() == untrained


def test_that_the_panel_says_that_data_is_on_its_way(panel: PredictionsPanel) -> None:
    panel.show_preview(shown("spiral"))
    view = _current(panel)
    panel.show_preview(None)
    assert not view.isVisible()
    panel.show_samples(answered(labels("spiral").astype(np.float32)[:, None]))  # nobody to show it to
    assert not view.isVisible()


def test_that_a_view_made_before_a_theme_change_has_the_new_theme(panel: PredictionsPanel) -> None:
    panel.show_preview(shown("spiral"))
    points = _current(panel)
    panel.show_preview(shown("digits8"))
    panel.set_theme(DARK)
    assert points.theme is DARK
    assert _current(panel).theme is DARK
