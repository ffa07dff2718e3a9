"""A design of a file in the whole window, up to the first step of its training."""

from __future__ import annotations

from pathlib import Path

from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from tests.gui.shell.conftest import Until


def open_and_step(window: MainWindow, until: Until, path: Path) -> None:
    """Until the data are shown, one step is done and its predictions are there."""
    window.files.open(path)
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1
