"""A person at the list who does anything, in any order, by the real widgets, and what always holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog
from pytestqt.exceptions import capture_exceptions

from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.files import dump, load, save
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import INPUT, Design
from nnstudio.design.normal import normal_design
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import lines_of
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.layer_list.rails import Rail, rails_of
from nnstudio.gui.layer_list.rewiring import End
from nnstudio.gui.layer_list.stations import source_of
from nnstudio.gui.mime import kind_mime
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import LIGHT
from nnstudio.gui.undo import MERGE_SECONDS
from tests.gui.editing.conftest import Clock, digits_design

KINDS = (
    *("dense", "conv2d", "max_pooling2d", "flatten", "reshape", "lstm", "embedding", "attention"),
    *("add", "concatenate", "multiply", "dropout", "batch_normalization", "activation", "up_sampling2d"),
)
PARAMS = (("units", 7), ("filters", 3), ("kernel_size", (5, 5)), ("padding", "same"), ("strides", (2, 2)))
ACTIONS = (
    *("delete", "duplicate", "up", "down", "freeze", "off", "group", "ungroup", "fold"),
    *("cut", "copy", "paste", "fix", "keep"),
)
MEMORY = 8 << 30
FEW, MANY = 8, 25  # rows, up to which networks and layers are put in
ROWS = st.integers(0, 60)  # taken modulo the rows that there are


class ListMachine(RuleBasedStateMachine):
    """written: the file's text of each state that can be gone back to, the first included."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.faults = self._open.enter_context(capture_exceptions())
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        self.clock = Clock()
        self.document = Document(digits_design(), memory=lambda: MEMORY, clock=self.clock)
        self.own = OwnGroups(self.folder / "groups")
        self.panel = NetworkPanel(self.document, LIGHT, own=self.own)
        self.panel.resize(320, 640)
        self.refused: list[UserError] = []
        self.document.refused.connect(self.refused.append)
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.tester = QAbstractItemModelTester(self.panel.model, mode)
        self.written = [dump(self.document.design)]

    def teardown(self) -> None:
        QGuiApplication.clipboard().clear()
        self.panel.close()
        self.panel.deleteLater()
        self.tester.deleteLater()
        self._open.close()

    @property
    def design(self) -> Design:
        return self.document.design

    def edit(self, act: Callable[..., object], *args: Any) -> None:
        """Do something that is one undo step at most, and none where it was refused."""
        self.clock.now += 2 * MERGE_SECONDS
        stack, before, refusals = self.document.undo_stack, self.design, len(self.refused)
        at = stack.index()
        act(*args)
        if stack.index() == at:
            assert self.design == before
            return
        assert stack.index() == stack.count() == at + 1
        assert len(self.refused) == refusals
        assert self.design != before
        self.written[at + 1 :] = [dump(self.design)]

    # What is done

    @rule(first=ROWS, count=st.integers(1, 4), key=st.sampled_from(ACTIONS))
    def act_on_rows(self, first: int, count: int, key: str) -> None:
        """Of rows that stand together."""
        self._select(*range(first, first + count))
        self.act(key)

    @rule(rows=st.lists(ROWS, min_size=1, max_size=3), key=st.sampled_from(ACTIONS))
    def act_on_scattered_rows(self, rows: list[int], key: str) -> None:
        self._select(*rows)
        self.act(key)

    @precondition(lambda self: self.design.groups)
    @rule(group=ROWS, key=st.sampled_from(ACTIONS))
    def act_on_group(self, group: int, key: str) -> None:
        lines = enumerate(self.panel.model.lines)
        headings = [row for row, line in lines if line.is_heading]
        self._select(headings[group % len(headings)])
        self.act(key)

    @rule(key=st.sampled_from(ACTIONS))
    def act(self, key: str) -> None:
        action = self.panel.menu.actions[key]
        if action.isEnabled():
            self.edit(action.trigger)

    def _select(self, *rows: int) -> None:
        lines = self.panel.model.lines
        self.panel.selection.select(*[lines[row % len(lines)].key for row in sorted(set(rows))])

    @precondition(lambda self: len(self.design.layers) < MANY)
    @rule(kind=st.sampled_from(KINDS))
    def insert(self, kind: str) -> None:
        self.edit(self.panel.rows.insert, kind)

    @precondition(lambda self: len(self.design.layers) < FEW)
    @rule(block=st.sampled_from(["block:resnet20", "block:inception", "block:unet"]))
    def insert_network(self, block: str) -> None:
        self.edit(self.panel.rows.insert, block)

    @precondition(lambda self: self.own.offers() and len(self.design.layers) < MANY)
    @rule(data=st.data())
    def insert_own(self, data: st.DataObject) -> None:
        offered = data.draw(st.sampled_from(self.own.offers()))
        self.edit(self.panel.rows.insert, offered.key)
        OwnGroups(self.own._folder).load()  # what is kept is read again without a fault

    @precondition(lambda self: self.design.layers)
    @rule(row=ROWS, change=st.sampled_from(PARAMS))
    def set_param(self, row: int, change: tuple[str, Any]) -> None:
        layer = self.design.layers[row % len(self.design.layers)]
        self.edit(self.document.apply, edits.set_param, layer.id, *change)

    @precondition(lambda self: self.design.groups)
    @rule(group=ROWS, times=st.integers(1, 4))
    def repeat(self, group: int, times: int) -> None:
        self.panel.groups.ask_for_repeat_of(self.design.groups[group % len(self.design.groups)].id)
        (box,) = [box for box in self.panel.findChildren(QInputDialog) if box.isVisible()]
        box.setIntValue(times)
        self.edit(box.accept)

    @precondition(lambda self: self.design.groups)
    @rule(group=ROWS, title=st.text(max_size=70))
    def rename(self, group: int, title: str) -> None:
        headings = [row for row, line in enumerate(self.panel.model.lines) if line.is_heading]
        index = self.panel.model.index(headings[group % len(headings)])
        self.edit(self.panel.model.setData, index, title)

    @precondition(lambda self: len(self.design.layers) < MANY)
    @rule(kind=st.sampled_from(KINDS), row=ROWS)
    def drop_kind(self, kind: str, row: int) -> None:
        self.edit(self._drop, kind_mime(kind), row, Qt.DropAction.CopyAction)

    @rule(rows=st.lists(ROWS, min_size=1, max_size=3), to=ROWS, move=st.booleans())
    def drop_rows(self, rows: list[int], to: int, move: bool) -> None:
        model = self.panel.model
        indexes = [model.index(row % model.rowCount()) for row in rows]
        data = model.mimeData(
            [index for index in indexes if model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled]
        )
        at, before = 1 + to % (model.rowCount() - 1), self.design
        refusal = model.refusal(data, at, move=move)
        self.edit(self._drop, data, to, Qt.DropAction.MoveAction if move else Qt.DropAction.CopyAction)
        if refusal:
            assert self.design == before

    def _drop(self, data: Any, row: int, action: Qt.DropAction) -> None:
        at = 1 + row % (self.panel.model.rowCount() - 1)
        self.panel.model.dropMimeData(data, action, at, 0, QModelIndex())

    @precondition(lambda self: self.panel.model.rails.rails)
    @rule(rail=ROWS, end=st.sampled_from(End), row=ROWS)
    def drag_rail(self, rail: int, end: End, row: int) -> None:
        """Where it cannot go it says why; where it can, the edit is not refused."""
        model, refusals = self.panel.model, len(self.refused)
        rails = model.rails.rails
        asked = model.rewiring(rails[rail % len(rails)], end, row % model.rowCount())
        assert bool(asked.why) is (asked.edit is None)
        self.edit(model.rewire, asked)
        assert len(self.refused) == refusals

    @rule(source=ROWS, row=ROWS)
    def begin_rail(self, source: int, row: int) -> None:
        model, refusals = self.panel.model, len(self.refused)
        at, to = source % model.rowCount(), row % model.rowCount()
        read = source_of(model.lines, at)
        if not read:
            return
        asked = model.rewiring(Rail(read, "", at, at), End.READER, to)
        assert bool(asked.why) is (asked.edit is None)
        assert asked.edit is None or at < to
        self.edit(model.rewire, asked)
        assert len(self.refused) == refusals

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _time in range(times):
            self._travel(self.document.undo_stack.undo, -1)

    @rule(times=st.integers(1, 5))
    def redo(self, times: int) -> None:
        for _time in range(times):
            self._travel(self.document.undo_stack.redo, 1)

    def _travel(self, go: Callable[[], None], by: int) -> None:
        stack = self.document.undo_stack
        wanted = min(max(stack.index() + by, 0), stack.count())
        go()
        assert stack.index() == wanted
        assert dump(self.design) == self.written[wanted]

    @rule()
    def save_and_open_again(self) -> None:
        path = self.folder / "mine.nnd"
        save(self.design, path)
        assert load(path) == self.design
        self.document.mark_saved(path)
        assert not self.document.is_modified

    @rule()
    def look(self) -> None:
        assert not self.panel.grab().isNull()

    # What holds

    @invariant()
    def nothing_failed_unseen(self) -> None:
        assert self.faults == []
        assert all(error.message for error in self.refused)

    @invariant()
    def the_design_is_sound(self) -> None:
        design = self.design
        assert normal_design(design) == design
        for rows in (design.layers, flat_rows(design)):
            seen = {INPUT}
            for row in rows:
                assert seen.issuperset(row.reads or ())
                seen.add(row.id)

    @invariant()
    def what_is_said_of_it_is_so(self) -> None:
        assert self.document.facts is not None
        assert self.document.report == check(self.design, self.document.facts, MEMORY)

    @invariant()
    def the_list_shows_the_design(self) -> None:
        document, model = self.document, self.panel.model
        assert tuple(model.lines) == lines_of(self.design, document.facts, document.report)
        assert model.rails == rails_of(self.design, model.lines)
        shown = {line.key for line in model.lines}
        folded = {group.id for group in self.design.groups if group.folded}
        assert {row.id for row in self.design.layers if row.group not in folded} <= shown

    @invariant()
    def what_is_selected_is_there(self) -> None:
        here = {row.id for row in self.design.layers}
        assert here.issuperset(self.panel.selection.layers())
