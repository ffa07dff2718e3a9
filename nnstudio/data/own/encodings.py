"""Which characters the bytes of a text file stand for.

UTF-8 is tried on the whole file, since Cyrillic text of older programs is silent nonsense in it only by
chance: the few characters of a file that are damaged do not make it another encoding. UTF-16 says so by its
first two bytes; what is left is what Windows wrote in Russian.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nnstudio.data.own.reading import BLOCK, Progress, file_size, in_words, refusal, silent
from nnstudio.i18n import N_, _

ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8-sig": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "cp1251": N_("Windows, Cyrillic (1251)"),
    "cp1252": N_("Windows, Western (1252)"),
    "koi8-r": N_("KOI8-R"),
    "cp866": N_("DOS, Cyrillic (866)"),
    "latin-1": N_("ISO Latin 1"),
}
_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_START: Final = 1 << 16  # bytes
_NOT_IN_1251: Final = b"\x98"
DAMAGED: Final = "\ufffd"  # stands for bytes that mean nothing
DAMAGE: Final = "replace"  # how what was sounded is decoded
_SOUND: Final = 20  # characters beyond ASCII for each that is damaged, at least


@dataclass(frozen=True)
class Sounded:
    """What one look at all bytes of a file told. size: in bytes."""

    encoding: str
    checksum: str
    size: int


def sound(path: Path, encoding: str = "", progress: Progress = silent) -> Sounded:
    """Read a text file through once; encoding: "" to find it. Raises UserError for what is no text."""
    size, done, summed = file_size(path), 0, hashlib.sha256()
    text: _Text | None = None
    with in_words(path), path.open("rb") as file:
        while block := file.read(BLOCK):
            text = text or _Text(encoding or _first_guess(block, path))
            if len(block) == BLOCK and not (b"\n" in block or b"\r" in block):
                raise refusal(_("“{name}” has no lines of text.").format(name=path.name))
            summed.update(block)
            text.take(block)
            done += len(block)
            progress(done, max(size, done))
    if text is None:
        raise refusal(_("“{name}” is empty.").format(name=path.name))
    text.take(b"", final=True)
    found = text.found if encoding else text.found or text.instead
    if not found:
        raise refusal(
            _("“{name}” is not text in {encoding}.").format(
                name=path.name, encoding=_(ENCODINGS.get(encoding, encoding))
            ),
            hint=_("Choose another encoding."),
        )
    return Sounded(found, summed.hexdigest(), done)


def sound_start(path: Path) -> str:
    """The encoding by the first block alone: quick, but the rest may tell another. Raises UserError."""
    file_size(path)
    with in_words(path), path.open("rb") as file:
        block = file.read(_START)
    text = _Text(_first_guess(block, path))
    text.take(block)
    return text.found or text.instead


def text_of(content: bytes, path: Path) -> str:
    """All bytes of a small file as text, with one sign for the end of a line. Raises UserError for what is no
    text. path: is named in what is said."""
    text = _Text(_first_guess(content, path))
    text.take(content, final=True)
    return without_odd_signs(content.decode(text.found or text.instead, DAMAGE))


def without_odd_signs(text: str) -> str:
    """With one sign for the end of a line, and without those that nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.replace(DAMAGED, "").removeprefix("\ufeff")


class _Text:
    """Bytes that may be text in an encoding. instead: what is left if they are not."""

    def __init__(self, encoding: str) -> None:
        self.instead = "cp1251"
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)(DAMAGE)
        self._damaged = self._beyond_ascii = 0

    @property
    def found(self) -> str:
        """The encoding; "" if the bytes make no sense in it."""
        return self._encoding if self._damaged * _SOUND <= self._beyond_ascii else ""

    def take(self, block: bytes, final: bool = False) -> None:
        if _NOT_IN_1251 in block:
            self.instead = "latin-1"  # which takes any byte
        try:
            text = self._decoder.decode(block, final)
        except UnicodeError:  # UTF-16 without its mark
            self._damaged += len(block)
            return
        if not text.isascii():
            damaged = text.count(DAMAGED)
            self._damaged += damaged
            self._beyond_ascii += len(text) - len(text.encode("ascii", "ignore")) - damaged


def _first_guess(first: bytes, path: Path) -> str:
    """By the first bytes of a file; raises UserError where they are not those of a text."""
    if first.startswith(_BYTE_ORDER_MARKS):
        return "utf-16"
    if b"\0" not in first:
        return "utf-8-sig"
    if found := _unmarked_utf16(first):
        return found
    raise refusal(
        _("“{name}” is not a text file.").format(name=path.name),
        hint=_("Choose a table saved as CSV or Excel, a folder of images, or another file."),
    )


def _unmarked_utf16(first: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is zero."""
    start = first[:4_096]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        others = start[::2] if name == "utf-16-le" else start[1::2]
        if zeros.count(0) > len(zeros) // 3 and not others.count(0):
            return name
    return ""
