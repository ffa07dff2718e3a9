"""A design with own data on the command line: relative paths are those of its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.data import describe
from nnstudio.data.own.table_choice import own_table, suggested
from nnstudio.data.own.tables import look_at_head, look_at_table
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN
from nnstudio.design.starters import begin_with


@pytest.fixture
def design(tmp_path: Path) -> Path:
    """A design beside its table."""
    table = tmp_path / "points.csv"
    table.write_text("x,y,kind\n" + "".join(f"{i % 9},{i % 7},{'ab'[i % 9 > 4]}\n" for i in range(90)))
    found = look_at_table(look_at_head(table))
    choice = DataChoice(source=OWN, own=own_table(found, suggested(found)), scaling="standard")
    made, _change = begin_with(edits.new_design(), choice, describe(choice))
    save(made, tmp_path / "mine.nnd")
    return tmp_path / "mine.nnd"


def test_that_it_trains_wherever_it_is_started(
    design: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(design.read_text("utf-8"))["data"]["own"]["path"] == "points.csv"
    monkeypatch.chdir("/")
    assert main(["train", str(design), "--epochs", "3", "--json"]) == 0
    *epochs, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert epochs[-1]["loss"] < epochs[0]["loss"]
    assert last["event"] == "finished"


def test_that_missing_data_are_one_sentence(design: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (design.parent / "points.csv").unlink()
    assert main(["train", str(design), "--epochs", "1", "--json"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert "is not there any more" in told["message"]
