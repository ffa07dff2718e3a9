"""A text file to be written on, character by character: what is found in it, and how it is read again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.data.own.chunks import first_lines
from nnstudio.data.own.dialects import find_dialect, is_number
from nnstudio.data.own.encodings import DAMAGE, sound, sound_start, without_odd_signs
from nnstudio.data.own.reading import Asking, Progress, changed, file_size, in_words, refusal, silent
from nnstudio.data.own.records import first_cells
from nnstudio.data.source import Raw
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.design.own import MOST_CHARACTERS, OwnData, OwnText
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _

LARGEST_TEXT: Final = 100_000_000  # bytes of a file, of which the first characters are learned
_SHOWN: Final = 4_000  # characters
_ENOUGH_ROWS: Final = 2


@dataclass(frozen=True)
class TextFound:
    """A text file, looked at once. text: all of it that could be learned; length: of the whole."""

    path: Path
    encoding: str
    checksum: str
    text: str
    length: int

    @property
    def beginning(self) -> str:
        return self.text[:_SHOWN]


def is_running_text(path: Path) -> bool:
    """Whether the first lines are no table: their separators stand here and there, or as commas in sentences.

    It is told by the beginning of the file. What cannot be read counts as text, whose reader says why.
    """
    try:
        lines = first_lines(path, sound_start(path))
    except UserError:
        return True
    form = find_dialect(lines)
    rows = first_cells(lines, form.separator)
    width, *others = {len(row) for row in rows} or {0}
    if others or len(rows) < _ENOUGH_ROWS:
        return True
    if any(is_number(cell.strip(), form.decimal) for row in rows[1:] for cell in row):
        return False
    return width == 1 or (form.separator == "," and any(", " in line for line in lines))


def look_at_text(path: Path, encoding: str = "", progress: Progress = silent) -> TextFound:
    """encoding: "" to find it. Raises UserError."""
    _check_size(path)
    asking = Asking(progress)
    heard = sound(path, encoding, asking)
    content = _content(path)
    asking.again()
    text = _plain(content, heard.encoding, path)
    asking.again()
    stripped = text.strip()
    if not stripped.strip(stripped[:1]):  # it is one sign again and again
        raise refusal(_("There is no text in “{name}” to learn from.").format(name=path.name))
    return TextFound(path, heard.encoding, heard.checksum, text[:MOST_CHARACTERS], len(text))


def own_text(found: TextFound, characters: int) -> OwnData:
    """characters: how many of the first are learned from."""
    text = found.text[:characters]
    how = OwnText(encoding=found.encoding, signs=max(len(set(text)), len(set(text.lower()))))
    return OwnData(
        kind="text", path=str(found.path), checksum=found.checksum, count=len(text), reach=0.0, text=how
    )


def describe_text(own: OwnData) -> dict[str, Any]:
    return described_to_be_written_on(_how(own).signs)


def described_to_be_written_on(signs: int) -> dict[str, Any]:
    """Fields of a Source of one text. signs: how many characters it is written with."""
    writing = Writing(characters=signs, words=0)
    return {
        "domain": Domain.TEXT,
        "input_shape": (0,),
        "target_names": (N_("next character"),),
        "writing": lambda params: writing,
        "preparation": immutabledict(tokens="characters", length=64, validation=0.1, test=0.1),
    }


def load_text(own: OwnData, progress: Progress = silent) -> Raw:
    """The first characters of the file as one text. Raises UserError."""
    path = Path(own.path)
    _check_size(path)
    progress(0, 1)
    content = _content(path)
    if hashlib.sha256(content).hexdigest() != own.checksum:
        raise changed(path)
    text = _plain(content, _how(own).encoding, path)
    if len(text) < own.count:
        raise changed(path)
    return Raw(np.zeros((own.count, 0), np.float32), None, texts=(text[: own.count],))


def _how(own: OwnData) -> OwnText:
    assert own.text is not None, "the kind says so"
    return own.text


def _check_size(path: Path) -> None:
    if file_size(path) > LARGEST_TEXT:
        raise refusal(
            _("“{name}” is a text of more than {size:,} MB.").format(
                name=path.name, size=LARGEST_TEXT // 1_000_000
            ),
            _("Choose a shorter one: a book has about one."),
        )


def _content(path: Path) -> bytes:
    with in_words(path):
        return path.read_bytes()


def _plain(content: bytes, encoding: str, path: Path) -> str:
    try:
        return without_odd_signs(content.decode(encoding, DAMAGE))
    except UnicodeError:
        raise refusal(
            _("“{name}” is not text in the encoding that was chosen.").format(name=path.name),
            _("Choose another encoding."),
        ) from None
