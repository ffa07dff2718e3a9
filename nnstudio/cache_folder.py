"""Folders of files that can be had again: how they are kept small."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterable
from pathlib import Path


def newest_first(files: Iterable[Path]) -> list[tuple[Path, os.stat_result]]:
    """By when each was last written or touched; those that are gone by now are left out."""
    found = []
    for file in files:
        with contextlib.suppress(FileNotFoundError):  # another window tidies the same folder
            found.append((file, file.stat()))
    return sorted(found, key=lambda each: each[1].st_mtime, reverse=True)


def let_oldest_go(files: Iterable[Path], most: int, spared_since: float = math.inf) -> None:
    """Remove the oldest files until those that stay are at most so many bytes together.

    spared_since: seconds of the epoch; what was touched after that stays, though it counts.
    Raises OSError for a folder that cannot be written; a file that is in use where that forbids it stays.
    """
    total = 0
    for file, about in newest_first(files):
        total += about.st_size
        if total > most and about.st_mtime < spared_since:
            with contextlib.suppress(PermissionError):
                file.unlink(missing_ok=True)
