"""A folder of images in the whole window, up to a network that learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from nnstudio.data import describe, source_of
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnImages
from nnstudio.design.starters import begin_with
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.run_progress import Phase
from tests.cli.test_own_data import read_flat
from tests.data.own.test_images import moving
from tests.gui.shell.conftest import Until


@pytest.mark.parametrize("frames", [1, 3])
def test_that_a_network_learns_from_a_folder_of_images(
    window: MainWindow, until: Until, tmp_path: Path, frames: int
) -> None:
    for name, shade in {"dark": 10, "light": 150}.items():
        (tmp_path / "shades" / name).mkdir(parents=True)
        for at in range(20):
            made = [Image.new("L", (12, 12), shade + at + 20 * step) for step in range(4)]
            made[0].save(tmp_path / "shades" / name / f"{at}.gif", save_all=True, append_images=made[1:])
    found = look_at_images(tmp_path / "shades")
    choice = DataChoice(source=OWN, own=own_images(found, OwnImages(side=8)))
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    if frames > 1:
        choice = DataChoice(source=OWN, own=own_images(found, OwnImages(side=8, frames=frames)))
        design = read_flat(design.model_copy(update={"data": choice}))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1


@pytest.mark.parametrize("frames", [1, 4])
def test_that_a_network_learns_from_images_without_classes(
    window: MainWindow, until: Until, tmp_path: Path, frames: int
) -> None:
    (tmp_path / "loose").mkdir()
    for at in range(12):
        (tmp_path / "loose" / f"{at}.gif").write_bytes(moving(5 * at))
    own = own_images(look_at_images(tmp_path / "loose"), OwnImages(side=8, frames=frames))
    bare = DataChoice(source=OWN, own=own)
    choice = bare.model_copy(update=dict(source_of(bare).preparation))
    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(design, tmp_path / "mine.nnd")
    window.files.open(tmp_path / "mine.nnd")
    until(window.run_state, lambda: window.run_state.preview is not None)
    window.actions_["step"].trigger()
    until(window.run_state, lambda: window.run_state.sampled is not None)
    until(window.run_state, lambda: window.run_state.phase is Phase.PAUSED)
    assert window.run_state.progress.step == 1
