"""Clips through the whole window: a network reads them, another draws what comes next."""

from __future__ import annotations

import pytest

from nnstudio.design import edits
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.clips import ClipsView
from nnstudio.gui.predictions.next_frames import NextFrameView
from nnstudio.gui.predictions.view import PredictionView
from nnstudio.gui.run_progress import Phase
from tests.gui.shell.conftest import Until


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("clips-conv3d", ClipsView, "validation clips right"),
        ("clips-next", NextFrameView, "Mean squared error"),
    ],
)
def test_that_clips_are_learned_in_the_window(
    window: MainWindow, until: Until, name: str, kind: type[PredictionView], said: str
) -> None:
    window.files.open_shipped(name)
    state = window.run_state
    window.document.apply(edits.set_source_param, "copies", 1)
    window.document.apply(edits.set_recipe, "epochs", 1)
    until(state, lambda: state.preview is not None and state.preview.facts.train < 1_300)
    view = window.desk.predictions.findChild(kind)
    assert isinstance(view, ClipsView | NextFrameView)
    assert "press Train" in view.caption.text()
    state.train()
    until(state, lambda: state.phase is Phase.FINISHED)
    assert said in view.caption.text()
    assert view.bar.plays
