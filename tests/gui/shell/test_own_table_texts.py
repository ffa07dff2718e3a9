"""A table of texts in the whole window, up to a network that tells them apart or translates them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.predictions.translation import TranslationView
from nnstudio.gui.predictions.view import PredictionView
from tests.data.own.designs import begun
from tests.data.own.test_table_texts import choice_of, pairs, reviews
from tests.gui.shell.conftest import Until
from tests.gui.shell.first_step import open_and_step


@pytest.mark.parametrize(("made", "view"), [(reviews, PhrasesView), (pairs, TranslationView)])
def test_that_a_network_learns_from_texts_of_a_table(
    window: MainWindow,
    until: Until,
    tmp_path: Path,
    made: Callable[[Path], Path],
    view: type[PredictionView],
) -> None:
    open_and_step(window, until, begun(choice_of(made(tmp_path)), tmp_path))
    shown = window.findChild(view)
    assert shown is not None
    assert shown.isVisibleTo(window)
