"""``nnstudio export``: a design as a program that needs nothing but Keras and numpy."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from nnstudio.cli.find_design import find_design
from nnstudio.cli.output import out
from nnstudio.i18n import _


def run_export(options: Namespace) -> int:
    """0 when the folder has the program and its data. Raises UserError where it cannot be."""
    from nnstudio.export import PROGRAM_FILE, export  # many short files, which no other command needs

    design, folder = find_design(options.design).load(), Path(options.folder)
    columns = TextColumn("{task.description}"), BarColumn()
    with Progress(*columns, console=out(), transient=True) as bars:
        bar = bars.add_task(_("Reading the data"), total=None)

        def tell(done: int, total: int) -> None:
            bars.update(bar, completed=done, total=total)

        export(design, folder, options.overwrite, tell)
    out().print(_("Saved {path}").format(path=folder / PROGRAM_FILE), soft_wrap=True)
    return 0
