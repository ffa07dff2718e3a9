"""Small files that stand in the design itself, so that it can be handed in alone."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from nnstudio.data.own.reading import changed, file_size, in_words, refusal
from nnstudio.design.files import reason_of
from nnstudio.design.inside import LARGEST_INSIDE, packed, unpacked
from nnstudio.design.own import KINDS_OF_FILES, OwnData
from nnstudio.errors import UserError
from nnstudio.i18n import _

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
    path = user_cache_path("nnstudio", appauthor=False) / "inside" / own.checksum[:_TOLD_APART] / own.path
    try:
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, content)
    except (OSError, ValueError) as error:
        raise refusal(
            _("The data in the design cannot be unpacked. {reason}").format(reason=reason_of(error)),
            _("Make room on the disk, or choose other data."),
        ) from None
    return own.model_copy(update={"path": str(path), "inside": ""})


def _put(path: Path, content: bytes) -> None:
    """All of it or nothing. Raises OSError."""
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
