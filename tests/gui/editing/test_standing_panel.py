"""What the Layer panel says and changes of how a row stands, and of a group."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.design.model import INPUT
from nnstudio.gui.document import Document
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.standing import StandingBox
from nnstudio.gui.theme import DARK, LIGHT


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> LayerPanel:
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show()
    return panel


@pytest.fixture
def box(panel: LayerPanel) -> StandingBox:
    return panel.findChild(StandingBox)


def choose(box: StandingBox, number: int, title: str) -> None:
    chosen = box.boxes[number].list
    row = chosen.findText(title)
    chosen.setCurrentIndex(row)
    chosen.activated.emit(row)


def test_that_a_row_chooses_by_name_among_the_rows_above_it(
    document: Document, panel: LayerPanel, box: StandingBox
) -> None:
    panel.show_layer("l3")
    (only,) = box.boxes
    assert [only.list.itemText(row) for row in range(only.list.count())] == [
        "the input",
        "Conv2D 1",
        "MaxPooling2D 2",
    ]
    assert only.list.currentText() == "MaxPooling2D 2"
    assert not box.more.isVisible()
    choose(box, 0, "Conv2D 1")
    assert document.design.row("l3").reads == ("l1",)
    choose(box, 0, "MaxPooling2D 2")
    assert document.design.row("l3").reads is None


def test_that_a_merge_reads_as_many_rows_as_are_named(
    qtbot: QtBot, document: Document, panel: LayerPanel, box: StandingBox
) -> None:
    document.apply(edits.insert_layer, "add", None, {}, ["l4", "l5"])
    panel.show_layer("l6")
    assert [each.list.currentText() for each in box.boxes] == ["Dense 4", "Dense 5"]
    qtbot.mouseClick(box.more, Qt.MouseButton.LeftButton)
    assert document.design.row("l6").reads == ("l4", "l5", "l3")
    choose(box, 2, "the input")
    assert document.design.row("l6").reads == ("l4", "l5", INPUT)
    qtbot.mouseClick(box.boxes[0].drop, Qt.MouseButton.LeftButton)
    assert document.design.row("l6").reads == ("l5", INPUT)
    panel.set_theme(DARK)
    assert len(box.boxes) == 2


def test_that_a_row_is_frozen_and_switched_off_by_its_boxes(
    qtbot: QtBot, document: Document, panel: LayerPanel, box: StandingBox
) -> None:
    panel.show_layer("l3")
    assert not box.frozen.isVisible()  # it has no weights
    panel.show_layer("l4")
    box.frozen.click()
    box.off.click()
    assert not document.design.row("l4").trainable
    assert not document.design.row("l4").enabled
    assert box.frozen.isChecked()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert not box.frozen.isChecked()
    assert not box.off.isChecked()


def test_that_a_heading_shows_its_group_and_how_often_it_is_built(
    document: Document, panel: LayerPanel, box: StandingBox
) -> None:
    document.apply(edits.group_rows, ["l4", "l5"], "Head")
    panel.show_layer("@group:g1")
    assert not box.isVisible()
    assert panel.form is not None
    panel.form.edited.emit("repeat", 3)
    assert document.design.group("g1").repeat == 3
    document.apply(edits.ungroup, "g1")
    assert panel.form is None
