"""Folders that are kept small."""

from __future__ import annotations

import os
from pathlib import Path

from nnstudio.cache_folder import let_oldest_go, newest_first


def filled(folder: Path, *ages: int) -> list[Path]:
    """A file of ten bytes for each age in seconds; it is now 1,000,000."""
    files = []
    for age in ages:
        files.append(folder / f"{age} old")
        files[-1].write_bytes(bytes(10))
        os.utime(files[-1], (1_000_000 - age, 1_000_000 - age))
    return files


def test_that_the_oldest_go_until_the_others_are_small_enough(tmp_path: Path) -> None:
    let_oldest_go(filled(tmp_path, 30, 10, 40, 20), 25)
    assert {file.name for file in tmp_path.iterdir()} == {"10 old", "20 old"}


def test_that_what_was_used_lately_stays_and_counts(tmp_path: Path) -> None:
    let_oldest_go(filled(tmp_path, 1, 2, 3, 40), 15, spared_since=1_000_000 - 10)
    assert {file.name for file in tmp_path.iterdir()} == {"1 old", "2 old", "3 old"}


def test_that_files_that_are_gone_meanwhile_are_no_matter(tmp_path: Path) -> None:
    files = filled(tmp_path, 1, 2, 3)
    files[1].unlink()
    assert [file for file, _about in newest_first(files)] == [files[0], files[2]]
    let_oldest_go(files, 10)
    assert list(tmp_path.iterdir()) == [files[0]]
