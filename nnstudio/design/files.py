"""Designs as text and as ``.nnd`` files. Whatever a file holds, reading it can only give a design or a
UserError: it runs no code, reads no other file and takes little memory.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
from pathlib import Path

from nnstudio.design.form import (
    FORMAT,
    Object,
    design_of,
    excerpt_of,
    migrated,
    raw_design,
    raw_excerpt,
)
from nnstudio.design.model import Design, Excerpt
from nnstudio.design.own_paths import with_absolute_path, with_relative_path
from nnstudio.design.strict_json import Raw, read_json
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _

SUFFIX = ".nnd"
LARGEST = 2_000_000  # bytes; a thousand layers with every parameter are about one million

_REASONS = {
    errno.ENOENT: N_("There is no such file or folder."),
    errno.ENOTDIR: N_("There is no such file or folder."),
    errno.EACCES: N_("There is no permission to do so."),
    errno.EPERM: N_("There is no permission to do so."),
    errno.EROFS: N_("The disk is read-only."),
    errno.ENOSPC: N_("The disk is full."),
    errno.EFBIG: N_("The file would be larger than the system lets it be."),
    errno.EDQUOT: N_("Your share of the disk is full."),
    errno.ENAMETOOLONG: N_("The name is too long."),
    errno.EISDIR: N_("This is a folder."),
    errno.ELOOP: N_("The links to it lead in a circle."),
}


def parse(text: str | bytes, where: str = "") -> Design:
    """A design from text; where: a file's name, to begin messages with. Raises UserError."""
    try:
        return design_of(migrated(read_json(_decoded(text))))
    except UserError as error:
        raise _seen_from(error, where) from None


def dump(design: Design) -> str:
    """A design as text: the same design always gives the same text, one line to a layer."""
    return _document(raw_design(design))


def layers_to_text(excerpt: Excerpt) -> str:
    """Rows and their groups as text for the clipboard, or to be sent."""
    return _document({"format": FORMAT, **raw_excerpt(excerpt)})


def layers_from_text(text: str | bytes) -> Excerpt:
    """Rows and their groups from text of ``layers_to_text``, or all of a whole design's. Raises UserError."""
    raw = migrated(read_json(_decoded(text)))
    if "layers" not in raw:
        raise UserError(_("There are no layers in this text."))
    return excerpt_of(raw)


def load(path: str | os.PathLike[str]) -> Design:
    """The design in a file; raises UserError that begins with the file's name."""
    return with_absolute_path(parse(_read(Path(path)), Path(path).name), Path(path).parent)


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design so that a kill at any moment leaves the old file or the new one.

    A link is followed; the file keeps its permissions. Raises UserError.
    """
    text = dump(with_relative_path(design, Path(path).parent))
    _save_text(text, path, _("The design could not be saved. {reason}"))


def save_layers(excerpt: Excerpt, path: str | os.PathLike[str]) -> None:
    """Write rows and their groups in the same safe way. Raises UserError."""
    _save_text(layers_to_text(excerpt), path, _("The group could not be saved. {reason}"))


def load_text(path: str | os.PathLike[str]) -> bytes:
    """What is in a file, up to a little more than a design can be; raises UserError."""
    return _read(Path(path))


def _save_text(text: str, path: str | os.PathLike[str], sentence: str) -> None:
    data = text.encode("utf-8", errors="replace")
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            _write(temporary, data, mode)
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise UserError(
            sentence.format(reason=reason_of(error)),
            hint=_("Save it in another place."),
            where=str(path),
        ) from error


def _decoded(text: str | bytes) -> str:
    if len(text) > LARGEST:
        raise UserError(
            _("This is too large to be a design: more than {megabytes} MB.").format(
                megabytes=LARGEST // 1_000_000
            )
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UserError(
                _("This is not text, so it cannot be a design."), hint=_("Choose a file that ends in .nnd.")
            ) from None
    if not text.strip("\0 \t\r\n\ufeff"):
        raise UserError(_("There is nothing in it."), hint=_("Perhaps it was not saved completely."))
    return text.removeprefix("\ufeff")


def _document(raw: Object) -> str:
    return "{\n" + ",\n".join(f"  {_text(name)}: {_block(value)}" for name, value in raw.items()) + "\n}\n"


def _block(value: Raw) -> str:
    """A value over several lines: one for each item of a list or entry of an object."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {_text(item)}" for item in value) + "\n  ]"
    if isinstance(value, dict) and value:
        lines = [f"    {_text(name)}: {_text(item)}" for name, item in value.items()]
        return "{\n" + ",\n".join(lines) + "\n  }"
    return _text(value)


def _text(value: Raw) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _seen_from(error: UserError, where: str) -> UserError:
    places = [place for place in (where, error.where) if place]
    return UserError(error.message, error.hint, ": ".join(places))


def _read(path: Path) -> bytes:
    """At most a little more than a design can be; only of a regular file, so that it cannot block."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UserError(_("This is not a file that can be read."), where=path.name or str(path))
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UserError(
            _("The file could not be read. {reason}").format(reason=reason_of(error)), where=str(path)
        ) from error


def _mode_of(target: Path) -> int | None:
    """The permissions of the file that is to be replaced; None where there is none yet."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "", str(target))
    if not stat.S_ISREG(mode) or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "", str(target))
    return stat.S_IMODE(mode)


def _write(temporary: Path, data: bytes, mode: int | None) -> None:
    """A new file, on the disk when this returns."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a power cut too, where folders can be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the file itself is written
    finally:
        os.close(handle)


def reason_of(error: Exception) -> str:
    """Why a file could not be read or written, as a sentence."""
    if isinstance(error, OSError) and error.errno in _REASONS:
        return _(_REASONS[error.errno])
    return (error.strerror if isinstance(error, OSError) else None) or _("The name cannot be that of a file.")
