"""A folder of folders of files, each inner folder being a class: what lies there, and its checksum."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nnstudio.data.own.reading import Progress, in_words, refusal, silent
from nnstudio.i18n import _

MOST_FILES: Final = 500_000
MOST_CLASSES: Final = 1_000
LARGEST_FILE: Final = 200_000_000  # bytes


@dataclass(frozen=True)
class Listing:
    """files: of each class, in the order of names. links: how many led elsewhere and are not followed. loose:
    files of that kind outside of any inner folder."""

    path: Path
    files: dict[str, tuple[Path, ...]]
    links: int = 0
    loose: int = 0

    @property
    def count(self) -> int:
        return sum(map(len, self.files.values()))

    def labelled(self) -> Iterator[tuple[int, Path]]:
        """Each file with the place of its class."""
        for label, files in enumerate(self.files.values()):
            for file in files:
                yield label, file


def list_folder(path: Path, suffixes: tuple[str, ...], progress: Progress = silent) -> Listing:
    """Classes without such files are left out. Links are not followed. Raises UserError."""
    files: dict[str, tuple[Path, ...]] = {}
    links = loose = count = 0
    with in_words(path):
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    for entry in entries:
        progress(0, 1)
        if entry.is_symlink():
            links += 1
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                continue
            inside, skipped = _inside(Path(entry.path), suffixes)
            links += skipped
            count += len(inside)
            if inside:
                files[entry.name] = inside
        else:
            loose += entry.name.lower().endswith(suffixes)
        if count > MOST_FILES or len(files) > MOST_CLASSES:
            raise refusal(_("“{name}” has too many files or folders to be read.").format(name=path.name))
    return Listing(path, files, links, loose)


def _inside(folder: Path, suffixes: tuple[str, ...]) -> tuple[tuple[Path, ...], int]:
    """The files of a class, and how many links were passed over."""
    with in_words(folder):
        entries = list(os.scandir(folder))
    links = sum(entry.is_symlink() for entry in entries)
    names = sorted(
        entry.name
        for entry in entries
        if entry.is_file(follow_symlinks=False)
        and entry.name.lower().endswith(suffixes)
        and not entry.name.startswith(".")
    )
    return tuple(folder / name for name in names), links


def folder_stamp(path: Path) -> object:
    """Sizes and times of all that lies in a folder and its folders; None where it cannot be seen."""
    told = []
    try:
        for inner in (path, *(Path(entry.path) for entry in os.scandir(path) if entry.is_dir())):
            for entry in os.scandir(inner):
                about = entry.stat(follow_symlinks=False)
                told.append((entry.path, about.st_size, about.st_mtime_ns))
    except OSError:
        return None
    return hash(tuple(sorted(told)))


class FolderSum:
    """SHA-256 over the names of classes and files and what is in them, taken in the order of the listing."""

    def __init__(self) -> None:
        self._summed = hashlib.sha256()

    def take(self, file: Path, content: bytes | None) -> None:
        """content: None of a file that cannot be read."""
        name = f"{file.parent.name}/{file.name}".encode("utf-8", "surrogateescape")
        inside = hashlib.sha256(content).digest() if content is not None else b""
        self._summed.update(b"%d:%b%d:%b" % (len(name), name, len(inside), inside))

    def told(self) -> str:
        return self._summed.hexdigest()
