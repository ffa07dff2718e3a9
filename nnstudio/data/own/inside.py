"""Small files that stand in the design itself, so that it can be handed in alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from nnstudio.cache_folder import let_oldest_go
from nnstudio.data.own.reading import changed, file_size, in_words, refusal
from nnstudio.design.files import reason_of
from nnstudio.design.inside import LARGEST_INSIDE, packed, unpacked
from nnstudio.design.own import KINDS_OF_FILES, OwnData
from nnstudio.errors import UserError
from nnstudio.i18n import _

MOST_BYTES: Final = 50_000_000  # of what is unpacked; the newest stay
_IN_USE: Final = 24 * 3600.0  # seconds in which a guide that is open may read it on
_TOLD_APART: Final = 32  # characters of a checksum


def size_inside(own: OwnData) -> int:
    """Bytes that would be kept in the design; 0 where they cannot be."""
    if own.kind not in KINDS_OF_FILES:
        return 0
    try:
        size = file_size(Path(own.path))
    except UserError:
        return 0
    return size if size <= LARGEST_INSIDE else 0


def kept_inside(own: OwnData) -> OwnData:
    """The same, with the file's bytes in the design and its name as the path. Raises UserError."""
    path = Path(own.path)
    with in_words(path), path.open("rb") as file:
        content = file.read(LARGEST_INSIDE + 1)
    if hashlib.sha256(content).hexdigest() != own.checksum:
        raise changed(path)
    fields = {**dict(own), "path": path.name, "inside": packed(content)}
    return OwnData.model_validate(fields)


def within_reach(own: OwnData) -> OwnData:
    """The same, lying where it can be read: what stands in the design is unpacked. Raises UserError."""
    if not own.inside:
        return own
    content = unpacked(own.inside)
    path = _folder() / own.checksum[:_TOLD_APART] / own.path
    try:
        if path.is_file() and path.read_bytes() == content:
            os.utime(path)  # so that it is not among the oldest
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, content)
            _tidy()
    except (OSError, ValueError) as error:
        raise refusal(
            _("The data in the design cannot be unpacked. {reason}").format(reason=reason_of(error)),
            _("Make room on the disk, or choose other data."),
        ) from None
    return own.model_copy(update={"path": str(path), "inside": ""})


def is_unpacked(path: Path) -> bool:
    """Whether it is a file that was unpacked: it may go, for it stands in its design."""
    return path.is_relative_to(_folder())


def _folder() -> Path:
    return user_cache_path("nnstudio", appauthor=False) / "inside"


def _tidy() -> None:
    """Nothing is lost with what goes: whenever the data of a design are read, they are unpacked again."""
    since = time.time() - _IN_USE
    with contextlib.suppress(OSError):
        folders = [folder for folder in _folder().iterdir() if folder.is_dir()]
        let_oldest_go((file for folder in folders for file in folder.iterdir()), MOST_BYTES, since)
        for folder in folders:
            if folder.stat().st_mtime < since:  # nobody is about to put something there
                with contextlib.suppress(OSError):  # it is not empty
                    folder.rmdir()


def _put(path: Path, content: bytes) -> None:
    """All of it or nothing. Raises OSError."""
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
