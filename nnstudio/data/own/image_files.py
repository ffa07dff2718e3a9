"""The image files of a folder, read and decoded one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from nnstudio.data.own.folders import LARGEST_FILE, Listing
from nnstudio.data.own.pictures import BadImage, bombs_refused, count_frames, decoded, is_moving, stills_at
from nnstudio.data.own.reading import Progress
from nnstudio.data.own.videos import LARGEST_VIDEO, count_video, decoded_video, is_video, stills_of_video
from nnstudio.data.source import Bytes
from nnstudio.design.files import reason_of
from nnstudio.design.own import OwnImages
from nnstudio.i18n import _

_THREADS: Final = 4
_AT_ONCE: Final = 64  # files read together
_LARGEST_KEPT: Final = 5_000_000  # bytes


@dataclass
class ImageRead:
    """A file: its class, what it became or why not.

    inside: its SHA-256, b"" where it cannot be read, None where it is gone. content: the file as it is; None
    of a video or a large one. is_moving: whether it has several frames.
    """

    label: int
    file: Path
    inside: bytes | None = b""
    content: bytes | None = None
    pixels: Bytes | None = None
    is_moving: bool = False
    reason: str = ""


def read_all(
    listing: Listing, how: OwnImages, progress: Progress, *, at_a_glance: bool = False
) -> Iterator[ImageRead]:
    """In order, several at a time: decoding frees the interpreter, so that threads help.

    at_a_glance: of what moves the frame in its middle, for films often begin with nothing to be seen.
    """

    def read(each: tuple[int, Path]) -> ImageRead:
        return _read(*each, how, at_a_glance)

    files, done = listing.labelled(), 0
    with bombs_refused(), ThreadPoolExecutor(_THREADS) as pool:
        while block := list(islice(files, _AT_ONCE)):
            for each in pool.map(read, block):
                yield each
                done += 1
                progress(done, listing.count)


@dataclass(frozen=True)
class Sample:
    """Image files to try other sizes with: of what moves its first frame and that in its middle."""

    first: bytes
    middle: bytes


def sample_of(each: ImageRead) -> Sample | None:
    """None where it would take much memory."""
    try:
        if is_video(each.file):
            first, middle = stills_of_video(each.file, (0, count_video(each.file) // 2))
            return Sample(first, middle)
        if each.content is None or not each.is_moving:
            return None if each.content is None else Sample(each.content, each.content)
        return Sample(each.content, list(stills_at(each.content, (0, count_frames(each.content) // 2)))[-1])
    except (BadImage, OSError):  # pragma: no cover - it was decoded a moment ago
        return None


def _read(label: int, file: Path, how: OwnImages, at_a_glance: bool) -> ImageRead:
    """Whatever is wrong with a file is said of it."""
    each = ImageRead(label, file)
    is_film = is_video(file)
    try:
        if file.stat().st_size > (LARGEST_VIDEO if is_film else LARGEST_FILE):
            each.reason = _("It is too large to be read.")
        elif is_film:
            _read_video(each, how, at_a_glance)
        else:
            _read_image(each, how, at_a_glance)
    except FileNotFoundError:
        each.inside, each.reason = None, _("It is not there any more.")
    except OSError as error:
        each.reason = reason_of(error)
    except BadImage as bad:
        each.reason = str(bad)
    return each


def _read_image(each: ImageRead, how: OwnImages, at_a_glance: bool) -> None:
    content = each.file.read_bytes()
    each.inside = hashlib.sha256(content).digest()
    each.content = content if len(content) < _LARGEST_KEPT else None
    each.is_moving = is_moving(content)
    if at_a_glance and each.is_moving:
        each.pixels = decoded(content, _with_a_middle(how))[1]
    else:
        each.pixels = decoded(content, how)


def _read_video(each: ImageRead, how: OwnImages, at_a_glance: bool) -> None:
    with each.file.open("rb") as file:
        each.inside = hashlib.file_digest(file, "sha256").digest()
    each.is_moving = True
    if at_a_glance:
        each.pixels = decoded_video(each.file, _with_a_middle(how))[1]
    else:
        each.pixels = decoded_video(each.file, how)


def _with_a_middle(how: OwnImages) -> OwnImages:
    """A clip of the first frame, that in the middle and the last."""
    return how.model_copy(update={"frames": 3})
