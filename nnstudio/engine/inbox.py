"""What a run hears and how it speaks: commands come one by one, events leave one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from nnstudio.protocol.commands import Command, Stop
from nnstudio.protocol.events import Event

Emit = Callable[[Event], None]


class Inbox(Protocol):
    """Where commands come from."""

    def next(self, wait: bool) -> Command | None:
        """The next command, or None if there is none yet; with ``wait`` it blocks until there is one."""


class NoCommands:
    """An inbox for a run that nobody steers."""

    def next(self, wait: bool) -> Command | None:
        return Stop() if wait else None
