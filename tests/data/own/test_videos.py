"""Videos of people's own: which frames are read, what is refused, and what is said without the extra."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import prepare
from nnstudio.data.own import videos
from nnstudio.data.own.images import look_at_images
from nnstudio.data.own.pictures import BadImage
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.own.videos import VIDEO_EXTRA, VIDEO_SUFFIXES, decoded_video, stills_of_video
from nnstudio.data.sources import load
from nnstudio.design import edits
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnImages
from nnstudio.design.starters import begin_with
from nnstudio.errors import UserError
from tests.data.own.films import film, sound
from tests.data.own.test_image_folders import choice_of, put
from tests.engine.runs import train

RAMP = [8 * at for at in range(30)]  # up to 232
FIVE = OwnImages(side=8, frames=5, color=False)


@pytest.fixture
def av() -> None:
    pytest.importorskip("av", reason="videos are read with the extra [video]")


@pytest.mark.usefixtures("av")
@pytest.mark.parametrize("suffix", VIDEO_SUFFIXES)
@pytest.mark.parametrize("every", [1, 7, 100])
def test_that_frames_of_a_video_go_evenly_from_first_to_last(tmp_path: Path, suffix: str, every: int) -> None:
    file = film(tmp_path / f"ramp{suffix}", RAMP, every=every)
    clip = decoded_video(file, FIVE)
    assert (clip.shape, clip.dtype) == ((5, 8, 8, 1), np.uint8)
    wanted = [RAMP[at] for at in (0, 7, 14, 22, 29)]
    assert clip.mean(axis=(1, 2, 3)).tolist() == pytest.approx(wanted, abs=14)
    assert np.array_equal(clip, decoded_video(file, FIVE))
    first = decoded_video(file, OwnImages(side=8))
    assert first.shape == (8, 8, 3)
    assert abs(first.astype(int) - int(clip[0].mean())).max() < 10


@pytest.mark.usefixtures("av")
def test_that_a_short_video_repeats_frames(tmp_path: Path) -> None:
    clip = decoded_video(film(tmp_path / "a.mp4", [40, 200]), FIVE)
    assert np.ptp(clip[:3].astype(int)) < 30 < 100 < np.ptp(clip.astype(int))


@pytest.mark.usefixtures("av")
def test_that_videos_in_folders_become_clips_that_are_learned(tmp_path: Path) -> None:
    for name, shades in {"falling": RAMP[::-1], "rising": RAMP}.items():
        (tmp_path / name).mkdir()
        for at in range(6):
            film(tmp_path / name / f"{at}.mp4", shades[at:])
    found = look_at_images(tmp_path)
    assert (found.counts, found.moving) == ({"falling": 6, "rising": 6}, 12)
    assert len(found.samples) == 8
    choice = choice_of(tmp_path, FIVE)
    data = prepare(choice)
    assert data.facts.domain is Domain.VIDEO
    steps = np.diff(data.train.inputs.mean(axis=(2, 3, 4)), axis=1)
    assert data.train.labels is not None
    assert (np.sign(steps) == np.where(data.train.labels == 0, -1, 1)[:, None]).all()
    design, _change = begin_with(edits.new_design(), choice, data.facts)
    told = train(edits.set_recipe(design, "epochs", 4)[0])
    assert told.names[-1] == "Finished"
    assert told.losses[-1] < told.losses[0]


def _cut(good: bytes) -> bytes:
    return good[: len(good) // 3]


def _turned(good: bytes) -> bytes:
    dice, made = random.Random(1), bytearray(good)
    for at in range(200, len(made)):
        made[at] = dice.randrange(256)
    return bytes(made)


@pytest.mark.usefixtures("av")
@pytest.mark.parametrize(
    ("suffix", "content", "reason"),
    [
        (".mp4", b"", "no video"),
        (".mkv", b"hello" * 50, "no video"),
        (".mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n", "no video"),
        (".avi", b"ffconcat version 1.0\nfile /etc/passwd\n", "no video"),
    ],
    ids=["empty", "text", "playlist", "list of files"],
)
def test_that_a_bad_video_among_good_ones_is_left_out_and_named(
    tmp_path: Path, suffix: str, content: bytes, reason: str
) -> None:
    for name in ("cats", "dogs"):
        film(put(tmp_path / name, 0) / "good.mp4", RAMP[:4])
    (tmp_path / "cats" / f"bad{suffix}").write_bytes(content)
    sound(tmp_path / "dogs" / "sound.mp4")
    found = look_at_images(tmp_path)
    told = {bad.name: bad.reason for bad in found.broken}
    assert told.keys() == {f"cats/bad{suffix}", "dogs/sound.mp4"}
    assert reason in told[f"cats/bad{suffix}"]
    assert "no pictures" in told["dogs/sound.mp4"]
    assert load(choice_of(tmp_path, OwnImages(side=8, frames=3))).pixels is not None


@pytest.mark.usefixtures("av")
@pytest.mark.parametrize("suffix", VIDEO_SUFFIXES)
@pytest.mark.parametrize("spoil", [_cut, _turned])
def test_that_a_damaged_video_is_good_or_bad_however_many_frames_are_wanted(
    tmp_path: Path, suffix: str, spoil: object
) -> None:
    assert callable(spoil)
    file = film(tmp_path / f"a{suffix}", RAMP)
    file.write_bytes(spoil(file.read_bytes()))
    told = set()
    for frames in (1, 2, 5, 40):
        try:
            clip = decoded_video(file, OwnImages(side=8, frames=frames))
        except BadImage as bad:
            told.add(str(bad))
        else:
            assert clip.shape == ((frames, 8, 8, 3) if frames > 1 else (8, 8, 3))
            told.add("good")
    assert len(told) == 1


@pytest.mark.usefixtures("av")
def test_that_what_would_take_too_long_or_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = film(tmp_path / "a.mp4", RAMP)
    monkeypatch.setattr(videos, "_MOST_FRAMES", 20)
    with pytest.raises(BadImage, match="too long"):
        decoded_video(file, FIVE)
    monkeypatch.setattr(videos, "_MOST_PIXELS", 100)
    with pytest.raises(BadImage, match="32×24 pixels"):
        decoded_video(file, FIVE)


@pytest.mark.usefixtures("av")
def test_that_no_more_frames_are_decoded_than_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = film(tmp_path / "a.mp4", RAMP, every=100)
    monkeypatch.setattr(videos, "_MOST_DECODED", 10)
    clip = decoded_video(file, FIVE)
    assert clip.mean(axis=(1, 2, 3)).max() <= RAMP[10] + 14


@pytest.mark.usefixtures("av")
def test_that_the_sample_of_a_video_is_its_first_frame(tmp_path: Path) -> None:
    image = Image.open(io.BytesIO(next(stills_of_video(film(tmp_path / "a.webm", RAMP[10:]), (0,)))))
    assert image.size == (32, 24)
    assert abs(int(np.asarray(image).mean()) - RAMP[10]) < 10


def test_that_without_the_extra_one_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # as if it were not installed
    put(tmp_path / "cats")
    put(tmp_path / "dogs")
    (tmp_path / "cats" / "a.mp4").write_bytes(b"anything")
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 6, "dogs": 6}
    assert [(bad.name, bad.reason) for bad in found.broken] == [("cats/a.mp4", VIDEO_EXTRA)]
    assert load(choice_of(tmp_path)).pixels is not None
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "a.mp4").write_bytes(b"anything")
    with pytest.raises(UserError, match=r"pip install .nnstudio\[video\]"):
        look_at_images(tmp_path / "films")


@pytest.mark.usefixtures("av")
def test_that_reading_videos_can_be_cancelled_after_each(tmp_path: Path) -> None:
    for at in range(4):
        film(tmp_path / f"{at}.mp4", RAMP[:3])
    seen = []

    def stop(done: int, _total: int) -> None:
        seen.append(done)
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_images(tmp_path, stop)
    assert seen[-1] == 1


@pytest.mark.usefixtures("av")
def test_that_the_middle_of_a_video_is_shown_where_its_beginning_is_dark(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        film(tmp_path / name / "clip.mp4", [0] * 10 + [200] * 10 + [0] * 9)
    found = look_at_images(tmp_path)
    assert found.thumbs["a"][0].mean() > 150
    first, middle = (np.asarray(Image.open(io.BytesIO(file))) for file in vars(found.samples[0]).values())
    assert first.mean() < 30 < 150 < middle.mean()
