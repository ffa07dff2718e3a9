"""The guide with a folder of images: three steps from folders to a choice that can be trained."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import Domain, Task
from nnstudio.gui.own_data.guide import LOOK
from nnstudio.gui.own_data.image_steps import ImageSteps
from tests.data.own.films import film
from tests.data.own.test_images import moving
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "shades"
    for name, shade in {"dark": 20, "light": 200}.items():
        (path / name).mkdir(parents=True)
        for at in range(12):
            Image.new("RGB", (20, 14), (shade, shade, at)).save(path / name / f"{at}.png")
    return path


def test_that_three_steps_lead_from_folders_to_data(folder: Path, read: Read, qtbot: QtBot) -> None:
    (folder / "dark" / "broken.jpg").write_bytes(b"no image")
    guide = read(folder)
    steps = guide.steps
    assert isinstance(steps, ImageSteps)
    assert guide.pages.currentIndex() == LOOK
    assert "24 images · 2 classes" in steps._look.count.text()
    assert "dark/broken.jpg" in steps._look.bad.toPlainText()
    steps.squares.side.setValue(16)
    steps.squares.color.show_key("gray")
    assert not steps.squares.shown[0].pixmap().isNull()
    choice, facts, with_network = finished(guide, qtbot)
    assert (facts.domain, facts.task, facts.input_shape) == (
        Domain.IMAGES,
        Task.CLASSIFICATION,
        (16, 16, 1),
    )
    assert with_network
    assert len(prepare(choice).train) == facts.train


def test_that_moving_images_become_clips(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    for name, shade in {"dark": 10, "light": 150}.items():
        (tmp_path / name).mkdir()
        for at in range(10):
            (tmp_path / name / f"{at}.gif").write_bytes(moving(shade + at))
    guide = read(tmp_path)
    steps = guide.steps
    assert isinstance(steps, ImageSteps)
    steps.squares.side.setValue(8)
    steps.frames.setValue(4)
    choice, facts, _network = finished(guide, qtbot)
    assert (facts.domain, facts.input_shape) == (Domain.VIDEO, (4, 8, 8, 3))
    assert prepare(choice).train.stored.shape[1:] == (4, 8, 8, 3)


def test_that_a_folder_without_images_is_one_sentence(tmp_path: Path, read: Read) -> None:
    guide = read(tmp_path)
    assert "no images in it" in guide.frame.problem.text()
    assert not guide.frame.next.isEnabled()


def test_that_one_folder_of_images_is_learned_without_labels(folder: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(folder / "dark")
    steps = guide.steps
    assert isinstance(steps, ImageSteps)
    assert "12 images · no classes" in steps._look.count.text()
    assert "without labels" in steps._look.where.text()
    steps.squares.side.setValue(8)
    choice, facts, with_network = finished(guide, qtbot)
    assert (facts.task, choice.goal) == (Task.RECONSTRUCTION, "inputs")
    assert with_network
    assert len(prepare(choice).train) == facts.train


def test_that_the_guide_says_where_the_classes_are(folder: Path, read: Read) -> None:
    steps = read(folder.parent).steps
    assert isinstance(steps, ImageSteps)
    assert "24 images · 2 classes" in steps._look.count.text()
    assert "the folders in “shades”" in steps._look.where.text()


def test_that_videos_are_clips_of_several_frames_from_the_start(tmp_path: Path, read: Read) -> None:
    pytest.importorskip("av", reason="videos are read with the extra [video]")
    for name in ("dark", "light"):
        (tmp_path / name).mkdir()
        for at in range(3):
            film(tmp_path / name / f"{at}.mp4", [9, 90, 180])
    steps = read(tmp_path).steps
    assert isinstance(steps, ImageSteps)
    assert "6 clips · 2 classes" in steps._look.count.text()
    assert not steps.squares.shown[0].pixmap().isNull()
    own = steps.own()
    assert own.images is not None
    assert own.images.frames == 8


def test_that_without_the_extra_the_guide_says_how_to_get_it(
    folder: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # as if it were not installed
    (folder / "dark" / "a.mp4").write_bytes(b"anything")
    steps = read(folder).steps
    assert isinstance(steps, ImageSteps)
    assert "nnstudio[video]" in steps._look.skipped.text()
    assert "24 images" in steps._look.count.text()


def test_that_a_test_part_without_classes_is_said_to_be_left_out(folder: Path, read: Read) -> None:
    (folder / "dark").rename(folder.parent / "dark")
    (folder / "light").rename(folder.parent / "light")
    for name in ("dark", "light"):
        (folder / "train").mkdir(exist_ok=True)
        (folder.parent / name).rename(folder / "train" / name)
    (folder / "test").mkdir()
    for at in range(5):
        Image.new("L", (9, 9), at).save(folder / "test" / f"{at}.jpg")
    steps = read(folder).steps
    assert isinstance(steps, ImageSteps)
    assert "24 images · 2 classes" in steps._look.count.text()
    assert "“train”" in steps._look.where.text()
    assert "5 files of “test” are in no folder of a class" in steps._look.skipped.text()
    assert ("Left out", steps._look.skipped.text()) in steps.facts()


@pytest.mark.parametrize("name", ["a.png", "a.gif"])
def test_that_an_image_alone_is_sent_to_a_folder(tmp_path: Path, read: Read, name: str) -> None:
    Image.new("L", (12, 12), 9).save(tmp_path / name)
    guide = read(tmp_path / name)
    assert "one example alone" in guide.frame.problem.text()
    assert "folder" in guide.frame.problem.text()
