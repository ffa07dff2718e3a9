"""The document: the only place where the current design changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from nnstudio.data import describe
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.check import check
from nnstudio.design.doctor.broken_data import data_fix
from nnstudio.design.facts import DataFacts, counted
from nnstudio.design.model import DataChoice, Design
from nnstudio.design.problems import Level, Place, Problem, Report, RowReport
from nnstudio.errors import UserError
from nnstudio.gui.undo import EditCommand, State
from nnstudio.i18n import _
from nnstudio.machine import available_memory

Edit: TypeAlias = Callable[..., tuple[Design, Change]]
_MEMORY_SECONDS = 5.0  # how long a reading of free memory is believed


class Document(QObject):
    """The current design, what is known about it, and the way back.

    describe, memory, clock: of the machine; given so that tests can stand in for them.
    """

    changed = Signal(Change)  # design, facts and report are up to date when it comes
    refused = Signal(UserError)  # an edit that could not be; nothing changed
    modified_changed = Signal()

    def __init__(
        self,
        design: Design | None = None,
        *,
        describe: Callable[[DataChoice], DataFacts] = describe,
        memory: Callable[[], int] = available_memory,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._read_memory = memory
        self._clock = clock
        self._memory = 0
        self._memory_time = float("-inf")
        self._session = 0  # edits merge only within one
        self._pushing = False
        self._pending: list[Change] = []
        self._state = State(design if design is not None else edits.new_design())
        self._facts: DataFacts | None = None
        self._counts: tuple[DataChoice, tuple[int, ...]] | None = None  # what reading has shown of classes
        self._data_problem: Problem | None = None
        self._report = Report(rows=(), problems=())
        self.undo_stack = QUndoStack(self)
        self._look_at_data()
        self._check()
        self._wire()

    def _wire(self) -> None:
        # Sent after the stack has moved, so that is_modified is true to the design when we announce it.
        self.undo_stack.indexChanged.connect(self._on_stack_index_changed)
        self.undo_stack.cleanChanged.connect(self._on_stack_clean_changed)

    @property
    def design(self) -> Design:
        return self._state.design

    @property
    def facts(self) -> DataFacts | None:
        """None where the data cannot be as chosen; the report says why."""
        return self._facts

    @property
    def report(self) -> Report:
        return self._report

    @property
    def path(self) -> Path | None:
        return self._state.path

    @property
    def is_shipped(self) -> bool:
        """Whether it came from the gallery: saving asks for a new place."""
        return self._state.shipped

    @property
    def is_modified(self) -> bool:
        return not self.undo_stack.isClean()

    def apply(self, edit: Edit, *args: Any, **kw: Any) -> bool:
        """Run an edit on the current design as an undo step; whether it could be."""
        error = self.attempt(edit, *args, **kw)
        if error is not None:
            self.refused.emit(error)
        return error is None

    def attempt(self, edit: Edit, *args: Any, **kw: Any) -> UserError | None:
        """Like apply, for callers that show the refusal themselves, at the field it belongs to."""
        try:
            design, change = edit(self.design, *args, **kw)
        except UserError as error:
            return error
        if design != self.design:
            self._push(State(design, self.path, self.is_shipped), change)
        return None

    @Slot(Problem)
    def mend(self, problem: Problem) -> None:
        """Do what mends a problem, as an undo step of its own; nothing where no fix is known."""
        if problem.fix is not None:
            self._session += 1
            self.apply(problem.fix.edit)
            self._session += 1

    def open(self, design: Design, path: Path | None = None, *, shipped: bool = False) -> None:
        """Show another design, unmodified.

        Over unsaved changes this is an undo step, so that nothing is lost; otherwise the undo list
        begins anew.
        """
        opened, change = edits.replace(self.design, design)
        state = State(opened, path, shipped)
        if self.is_modified:
            self._push(state, change)
            self.undo_stack.setClean()
            return
        self._put(state, change)
        self.undo_stack.clear()
        self._announce()

    def learn(self, choice: DataChoice, class_counts: tuple[int, ...]) -> None:
        """The data that are chosen were read: so many examples of each class are in them."""
        self._counts = (choice, class_counts)
        if self._facts is not None and self._with_counts(self._facts) != self._facts:
            self._look_at_data()
            self._check()
            self.changed.emit(Change(Changed.FACTS, _("Read the data")))

    def say_anew(self) -> None:
        """Another language is spoken: what is said of the same design, in its words; nothing has changed."""
        self._look_at_data()
        self._check()

    def mark_saved(self, path: Path) -> None:
        """The current design is now the one in this file."""
        self._session += 1
        self._state = State(self.design, path)
        self.undo_stack.setClean()
        self.changed.emit(Change(Changed.ABOUT, _("Save")))

    def _push(self, state: State, change: Change) -> None:
        command = EditCommand(self._state, state, change, self._put, self._clock(), self._session)
        self._pushing = True
        try:
            self.undo_stack.push(command)
        finally:
            self._pushing = False

    def _put(self, state: State, change: Change) -> None:
        if not self._pushing:  # an undo or a redo: the next edit is a step of its own
            self._session += 1
        self._state = state
        self._pending.append(change)

    @Slot(int)
    def _on_stack_index_changed(self, _index: int) -> None:
        self._announce()

    @Slot(bool)
    def _on_stack_clean_changed(self, _clean: bool) -> None:
        # Passed on from here: a stack also says so while it is destroyed, after its document.
        self.modified_changed.emit()

    def _announce(self) -> None:
        """Bring facts and report up to date, then tell once what changed."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        change = pending[0] if len(pending) == 1 else Change(Changed.ALL, pending[-1].text)
        if change.what in (Changed.DATA, Changed.ALL):
            self._look_at_data()
        self._check()
        self.changed.emit(change)

    def _look_at_data(self) -> None:
        try:
            self._facts = self._with_counts(self._describe(self.design.data))
            self._data_problem = None
        except UserError as error:
            self._facts = None
            message = " ".join(part for part in (error.message, error.hint) if part)
            fix = data_fix(self.design, error.where, self._describe)
            self._data_problem = Problem(Level.ERROR, Place.DATA, message, field=error.where, fix=fix)

    def _with_counts(self, facts: DataFacts) -> DataFacts:
        """Of the same data, however they are split and prepared."""
        if self._counts is None or not self.design.data.is_of_same(self._counts[0]):
            return facts
        return counted(facts, self._counts[1])

    def _check(self) -> None:
        if self._facts is not None:
            self._report = check(self.design, self._facts, self._available_memory())
            return
        rows = tuple(RowReport(row.id, None, after_problem=True) for row in self.design.layers)
        assert self._data_problem is not None
        self._report = Report(rows=rows, problems=(self._data_problem,))

    def _available_memory(self) -> int:
        now = self._clock()
        if now - self._memory_time > _MEMORY_SECONDS:
            self._memory, self._memory_time = self._read_memory(), now
        return self._memory
