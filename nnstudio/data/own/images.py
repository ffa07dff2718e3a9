"""A folder of images, animated images or videos: what is found in it, and how it is read again."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.data.own.excel import SUFFIXES as TABLE_SUFFIXES
from nnstudio.data.own.folders import BadFile, FolderSum, Listing, list_folder
from nnstudio.data.own.image_files import Sample, read_all, sample_of
from nnstudio.data.own.npy import SUFFIXES as ARRAY_SUFFIXES
from nnstudio.data.own.pictures import SUFFIXES, shape_of
from nnstudio.data.own.reading import Progress, changed, in_words, refusal, silent
from nnstudio.data.own.repeats import PartsOfASet
from nnstudio.data.own.videos import VIDEO_SUFFIXES
from nnstudio.data.source import Bytes, Raw
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnData, OwnImages
from nnstudio.errors import UserError
from nnstudio.i18n import _, names

_IN_ONE_FILE: Final = (
    ".csv",
    ".tsv",
    *TABLE_SUFFIXES,
    *ARRAY_SUFFIXES,
)  # data that a folder may have instead
_ALL_SUFFIXES: Final = (*SUFFIXES, *VIDEO_SUFFIXES)
LARGEST: Final = 4_000_000_000  # bytes of all images as they are kept
THUMB: Final = 48  # pixels
_SHOWN: Final = 8  # images of a class
_SHOWN_WITHOUT_CLASSES: Final = 48
_MOST_SAMPLES: Final = 8


@dataclass(frozen=True)
class ImagesFound:
    """A folder, looked at once.

    counts: good images of each class, in the order of names; without classes that of "" alone. thumbs: the
    first of each class, as (THUMB, THUMB, 3), of what moves its middle. samples: of a few files. moving: how
    many have several frames. parts: how many files are the same.
    """

    listing: Listing
    checksum: str
    counts: dict[str, int]
    broken: tuple[BadFile, ...]
    thumbs: dict[str, tuple[Bytes, ...]]
    samples: tuple[Sample, ...] = ()
    moving: int = 0
    parts: PartsOfASet = field(default_factory=PartsOfASet)

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def classes(self) -> tuple[str, ...]:
        """() where there are not two: then there is nothing to tell apart."""
        return tuple(self.counts) if len(self.counts) > 1 else ()


def look_at_images(path: Path, progress: Progress = silent) -> ImagesFound:
    """Every image is decoded once, so that broken ones are known. Raises UserError."""
    listing = list_folder(path, _ALL_SUFFIXES, progress)
    if not listing.files:
        raise _no_images(listing)
    names, summed, bad = tuple(listing.files), FolderSum(), list(listing.closed)
    counts = dict.fromkeys(names, 0)
    thumbs: dict[str, list[Bytes]] = {name: [] for name in names}
    samples: list[Sample] = []
    shown, moving, parts = _SHOWN if len(names) > 1 else _SHOWN_WITHOUT_CLASSES, 0, PartsOfASet()
    for each in read_all(listing, OwnImages(side=THUMB), progress, at_a_glance=True):
        name, file = names[each.label], listing.name_of(each.file)
        summed.take(file, each.inside)
        if each.pixels is None:
            bad.append(BadFile(file, each.reason))
            continue
        counts[name] += 1
        parts.take(each.inside, listing.part_of(each.file))
        moving += each.is_moving
        if len(thumbs[name]) < shown:
            thumbs[name].append(each.pixels)
        is_first = counts[name] <= max(1, _MOST_SAMPLES // len(names))
        if is_first and len(samples) < _MOST_SAMPLES and (sample := sample_of(each)) is not None:
            samples.append(sample)
    counts = {name: count for name, count in counts.items() if count}
    if not counts:
        raise refusal(
            _("No image of “{name}” can be read: {reason}").format(name=path.name, reason=bad[-1].reason),
            _("Choose a folder with images."),
        )
    seen = {name: tuple(thumbs[name]) for name in counts}
    return ImagesFound(listing, summed.told(), counts, tuple(bad), seen, tuple(samples), moving, parts)


def own_images(found: ImagesFound, how: OwnImages) -> OwnData:
    """how: without its classes. Raises UserError where the images would not fit into memory."""
    size = found.count * math.prod(shape_of(_as_read(how, found.classes)))
    if size > LARGEST:
        raise refusal(
            _("The images would take {size:,} MB of memory.").format(size=size // 1_000_000),
            _("Choose a smaller side or fewer frames."),
        )
    counts = tuple(found.counts.values()) if found.classes else ()
    chosen = how.model_copy(update={"classes": found.classes, "counts": counts})
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
    is_moving, has_classes = how.frames > 1, bool(how.classes)
    return {
        "domain": Domain.VIDEO if is_moving else Domain.IMAGES,
        "input_shape": shape_of(how),
        "classes": names(how.classes),
        "class_counts": (lambda params: how.counts) if has_classes else None,
        "preparation": immutabledict() if has_classes or is_moving else immutabledict(goal="inputs"),
    }


def load_images(own: OwnData, progress: Progress = silent) -> Raw:
    """Good images as bytes, in the order of names; clips without classes have their next frame as the target.

    Raises UserError.
    """
    how, path = _how(own), Path(own.path)
    listing = list_folder(path, _ALL_SUFFIXES, progress)
    places = {name: place for place, name in enumerate(how.classes)}
    names = tuple(listing.files)
    as_read = _as_read(how, how.classes)
    pixels = np.empty((own.count, *shape_of(as_read)), np.uint8)
    labels = np.zeros(own.count, np.int32)
    summed, done = FolderSum(), 0
    for each in read_all(listing, as_read, progress):
        summed.take(listing.name_of(each.file), each.inside)
        if each.pixels is None:
            continue
        label = places.get(names[each.label]) if how.classes else 0
        if label is None or done == own.count:
            raise changed(path)
        pixels[done], labels[done] = each.pixels, label
        done += 1
    if done != own.count or summed.told() != own.checksum:
        raise changed(path)
    nothing = np.zeros((own.count, 0), np.float32)
    if how.classes:
        return Raw(nothing, labels, pixels=pixels)
    if how.frames > 1:
        return Raw(nothing, pixels[:, -1], pixels=pixels[:, :-1])
    return Raw(nothing, None, pixels=pixels)


def _how(own: OwnData) -> OwnImages:
    assert own.images is not None, "the kind says so"
    return own.images


def _as_read(how: OwnImages, classes: tuple[str, ...]) -> OwnImages:
    """Of clips without classes the frame after the last one is read too: it is what is learned."""
    if classes or how.frames == 1:
        return how
    return how.model_copy(update={"frames": how.frames + 1})


def _no_images(listing: Listing) -> UserError:
    if listing.closed:
        first = listing.closed[0]
        return refusal(
            _("No image can be found: “{name}” cannot be looked into. {reason}").format(
                name=first.name, reason=first.reason
            ),
            _("Mend that, or choose other data."),
        )
    message = _("“{name}” has no images in it, nor have its folders.").format(name=listing.path.name)
    with in_words(listing.path):
        names = sorted(file.name for file in listing.path.iterdir() if file.suffix.lower() in _IN_ONE_FILE)
    if names:  # as contests hand them out: train.csv beside test.csv
        likely = next((name for name in names if "train" in name.lower()), names[0])
        return refusal(message, _("Choose a file in it, such as “{name}”.").format(name=likely))
    return refusal(message, _("Choose a folder in which each class has a folder of images."))
