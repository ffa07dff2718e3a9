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

    inside: its SHA-256, b"" where it cannot be read. content: the file as it is, None of a large one.
    is_moving: whether it has several frames.
    """

    label: int
    file: Path
    inside: bytes = b""
    content: bytes | None = None
    pixels: Bytes | None = None
    is_moving: bool = False
    reason: str = ""


def read_all(listing: Listing, how: OwnImages, progress: Progress) -> Iterator[ImageRead]:
    """In order, a few at a time: decoding frees the interpreter, so that threads help."""

    def read(each: tuple[int, Path]) -> ImageRead:
        return _read(*each, how)

    files, done = listing.labelled(), 0
    with bombs_refused(), ThreadPoolExecutor(_THREADS) as pool:
        while block := list(islice(files, _AT_ONCE)):
            yield from pool.map(read, block)
            done += len(block)
            progress(done, listing.count)


def _read(label: int, file: Path, how: OwnImages) -> ImageRead:
    each = ImageRead(label, file)
    try:
        if file.stat().st_size > LARGEST_FILE:
            each.reason = _("It is too large to be read.")
            return each
        content = file.read_bytes()
        each.inside = hashlib.sha256(content).digest()
        each.content = content if len(content) < _LARGEST_KEPT else None
        each.is_moving = is_moving(content)
        each.pixels = decoded(content, how)
    except FileNotFoundError:
        each.reason = _("It is not there any more.")
    except OSError as error:
        each.reason = reason_of(error)
    except BadImage as bad:
        each.reason = str(bad)
    return each
