"""A folder of folders of files, each inner folder being a class: what lies there, and its checksum."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nnstudio.data.own.reading import Progress, in_words, refusal, silent
from nnstudio.design.files import reason_of
from nnstudio.errors import UserError
from nnstudio.i18n import _

MOST_FILES: Final = 500_000
MOST_CLASSES: Final = 1_000
LARGEST_FILE: Final = 200_000_000  # bytes
_DEEPEST: Final = 12  # folders inside each other
# What data sets name the folders that they are split into: the classes are the folders in these.
_PARTS: Final = frozenset(("train", "training", "val", "valid", "validation", "dev", "test", "testing"))


@dataclass(frozen=True)
class BadFile:
    """name: with its folders. reason: a sentence."""

    name: str
    reason: str


@dataclass(frozen=True)
class Listing:
    """files: of each class, in the order of names; of the class "" alone where there are not at least two.
    within: the inner folders, by name, whose folders are the classes; () where those of the path itself are.
    aside: the parts of a set that have no class folders, each with how many files it has, which are left out.
    links: how many led elsewhere and are not followed. loose: files of that kind outside of any class.
    closed: folders that cannot be looked into."""

    path: Path
    files: dict[str, tuple[Path, ...]]
    within: tuple[str, ...] = ()
    aside: tuple[tuple[str, int], ...] = ()
    links: int = 0
    loose: int = 0
    closed: tuple[BadFile, ...] = ()

    @property
    def count(self) -> int:
        return sum(map(len, self.files.values()))

    def name_of(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()

    def part_of(self, file: Path) -> str:
        """Which of the folders in ``within`` it lies in; "" where there are none."""
        name = self.name_of(file)
        return next((part for part in self.within if name.startswith(f"{part}/")), "")

    def labelled(self) -> Iterator[tuple[int, Path]]:
        """Each file with the place of its class."""
        for label, files in enumerate(self.files.values()):
            for file in files:
                yield label, file


@dataclass(frozen=True)
class _Branch:
    """A folder: the files in it that are wanted, and its inner folders that lead to some."""

    folder: Path
    files: tuple[Path, ...]
    branches: tuple[_Branch, ...]

    def all_files(self) -> Iterator[Path]:
        yield from self.files
        for branch in self.branches:
            yield from branch.all_files()


class _Walk:
    """Goes through a folder. Links are counted and not followed, what is hidden is passed over."""

    def __init__(self, path: Path, suffixes: tuple[str, ...], progress: Progress) -> None:
        self._path, self._suffixes, self._progress = path, suffixes, progress
        self._count = self.links = 0
        self.closed: list[BadFile] = []

    def through(self, folder: Path, depth: int = 0) -> _Branch:
        """Raises OSError where the folder itself cannot be looked into, and UserError for too many files."""
        self._progress(0, 1)
        files, branches = list[Path](), list[_Branch]()
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                self.links += 1
            elif entry.is_dir(follow_symlinks=False):
                branches += self._inner(folder / entry.name, depth + 1)
            elif entry.name.lower().endswith(self._suffixes) and entry.is_file(follow_symlinks=False):
                files.append(folder / entry.name)
        self._count += len(files)
        if self._count > MOST_FILES:
            raise too_many(self._path)
        return _Branch(folder, tuple(files), tuple(branches))

    def _inner(self, folder: Path, depth: int) -> list[_Branch]:
        """None or one."""
        name = folder.relative_to(self._path).as_posix()
        if depth > _DEEPEST:
            self.closed.append(BadFile(name, _("It lies too deep.")))
            return []
        try:
            branch = self.through(folder, depth)
        except OSError as error:
            self.closed.append(BadFile(name, reason_of(error)))
            return []
        return [branch] if branch.files or branch.branches else []


def list_folder(path: Path, suffixes: tuple[str, ...], progress: Progress = silent) -> Listing:
    """A file belongs to the class folder that it lies in, however deep. Raises UserError."""
    walk = _Walk(path, suffixes, progress)
    with in_words(path):
        tree = walk.through(path)
    roots, aside = _roots(tree)
    inner = sorted((branch for root in roots for branch in root.branches), key=lambda each: each.folder.name)
    files: dict[str, tuple[Path, ...]] = {}
    for branch in inner:  # the parts of a set have the same classes
        files[branch.folder.name] = (*files.get(branch.folder.name, ()), *branch.all_files())
    loose = sum(len(root.files) for root in roots)
    if len(files) > MOST_CLASSES:
        raise too_many(path)
    if len(files) < 2:
        everything = tuple(tree.all_files())
        files = {"": everything} if everything else {}
        return Listing(path, files, links=walk.links, closed=tuple(walk.closed))
    within = () if roots == (tree,) else tuple(root.folder.relative_to(path).as_posix() for root in roots)
    left = tuple((part.folder.relative_to(path).as_posix(), len(list(part.all_files()))) for part in aside)
    return Listing(path, files, within, left, walk.links, loose, tuple(walk.closed))


def _roots(tree: _Branch) -> tuple[tuple[_Branch, ...], tuple[_Branch, ...]]:
    """The folders in which each folder is a class: further in where there is but one way, or where the data
    lie split into parts. Then the parts that have no classes, as the test part of a contest."""
    roots: tuple[_Branch, ...] = (tree,)
    aside: tuple[_Branch, ...] = ()
    while not any(root.files for root in roots):
        inner = tuple(branch for root in roots for branch in root.branches)
        are_parts = all(branch.folder.name.lower() in _PARTS for branch in inner)
        if are_parts:
            inner, without = _labelled(inner)
            aside += without
        if not (are_parts or len(inner) == 1) or not inner or any(branch.files for branch in inner):
            break
        roots = inner
    return roots, aside


def _labelled(parts: tuple[_Branch, ...]) -> tuple[tuple[_Branch, ...], tuple[_Branch, ...]]:
    """The parts that have folders of classes, and those that have not beside such ones.

    A part may have a single folder: of a class, if another part has one of that name, else of anything.
    """
    full = [part for part in parts if len(part.branches) > 1 and not part.files]
    classes = {branch.folder.name for part in full for branch in part.branches}
    kept = [
        part
        for part in parts
        if not part.files and classes & {branch.folder.name for branch in part.branches}
    ]
    if not full:
        return parts, ()
    return tuple(kept), tuple(part for part in parts if part not in kept)


def too_many(path: Path) -> UserError:
    return refusal(_("“{name}” has too many files or folders to be read.").format(name=path.name))


def folder_stamp(path: Path) -> object:
    """Sizes and times of all that lies in a folder, as deep as it is read; None where it cannot be seen."""
    told: list[tuple[str, int, int]] = []
    try:
        _take_stamps(path, told, 0)
    except OSError:
        return None
    return hash(tuple(sorted(told)))


def _take_stamps(folder: Path, told: list[tuple[str, int, int]], depth: int) -> None:
    for entry in os.scandir(folder):
        about = entry.stat(follow_symlinks=False)
        told.append((entry.path, about.st_size, about.st_mtime_ns))
        is_entered = depth < _DEEPEST and not entry.name.startswith(".")
        if is_entered and entry.is_dir(follow_symlinks=False):
            with contextlib.suppress(PermissionError):  # such a folder is left out
                _take_stamps(Path(entry.path), told, depth + 1)


class FolderSum:
    """SHA-256 over the names of folders and files and what is in them, taken in the order of the listing."""

    def __init__(self) -> None:
        self._summed = hashlib.sha256()

    def take(self, name: str, inside: bytes | None) -> None:
        """name: with its folders. inside: the file's SHA-256, b"" where it cannot be read; None of one that
        was gone before: it is as if it had never been listed."""
        if inside is None:
            return
        coded = name.encode("utf-8", "surrogateescape")
        self._summed.update(b"%d:%b%d:%b" % (len(coded), coded, len(inside), inside))

    def told(self) -> str:
        return self._summed.hexdigest()
