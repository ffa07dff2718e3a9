"""A text of one's own in the whole window, up to a network that learns to write on from it."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data.own.texts import look_at_text, own_text
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.generation import GenerationView
from nnstudio.gui.predictions.phrases import PhrasesView
from tests.data.own.designs import begun
from tests.data.own.test_text_folder import chosen, folder  # noqa: F401 - a fixture
from tests.data.own.test_texts import RUSSIAN, written
from tests.gui.shell.conftest import Until
from tests.gui.shell.first_step import open_and_step


def test_that_a_network_learns_to_write_on_from_a_text(
    window: MainWindow, until: Until, tmp_path: Path
) -> None:
    own = own_text(look_at_text(written(tmp_path / "proverbs.txt", RUSSIAN)), len(RUSSIAN))
    choice = DataChoice(source=OWN, own=own, tokens="characters", length=16, validation=0.1, test=0.1)
    open_and_step(window, until, begun(choice, tmp_path))
    assert window.findChild(GenerationView) is not None


def test_that_a_network_tells_folders_of_texts_apart(
    window: MainWindow,
    until: Until,
    folder: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    open_and_step(window, until, begun(chosen(folder), tmp_path))
    assert window.findChild(PhrasesView) is not None
