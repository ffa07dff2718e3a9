"""A table of texts in the whole window, up to a network that tells them apart or translates them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.data import describe
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.starters import begin_with
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.predictions.translation import TranslationView
from nnstudio.gui.predictions.view import PredictionView
from nnstudio.gui.run_progress import Phase
from tests.data.own.test_table_texts import choice_of, pairs, reviews
from tests.gui.shell.conftest import Until


@pytest.mark.parametrize(("made", "view"), [(reviews, PhrasesView), (pairs, TranslationView)])
def test_that_a_network_learns_from_texts_of_a_table(
    window: MainWindow,
    until: Until,
    tmp_path: Path,
    made: Callable[[Path], Path],
    view: type[PredictionView],
) -> None:
    choice = choice_of(made(tmp_path))
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1
    shown = window.findChild(view)
    assert shown is not None
    assert shown.isVisibleTo(window)
