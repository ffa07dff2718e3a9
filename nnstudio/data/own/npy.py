"""Arrays of NumPy's own files, .npy and .npz, read in blocks and never by way of pickle.

The format is described in the reference of ``numpy.lib.format``: magic bytes, a header with shape and type
that is a literal of Python, then the numbers. An .npz is a ZIP archive of such files.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from nnstudio.data.own.archives import check_archive
from nnstudio.data.own.reading import BLOCK, file_size, in_words, refusal
from nnstudio.errors import UserError
from nnstudio.i18n import _

SUFFIXES: Final = (".npz", ".npy")
_MOST_ARRAYS: Final = 1_000
_NUMBERS: Final = "biuf"
_WORDS: Final = "U"
_HEADERS: Final = {(1, 0): npy_format.read_array_header_1_0, (2, 0): npy_format.read_array_header_2_0}


@dataclass(frozen=True)
class Npy:
    """An array as its header tells. fault: why it cannot be used, as a sentence; "" where it can.

    by_columns: whether the first index runs fastest in the file. offset: bytes of the header.
    """

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    by_columns: bool = False
    offset: int = 0
    fault: str = ""

    @property
    def length(self) -> int:
        return self.shape[0] if self.shape else 0

    @property
    def is_words(self) -> bool:
        return self.dtype.kind in _WORDS


def arrays_of(path: Path) -> tuple[Npy, ...]:
    """What is in a file, by the headers alone: nothing else is unpacked. Raises UserError."""
    file_size(path)
    with in_words(path), _readable(path):
        if path.suffix.lower() == ".npy":
            with path.open("rb") as file:
                return (_head(file, path.stem, path.stat().st_size),)
        check_archive(path)
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(".npy")]
            if len(parts) > _MOST_ARRAYS:
                raise refusal(_("“{name}” has too many arrays to be read.").format(name=path.name))
            found = []
            for part in parts:
                with archive.open(part) as file:
                    found.append(_head(file, part.filename.removesuffix(".npy"), part.file_size))
            return tuple(found)


def _head(file: IO[bytes], name: str, size: int) -> Npy:
    try:
        version = npy_format.read_magic(file)
        shape, by_columns, dtype = _HEADERS[version](file)
    except Exception:  # a header is anybody's text: what is wrong with it is raised as nearly anything
        return Npy(name, (), np.dtype(np.void), fault=_("It is damaged, or of a newer kind."))
    offset = file.tell()
    fault = _fault_of(shape, dtype)
    if not fault and offset + math.prod(shape) * dtype.itemsize != size:
        fault = _("It is damaged: it does not have as many numbers as it says.")
    return Npy(name, shape, dtype, by_columns, offset, fault)


def _fault_of(shape: tuple[int, ...], dtype: np.dtype[Any]) -> str:
    if dtype.hasobject:
        return _("It holds objects of Python, which can run code when they are read, so they are not.")
    if dtype.kind not in _NUMBERS + _WORDS or not dtype.itemsize:
        return _("It is neither numbers nor words.")
    if not shape:
        return _("It is a single value.")
    if not math.prod(shape):
        return _("It is empty.")
    return ""


def blocks_of(path: Path, npy: Npy) -> Iterator[NDArray[Any]]:
    """All rows (m, *shape[1:]), some at a time, in order. Raises UserError."""
    size = math.prod(npy.shape[1:]) * npy.dtype.itemsize
    rows = npy.length if npy.by_columns else max(1, 4 * BLOCK // size)
    with in_words(path), _readable(path), _opened(path, npy) as file:
        for first in range(0, npy.length, rows):
            many = min(rows, npy.length - first)
            content = file.read(many * size)
            if len(content) != many * size:
                raise _damaged(path)
            flat = np.frombuffer(content, npy.dtype)
            if npy.by_columns:
                yield flat.reshape(npy.shape[::-1]).T
            else:
                yield flat.reshape(many, *npy.shape[1:])


@contextmanager
def _opened(path: Path, npy: Npy) -> Iterator[IO[bytes]]:
    """The file where the numbers begin."""
    if path.suffix.lower() == ".npy":
        with path.open("rb") as file:
            file.seek(npy.offset)
            yield file
        return
    with zipfile.ZipFile(path) as archive, archive.open(f"{npy.name}.npy") as part:
        part.read(npy.offset)
        yield part


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What a broken, encrypted or strangely packed archive raises, as a UserError."""
    try:
        yield
    except UserError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError):
        raise _damaged(path) from None


def _damaged(path: Path) -> UserError:
    return refusal(_("“{name}” is damaged, or not what its name says.").format(name=path.name))
