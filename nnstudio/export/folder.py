"""Writes a program and its data into a folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from nnstudio.data import describe
from nnstudio.data.dealing import dealt
from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.sources import load
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.design.problems import Report
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
    refused = cannot_be_exported(check(design, facts))
    if refused is not None:
        raise refused
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


def cannot_be_exported(report: Report) -> UserError | None:
    """Why a design of which the check says this is no program yet; None where it is one."""
    if not report.errors:
        return None
    return UserError(
        _("This design cannot be exported yet: {reason}").format(reason=report.errors[0].message),
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
    made, number = not os.path.exists(folder), os.getpid()
    try:
        folder.mkdir(exist_ok=True)
        for name, write in writers.items():
            write(_part(folder, name, number))
        for name in writers:
            _part(folder, name, number).replace(folder / name)
    except OSError as error:
        raise UserError(
            _("The program could not be written: {reason}.").format(reason=error.strerror or error),
            hint=_("Choose another folder."),
            where=str(folder),
        ) from error
    finally:
        clear_parts(folder, number, made)


def clear_parts(folder: Path, number: int, is_new: bool) -> None:
    """Leave nothing of what was begun: the folder neither, where it was made for this and holds nothing.

    number: of the process that wrote.
    """
    with contextlib.suppress(OSError):
        for name in (PROGRAM_FILE, DATA_FILE):
            _part(folder, name, number).unlink(missing_ok=True)
        if is_new:
            folder.rmdir()  # which a folder that holds something refuses


def _part(folder: Path, name: str, number: int) -> Path:
    """Where a file stands until it is whole."""
    return folder / f".{name}.{number}.part"
