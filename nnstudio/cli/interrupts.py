"""What Ctrl-C does while a command computes: the default, an exception anywhere, is for commands that do not.

Libraries that are interrupted while they are imported or called back tell so at length, or go on.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from types import FrameType

from nnstudio.cli.exit_codes import EXIT_INTERRUPTED
from nnstudio.protocol.commands import Command, Stop


class StopInbox:
    """The inbox of runs that only Ctrl-C steers; one that begins after it came is to stop as well."""

    def __init__(self) -> None:
        self._stops = False

    def stop(self) -> None:
        self._stops = True

    def next(self, wait: bool) -> Command | None:
        return Stop() if self._stops or wait else None  # nobody would ever wake one that waits


@contextlib.contextmanager
def stop_on_ctrl_c(inbox: StopInbox) -> Iterator[None]:
    """The first Ctrl-C asks the run to stop; a second one does not wait for it."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        inbox.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with _heeded(ask):
        yield


@contextlib.contextmanager
def end_on_ctrl_c() -> Iterator[None]:
    """Ctrl-C ends the program at once, for work that leaves nothing half done."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        os._exit(EXIT_INTERRUPTED)

    with _heeded(end):
        yield


@contextlib.contextmanager
def _heeded(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Ctrl-C does this; afterwards what it did before."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
