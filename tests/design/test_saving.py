"""Designs on the disk: loading what cannot be loaded, and saving so that nothing is ever half written."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nnstudio.design import edits
from nnstudio.design.files import LARGEST, dump, load, save
from nnstudio.errors import UserError
from tests.design.networks import digits_cnn

CNN = digits_cnn()
posix = pytest.mark.skipif(os.name != "posix", reason="permissions, pipes and links as POSIX has them")


def writes_everywhere() -> bool:
    """Whether permissions do not hold for this user, as for root."""
    with tempfile.NamedTemporaryFile() as file:
        os.chmod(file.name, 0)
        return os.access(file.name, os.W_OK)


def test_that_a_saved_design_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "имя with spaces.nnd"
    save(CNN, path)
    assert load(path) == CNN
    assert path.read_text(encoding="utf-8") == dump(CNN)
    assert os.listdir(tmp_path) == [path.name]


@posix
def test_that_the_file_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "old.nnd", tmp_path / "new.nnd", tmp_path / "plain"
    old.touch()
    old.chmod(0o640)
    plain.touch()
    save(CNN, old)
    save(CNN, new)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@posix
def test_that_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "net.nnd", tmp_path / "link.nnd"
    link.symlink_to(target)
    save(CNN, link)
    assert link.is_symlink()
    assert load(target) == CNN


@posix
def test_that_what_is_no_regular_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe, circle = tmp_path / "pipe.nnd", tmp_path / "circle.nnd"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for path in (pipe, tmp_path, circle, Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(UserError):
            load(path)
    for path in (pipe, tmp_path, Path("/dev/null")):
        with pytest.raises(UserError, match="could not be saved"):
            save(CNN, path)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["gone.nnd", "no/such/folder.nnd", "a\0b", "x" * 300])
def test_that_a_name_without_a_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="could not be read"):
        load(tmp_path / name)


@pytest.mark.parametrize("name", ["no/such/folder.nnd", "a\0b", "x" * 300])
def test_that_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        save(CNN, tmp_path / name)
    assert refused.value.message.startswith("The design could not be saved.")
    assert refused.value.hint
    assert os.listdir(tmp_path) == []


@posix
@pytest.mark.skipif(writes_everywhere(), reason="this user may write everywhere")
def test_that_what_is_protected_is_refused_in_words(tmp_path: Path) -> None:
    protected = tmp_path / "protected.nnd"
    protected.write_text("old")
    protected.chmod(0o000)
    with pytest.raises(UserError, match="no permission"):
        load(protected)
    with pytest.raises(UserError, match="no permission"):
        save(CNN, protected)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="no permission"):
            save(CNN, tmp_path / "new.nnd")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_that_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.nnd"
    save(CNN, path)
    real_open = os.open

    def full(name: str | Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            os.close(real_open(name, flags, *mode))  # the name is there, the room is not
            return real_open("/dev/full", os.O_WRONLY)
        return real_open(name, flags, *mode)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(UserError, match="The disk is full"):
        save(edits.new_design(), path)
    monkeypatch.undo()
    assert load(path) == CNN
    assert os.listdir(tmp_path) == [path.name]


def test_that_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.nnd"
    with path.open("wb") as file:
        file.truncate(LARGEST * 1_000)
    with pytest.raises(UserError, match="too large to be a design"):
        load(path)


SAVE_FOREVER = """
import sys
import tempfile
from nnstudio.design import edits
from nnstudio.design.files import save
small = edits.new_design()
large = small
for _ in range(300):
    large, _change = edits.insert_layer(large, "lstm")
while True:
    for design in (large, small):
        print("saving", flush=True)
        save(design, sys.argv[1])
"""


@posix
def test_that_a_kill_while_saving_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "net.nnd"
    save(CNN, path)
    for saves in (1, 2, 5, 10):
        with subprocess.Popen(
            [sys.executable, "-c", SAVE_FOREVER, str(path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            for _save in range(saves):
                assert process.stdout.readline() == b"saving\n"
            process.send_signal(signal.SIGKILL)  # while it saves
        assert len(load(path).layers) in (0, 5, 300)
