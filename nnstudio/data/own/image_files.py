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
from nnstudio.data.own.pictures import BadImage, bombs_refused, decoded, is_moving
from nnstudio.data.own.reading import Progress
from nnstudio.data.own.videos import LARGEST_VIDEO, decoded_video, is_video, still_of
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


def read_all(listing: Listing, how: OwnImages, progress: Progress) -> Iterator[ImageRead]:
    """In order, several at a time: decoding frees the interpreter, so that threads help."""

    def read(each: tuple[int, Path]) -> ImageRead:
        return _read(*each, how)

    files, done = listing.labelled(), 0
    with bombs_refused(), ThreadPoolExecutor(_THREADS) as pool:
        while block := list(islice(files, _AT_ONCE)):
            for each in pool.map(read, block):
                yield each
                done += 1
                progress(done, listing.count)


def sample_of(each: ImageRead) -> bytes | None:
    """An image file to try other sizes with; None where it would take much memory."""
    if not is_video(each.file):
        return each.content
    try:
        return still_of(each.file)
    except (BadImage, OSError):  # pragma: no cover - it was decoded a moment ago
        return None


def _read(label: int, file: Path, how: OwnImages) -> ImageRead:
    """Whatever is wrong with a file is said of it."""
    each = ImageRead(label, file)
    is_film = is_video(file)
    try:
        if file.stat().st_size > (LARGEST_VIDEO if is_film else LARGEST_FILE):
            each.reason = _("It is too large to be read.")
        elif is_film:
            _read_video(each, how)
        else:
            _read_image(each, how)
    except FileNotFoundError:
        each.inside, each.reason = None, _("It is not there any more.")
    except OSError as error:
        each.reason = reason_of(error)
    except BadImage as bad:
        each.reason = str(bad)
    return each


def _read_image(each: ImageRead, how: OwnImages) -> None:
    content = each.file.read_bytes()
    each.inside = hashlib.sha256(content).digest()
    each.content = content if len(content) < _LARGEST_KEPT else None
    each.is_moving = is_moving(content)
    each.pixels = decoded(content, how)


def _read_video(each: ImageRead, how: OwnImages) -> None:
    with each.file.open("rb") as file:
        each.inside = hashlib.file_digest(file, "sha256").digest()
    each.is_moving = True
    each.pixels = decoded_video(each.file, how)
