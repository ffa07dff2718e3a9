"""Folders of images of people's own: what is found, what of it reaches the network, what is refused."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nnstudio.data import prepare
from nnstudio.data.own import images
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.own.pictures import BadImage, bombs_refused, decoded
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.sources import load
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnData, OwnImages
from nnstudio.errors import UserError

COLORS = {"blue": (0, 0, 250), "red": (250, 0, 0)}


def coded(color: tuple[int, ...] = (9, 9, 9), size: tuple[int, int] = (24, 16), kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, kind)
    return file.getvalue()


def moving(shade: int) -> bytes:
    """A clip of five frames, each brighter than the one before."""
    file = io.BytesIO()
    frames = [Image.new("L", (12, 12), shade + 20 * at) for at in range(5)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def test_that_the_middle_of_what_moves_is_shown(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "clip.gif").write_bytes(moving(10))
        (tmp_path / name / "still.png").write_bytes(coded((90, 90, 90)))
    found = look_at_images(tmp_path)
    assert [thumb.mean() for thumb in found.thumbs["a"]] == [50, 90]
    moved, still = found.samples[:2]
    assert [decoded(file, SMALL).mean() for file in (moved.first, moved.middle)] == [10, 50]
    assert still.first == still.middle


def bomb(side: int = 60_000) -> bytes:
    """A small PNG that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        summed = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", summed)

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    inside = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten images of each class, of every kind, and nothing wrong."""
    path = tmp_path / "colors"
    for name, color in COLORS.items():
        (path / name).mkdir(parents=True)
        for at in range(10):
            kind = ("PNG", "JPEG", "BMP", "GIF", "WEBP")[at % 5]
            shade = tuple(max(0, part - at) for part in color)
            (path / name / f"{at}.{kind.lower()}").write_bytes(coded(shade, kind=kind))
    return path


SMALL = OwnImages(side=8)


def chosen(folder: Path, how: OwnImages = SMALL) -> DataChoice:
    return DataChoice(source=OWN, own=own_images(look_at_images(folder), how))


def test_that_images_come_as_bytes_with_the_class_of_their_folder(folder: Path) -> None:
    data = prepare(chosen(folder))
    assert data.facts.classes == ("blue", "red")
    assert data.facts.input_shape == (8, 8, 3)
    assert data.train.stored.dtype == np.uint8
    assert data.train.labels is not None
    blue = data.train.stored[data.train.labels == 0].astype(float)
    assert blue[..., 2].min() > 200 > 50 > blue[..., 0].max()
    assert data.facts.train + data.facts.validation + data.facts.test == 20


def test_that_no_image_is_in_two_parts(folder: Path) -> None:
    choice = chosen(folder).model_copy(update={"validation": 0.2, "test": 0.2})
    data = prepare(choice)
    rows = np.concatenate([part.rows for part in (data.train, data.validation, data.test)])
    assert sorted(rows.tolist()) == list(range(20))


def test_that_an_oblong_image_is_cut_or_put_in_whole() -> None:
    file = io.BytesIO()
    wide = Image.new("RGB", (30, 10), "white")
    wide.save(file, "PNG")
    assert decoded(file.getvalue(), OwnImages(side=10)).min() == 255
    whole = decoded(file.getvalue(), OwnImages(side=10, fit="whole", color=False))
    assert whole.shape == (10, 10, 1)
    assert (whole[0].max(), whole[5].min()) == (0, 255)


def test_that_frames_of_a_moving_image_go_evenly_from_first_to_last() -> None:
    file = io.BytesIO()
    shades = [Image.new("L", (8, 8), 25 * at) for at in range(11)]
    shades[0].save(file, "GIF", save_all=True, append_images=shades[1:])
    clip = decoded(file.getvalue(), OwnImages(side=8, frames=3, color=False))
    assert clip.shape == (3, 8, 8, 1)
    assert clip.mean(axis=(1, 2, 3)).tolist() == pytest.approx([0, 125, 250], abs=3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no image"),
        (b"hello", "no image"),
        (coded()[:60], "damaged"),
        (coded(size=(300, 300), kind="JPEG")[:700], "damaged"),
        (bomb(), "too much|more than"),
        (bomb(10_000), "more than"),
    ],
    ids=["empty", "text", "cut png", "cut jpeg", "bomb", "large"],
)
def test_that_a_bad_image_among_good_ones_is_left_out_and_named(
    folder: Path, content: bytes, reason: str
) -> None:
    (folder / "red" / "bad.png").write_bytes(content)
    found = look_at_images(folder)
    (bad,) = found.broken
    assert bad.name == "red/bad.png"
    assert any(part in bad.reason for part in reason.split("|"))
    assert found.counts == {"blue": 10, "red": 10}
    assert load(chosen(folder)).pixels is not None


@given(
    content=st.binary(max_size=200),
    at=st.integers(0, 70),
    kind=st.sampled_from(["PNG", "GIF", "JPEG", "BMP"]),
)
@settings(max_examples=150, deadline=None)
def test_that_bytes_are_an_image_or_refused_in_words(content: bytes, at: int, kind: str) -> None:
    good = coded(kind=kind)
    with bombs_refused():
        try:
            pixels = decoded(good[:at] + content + good[at + len(content) :], SMALL)
        except BadImage:  # any other exception fails
            return
    assert (pixels.shape, pixels.dtype) == ((8, 8, 3), np.uint8)


def test_that_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.png").write_bytes(coded())
    (folder / "green").symlink_to(tmp_path / "secret")
    (folder / "red" / "link.png").symlink_to(tmp_path / "secret" / "a.png")
    found = look_at_images(folder)
    assert (found.listing.links, found.counts) == (2, {"blue": 10, "red": 10})


def test_that_folders_without_images_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no images in it"):
        look_at_images(_made(tmp_path / "empty"))
    with pytest.raises(UserError, match="not there any more"):
        look_at_images(tmp_path / "nowhere")
    (tmp_path / "empty" / "a.png").write_bytes(b"no image")
    with pytest.raises(UserError, match="No image of “empty” can be read"):
        look_at_images(tmp_path / "empty")


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_that_a_class_may_have_one_image(folder: Path) -> None:
    _made(folder / "one")
    (folder / "one" / "a.png").write_bytes(coded())
    data = prepare(chosen(folder))
    assert data.facts.classes == ("blue", "one", "red")


def test_that_a_change_is_told_and_so_is_a_folder_that_is_gone(folder: Path, tmp_path: Path) -> None:
    choice = chosen(folder)
    load(choice)
    (folder / "red" / "0.png").write_bytes(coded((1, 2, 3)))
    with pytest.raises(UserError, match="has changed"):
        load(choice)
    again = chosen(folder)
    (folder / "red" / "0.png").rename(folder / "red" / "00.png")
    with pytest.raises(UserError, match="has changed"):
        load(again)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="not there any more"):
        load(again)


def test_that_a_file_that_vanishes_while_read_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = images.list_folder

    def then_gone(*args: object) -> object:
        listing = listed(*args)  # type: ignore[arg-type]
        os.unlink(folder / "red" / "3.gif")
        return listing

    monkeypatch.setattr(images, "list_folder", then_gone)
    found = look_at_images(folder)
    assert [(bad.name, bad.reason) for bad in found.broken] == [("red/3.gif", "It is not there any more.")]


def test_that_reading_can_be_cancelled(folder: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_images(folder, stop)


def test_that_what_would_not_fit_into_memory_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look_at_images(folder)
    monkeypatch.setattr(images, "LARGEST", 1_000)
    with pytest.raises(UserError, match="of memory"):
        own_images(found, OwnImages(side=64))


def test_that_the_design_comes_back_from_its_file(folder: Path) -> None:
    own = chosen(folder).own
    assert own is not None
    assert OwnData.model_validate_json(own.model_dump_json()) == own
