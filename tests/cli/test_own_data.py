"""A design with own data on the command line: relative paths are those of its file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from nnstudio.cli import main
from nnstudio.data import describe, prepare
from nnstudio.data.baselines import baselines
from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.own.table_choice import own_table, suggested
from nnstudio.data.own.tables import look_at_head, look_at_table
from nnstudio.data.own.texts import look_at_text, own_text
from nnstudio.design import edits
from nnstudio.design.check import check, code_width
from nnstudio.design.files import load, save
from nnstudio.design.model import DataChoice, Design, LayerRow
from nnstudio.design.normal import normal_design
from nnstudio.design.own import OWN, OwnData, OwnImages
from nnstudio.design.starters import begin_with
from tests.data.own.designs import begun
from tests.data.own.test_arrays import IMAGES, LABELS, saved
from tests.data.own.test_arrays import chosen as chosen_arrays
from tests.data.own.test_table_texts import choice_of, pairs, reviews
from tests.data.own.test_texts import RUSSIAN, written


@pytest.fixture
def design(tmp_path: Path) -> Path:
    """A design beside its table."""
    table = tmp_path / "points.csv"
    table.write_text("x,y,kind\n" + "".join(f"{i % 9},{i % 7},{'ab'[i % 9 > 4]}\n" for i in range(90)))
    found = look_at_table(look_at_head(table))
    choice = DataChoice(source=OWN, own=own_table(found, suggested(found)), scaling="standard")
    return begun(choice, tmp_path)


Losses: TypeAlias = Callable[[Path, int], list[dict[str, float]]]


@pytest.fixture
def losses(capsys: pytest.CaptureFixture[str]) -> Losses:
    """Of each epoch of a training of a design for so many."""

    def train(path: Path, epochs: int) -> list[dict[str, float]]:
        assert main(["train", str(path), "--epochs", str(epochs), "--json"]) == 0
        *told, last = map(json.loads, capsys.readouterr().out.splitlines())
        assert last["event"] == "finished"
        return told

    return train


def test_that_it_trains_wherever_it_is_started(
    design: Path, losses: Losses, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(design.read_text("utf-8"))["data"]["own"]["path"] == "points.csv"
    monkeypatch.chdir("/")
    first, *_between, last = losses(design, 3)
    assert last["loss"] < first["loss"]


def test_that_missing_data_are_one_sentence(design: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (design.parent / "points.csv").unlink()
    assert main(["train", str(design), "--epochs", "1", "--json"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert "is not there any more" in told["message"]


@pytest.mark.parametrize("frames", [1, 3])
def test_that_images_and_clips_train(tmp_path: Path, losses: Losses, frames: int) -> None:
    for name, shade in {"dark": 10, "light": 150}.items():
        (tmp_path / "shades" / name).mkdir(parents=True)
        for at in range(20):
            made = [Image.new("L", (12, 12), shade + at + 20 * step) for step in range(4)]
            made[0].save(tmp_path / "shades" / name / f"{at}.gif", save_all=True, append_images=made[1:])
    own = own_images(look_at_images(tmp_path / "shades"), OwnImages(side=8, frames=frames))
    choice = DataChoice(source=OWN, own=own)
    made_for_images = choice.model_copy(update={"own": own.model_copy(update={"images": _still(own)})})
    design, _change = begin_with(edits.new_design(), made_for_images, describe(made_for_images))
    if frames > 1:  # a dense network takes a clip as it takes an image
        design = read_flat(design)
    save(design.model_copy(update={"data": choice}), tmp_path / "mine.nnd")
    first, *_between, last = losses(tmp_path / "mine.nnd", 3)
    assert last["loss"] < first["loss"]


def _still(own: OwnData) -> OwnImages:
    assert own.images is not None
    return own.images.model_copy(update={"frames": 1})


def read_flat(design: Design) -> Design:
    rows = (
        LayerRow(id="flat", kind="flatten"),
        LayerRow(id="out", kind="dense", params={"units": 2, "activation": "softmax"}),
    )
    return normal_design(design.model_copy(update={"layers": rows, "groups": ()}))


def test_that_a_text_is_written_on(tmp_path: Path, losses: Losses) -> None:
    file = written(tmp_path / "proverbs.txt", RUSSIAN)
    own = own_text(look_at_text(file), len(RUSSIAN))
    choice = DataChoice(source=OWN, own=own, tokens="characters", length=16, validation=0.1, test=0.1)
    first, *_between, last = losses(begun(choice, tmp_path), 4)
    assert last["val_loss"] < first["val_loss"]


def test_that_arrays_train(tmp_path: Path, losses: Losses) -> None:
    choice = chosen_arrays(saved(tmp_path / "set.npz", x=IMAGES // 4 + 60 * LABELS[:, None, None], y=LABELS))
    first, *_between, last = losses(begun(choice, tmp_path), 5)
    assert last["loss"] < first["loss"]


@pytest.mark.parametrize("made_table", [reviews, pairs])
def test_that_texts_of_a_table_train(
    tmp_path: Path, losses: Losses, made_table: Callable[[Path], Path]
) -> None:
    choice = choice_of(made_table(tmp_path))
    first, *_between, last = losses(begun(choice, tmp_path), 8)
    assert last["loss"] < first["loss"]


def test_that_images_are_given_back_better_than_by_principal_components(
    tmp_path: Path, losses: Losses
) -> None:
    choice = chosen_arrays(saved(tmp_path / "set.npz", x=np.rint(load_digits().images[:600] * 15.9)))
    prepared = prepare(choice)
    path = begun(choice, tmp_path)
    design = load(path)
    width = code_width(design, check(design, prepared.facts))
    (components,) = (b.value for b in baselines(prepared, prepared.validation) if b.width == width)
    *_before, last = losses(path, design.recipe.epochs)
    assert last["val_loss"] < 0.8 * components
