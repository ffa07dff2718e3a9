"""A folder of images in the whole window, up to a network that learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from nnstudio.data import describe
from nnstudio.data.own.film import look_at_film, own_film
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnFilm, OwnImages
from nnstudio.design.starters import begin_with
from nnstudio.gui.main_window import MainWindow
from tests.cli.test_own_data import read_flat
from tests.data.own.designs import as_suggested, begun
from tests.data.own.test_film import ramp
from tests.data.own.test_images import moving
from tests.gui.shell.conftest import Until
from tests.gui.shell.first_step import open_and_step


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
    open_and_step(window, until, tmp_path / "mine.nnd")


@pytest.mark.parametrize("frames", [1, 4])
def test_that_a_network_learns_from_images_without_classes(
    window: MainWindow, until: Until, tmp_path: Path, frames: int
) -> None:
    (tmp_path / "loose").mkdir()
    for at in range(12):
        (tmp_path / "loose" / f"{at}.gif").write_bytes(moving(5 * at))
    own = own_images(look_at_images(tmp_path / "loose"), OwnImages(side=8, frames=frames))
    open_and_step(window, until, begun(as_suggested(own), tmp_path))


def test_that_a_network_learns_to_draw_the_next_frame_of_a_film(
    window: MainWindow, until: Until, tmp_path: Path
) -> None:
    own = own_film(look_at_film(ramp(tmp_path / "a.gif", 30)), OwnFilm(side=8, frames=3))
    open_and_step(window, until, begun(as_suggested(own), tmp_path))
