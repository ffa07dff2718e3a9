"""``nnstudio [FILE]``: opens the window."""

from __future__ import annotations

from argparse import Namespace

from nnstudio.cli.find_design import find_design
from nnstudio.cli.screen import require_screen, telling_missing_libraries
from nnstudio.machine import uncollected

COMMANDS = (
    "designs",
    "data",
    "fetch",
    "catalogue",
    "check",
    "train",
    "export",
    "bench",
    "results",
    "picture",
)


def run_window(options: Namespace) -> int:
    """Open the window, with a design in it if one was named; the code when it was closed."""
    place = find_design(options.design, COMMANDS) if options.design else None
    require_screen()
    with telling_missing_libraries(), uncollected():  # a tenth of the time would go into finding nothing
        from nnstudio.gui.app import run
    return run(
        path=place.path if place else None, shipped=place.shipped if place else "", language=options.language
    )
