"""A single video or animated image: which examples come of it, in which part, and what is refused."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import describe, prepare
from nnstudio.data.own.film import look_at_film, own_film
from nnstudio.data.own.inside import kept_inside
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.prepared import Prepared
from nnstudio.data.sources import load
from nnstudio.design.facts import Domain, Task
from nnstudio.design.files import load as load_design
from nnstudio.design.own import OwnData, OwnFilm
from nnstudio.errors import UserError
from nnstudio.protocol.events import Finished
from tests.data.own.designs import as_suggested, begun
from tests.data.own.films import film
from tests.data.own.test_images import bomb
from tests.engine.runs import train

FOUR = OwnFilm(side=8, color=False, frames=4)


def ramp(path: Path, length: int = 40) -> Path:
    """Frame t is grey of 6 t."""
    frames = [Image.new("L", (12, 9), 6 * at) for at in range(length)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def cut(path: Path, how: OwnFilm = FOUR) -> OwnData:
    return own_film(look_at_film(path), how)


def seen(prepared: Prepared) -> list[tuple[list[int], list[int]]]:
    """Which frames each example of each part shows, and which it asks for."""
    told = []
    for part in (prepared.train, prepared.validation, prepared.test):
        inputs = np.asarray(part.stored)[..., 0, 0, 0] // 6
        told.append((inputs.ravel().tolist(), (np.asarray(part.stored_targets)[:, 0, 0, 0] // 6).tolist()))
    return told


def test_that_each_frame_is_asked_for_after_those_before_it(tmp_path: Path) -> None:
    own = cut(ramp(tmp_path / "a.gif"))
    choice = as_suggested(own, validation=0.25, test=0.25)
    facts = describe(choice)
    assert (facts.domain, facts.task, facts.input_shape) == (Domain.VIDEO, Task.NEXT_FRAME, (4, 8, 8, 1))
    raw = load(choice)
    assert raw.pixels is not None
    assert raw.targets is not None
    starts = np.arange(36)
    assert (raw.pixels[..., 0, 0, 0] == 6 * (starts[:, None] + np.arange(4))).all()
    assert (raw.targets[:, 0, 0, 0] == 6 * (starts + 4)).all()


@pytest.mark.parametrize("every", [1, 3])
def test_that_what_is_held_out_is_neither_seen_nor_asked_for_in_training(tmp_path: Path, every: int) -> None:
    own = cut(ramp(tmp_path / "a.gif"), FOUR.model_copy(update={"every": every, "frames": 2}))
    prepared = prepare(as_suggested(own, validation=0.25, test=0.25, scaling="none"))
    (train_in, train_out), (val_in, val_out), (_test_in, test_out) = seen(prepared)
    trained = {*train_in, *train_out}
    assert not trained & {*val_out, *test_out}
    assert not {*trained, *val_in, *val_out} & set(test_out)
    assert max(train_out) < min(val_out) <= max(val_out) < min(test_out)
    facts = describe(prepared.choice)
    parts = (len(train_out), len(val_out), len(test_out))
    assert parts == (facts.train, facts.validation, facts.test)
    assert sum(parts) == own.count


def test_that_frames_can_be_images_to_give_back(tmp_path: Path) -> None:
    own = cut(ramp(tmp_path / "a.gif"), OwnFilm(side=8))
    prepared = prepare(as_suggested(own, validation=0.25))
    assert prepared.facts.task is Task.RECONSTRUCTION
    assert prepared.facts.input_shape == (8, 8, 3)
    assert (len(prepared.train), len(prepared.validation)) == (30, 10)
    assert (prepared.validation.rows == np.arange(30, 40)).all()


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_that_a_video_is_read_frame_by_frame(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("av", reason="videos are read with the extra [video]")
    file = film(tmp_path / f"a{suffix}", [8 * at for at in range(30)], every=7)
    raw = load(as_suggested(cut(file, FOUR.model_copy(update={"every": 2}))))
    assert raw.targets is not None
    wanted = [8 * at for at in range(8, 30, 2)]
    assert raw.targets.mean(axis=(1, 2, 3)).tolist() == pytest.approx(wanted, abs=14)


@pytest.mark.parametrize("suffix", [".webp", ".png"])
def test_that_other_animated_images_are_films_too(tmp_path: Path, suffix: str) -> None:
    found = look_at_film(ramp(tmp_path / f"a{suffix}", 9))
    assert (found.length, len(found.thumbs), len(found.samples)) == (9, 9, 8)


def test_that_a_design_of_a_film_is_trained_and_can_be_handed_in_alone(tmp_path: Path) -> None:
    path = ramp(tmp_path / "a.gif")
    own = kept_inside(cut(path))
    path.unlink()
    design = load_design(begun(as_suggested(own, validation=0.2), tmp_path))
    short = design.model_copy(update={"recipe": design.recipe.model_copy(update={"epochs": 2})})
    told = train(short)
    assert isinstance(told.last, Finished)
    assert told.losses[-1] < told.losses[0]


def test_that_a_film_that_is_too_short_is_refused(tmp_path: Path) -> None:
    found = look_at_film(ramp(tmp_path / "a.gif", 5))
    assert own_film(found, OwnFilm(frames=3)).count == 2
    with pytest.raises(UserError, match="5 frames are too few"):
        own_film(found, FOUR)
    with pytest.raises(UserError, match="3 frames are too few"):
        own_film(found, OwnFilm(frames=2, every=2))


def test_that_what_does_not_fit_into_memory_is_refused(tmp_path: Path) -> None:
    found = look_at_film(ramp(tmp_path / "a.gif"))
    with pytest.raises(UserError, match="MB of memory"):
        own_film(replace(found, length=100_000), OwnFilm(frames=9))


def test_that_an_image_alone_is_no_film(tmp_path: Path) -> None:
    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    with pytest.raises(UserError, match="one example alone"):
        look_at_film(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"GIF89a", "It is no image"), (bomb(), "too much memory"), (b"", "is empty")],
)
def test_that_a_bad_film_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "a.gif").write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        look_at_film(tmp_path / "a.gif")


def test_that_a_film_that_was_replaced_is_told(tmp_path: Path) -> None:
    own = cut(ramp(tmp_path / "a.gif"))
    ramp(tmp_path / "a.gif", 41)
    with pytest.raises(UserError, match="has changed"):
        load(as_suggested(own))


@pytest.mark.parametrize("fields", [{"length": 30}, {"length": 90}, {"every": 2}, {"frames": 9}])
def test_that_a_design_that_says_otherwise_than_the_film_is_told(
    tmp_path: Path, fields: dict[str, int]
) -> None:
    own = cut(ramp(tmp_path / "a.gif"))
    assert own.film is not None
    wrong = own.model_copy(update={"film": own.film.model_copy(update=fields)})
    with pytest.raises(UserError, match="has changed"):
        load(as_suggested(wrong))


def test_that_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # as if it were not installed
    (tmp_path / "a.mp4").write_bytes(b"anything")
    with pytest.raises(UserError, match=r"nnstudio\[video\]"):
        look_at_film(tmp_path / "a.mp4")


def test_that_reading_can_be_cancelled(tmp_path: Path) -> None:
    own = cut(ramp(tmp_path / "a.gif"))

    def cancel(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    for read in (lambda: look_at_film(tmp_path / "a.gif", cancel), lambda: load(as_suggested(own), cancel)):
        with pytest.raises(Cancelled):
            read()


def test_that_the_end_of_a_film_that_is_cut_off_repeats_the_last_frame(tmp_path: Path) -> None:
    whole = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (8, 40, 40), np.uint8)
    frames = [Image.fromarray(each) for each in noise]
    frames[0].save(whole, "GIF", save_all=True, append_images=frames[1:])
    (tmp_path / "a.gif").write_bytes(whole.getvalue()[:-2_000])
    found = look_at_film(tmp_path / "a.gif")
    assert 1 < found.length <= 8
    assert len(found.thumbs) == found.length


def test_that_a_look_at_a_film_asks_for_each_frame_whether_to_go_on(tmp_path: Path) -> None:
    asked = [0]

    def count(_done: int, _total: int) -> None:
        asked[0] += 1

    found = look_at_film(ramp(tmp_path / "film.gif"), count)
    assert asked[0] > len(found.thumbs) + len(found.samples)
