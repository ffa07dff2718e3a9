"""Skips that are drawn from a row to one below, or made of selected rows with a key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.design.model import INPUT
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.hits import TIPS, Part
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.layer_list.rewiring import End
from nnstudio.gui.palette import QuickAdd
from nnstudio.gui.theme import LIGHT

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def branched(document: Document) -> Document:
    """Dense l6, l7 and Add l8, which reads l7 alone, at the end of a network."""
    for kind in ("dense", "dense", "add"):
        document.apply(edits.insert_layer, kind)
    return document


@pytest.fixture
def panel(qtbot: QtBot, branched: Document) -> Iterator[NetworkPanel]:
    panel = NetworkPanel(branched, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(320, 720)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.findChild(QuickAdd).close()


def middle(panel: NetworkPanel, key: str) -> QPoint:
    return panel.view.visualRect(panel.model.index(panel.model.row_of(key))).center()


def ring(panel: NetworkPanel, key: str) -> QPoint | None:
    """Where a row can be taken to begin a skip; None where it cannot."""
    rect = panel.view.visualRect(panel.model.index(panel.model.row_of(key)))
    places = (QPoint(x, y) for y in range(rect.bottom(), rect.top(), -1) for x in range(60))
    return next((place for place in places if panel.view.rails.begins_at(QPointF(place))), None)


def draw(qtbot: QtBot, panel: NetworkPanel, source: str, to: str) -> None:
    port, place = panel.view.viewport(), ring(panel, source)
    assert place is not None
    qtbot.mouseMove(port, place)
    qtbot.mousePress(port, LEFT, pos=place)
    assert panel.view.rails.is_holding
    qtbot.mouseMove(port, middle(panel, to))
    qtbot.mouseRelease(port, LEFT, pos=middle(panel, to))
    assert not panel.view.rails.is_holding


def reads(document: Document, layer: str) -> tuple[str, ...] | None:
    return document.design.row(layer).reads


def test_that_a_skip_is_drawn_from_a_row_to_a_merge_in_one_step(
    qtbot: QtBot, panel: NetworkPanel, branched: Document
) -> None:
    assert panel.model.rails.lanes == 0
    before, steps = branched.design, branched.undo_stack.count()
    draw(qtbot, panel, "l6", "l8")
    assert reads(branched, "l8") == ("l7", "l6")
    assert [(rail.source, rail.layer) for rail in panel.model.rails.rails] == [("l6", "l8")]
    assert branched.undo_stack.count() == steps + 1
    assert branched.undo_stack.undoText() == "Let Add 8 read Dense 6"
    branched.undo_stack.undo()
    assert branched.design == before


def test_that_another_skip_is_drawn_beside_the_first_and_from_the_data(
    qtbot: QtBot, panel: NetworkPanel, branched: Document
) -> None:
    draw(qtbot, panel, "l6", "l8")
    draw(qtbot, panel, "l6", "l8")
    assert reads(branched, "l8") == ("l7", "l6")  # it reads it already
    draw(qtbot, panel, INPUT_ROW, "l8")
    assert reads(branched, "l8") == ("l7", "l6", INPUT)


def test_that_a_row_that_reads_one_begins_a_branch(
    qtbot: QtBot, panel: NetworkPanel, branched: Document
) -> None:
    draw(qtbot, panel, "l5", "l7")
    assert reads(branched, "l7") == ("l5",)


@pytest.mark.parametrize(
    ("source", "to"), [("l7", "l6"), ("l6", "l6"), ("l6", TARGET_ROW), ("l6", INPUT_ROW)]
)
def test_that_a_skip_does_not_end_above_or_where_no_layer_is(
    qtbot: QtBot, panel: NetworkPanel, branched: Document, source: str, to: str
) -> None:
    refused: list[object] = []
    branched.refused.connect(refused.append)
    before, steps = branched.design, branched.undo_stack.count()
    draw(qtbot, panel, source, to)
    assert branched.design == before
    assert branched.undo_stack.count() == steps
    assert refused == []


def test_that_where_it_cannot_end_the_reason_is_said(qtbot: QtBot, panel: NetworkPanel) -> None:
    place = ring(panel, "l7")
    assert place is not None
    qtbot.mousePress(panel.view.viewport(), LEFT, pos=place)
    panel.view.rails.move(QPointF(middle(panel, "l6")))
    qtbot.waitUntil(lambda: QToolTip.text() == "Dense 6 cannot read Dense 7, which stands below it.")
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not panel.view.rails.is_holding


def test_that_a_click_on_the_ring_selects_the_row(qtbot: QtBot, panel: NetworkPanel) -> None:
    place = ring(panel, "l6")
    assert place is not None
    qtbot.mouseClick(panel.view.viewport(), LEFT, pos=place)
    assert panel.selection.layers() == ["l6"]


def test_that_only_rows_with_a_layer_below_them_can_begin_a_skip(
    panel: NetworkPanel, branched: Document
) -> None:
    branched.apply(edits.group_rows, ["l6", "l7"], "Block")
    group = branched.design.groups[0].id
    shown = [line.key for line in panel.model.lines if ring(panel, line.key) is not None]
    assert shown == [INPUT_ROW, "l1", "l2", "l3", "l4", "l5", "l6", "l7"]
    branched.apply(edits.fold_group, group, True)
    shown = [line.key for line in panel.model.lines if ring(panel, line.key) is not None]
    assert shown == [INPUT_ROW, "l1", "l2", "l3", "l4", "l5"]


def test_that_the_ring_shows_while_the_mouse_is_over_its_row_and_says_what_it_is_for(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    port, place = panel.view.viewport(), ring(panel, "l3")
    assert place is not None
    accent = LIGHT.accent.lower()

    def is_shown() -> bool:
        image = port.grab().toImage()
        around = ((place.x() + x, place.y() + y) for x in range(-4, 16) for y in range(-16, 5))
        return any(image.pixelColor(x, y).name() == accent for x, y in around if x >= 0)

    panel.view.rails.look_at(QPointF(middle(panel, "l1")))
    assert not is_shown()
    panel.view.rails.look_at(QPointF(middle(panel, "l3")))
    assert is_shown()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place)))
    assert QToolTip.text() == TIPS[Part.STATION]
    QApplication.sendEvent(port, QEvent(QEvent.Type.Leave))
    assert not is_shown()


def test_that_the_lowest_of_the_selected_rows_is_let_read_the_others(
    qtbot: QtBot, panel: NetworkPanel, branched: Document
) -> None:
    action = panel.menu.actions["connect"]
    panel.view.select_keys(["l8"])
    assert not action.isEnabled()
    panel.view.setFocus()
    panel.view.select_keys([INPUT_ROW, "l6", "l8"])
    assert action.isEnabled()
    qtbot.keyClick(panel.view, Qt.Key.Key_L, CTRL)
    assert reads(branched, "l8") == ("l7", INPUT, "l6")
    branched.undo_stack.undo()
    assert reads(branched, "l8") is None


def test_that_a_layer_that_reads_one_row_is_not_let_read_two(panel: NetworkPanel, branched: Document) -> None:
    refused: list[UserError] = []
    branched.refused.connect(refused.append)
    panel.view.select_keys(["l4", "l5", "l7"])
    panel.rows.connect_rows()
    assert [error.message for error in refused] == ["Dense reads 1 row, not 2."]
    assert reads(branched, "l7") is None


@pytest.fixture
def long(panel: NetworkPanel, branched: Document) -> Document:
    """Forty rows, most of them out of sight; the last one, l48, adds."""
    for _row in range(39):
        branched.apply(edits.insert_layer, "dense")
    branched.apply(edits.insert_layer, "add")
    panel.view.scrollToTop()
    return branched


def pull_down(qtbot: QtBot, panel: NetworkPanel) -> None:
    """Hold what is in the hand at the lower edge until the end of the list is there."""
    bar, port = panel.view.verticalScrollBar(), panel.view.viewport()
    assert bar.value() == 0
    panel.view.rails.move(QPointF(40, port.height() - 2))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_that_the_list_scrolls_where_a_skip_is_drawn_to_its_edge(
    qtbot: QtBot, panel: NetworkPanel, long: Document
) -> None:
    port, place, last = panel.view.viewport(), ring(panel, "l2"), long.design.layers[-1].id
    assert place is not None
    qtbot.mousePress(port, LEFT, pos=place)
    pull_down(qtbot, panel)
    qtbot.mouseMove(port, middle(panel, last))
    assert not port.grab().isNull()
    qtbot.mouseRelease(port, LEFT, pos=middle(panel, last))
    assert reads(long, last) == (long.design.layers[-2].id, "l2")
    stayed = panel.view.verticalScrollBar().value()
    panel.view.verticalScrollBar().setValue(stayed - 50)
    qtbot.wait(100)
    assert panel.view.verticalScrollBar().value() == stayed - 50  # nothing is dragged any more


def test_that_a_rail_is_dragged_to_where_its_other_end_is_out_of_sight(
    qtbot: QtBot, panel: NetworkPanel, long: Document
) -> None:
    draw(qtbot, panel, "l1", "l3")
    last = long.design.layers[-1].id
    (rail,) = panel.model.rails.rails
    places = (QPointF(x, y) for x in range(30) for y in range(200))
    grips = (panel.view.rails.grip_at(place) for place in places)
    place = next(grip.place for grip in grips if grip is not None and grip.end is End.READER)
    assert panel.view.rails.press(place)
    pull_down(qtbot, panel)
    panel.view.rails.move(QPointF(middle(panel, last)))
    assert not panel.view.viewport().grab().isNull()
    panel.view.rails.release()
    assert reads(long, last) == (long.design.layers[-2].id, rail.source)
