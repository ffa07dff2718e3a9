"""A folder of folders of images, or of animated images: what is found in it, and how it is read again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.data.own.folders import LARGEST_FILE, FolderSum, Listing, list_folder
from nnstudio.data.own.pictures import SUFFIXES, BadImage, bombs_refused, decoded, shape_of
from nnstudio.data.own.reading import Progress, changed, refusal, silent
from nnstudio.data.source import Bytes, Raw
from nnstudio.design.facts import Domain
from nnstudio.design.files import reason_of
from nnstudio.design.own import OwnData, OwnImages
from nnstudio.i18n import _

LARGEST: Final = 4_000_000_000  # bytes of all images as they are kept
THUMB: Final = 48  # pixels
_THREADS: Final = 4
_AT_ONCE: Final = 64  # files in memory together
_SHOWN: Final = 8  # images of a class
_MOST_SAMPLES: Final = 8
_LARGEST_SAMPLE: Final = 5_000_000  # bytes


@dataclass(frozen=True)
class BadFile:
    """name: with its folder. reason: a sentence."""

    name: str
    reason: str


@dataclass(frozen=True)
class ImagesFound:
    """A folder, looked at once.

    counts: good images of each class, in the order of names. thumbs: the first of each class, as
    (THUMB, THUMB, 3). samples: a few files as they are. moving: how many have several frames.
    """

    listing: Listing
    checksum: str
    counts: dict[str, int]
    broken: tuple[BadFile, ...]
    thumbs: dict[str, tuple[Bytes, ...]]
    samples: tuple[bytes, ...] = ()
    moving: int = 0

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass
class _Read:
    """A file: its class, what is in it, what it became or why not."""

    label: int
    file: Path
    content: bytes | None = None
    pixels: Bytes | None = None
    reason: str = ""


def look_at_images(path: Path, progress: Progress = silent) -> ImagesFound:
    """Every image is decoded once, so that broken ones are known. Raises UserError."""
    listing = list_folder(path, SUFFIXES, progress)
    _check_listing(listing)
    names, summed, bad = tuple(listing.files), FolderSum(), list[BadFile]()
    counts = dict.fromkeys(names, 0)
    thumbs: dict[str, list[Bytes]] = {name: [] for name in names}
    samples: list[bytes] = []
    moving = 0
    for each in _all_read(listing, OwnImages(side=THUMB), progress):
        name = names[each.label]
        summed.take(each.file, each.content)
        if each.pixels is None or each.content is None:
            bad.append(BadFile(f"{name}/{each.file.name}", each.reason))
            continue
        counts[name] += 1
        moving += _is_moving(each.content)
        if len(thumbs[name]) < _SHOWN:
            thumbs[name].append(each.pixels)
        is_first = counts[name] <= max(1, _MOST_SAMPLES // len(names))
        if is_first and len(samples) < _MOST_SAMPLES and len(each.content) < _LARGEST_SAMPLE:
            samples.append(each.content)
    counts = {name: count for name, count in counts.items() if count}
    if len(counts) < 2:
        raise refusal(_few_classes(listing, counts, bad), _("Give each class a folder of its own."))
    shown = {name: tuple(thumbs[name]) for name in counts}
    return ImagesFound(listing, summed.told(), counts, tuple(bad), shown, tuple(samples), moving)


def own_images(found: ImagesFound, how: OwnImages) -> OwnData:
    """how: without its classes. Raises UserError where the images would not fit into memory."""
    size = found.count * math.prod(shape_of(how))
    if size > LARGEST:
        raise refusal(
            _("The images would take {size:,} MB of memory.").format(size=size // 1_000_000),
            _("Choose a smaller side or fewer frames."),
        )
    chosen = how.model_copy(update={"classes": tuple(found.counts), "counts": tuple(found.counts.values())})
    return OwnData(
        kind="images",
        path=str(found.listing.path),
        checksum=found.checksum,
        count=found.count,
        reach=1.0,
        images=chosen,
    )


def describe_images(own: OwnData) -> dict[str, Any]:
    how = _how(own)
    return {
        "domain": Domain.VIDEO if how.frames > 1 else Domain.IMAGES,
        "input_shape": shape_of(how),
        "classes": how.classes,
        "class_counts": lambda params: how.counts,
        "preparation": immutabledict(),
    }


def load_images(own: OwnData) -> Raw:
    """Good images as bytes, in the order of names. Raises UserError."""
    how, path = _how(own), Path(own.path)
    listing = list_folder(path, SUFFIXES)
    places = {name: place for place, name in enumerate(how.classes)}
    names = tuple(listing.files)
    pixels = np.empty((own.count, *shape_of(how)), np.uint8)
    labels = np.empty(own.count, np.int32)
    summed, done = FolderSum(), 0
    for each in _all_read(listing, how, silent):
        summed.take(each.file, each.content)
        if each.pixels is None:
            continue
        label = places.get(names[each.label])
        if label is None or done == own.count:
            raise changed(path)
        pixels[done], labels[done] = each.pixels, label
        done += 1
    if done != own.count or summed.told() != own.checksum:
        raise changed(path)
    return Raw(np.zeros((own.count, 0), np.float32), labels, pixels=pixels)


def _how(own: OwnData) -> OwnImages:
    assert own.images is not None, "the kind says so"
    return own.images


def _all_read(listing: Listing, how: OwnImages, progress: Progress) -> Iterator[_Read]:
    """In order, a few at a time: decoding frees the interpreter, so that threads help."""

    def read(each: tuple[int, Path]) -> _Read:
        return _read(*each, how)

    files, done = listing.labelled(), 0
    with bombs_refused(), ThreadPoolExecutor(_THREADS) as pool:
        while block := list(islice(files, _AT_ONCE)):
            yield from pool.map(read, block)
            done += len(block)
            progress(done, listing.count)


def _read(label: int, file: Path, how: OwnImages) -> _Read:
    each = _Read(label, file)
    try:
        if file.stat().st_size > LARGEST_FILE:
            each.reason = _("It is too large to be read.")
            return each
        each.content = file.read_bytes()
        each.pixels = decoded(each.content, how)
    except FileNotFoundError:
        each.reason = _("It is not there any more.")
    except OSError as error:
        each.reason = reason_of(error)
    except BadImage as bad:
        each.reason = str(bad)
    return each


def _is_moving(content: bytes) -> bool:
    """Whether a GIF has several frames, told by its blocks of control."""
    return content[:4] == b"GIF8" and content.count(b"\x21\xf9\x04") > 1


def _check_listing(listing: Listing) -> None:
    name = listing.path.name
    if not listing.files and listing.loose:
        raise refusal(
            _("The images of “{name}” are in no folders: their classes are not known.").format(name=name),
            _("Put the images of each class into a folder with its name."),
        )
    if not listing.files:
        raise refusal(
            _("“{name}” has no folders with images in it.").format(name=name),
            _("Choose a folder in which each class has a folder of images."),
        )


def _few_classes(listing: Listing, counts: dict[str, int], bad: list[BadFile]) -> str:
    if not counts:
        return _("No image of “{name}” can be read: {reason}").format(
            name=listing.path.name, reason=bad[0].reason
        )
    return _("All images are of one class, “{name}”: there is nothing to tell apart.").format(
        name=next(iter(counts))
    )
