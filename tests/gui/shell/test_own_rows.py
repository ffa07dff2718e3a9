"""Rows of a table without a target in the whole window: the inputs are given back."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data import describe, source_of
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnColumn
from nnstudio.design.starters import begin_with
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.run_progress import Phase
from tests.data.own.tables import chosen, written
from tests.gui.shell.conftest import Until


def test_that_rows_are_given_back(window: MainWindow, until: Until, tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n" + "".join(f"{i},{i % 3},{i % 5}\n" for i in range(80)))
    columns = [OwnColumn(name=name, kind="number", role="input") for name in "abc"]
    blank = DataChoice(source=OWN, own=chosen(path, *columns))
    choice = blank.model_copy(update=dict(source_of(blank).preparation))
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    shown = window.findChild(AutoencoderView)
    assert shown is not None
    assert shown.isVisibleTo(window)
