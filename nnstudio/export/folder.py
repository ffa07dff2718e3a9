"""Writes a program and its data into a folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from nnstudio.data import describe
from nnstudio.data.dealing import dealt
from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.sources import load
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.export.arrays import arrays_of
from nnstudio.export.program import DATA_FILE, PROGRAM_FILE, program
from nnstudio.i18n import _


def export(
    design: Design, folder: str | os.PathLike[str], overwrite: bool = False, progress: Progress = silent
) -> None:
    """Write the program and its data; the folder is made if it is not there.

    Both files are whole before either stands under its name. progress: is told how far the reading of own
    data is. Raises UserError, and Cancelled where ``progress`` does.
    """
    folder = Path(folder)
    facts = describe(design.data)
    _refuse_errors(design)
    if not overwrite:
        _refuse_what_is_there(folder)
    raw = load(design.data, progress)
    arrays = arrays_of(facts, raw, dealt(design.data, facts, raw))
    text = program(design, facts, raw)

    def write_data(path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]

    def write_program(path: Path) -> None:
        path.write_text(text, encoding="utf-8", newline="\n")

    _write(folder, {DATA_FILE: write_data, PROGRAM_FILE: write_program})


def in_the_way(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """The files in the folder that an export would replace."""
    return tuple(name for name in (PROGRAM_FILE, DATA_FILE) if os.path.exists(Path(folder) / name))


def _refuse_errors(design: Design) -> None:
    errors = check(design, describe(design.data)).errors
    if errors:
        raise UserError(
            _("This design cannot be exported yet: {reason}").format(reason=errors[0].message),
            hint=_("Mend it first."),
        )


def _refuse_what_is_there(folder: Path) -> None:
    there = in_the_way(folder)
    if there:
        raise UserError(
            _("In “{folder}” there is a {file} already.").format(folder=folder, file=there[0]),
            hint=_("Choose another folder, or say that it may be overwritten (--overwrite)."),
            where=str(folder),
        )


def _write(folder: Path, writers: dict[str, Callable[[Path], None]]) -> None:
    made = False
    parts = {name: folder / f".{name}.{os.getpid()}.part" for name in writers}
    try:
        made = not folder.exists()
        folder.mkdir(exist_ok=True)
        for name, write in writers.items():
            write(parts[name])
        for name, part in parts.items():
            part.replace(folder / name)
        made = False
    except OSError as error:
        raise UserError(
            _("The program could not be written: {reason}.").format(reason=error.strerror or error),
            hint=_("Choose another folder."),
            where=str(folder),
        ) from error
    finally:
        _clear(parts.values(), folder if made else None)


def _clear(parts: Iterable[Path], made: Path | None) -> None:
    """Leave nothing of what was begun: the folder neither, where it was made for this."""
    with contextlib.suppress(OSError):
        for part in parts:
            part.unlink(missing_ok=True)
        if made is not None:
            made.rmdir()
