"""What the command line prints, and how."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nnstudio.errors import UserError


def out() -> Console:
    """Standard output, in colour on a terminal; made anew because tests put another one in its place."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def show_error(error: UserError) -> None:
    """The message, and on a line of its own what to do."""
    console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    place = f"{error.where}: " if error.where else ""
    console.print(Text.assemble(("nnstudio: ", "bold"), (place, "bold"), (error.message, "red")))
    if error.hint:
        console.print(Text(error.hint))


def plain_table(*headings: str) -> Table:
    """A table that reads well in a terminal and through a pipe."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def print_table(table: Table) -> None:
    """As wide as the terminal; through a pipe, as wide as it needs."""
    console = out()
    if not console.is_terminal:
        console = Console(file=sys.stdout, highlight=False, width=_WIDE)
    console.print(table)


_WIDE = 1000
