"""Own data stand in a design's file, and are found again where file and data are moved together."""

import json
import shutil
from pathlib import Path

import pytest

from nnstudio.catalogue.values import Part
from nnstudio.design.files import dump, load, parse, save
from nnstudio.design.model import DataChoice, Design, Recipe
from nnstudio.design.own import OWN, OwnColumn, OwnData, OwnTable
from nnstudio.errors import UserError

COLUMNS = (
    OwnColumn(name="длина", role="input"),
    OwnColumn(name="вид", kind="category", role="target", categories=("кот", "пёс")),
)


def own_design(path: Path | str) -> Design:
    table = OwnTable(encoding="cp1251", separator=";", decimal=",", columns=COLUMNS)
    own = OwnData(kind="table", path=str(path), checksum="0" * 64, count=20, table=table)
    recipe = Recipe(loss=Part(kind="mean_squared_error"), optimizer=Part(kind="adam"))
    return Design(data=DataChoice(source=OWN, own=own), recipe=recipe)


def path_of(design: Design) -> str:
    assert design.data.own is not None
    return design.data.own.path


def test_that_own_data_survive_the_text_of_a_design() -> None:
    again = parse(dump(own_design("/there/cats.csv")))
    assert again.data == own_design("/there/cats.csv").data


@pytest.mark.parametrize("place", ["cats.csv", "data/cats.csv", "../data/cats.csv", "../../data/cats.csv"])
def test_that_near_data_move_together_with_the_design(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "one" / "a" / "b"
    folder.mkdir(parents=True)
    save(own_design(folder / place), folder / "my.nnd")
    assert json.loads((folder / "my.nnd").read_text("utf-8"))["data"]["own"]["path"] == place
    shutil.move(tmp_path / "one", tmp_path / "two")
    moved = tmp_path / "two" / "a" / "b"
    assert Path(path_of(load(moved / "my.nnd"))) == (moved / place).resolve()


def test_that_data_far_away_keep_their_whole_path(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    save(own_design(tmp_path / "cats.csv"), folder / "my.nnd")
    assert json.loads((folder / "my.nnd").read_text("utf-8"))["data"]["own"]["path"] == str(
        tmp_path / "cats.csv"
    )
    assert path_of(load(folder / "my.nnd")) == str(tmp_path / "cats.csv")


@pytest.mark.parametrize(
    "data",
    [
        {"source": "own"},
        {"source": "spiral", "own": {"kind": "table", "path": "a", "count": 1, "table": {"columns": []}}},
        {"source": "own", "own": {"kind": "table", "path": "a", "count": 1}},
        {"source": "own", "own": {"kind": "table", "path": "", "count": 1, "table": {"columns": []}}},
        {"source": "own", "own": {"kind": "table", "path": "a", "count": 0, "table": {"columns": []}}},
        {"source": "own", "own": {"kind": "pickle", "path": "a", "count": 1}},
        {"source": "own", "own": []},
    ],
)
def test_that_own_data_that_cannot_be_are_refused_with_their_place(data: object) -> None:
    recipe = {"loss": "mean_squared_error", "optimizer": "adam"}
    with pytest.raises(UserError) as refused:
        parse(json.dumps({"format": "nnstudio/1", "data": data, "recipe": recipe}))
    assert refused.value.where.startswith("data.own")
