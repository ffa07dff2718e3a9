"""Every way of preparing data, and people's own: a program feeds what the window feeds, to the bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import describe, prepare, source_of
from nnstudio.data.own.film import look_at_film, own_film
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.own.texts import look_at_text, own_text
from nnstudio.data.sources import default_choice
from nnstudio.design import edits
from nnstudio.design.model import DataChoice, Design, Scaling
from nnstudio.design.own import OWN, OwnFilm, OwnImages
from nnstudio.design.starters import begin_with
from tests.data.own.designs import as_suggested
from tests.data.own.tables import chosen as chosen_table
from tests.data.own.tables import written as written_table
from tests.data.own.test_arrays import IMAGES, LABELS, chosen, saved
from tests.data.own.test_film import ramp
from tests.data.own.test_table_texts import choice_of, pairs, reviews
from tests.data.own.test_texts import RUSSIAN, written
from tests.export.programs import exported, fed

SCALINGS: tuple[Scaling, ...] = ("none", "standard", "range")


def assert_feeds_the_same(choice: DataChoice, folder: Path) -> None:
    """Whatever the network: what is asked here is what it is fed."""
    design = _with_a_network(choice)
    prepared = prepare(choice)
    parts = (prepared.train, prepared.validation, prepared.test)
    for (inputs, targets), part in zip(fed(exported(design, folder / "program")), parts, strict=True):
        assert len(inputs) == len(targets) == len(part)
        if len(part):
            assert (inputs.dtype, targets.dtype) == (part.inputs.dtype, part.targets.dtype)
            np.testing.assert_array_equal(inputs, part.inputs)
            np.testing.assert_array_equal(targets, part.targets)


def _with_a_network(choice: DataChoice) -> Design:
    """The first of the networks that one begins with that fits the data, whatever it learns."""

    design, _change = begin_with(edits.new_design(), choice, describe(choice))
    return design


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("source", ["iris", "diabetes", "sunspots", "digits8", "circle", "clips_next"])
def test_that_every_scaling_is_the_same(tmp_path: Path, source: str, scaling: Scaling) -> None:
    changed = {"scaling": scaling, "validation": 0.2, "test": 0.1}
    assert_feeds_the_same(default_choice(source).model_copy(update=changed), tmp_path)


@pytest.mark.parametrize("changed", [{"noise": 0.3}, {"noise": 0.3, "scaling": "standard"}, {"unusual": "3"}])
def test_that_inputs_to_give_back_are_disturbed_alike(tmp_path: Path, changed: dict[str, object]) -> None:
    asked = {"goal": "inputs", "validation": 0.2, "test": 0.1, **changed}
    assert_feeds_the_same(default_choice("digits8").model_copy(update=asked), tmp_path)


@pytest.mark.parametrize("tokens", ["characters", "words"])
@pytest.mark.parametrize("lower_case", [False, True])
@pytest.mark.parametrize("source", ["languages", "emoji_pairs", "numbers"])
def test_that_texts_are_numbered_alike(tmp_path: Path, source: str, tokens: str, lower_case: bool) -> None:
    changed = {"tokens": tokens, "lower_case": lower_case, "vocabulary": 200, "test": 0.1}
    assert_feeds_the_same(default_choice(source).model_copy(update=changed), tmp_path)


@pytest.mark.parametrize("lower_case", [False, True])
@pytest.mark.parametrize("vocabulary", [20, 1_000])
def test_that_a_text_to_be_continued_is_numbered_alike(
    tmp_path: Path, lower_case: bool, vocabulary: int
) -> None:
    text = "Ünïcode, İstanbul, e\u0301 and é. " + RUSSIAN
    own = own_text(look_at_text(written(tmp_path / "own.txt", text)), len(text))
    choice = DataChoice(source=OWN, own=own, length=16, validation=0.1, test=0.1)
    changed = {"lower_case": lower_case, "vocabulary": vocabulary}
    assert_feeds_the_same(choice.model_copy(update=changed), tmp_path)


def _gaps(folder: Path) -> DataChoice:
    rows = [f"{at % 9 if at % 7 else ''};{at % 5 / 3};{'ab'[at % 9 > 4]}" for at in range(90)]
    path = written_table(folder, "x;y;kind\n" + "\n".join(rows) + "\n")
    return as_suggested(chosen_table(path), test=0.1)


def _folder_of_images(folder: Path) -> DataChoice:
    rng = np.random.default_rng(2)
    for name in ("cats", "dogs"):
        (folder / "pets" / name).mkdir(parents=True)
        for at in range(20):
            shades = rng.integers(0, 256, (12, 12, 3), np.uint8)
            Image.fromarray(shades).save(folder / "pets" / name / f"{at}.png")
    own = own_images(look_at_images(folder / "pets"), OwnImages(side=8))
    return as_suggested(own, test=0.1)


def _film(folder: Path) -> DataChoice:
    own = own_film(look_at_film(ramp(folder / "film.gif")), OwnFilm(side=8, color=False, frames=4))
    return as_suggested(own, test=0.1)


def _arrays(folder: Path) -> DataChoice:
    return chosen(saved(folder / "set.npz", x=IMAGES, y=LABELS))


def _held_out(folder: Path) -> DataChoice:
    path = saved(folder / "set.npz", y_train=LABELS, x_train=IMAGES, x_test=IMAGES[:7], y_test=LABELS[:7])
    return chosen(path)


def _quantities_of_images(folder: Path) -> DataChoice:
    brightness = IMAGES.reshape(len(IMAGES), -1).mean(axis=1)
    return chosen(saved(folder / "set.npz", x=IMAGES, y=brightness))


OWN_DATA: dict[str, Callable[[Path], DataChoice]] = {
    "a table with gaps": _gaps,
    "a folder of images": _folder_of_images,
    "a film": _film,
    "images in arrays": _arrays,
    "arrays that hold a test out": _held_out,
    "images with quantities": _quantities_of_images,
    "texts with classes": lambda folder: choice_of(reviews(folder)),
    "texts with translations": lambda folder: choice_of(pairs(folder)),
}


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("name", OWN_DATA)
def test_that_own_data_are_the_same(tmp_path: Path, name: str, scaling: Scaling) -> None:
    choice = OWN_DATA[name](tmp_path)
    assert source_of(choice).count({}) > 0
    assert_feeds_the_same(choice.model_copy(update={"scaling": scaling}), tmp_path)


@pytest.mark.parametrize("noise", [0.0, 0.2])
@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_own_images_to_give_back_are_the_same(tmp_path: Path, scaling: Scaling, noise: float) -> None:
    choice = _arrays(tmp_path).model_copy(update={"goal": "inputs", "noise": noise, "scaling": scaling})
    assert_feeds_the_same(choice, tmp_path)


def test_that_one_hot_classes_are_the_same(tmp_path: Path) -> None:
    for name in ("iris", "languages"):
        (tmp_path / name).mkdir()
        choice = default_choice(name).model_copy(update={"one_hot": True, "validation": 0.0, "test": 0.0})
        assert_feeds_the_same(choice, tmp_path / name)


@pytest.mark.parametrize("source", ["diabetes", "sunspots"])
def test_that_what_is_learned_leads_back_to_the_unit_of_the_data(tmp_path: Path, source: str) -> None:
    changed = {"scaling": "standard", "validation": 0.2, "test": 0.1}
    choice = default_choice(source).model_copy(update=changed)
    program = exported(_with_a_network(choice), tmp_path / "program")
    data = program.read_data()
    *_others, (_inputs, targets) = program.prepare(data)
    told = program.unscaled(targets, program.target_scale(data))
    if source == "diabetes":
        expected = data["targets"][data["test"]]
    else:
        expected = program.windows(data["values"][:, 0], data["test"], choice.horizon)
    np.testing.assert_allclose(told, expected, rtol=1e-5, atol=1e-4)
