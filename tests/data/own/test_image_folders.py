"""How images lie in folders: deeper, in parts, without classes; and folders that cannot be looked into."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data import describe, prepare
from nnstudio.data.own import folders
from nnstudio.data.own.folders import folder_stamp
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.sources import load, stamp_of
from nnstudio.design import edits
from nnstudio.design.facts import Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnImages
from nnstudio.design.starters import begin_with
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested
from tests.data.own.test_images import SMALL, coded, moving
from tests.engine.runs import train


def put(folder: Path, count: int = 6, shade: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(count):
        (folder / f"{at}.png").write_bytes(coded((shade, at, 9)))
    return folder


def choice_of(path: Path, how: OwnImages = SMALL) -> DataChoice:
    return as_suggested(own_images(look_at_images(path), how))


def test_that_images_at_any_depth_belong_to_their_class_folder(tmp_path: Path) -> None:
    put(tmp_path / "cats" / "2021")
    put(tmp_path / "cats" / "2022" / "spring", shade=3)
    put(tmp_path / "cats", shade=5)
    put(tmp_path / "dogs", shade=200)
    put(tmp_path / "dogs" / ".thumbs")
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 18, "dogs": 6}
    assert load(choice_of(tmp_path)).pixels is not None


@pytest.mark.parametrize("outer", [("set",), ("set", "images"), ("train",)])
def test_that_where_there_is_one_way_the_classes_are_further_in(
    tmp_path: Path, outer: tuple[str, ...]
) -> None:
    inner = tmp_path.joinpath(*outer)
    put(inner / "cats")
    put(inner / "dogs", shade=200)
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 6, "dogs": 6}
    assert found.listing.within == ("/".join(outer),)
    assert describe(choice_of(tmp_path)).classes == ("cats", "dogs")


def test_that_parts_of_a_set_are_taken_together(tmp_path: Path) -> None:
    for part, count in {"train": 6, "Test": 2, "val": 1}.items():
        put(tmp_path / part / "cats", count)
        put(tmp_path / part / "dogs", count, shade=200)
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 9, "dogs": 9}
    assert found.listing.within == ("Test", "train", "val")
    data = prepare(choice_of(tmp_path))
    assert data.train.labels is not None
    dogs = data.train.stored[data.train.labels == 1]
    assert dogs[..., 0].min() == 200


@pytest.mark.parametrize("inner", [(), ("unknown",), ("test",)])
def test_that_a_test_part_without_classes_is_left_out(tmp_path: Path, inner: tuple[str, ...]) -> None:
    put(tmp_path / "train" / "cats")
    put(tmp_path / "train" / "dogs", shade=200)
    put(tmp_path / "valid" / "dogs", 2, shade=201)
    put(tmp_path.joinpath("test", *inner), 9, shade=77)
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 6, "dogs": 8}
    assert found.listing.within == ("train", "valid")
    assert found.listing.aside == (("test", 9),)
    choice = choice_of(tmp_path)
    pixels = load(choice).pixels
    assert pixels is not None
    assert len(pixels) == 14
    assert 77 not in pixels[..., 0]
    put(tmp_path / "test", 20, shade=78)  # nothing of it was taken
    assert load(choice).pixels is not None


def test_that_parts_that_all_lie_loose_are_the_classes(tmp_path: Path) -> None:
    put(tmp_path / "train", 4)
    put(tmp_path / "test", 3)
    found = look_at_images(tmp_path)
    assert (found.counts, found.listing.aside) == ({"test": 3, "train": 4}, ())


def test_that_two_folders_of_folders_are_classes_and_not_parts(tmp_path: Path) -> None:
    for name in ("cats", "dogs"):
        put(tmp_path / name / "black")
        put(tmp_path / name / "white")
    assert look_at_images(tmp_path).counts == {"cats": 12, "dogs": 12}


def _loose(tmp_path: Path) -> Path:
    return put(tmp_path / "loose", 12)


def _one_class(tmp_path: Path) -> Path:
    put(tmp_path / "one" / "cats", 12)
    return tmp_path / "one"


def _one_good_class(tmp_path: Path) -> Path:
    put(tmp_path / "two" / "cats", 12)
    (put(tmp_path / "two" / "dogs", 0) / "a.png").write_bytes(b"no image")
    return tmp_path / "two"


@pytest.mark.parametrize("lay", [_loose, _one_class, _one_good_class])
def test_that_images_of_no_classes_are_learned_as_their_own_input(
    tmp_path: Path, lay: Callable[[Path], Path]
) -> None:
    choice = choice_of(lay(tmp_path))
    facts = describe(choice)
    assert (facts.task, facts.classes, facts.target_shape) == (Task.RECONSTRUCTION, (), (8, 8, 3))
    data = prepare(choice)
    assert data.train.labels is None
    assert np.array_equal(data.train.inputs, data.train.targets)
    design, _change = begin_with(edits.new_design(), choice, facts)
    told = train(edits.set_recipe(design, "epochs", 3)[0])
    assert told.names[-1] == "Finished"
    assert told.losses[-1] < told.losses[0]


def test_that_learning_classes_where_there_are_none_is_refused_in_words(tmp_path: Path) -> None:
    choice = choice_of(_loose(tmp_path)).model_copy(update={"goal": "target"})
    with pytest.raises(UserError, match="neither classes nor a quantity"):
        describe(choice)


def test_that_clips_of_no_classes_are_learned_by_their_next_frame(tmp_path: Path) -> None:
    for at in range(12):
        (tmp_path / f"{at}.gif").write_bytes(moving(5 * at))
    choice = choice_of(tmp_path, OwnImages(side=8, frames=4, color=False))
    facts = describe(choice)
    assert (facts.task, facts.input_shape, facts.target_shape) == (
        Task.NEXT_FRAME,
        (4, 8, 8, 1),
        (8, 8, 1),
    )
    data = prepare(choice)
    step = data.train.targets - data.train.inputs[:, -1]
    assert np.allclose(step, 20 / 255, atol=0.02)  # each frame is so much brighter than the one before
    design, _change = begin_with(edits.new_design(), choice, facts)
    told = train(edits.set_recipe(design, "epochs", 3)[0])
    assert told.names[-1] == "Finished"


def test_that_a_change_deep_inside_is_seen(tmp_path: Path) -> None:
    put(tmp_path / "cats" / "2021" / "may")
    put(tmp_path / "dogs")
    choice, before = choice_of(tmp_path), folder_stamp(tmp_path)
    assert stamp_of(choice) == before is not None
    load(choice)
    shutil.copy(tmp_path / "dogs" / "0.png", tmp_path / "cats" / "2021" / "may" / "9.png")
    assert folder_stamp(tmp_path) != before
    with pytest.raises(UserError, match="has changed"):
        load(choice)


def test_that_a_file_moved_to_another_inner_folder_is_a_change(tmp_path: Path) -> None:
    put(tmp_path / "cats" / "2021")
    put(tmp_path / "dogs")
    choice = choice_of(tmp_path)
    (tmp_path / "cats" / "2021").rename(tmp_path / "cats" / "2022")
    with pytest.raises(UserError, match="has changed"):
        load(choice)


def test_that_a_folder_that_lies_too_deep_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_DEEPEST", 2)
    put(tmp_path / "cats" / "a" / "b")
    put(tmp_path / "cats")
    put(tmp_path / "dogs")
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 6, "dogs": 6}
    assert [(bad.name, bad.reason) for bad in found.broken] == [("cats/a/b", "It lies too deep.")]


def test_that_links_deep_inside_and_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "cats" / "2021")
    put(tmp_path / "dogs")
    (tmp_path / "cats" / "2021" / "again").symlink_to(tmp_path)
    found = look_at_images(tmp_path)
    assert (found.listing.links, found.counts) == (1, {"cats": 6, "dogs": 6})


def test_that_a_folder_without_permission_is_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "cats")
    put(tmp_path / "dogs")
    put(tmp_path / "secret")
    scan = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 6, "dogs": 6}
    assert [bad.name for bad in found.broken] == ["secret"]
    assert load(choice_of(tmp_path)).pixels is not None
    assert folder_stamp(tmp_path) is not None


def test_that_a_file_without_permission_is_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "cats")
    put(tmp_path / "dogs")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path == tmp_path / "cats" / "3.png":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    found = look_at_images(tmp_path)
    assert found.counts == {"cats": 5, "dogs": 6}
    (bad,) = found.broken
    assert bad.name == "cats/3.png"
    assert "ermission" in bad.reason or "allowed" in bad.reason


@pytest.mark.parametrize(
    ("names", "named"),
    [(("test.csv", "train.csv", "sample_submission.csv"), "train.csv"), (("b.npz", "a.XLSX"), "a.XLSX")],
)
def test_that_a_folder_of_tables_says_which_file_to_choose(
    tmp_path: Path, names: tuple[str, ...], named: str
) -> None:
    for name in names:
        (tmp_path / name).write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="no images in it") as refused:
        look_at_images(tmp_path)
    assert f"“{named}”" in refused.value.hint
