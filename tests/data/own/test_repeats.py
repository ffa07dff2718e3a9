"""What stands in own data more than once is never both learned from and tested with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import prepare, preview
from nnstudio.data.own.array_choice import held_out_twice, suggested
from nnstudio.data.own.arrays import look_at_arrays
from nnstudio.data.own.images import ImagesFound, look_at_images
from nnstudio.data.own.text_folder import TextsFound, look_at_texts
from nnstudio.design.model import DataChoice
from tests.data.own.test_arrays import RNG, saved
from tests.data.own.test_arrays import chosen as chosen_arrays
from tests.data.own.test_table_texts import choice_of


def contents(choice: DataChoice) -> list[list[object]]:
    """What each part has, as it stood in the file."""
    prepared = prepare(choice)
    parts = (prepared.train, prepared.validation, prepared.test)
    if prepared.text is not None:
        texts = prepared.text.texts
        return [[texts[row].lower() for row in part.rows] for part in parts]
    return [[row.tobytes() for row in part.stored] for part in parts]


def assert_apart(choice: DataChoice) -> None:
    split = choice.model_copy(update={"validation": 0.2, "test": 0.2})
    train, validation, test = contents(split)
    assert len(validation) == len(test) > 10
    assert not set(train) & set(validation)
    assert not set(train) & set(test)
    assert not set(validation) & set(test)


@pytest.mark.parametrize("answers", ["label", "target"])
def test_that_the_same_texts_go_to_one_part(tmp_path: Path, answers: str) -> None:
    path = tmp_path / "reviews.csv"
    given = {"label": lambda at: "ab"[at % 2], "target": lambda at: f"word {at} of many, and {at * 7} more"}
    texts = [f"{'Good' if at % 3 else 'good'} thing number {at // 3}, is it not" for at in range(120)]
    lines = [f'"{text}","{given[answers](at)}"' for at, text in enumerate(texts)]
    path.write_text(f"text,{answers}\n" + "\n".join(lines))
    assert_apart(choice_of(path))


def test_that_the_same_images_go_to_one_part(tmp_path: Path) -> None:
    once = RNG.integers(0, 256, (60, 8, 8), np.uint8)
    labels = np.arange(120) % 60 % 3
    assert_apart(chosen_arrays(saved(tmp_path / "set.npz", x=np.concatenate([once, once]), y=labels)))


def test_that_the_same_images_go_to_one_part_beside_a_class_that_is_never_learned(tmp_path: Path) -> None:
    once = RNG.integers(0, 256, (90, 8, 8), np.uint8)
    labels = np.arange(180) % 90 % 3
    choice = chosen_arrays(saved(tmp_path / "set.npz", x=np.concatenate([once, once]), y=labels))
    apart = choice.model_copy(update={"goal": "inputs", "unusual": "2", "validation": 0.2, "test": 0.2})
    train, validation, test = contents(apart)
    assert len(train) == len(set(train)) * 2
    assert not set(train) & {*validation, *test}


def test_that_rows_of_numbers_are_dealt_as_they_are(tmp_path: Path) -> None:
    rows = np.repeat(np.arange(30.0), 4)[:, None] * [1, 2]
    choice = chosen_arrays(saved(tmp_path / "set.npz", x=rows, y=np.arange(120) % 3))
    train, validation, _test = contents(choice.model_copy(update={"validation": 0.2}))
    assert set(train) & set(validation)


def test_that_examples_of_a_test_part_that_are_learned_from_too_are_counted(tmp_path: Path) -> None:
    rows = RNG.normal(size=(60, 3))
    held = np.concatenate([RNG.normal(size=(7, 3)), rows[[3, 8, 20]]])
    labels = np.arange(60) % 3
    path = saved(tmp_path / "set.npz", x_train=rows, y_train=labels, x_test=held, y_test=labels[:10])
    found = look_at_arrays(path)
    assert held_out_twice(found, suggested(found)) == 3
    for changes in ({}, {"goal": "inputs"}, {"goal": "inputs", "noise": 0.3}):
        assert preview(prepare(chosen_arrays(path).model_copy(update=changes))).tested_twice == 3
    dealt = replace(suggested(found), holds_out=False)
    assert held_out_twice(found, dealt) == 0
    assert preview(prepare(chosen_arrays(path, holds_out=False))).tested_twice == 0


def test_that_what_is_left_out_of_training_is_no_repeat_of_it(tmp_path: Path) -> None:
    rows, labels = RNG.normal(size=(60, 3)), (np.arange(60) % 3).astype(np.float64)
    labels[3] = np.nan
    held = np.concatenate([RNG.normal(size=(8, 3)), rows[[3, 8]]])
    path = saved(tmp_path / "set.npz", x_train=rows, y_train=labels, x_test=held, y_test=labels[4:14])
    found = look_at_arrays(path)
    assert held_out_twice(found, suggested(found)) == 1
    assert preview(prepare(chosen_arrays(path))).tested_twice == 1


def test_that_examples_of_another_type_can_be_the_same(tmp_path: Path) -> None:
    images = RNG.integers(0, 256, (40, 8, 8), np.uint8)
    labels = np.arange(40) % 4
    held = images[:6].astype(np.float32)
    path = saved(tmp_path / "set.npz", x_train=images, y_train=labels, x_test=held, y_test=labels[:6])
    found = look_at_arrays(path)
    assert held_out_twice(found, suggested(found)) == 6
    assert preview(prepare(chosen_arrays(path))).tested_twice == 6


def test_that_nothing_is_compared_where_nothing_is_held_out(tmp_path: Path) -> None:
    found = look_at_arrays(saved(tmp_path / "set.npz", x=np.zeros((9, 3)), y=np.arange(9) % 2))
    assert not any(len(each.hashes) for each in found.arrays)


@pytest.mark.parametrize(("suffix", "look"), [(".txt", look_at_texts), (".png", look_at_images)])
def test_that_files_that_stand_in_several_parts_of_a_set_are_counted(
    tmp_path: Path, suffix: str, look: Callable[[Path], TextsFound | ImagesFound]
) -> None:
    def put(part: str, kind: str, *numbers: int) -> None:
        folder = tmp_path / part / kind
        folder.mkdir(parents=True)
        for at, number in enumerate(numbers):
            file = folder / f"{at}{suffix}"
            if suffix == ".png":
                Image.new("L", (9, 9), number).save(file)
            else:
                file.write_text(f"a text of the number {number}")

    put("train", "cats", 1, 2, 3, 3)
    put("train", "dogs", 11, 12, 13)
    put("test", "cats", 4, 2)
    put("test", "dogs", 14, 11)
    found = look(tmp_path)
    assert (found.parts.repeated, found.parts.across) == (3, 2)
