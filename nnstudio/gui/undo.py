"""Undo commands: each holds the whole state before and after, which are frozen and share what is equal.

Consecutive edits of the same parameter of the same layer become one step: turning a spin box, or typing
a number digit by digit, is one thing to a person. They merge while less than ``MERGE_SECONDS`` pass from
one to the next and nothing else happened between them, an undo, a redo and a save included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoCommand

from nnstudio.design.changes import Change
from nnstudio.design.model import Design

MERGE_SECONDS = 1.0
_MERGING_ID = 1
_ALONE_ID = -1  # Qt never merges these


@dataclass(frozen=True)
class State:
    """What the document shows: a design and where it came from."""

    design: Design
    path: Path | None = None
    shipped: bool = False


class EditCommand(QUndoCommand):
    """One step between two states.

    show: puts a state in place and notes the change that led to it.
    time, session: when it was made, and which uninterrupted run of edits it belongs to.
    """

    def __init__(
        self,
        old: State,
        new: State,
        change: Change,
        show: Callable[[State, Change], None],
        time: float = 0.0,
        session: int = 0,
    ) -> None:
        super().__init__(change.text)
        self.old = old
        self.new = new
        self.change = change
        self._show = show
        self._time = time
        self._session = session

    def redo(self) -> None:
        self._show(self.new, self.change)

    def undo(self) -> None:
        self._show(self.old, self.change.inverse())

    def id(self) -> int:
        return _MERGING_ID if self.change.field else _ALONE_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or not self._continued_by(other):
            return False
        self.new = other.new
        self._time = other._time
        # Back to where it began: there is nothing left to undo.
        self.setObsolete(self.new == self.old)
        return True

    def _continued_by(self, other: EditCommand) -> bool:
        mine, its = self.change, other.change
        same = (mine.what, mine.layer, mine.field) == (its.what, its.layer, its.field)
        soon = other._time - self._time < MERGE_SECONDS
        return same and soon and self._session == other._session
