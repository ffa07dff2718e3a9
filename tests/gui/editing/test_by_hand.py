"""Networks with branches, built from the empty list by keys, drags and the boxes of the Layer panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.files import dump, load, save
from nnstudio.design.model import INPUT, Design
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.layer_list.rewiring import End
from nnstudio.gui.palette import QuickAdd
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.standing import StandingBox
from nnstudio.gui.theme import LIGHT
from nnstudio.gui.undo import MERGE_SECONDS
from tests.gui.editing.conftest import Clock

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Person:
    """Sits before the list and the Layer panel, and uses nothing else."""

    bot: QtBot
    document: Document
    list: NetworkPanel
    form: LayerPanel
    own: OwnGroups
    clock: Clock

    @property
    def design(self) -> Design:
        return self.document.design

    def type_layer(self, text: str, **params: object) -> str:
        """Type a name and Enter; it goes below what is selected. params: as the form then sends them."""
        self.clock.now += 2 * MERGE_SECONDS
        self.bot.keyClick(self.list.view, Qt.Key.Key_Insert)
        search = self.list.findChild(QuickAdd).finder.search
        self.bot.keyClicks(search, text)
        self.bot.keyClick(search, Qt.Key.Key_Return)
        (layer,) = self.list.selection.layers()
        for name, value in params.items():
            assert self.form.form is not None
            self.form.form.edited.emit(name, value)
        return layer

    def select(self, *keys: str) -> None:
        self.list.view.select_keys(list(keys))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.clock.now += 2 * MERGE_SECONDS
        self.bot.keyClick(self.list.view, key, held)

    def read(self, title: str) -> None:
        """Choose in the selected row's first box what it reads."""
        box = self.form.findChild(StandingBox).boxes[0].list
        row = box.findText(title)
        assert row >= 0
        box.setCurrentIndex(row)
        box.activated.emit(row)

    def drag_rail(self, layer: str, source: str, end: End, to: str) -> None:
        """Take one end of the rail from source to layer with the mouse, and let it go over a row."""
        port, rails = self.list.view.viewport(), self.list.view.rails
        places = (QPointF(x, y) for y in range(port.height()) for x in range(60))
        grips = (grip for place in places if (grip := rails.grip_at(place)) is not None)
        wanted = (layer, source, end)
        grip = next(grip for grip in grips if (grip.rail.layer, grip.rail.source, grip.end) == wanted)
        row = self.list.view.visualRect(self.list.model.index(self.list.model.row_of(to))).center()
        self.bot.mousePress(port, Qt.MouseButton.LeftButton, pos=grip.place.toPoint())
        self.bot.mouseMove(port, row)
        self.bot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=row)

    def output(self, layer: str) -> tuple[int, ...] | None:
        return next(row.output for row in self.document.report.rows if row.layer == layer)

    def go_back(self) -> None:
        while self.document.undo_stack.canUndo():
            self.document.undo_stack.undo()

    def go_on(self) -> None:
        while self.document.undo_stack.canRedo():
            self.document.undo_stack.redo()


@pytest.fixture
def person(qtbot: QtBot, clock: Clock, tmp_path: Path) -> Iterator[Person]:
    empty, _change = edits.set_source(edits.new_design(), default_choice("digits28"))
    document = Document(empty, memory=lambda: 8 << 30, clock=clock)
    own = OwnGroups(tmp_path / "groups")
    shown = NetworkPanel(document, LIGHT, own=own)
    form = LayerPanel(document, LIGHT)
    for widget in (shown, form):
        qtbot.addWidget(widget)
        widget.resize(320, 760)
        widget.show()
    shown.selection.row_changed.connect(form.show_layer)
    with qtbot.waitActive(shown):
        shown.activateWindow()
    shown.view.setFocus()
    yield Person(qtbot, document, shown, form, own, clock)
    shown.findChild(QuickAdd).close()


def assert_that_it_goes_back_and_on_and_through_a_file(person: Person, folder: Path) -> None:
    built = person.design
    person.go_back()
    assert person.design.layers == ()
    person.go_on()
    assert dump(person.design) == dump(built)
    save(built, folder / "built.nnd")
    assert load(folder / "built.nnd") == built


def classify(person: Person) -> None:
    """The end, and what the doctor mends of it by Alt+Return."""
    person.select(TARGET_ROW)
    person.type_layer("flatten")
    person.type_layer("dense")
    while any(problem.fix for problem in person.document.report.errors):
        person.document.mend(next(each for each in person.document.report.errors if each.fix))
    assert person.document.report.errors == ()


def test_that_a_residual_block_is_built_grouped_repeated_kept_and_put_in_again(
    person: Person, tmp_path: Path
) -> None:
    first = person.type_layer("conv2d", padding="same", filters=8)
    inner = [person.type_layer("conv2d", padding="same", filters=8) for _row in range(2)]
    person.select(first, inner[1])
    merge = person.type_layer("add")
    assert person.design.row(merge).reads == (first, inner[1])
    person.select(*inner, merge)
    person.press(Qt.Key.Key_G, ALT)
    (group,) = person.design.groups
    person.press(Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    (box,) = person.list.findChildren(QInputDialog)
    box.setIntValue(3)
    box.accept()
    assert person.output(merge) == (28, 28, 8)
    assert len(person.document.report.built) == 1 + 3 * 3
    person.press(Qt.Key.Key_G, ALT | CTRL)  # kept among one's own
    person.press(Qt.Key.Key_Period, CTRL)  # folded
    assert person.list.model.row_of(merge) == -1
    (offered,) = person.own.offers()
    person.list.rows.insert(offered.key)
    assert [each.repeat for each in person.design.groups] == [3, 3]
    classify(person)
    assert len(person.document.report.built) == 1 + 2 * 9 + 2
    assert_that_it_goes_back_and_on_and_through_a_file(person, tmp_path)
    person.select(f"@group:{group.id}")
    person.press(Qt.Key.Key_Delete)
    assert [each.repeat for each in person.design.groups] == [3]
    assert person.document.report.errors == ()


def test_that_an_inception_block_is_built_with_branches_that_all_read_the_input(
    person: Person, tmp_path: Path
) -> None:
    narrow = person.type_layer("conv2d", padding="same", filters=4, kernel_size=(1, 1))
    middle = person.type_layer("conv2d", padding="same", filters=4)
    person.read("the input")
    wide = person.type_layer("conv2d", padding="same", filters=4, kernel_size=(5, 5))
    person.read("the input")
    person.select(narrow, middle, wide)
    merge = person.type_layer("concatenate")
    assert [person.design.row(each).reads for each in (narrow, middle, wide)] == [None, (INPUT,), (INPUT,)]
    assert person.output(merge) == (28, 28, 12)
    classify(person)
    assert_that_it_goes_back_and_on_and_through_a_file(person, tmp_path)


def test_that_a_u_shaped_network_is_built_and_its_skip_is_taken_to_another_row_by_its_end(
    person: Person, tmp_path: Path
) -> None:
    down = person.type_layer("conv2d", padding="same", filters=4)
    person.type_layer("maxpooling2d")
    bottom = person.type_layer("conv2d", padding="same", filters=8)
    up = person.type_layer("upsampling2d")
    person.select(bottom, up)
    merge = person.type_layer("concatenate")
    assert person.document.report.of(merge)  # 14×14 and 28×28 do not go together
    person.drag_rail(merge, bottom, End.SOURCE, down)
    assert person.design.row(merge).reads == (down, up)
    assert person.output(merge) == (28, 28, 12)
    before = person.design
    person.drag_rail(merge, down, End.SOURCE, TARGET_ROW)  # nothing can be read from there
    person.drag_rail(merge, down, End.READER, INPUT_ROW)
    assert person.design == before
    classify(person)
    assert_that_it_goes_back_and_on_and_through_a_file(person, tmp_path)


def test_that_rows_that_a_merge_reads_are_switched_off_frozen_and_removed_without_harm(
    person: Person, tmp_path: Path
) -> None:
    first = person.type_layer("conv2d", padding="same", filters=8)
    second = person.type_layer("conv2d", padding="same", filters=8)
    person.select(first, second)
    merge = person.type_layer("add")
    person.select(second, merge)
    person.press(Qt.Key.Key_G, ALT)
    classify(person)
    person.select(second)
    person.press(Qt.Key.Key_Slash, CTRL)
    assert not person.design.row(second).enabled
    assert person.output(second) == (28, 28, 8)  # what it passes on
    person.press(Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    person.press(Qt.Key.Key_Slash, CTRL)
    assert person.design.row(second).enabled
    assert not person.design.row(second).trainable
    assert person.document.report.weights.fixed == 584
    person.press(Qt.Key.Key_Delete)
    assert person.design.row(merge).reads is None
    (problem,) = person.document.report.errors  # a sum of one row, which says what to do
    assert problem.layer == merge
    assert problem.fix is not None
    assert_that_it_goes_back_and_on_and_through_a_file(person, tmp_path)
