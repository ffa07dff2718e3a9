"""Writing into a folder: all of it or nothing, and never over what is there unasked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.cli import main
from nnstudio.data.own.reading import Cancelled
from nnstudio.design.files import load, save
from nnstudio.errors import UserError
from nnstudio.export import DATA_FILE, PROGRAM_FILE, export, folder, in_the_way
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen, written
from tests.engine.designs import CIRCLE, design, points, row
from tests.rights import as_nobody


def begun_with_a_table(place: Path) -> Path:
    """The file of a design with a table beside it."""
    path = written(place, "x,y,kind\n" + "1,2,a\n2,4,b\n3,1,a\n" * 400)
    return begun(as_suggested(chosen(path)), place)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_that_a_folder_is_made_and_holds_two_files(tmp_path: Path) -> None:
    export(points(), tmp_path / "mine")
    assert names(tmp_path / "mine") == [DATA_FILE, PROGRAM_FILE]
    assert in_the_way(tmp_path / "mine") == (PROGRAM_FILE, DATA_FILE)


def test_that_what_is_there_is_kept_until_it_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / PROGRAM_FILE).write_text("mine")
    with pytest.raises(UserError, match=PROGRAM_FILE):
        export(points(), tmp_path)
    assert names(tmp_path) == [PROGRAM_FILE]
    assert (tmp_path / PROGRAM_FILE).read_text() == "mine"
    export(points(), tmp_path, overwrite=True)
    assert "keras" in (tmp_path / PROGRAM_FILE).read_text()


def test_that_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    export(points(), tmp_path)
    assert names(tmp_path) == [DATA_FILE, "notes.txt", PROGRAM_FILE]


def test_that_a_design_with_an_error_is_refused_in_a_sentence(tmp_path: Path) -> None:
    wrong = design(CIRCLE, "binary_crossentropy", row("conv2d"))
    with pytest.raises(UserError, match="cannot be exported yet"):
        export(wrong, tmp_path / "mine")
    assert names(tmp_path) == []


def test_that_missing_data_are_one_sentence(tmp_path: Path) -> None:
    own = begun_with_a_table(tmp_path)
    (tmp_path / "table.csv").unlink()
    with pytest.raises(UserError, match="not there any more"):
        export(load(own), tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_that_a_closed_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with as_nobody(), pytest.raises(UserError, match="could not be written"):
        export(points(), tmp_path / "closed")
    with as_nobody(), pytest.raises(UserError, match="could not be written"):
        export(points(), tmp_path / "closed" / "mine")
    assert names(tmp_path / "closed") == []


def test_that_a_file_in_place_of_the_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("no folder")
    with pytest.raises(UserError, match="could not be written"):
        export(points(), tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "no folder"


def test_that_a_folder_in_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        export(points(), tmp_path / "not" / "there")


@pytest.mark.parametrize("there", [False, True])
def test_that_a_full_disk_leaves_nothing_half_done(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "mine"
    if there:
        export(points(), place)
    before = {path.name: path.read_bytes() for path in place.iterdir()} if there else None

    def fail(file: object, **arrays: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.np, "savez", fail)
    with pytest.raises(UserError, match="No space left"):
        export(points(seed=8), place, overwrite=True)
    assert place.exists() == there
    if there:
        assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_that_reading_own_data_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    own = load(begun_with_a_table(tmp_path))
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        export(own, tmp_path / "mine", progress=stop)
    assert len(told) == 1
    assert not (tmp_path / "mine").exists()


def test_that_the_command_writes_and_asks_for_leave_to_overwrite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(points(), tmp_path / "mine.nnd")
    words = ["export", str(tmp_path / "mine.nnd"), str(tmp_path / "out")]
    assert main(words) == 0
    assert PROGRAM_FILE in capsys.readouterr().out
    assert main(words) == 1
    assert "--overwrite" in "".join(capsys.readouterr())
    assert main([*words, "--overwrite"]) == 0


def test_that_a_relative_table_is_found_beside_its_design(tmp_path: Path) -> None:
    assert main(["export", str(begun_with_a_table(tmp_path)), str(tmp_path / "out")]) == 0
    with np.load(tmp_path / "out" / DATA_FILE) as arrays:
        assert {"inputs", "labels", "train", "validation", "test"} == set(arrays)
