"""A folder of text files: told apart by the folder that each is in, or written on one after the other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from nnstudio.data.own.encodings import text_of
from nnstudio.data.own.folders import BadFile, FolderSum, Listing, list_folder
from nnstudio.data.own.reading import Progress, changed, refusal, silent
from nnstudio.data.own.repeats import PartsOfASet
from nnstudio.data.own.table_texts import as_writing, reading_of
from nnstudio.data.own.texts import described_to_be_written_on
from nnstudio.data.own.wording import Wording
from nnstudio.data.source import Raw
from nnstudio.design.facts import Domain
from nnstudio.design.files import reason_of
from nnstudio.design.own import MOST_CHARACTERS, OwnData, OwnTexts, OwnWriting
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _, names

SUFFIXES: Final = (".txt", ".md", ".rst")
_LARGEST_FILE: Final = 10_000_000  # bytes
_LARGEST: Final = 500_000_000  # characters of all texts
_LONGEST: Final = 100_000  # characters of one text that is told apart
_SHOWN: Final = 3  # texts of a class
_BEGINNING: Final = 300  # characters of these
_GLANCED_AT: Final = 2_000  # files
_BETWEEN: Final = "\n\n"  # texts that are written on


@dataclass(frozen=True)
class TextsFound:
    """A folder, looked at once.

    counts: good texts of each class, in the order of names. beginnings: of the first of each. parts: how
    many are the same. characters: of all together, as they are written on.
    """

    listing: Listing
    checksum: str
    counts: dict[str, int]
    broken: tuple[BadFile, ...]
    beginnings: dict[str, tuple[str, ...]]
    writing: OwnWriting
    parts: PartsOfASet
    characters: int

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.counts) if len(self.counts) > 1 else ()


@dataclass(frozen=True)
class _Read:
    """A file. inside: its SHA-256, None where it is gone. text: None where it cannot be used; reason: why.
    part: of the set that it lies in."""

    label: int
    name: str
    inside: bytes | None = b""
    text: str | None = None
    reason: str = ""
    part: str = ""


def is_text_folder(path: Path) -> bool:
    """Whether a folder has more texts in it than anything else that could be learned; by a glance."""
    if not path.is_dir():
        return False
    names = (name for _folder, _folders, names in os.walk(path) for name in names if not name.startswith("."))
    seen = [name.lower().endswith(SUFFIXES) for name in islice(names, _GLANCED_AT)]
    return 2 * sum(seen) > len(seen)


def look_at_texts(path: Path, progress: Progress = silent) -> TextsFound:
    """Every text is read once. Raises UserError."""
    listing = list_folder(path, SUFFIXES, progress)
    names, summed, bad, wording = tuple(listing.files), FolderSum(), list(listing.closed), Wording()
    counts = dict.fromkeys(names, 0)
    beginnings: dict[str, list[str]] = {name: [] for name in names}
    characters, parts = 0, PartsOfASet()
    for done, each in enumerate(_read_all(listing), start=1):
        summed.take(each.name, each.inside)
        progress(done, listing.count)
        if each.text is None:
            bad.append(BadFile(each.name, each.reason))
            continue
        name = names[each.label]
        counts[name] += 1
        characters += len(each.text) + len(_BETWEEN)
        wording.take((each.text[:_LONGEST],))
        parts.take(hash(each.text[:_LONGEST]), each.part)
        if len(beginnings[name]) < _SHOWN:
            beginnings[name].append(each.text[:_BEGINNING])
    counts = {name: count for name, count in counts.items() if count}
    writing = wording.writing()
    if writing is None:
        raise _no_texts(path, bad)
    if characters > _LARGEST:
        raise refusal(_("The texts of “{name}” are too many to be read.").format(name=path.name))
    shown = {name: tuple(beginnings[name]) for name in counts}
    return TextsFound(listing, summed.told(), counts, tuple(bad), shown, writing, parts, characters)


def own_texts(found: TextsFound, *, tells_apart: bool) -> OwnData:
    """tells_apart: whether folders are classes, rather than all texts one to be written on."""
    classes = found.classes if tells_apart else ()
    counts = tuple(found.counts.values()) if classes else ()
    return OwnData(
        kind="texts",
        path=str(found.listing.path),
        checksum=found.checksum,
        count=sum(counts) if classes else min(found.characters, MOST_CHARACTERS),
        texts=OwnTexts(classes=classes, counts=counts, writing=found.writing),
    )


def describe_texts(own: OwnData) -> dict[str, Any]:
    how = _how(own)
    if not how.classes:
        return described_to_be_written_on(how.writing.characters + len(set(_BETWEEN)))
    return {
        "domain": Domain.TEXT,
        "input_shape": (0,),
        "target_names": (N_("folder"),),
        "classes": names(how.classes),
        "class_counts": lambda params: how.counts,
        "writing": as_writing(how.writing),
        "preparation": reading_of(how.writing),
    }


def load_texts(own: OwnData, progress: Progress = silent) -> Raw:
    """Texts with class numbers, or all of them as one. Raises UserError."""
    how, path = _how(own), Path(own.path)
    listing = list_folder(path, SUFFIXES, progress)
    places = {name: place for place, name in enumerate(how.classes)}
    names, summed = tuple(listing.files), FolderSum()
    texts, labels = list[str](), list[int]()
    for done, each in enumerate(_read_all(listing), start=1):
        summed.take(each.name, each.inside)
        progress(done, listing.count)
        if each.text is not None:
            texts.append(each.text)
            labels.append(places.get(names[each.label], 0))
    if summed.told() != own.checksum:
        raise changed(path)
    if not how.classes:
        whole = "".join(text + _BETWEEN for text in texts)[: own.count]
        return Raw(np.zeros((len(whole), 0), np.float32), None, texts=(whole,))
    cut = tuple(text[:_LONGEST] for text in texts)
    return Raw(np.zeros((len(cut), 0), np.float32), np.array(labels, np.int32), texts=cut)


def _how(own: OwnData) -> OwnTexts:
    assert own.texts is not None, "the kind says so"
    return own.texts


def _read_all(listing: Listing) -> Iterator[_Read]:
    """In order; whatever is wrong with a file is said of it."""
    for label, file in listing.labelled():
        yield replace(_read(label, file, listing.name_of(file)), part=listing.part_of(file))


def _read(label: int, file: Path, name: str) -> _Read:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            return _Read(label, name, reason=_("It is too large to be read."))
        content = file.read_bytes()
    except FileNotFoundError:
        return _Read(label, name, None, reason=_("It is not there any more."))
    except OSError as error:
        return _Read(label, name, reason=reason_of(error))
    inside = hashlib.sha256(content).digest()
    try:
        text = text_of(content, file).strip()
    except UserError as error:
        return _Read(label, name, inside, reason=error.message)
    if not text:
        return _Read(label, name, inside, reason=_("It is empty."))
    return _Read(label, name, inside, text)


def _no_texts(path: Path, bad: list[BadFile]) -> UserError:
    if bad:
        return refusal(
            _("No text of “{name}” can be read: {reason}").format(name=path.name, reason=bad[0].reason)
        )
    return refusal(_("“{name}” has no texts in it, nor have its folders.").format(name=path.name))
