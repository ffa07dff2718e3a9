"""A text of one's own in the whole window, up to a network that learns to write on from it."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data import describe
from nnstudio.data.own.texts import look_at_text, own_text
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN
from nnstudio.design.starters import begin_with
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.generation import GenerationView
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.run_progress import Phase
from tests.data.own.test_text_folder import chosen, folder  # noqa: F401 - a fixture
from tests.data.own.test_texts import RUSSIAN, written
from tests.gui.shell.conftest import Until


def test_that_a_network_learns_to_write_on_from_a_text(
    window: MainWindow, until: Until, tmp_path: Path
) -> None:
    own = own_text(look_at_text(written(tmp_path / "proverbs.txt", RUSSIAN)), len(RUSSIAN))
    choice = DataChoice(source=OWN, own=own, tokens="characters", length=16, validation=0.1, test=0.1)
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1
    assert window.findChild(GenerationView) is not None


def test_that_a_network_tells_folders_of_texts_apart(
    window: MainWindow,
    until: Until,
    folder: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    choice = chosen(folder)
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1
    assert window.findChild(PhrasesView) is not None
