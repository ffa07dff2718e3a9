"""The files of data that are shipped, and the register that says what each of them is.

``LICENSES.json`` beside the files in ``resources/data`` tells of each where its content comes from, what was
done to it, its licence, columns, number of rows and SHA-256 checksum.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.resources import resource

REGISTER: Final = "LICENSES.json"
_LARGEST: Final = 4_000_000  # bytes of a file that we read at all


@dataclass(frozen=True)
class Registered:
    """The lines of a file under its heading, and how many there must be."""

    lines: tuple[str, ...]
    rows: int


def folder() -> Path:
    return resource("data")


def register(where: Path) -> dict[str, dict[str, Any]]:
    """What is known of each shipped file, by its name. Raises UserError."""
    try:
        files = json.loads(_bytes(where / REGISTER))["files"]
        return {str(name): dict(about) for name, about in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged(where / REGISTER) from None


def registered(where: Path, name: str) -> Registered:
    """A shipped file, held against its checksum. Raises UserError if it is missing or was changed."""
    content = _bytes(where / name)
    about = register(where).get(name, {})
    if hashlib.sha256(content).hexdigest() != about.get("sha256"):
        raise damaged(where / name)
    try:
        return Registered(tuple(content.decode("utf-8").split("\n")[1:-1]), int(about["rows"]))
    except (ValueError, KeyError, TypeError):
        raise damaged(where / name) from None


def damaged(path: Path) -> UserError:
    """What to say of a file that is not as it was shipped."""
    return UserError(
        _("The data file is damaged: it is not the one that came with NN Studio."),
        hint=_("Install NN Studio again to bring it back."),
        where=path.name,
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(
            _("The data file cannot be read: {reason}.").format(reason=error.strerror or str(error)),
            hint=_("Install NN Studio again to bring it back."),
            where=path.name,
        ) from None
    if len(content) > _LARGEST:
        raise damaged(path)
    return content
