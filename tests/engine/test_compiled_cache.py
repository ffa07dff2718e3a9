"""What XLA compiled is kept on disk: used again, bounded, and let go when it cannot be trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.design.model import Design
from nnstudio.engine import backend, compiled_cache
from nnstudio.engine.compiled_cache import FOLDER_VARIABLE, CompiledCache, machine_key, switch_on
from nnstudio.engine.workshop import Workshop
from tests.engine.designs import points

NOBODY = 2**22 + 1  # above the largest number that Linux gives a process


def first_losses(design: Design) -> list[float]:
    parts = Workshop().assemble(design, "xla")
    losses: list[float] = parts.train(parts.order(0), 0, parts.steps_per_epoch).losses.tolist()
    return losses


def kept() -> dict[Path, int]:
    assert backend.compiled is not None
    return {file: file.stat().st_mtime_ns for file in backend.compiled.files()}


def trained_in_a_process_of_its_own(folder: Path) -> str:
    """The losses of an epoch, by a process that keeps what it compiles in ``folder``."""
    script = "from tests.engine.test_compiled_cache import *; print(first_losses(points()))"
    environment = {name: value for name, value in os.environ.items() if name != "TF_XLA_FLAGS"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment | {FOLDER_VARIABLE: str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def test_that_another_process_uses_what_was_compiled_and_compiles_what_it_cannot_read(tmp_path: Path) -> None:
    folder = tmp_path / machine_key()
    losses = trained_in_a_process_of_its_own(tmp_path)
    (file,) = CompiledCache(folder).files()
    written = file.stat().st_mtime_ns

    assert trained_in_a_process_of_its_own(tmp_path) == losses
    assert CompiledCache(folder).files() == [file]
    assert file.stat().st_mtime_ns == written

    file.write_bytes(file.read_bytes()[:1000])
    assert trained_in_a_process_of_its_own(tmp_path) == losses
    assert not file.exists() or file.stat().st_size > 1000


def test_that_nothing_is_kept_for_another_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine_key()
    assert here == machine_key()
    monkeypatch.setattr(compiled_cache, "_processor", lambda: "flags : other instructions")
    assert machine_key() != here


@pytest.mark.parametrize(("process", "left"), [(os.getpid(), 1), (NOBODY, 0)], ids=["alive", "died"])
def test_that_the_folder_is_cleared_when_a_process_died_while_it_used_it(
    tmp_path: Path, process: int, left: int
) -> None:
    (tmp_path / "code.pb").write_bytes(b"code")
    (tmp_path / f"in-use-{process}").touch()
    cache = CompiledCache(tmp_path)
    cache.tidy()
    assert len(cache.files()) == left


def test_that_a_use_leaves_no_mark(tmp_path: Path) -> None:
    cache = CompiledCache(tmp_path)
    with cache.in_use():
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_that_the_oldest_files_go_when_the_folder_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_cache, "MOST_BYTES", 25)
    for age, name in enumerate(("newest", "older", "oldest")):
        file = tmp_path / name
        file.write_bytes(bytes(10))
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    cache = CompiledCache(tmp_path)
    cache.tidy()
    assert [file.name for file in cache.files()] == ["newest", "older"]


def test_that_an_empty_folder_name_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    assert switch_on() is None


def test_that_a_folder_that_cannot_be_made_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file"))
    monkeypatch.delenv("TF_XLA_FLAGS", raising=False)
    assert switch_on() is None
    assert "TF_XLA_FLAGS" not in os.environ


def test_that_names_of_compiled_parts_do_not_depend_on_what_was_made_before() -> None:
    first_losses(points(batch_size=17, seed=1))
    first_losses(points(batch_size=16))
    before = kept()
    first_losses(points(batch_size=17, seed=2))
    assert set(kept()) == set(before)
