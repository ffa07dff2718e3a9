"""Finding the design that is meant, and the errors of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.cli.find_design import Place, find_design
from nnstudio.design.files import save
from nnstudio.design.shipped import load_shipped
from nnstudio.errors import UserError
from tests.rights import as_nobody

NEAR = [("spirl", "spiral"), ("digit-cnn", "digits-cnn"), ("tarin", "train")]
BROKEN = [b"", b"\x00\xff\x13binary", b'{"format": "nnstudio/1", "data"', b"[" * 5000]


def test_that_a_shipped_name_is_found() -> None:
    assert find_design("spiral") == Place(shipped="spiral")


def test_that_a_file_comes_before_a_shipped_design_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save(load_shipped("iris"), tmp_path / "spiral")
    assert find_design("spiral") == Place(path=Path("spiral"))


@pytest.mark.parametrize(("word", "near"), NEAR)
def test_that_the_near_names_are_suggested(word: str, near: str) -> None:
    with pytest.raises(UserError) as error:
        find_design(word, ("train", "check"))
    assert near in error.value.hint


def test_that_a_file_beside_is_suggested(tmp_path: Path) -> None:
    save(load_shipped("iris"), tmp_path / "flowers.nnd")
    with pytest.raises(UserError) as error:
        find_design(str(tmp_path / "flower.nnd"))
    assert "flowers.nnd" in error.value.hint


def test_that_a_name_near_to_nothing_gives_all_designs() -> None:
    with pytest.raises(UserError) as error:
        find_design("zzzzzzzz")
    assert "digits-cnn" in error.value.hint


@pytest.mark.parametrize("command", ["check", "train"])
@pytest.mark.parametrize("content", BROKEN)
def test_that_a_broken_file_gives_a_message_and_code_1(
    command: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.nnd"
    path.write_bytes(content)
    assert main([command, str(path)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("nnstudio: ")
    assert "broken.nnd" in error
    assert "Traceback" not in error


def test_that_a_design_in_a_closed_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    save(load_shipped("iris"), closed / "mine.nnd")
    closed.chmod(0)
    try:
        with as_nobody():
            assert main(["check", str(closed / "mine.nnd")]) != 0
    finally:
        closed.chmod(0o755)
    assert "There is no permission" in capsys.readouterr().err
