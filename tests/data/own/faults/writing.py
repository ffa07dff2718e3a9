"""Writes what the cells of the table of faults ask for: tables as text and as sheets, folders, arrays."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.data.own.faults.cells import Write

Grid = Sequence[Sequence[object]]
GRID: list[list[object]] = [
    ["length", "width", "kind"],
    *([at / 10, at % 7, "кот" if at % 2 else "пёс"] for at in range(40)),
]
SENTENCES = [
    [f"{'the plot is great, and so is number' if at % 2 else 'the plot is dull, as is number'} {at}", at % 2]
    for at in range(40)
]
PROSE = "Не имей сто рублей, а имей сто друзей.\nTише едешь, дальше будешь.\n" * 20
RNG = np.random.default_rng(3)


def changed(rows: Mapping[int, Sequence[object]], grid: Grid = GRID) -> list[list[object]]:
    """The grid with other rows in some places."""
    return [list(rows.get(at, row)) for at, row in enumerate(grid)]


def without(rows: slice, grid: Grid = GRID) -> list[list[object]]:
    return [list(row) for row in grid[rows]]


def as_text(grid: Grid, separator: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(grid)
    return text.getvalue().encode(encoding)


def file(name: str, content: bytes) -> Write:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def csv_of(grid: Grid, encoding: str = "utf-8") -> Write:
    return file("table.csv", as_text(grid, encoding=encoding))


def tsv_of(grid: Grid, encoding: str = "utf-8") -> Write:
    return file("table.tsv", as_text(grid, "\t", encoding))


def sheet_of(grid: Grid) -> Write:
    def write(folder: Path) -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        for row in grid:
            book.active.append(list(row))
        book.save(folder / "table.xlsx")
        return folder / "table.xlsx"

    return write


def sheet_with(xml: str) -> Write:
    """A workbook whose only sheet has these rows of XML."""

    def write(folder: Path) -> Path:
        path = sheet_of(GRID)(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
        head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        parts["xl/worksheets/sheet1.xml"] = f"{head}{xml}</sheetData></worksheet>".encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


def row_of(number: int) -> str:
    return f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'


def zeros_in(name: str, part: str, start: bytes = b"", size: int = 300_000_000) -> Write:
    """A small archive of which a part would become very large."""

    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(part, start + bytes(size))
        return folder / name

    return write


def tree(files: Mapping[str, bytes], then: Callable[[Path], None] | None = None) -> Write:
    """A folder with these files in it. then: something more that is done to it."""

    def write(folder: Path) -> Path:
        path = folder / "chosen"
        path.mkdir()
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        if then is not None:
            then(path)
        return path

    return write


def among(files: Mapping[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """The files, and one more."""
    return {**files, name: content}


def linked_out(inner: str, content: bytes) -> Callable[[Path], None]:
    """Puts a file beside the folder, and links to it and to its folder into it."""

    def link(path: Path) -> None:
        secret = path.parent / "secret"
        secret.mkdir()
        (secret / Path(inner).name).write_bytes(content)
        (path / inner).symlink_to(secret / Path(inner).name)
        (path / "all").symlink_to(secret)

    return link


def picture(shade: int, kind: str = "PNG", size: tuple[int, int] = (16, 12)) -> bytes:
    coded = io.BytesIO()
    Image.new("RGB", size, (shade % 256, 90, 200)).save(coded, kind)
    return coded.getvalue()


PNG = picture(9)


def moving(shade: int, frames: int = 5) -> bytes:
    coded = io.BytesIO()
    first, *others = (Image.new("L", (12, 12), (shade + 20 * at) % 256) for at in range(frames))
    first.save(coded, "GIF", save_all=True, append_images=others)
    return coded.getvalue()


def huge_gif(frames: int = 3, side: int = 60_000) -> bytes:
    """A GIF whose canvas is told to be enormous, though its frames are small."""
    content = moving(9, frames)
    return content[:6] + struct.pack("<HH", side, side) + content[10:]


def huge_png(side: int = 60_000) -> bytes:
    """A PNG whose header tells an enormous size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    inside = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


def classes_of(make: Callable[[int], bytes], suffix: str, each: int = 40) -> dict[str, bytes]:
    """Files of two classes; more than are read at once."""
    return {
        f"{name}/{at:02}{suffix}": make(at + 100 * place)
        for place, name in enumerate(("cats", "dogs"))
        for at in range(each)
    }


def npy(array: NDArray[Any]) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=True)
    return content.getvalue()


def npz(**arrays: NDArray[Any]) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()
