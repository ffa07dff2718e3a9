"""The Network panel: keys, clipboard, selection, dropping and typing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.gui.document import Document
from nnstudio.gui.icons import icon_names
from nnstudio.gui.layer_list.actions import ROW_ACTIONS
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.layer_list.rewiring import End
from nnstudio.gui.mime import kind_mime
from nnstudio.gui.palette import QuickAdd
from nnstudio.gui.theme import DARK, LIGHT

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> Iterator[NetworkPanel]:
    panel = NetworkPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(320, 480)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.view.setFocus()
    yield panel
    panel.findChild(QuickAdd).close()


def ids(document: Document) -> list[str]:
    return [row.id for row in document.design.layers]


def kinds(document: Document) -> list[str]:
    return [row.kind for row in document.design.layers]


def test_that_alt_and_arrows_move_the_selected_layer(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    panel.selection.select("l1")
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, ALT)
    assert ids(document) == ["l2", "l1", "l3", "l4", "l5"]
    assert panel.selection.layers() == ["l1"]
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, ALT)
    assert ids(document) == ["l1", "l2", "l3", "l4", "l5"]
    assert document.undo_stack.count() == 2


def test_that_the_ends_of_the_list_hold(qtbot: QtBot, document: Document, panel: NetworkPanel) -> None:
    refused: list[object] = []
    document.refused.connect(refused.append)
    panel.selection.select("l5")
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, ALT)
    panel.selection.select("l1")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, ALT)
    assert not document.is_modified
    assert refused == []


def test_that_several_layers_move_together(qtbot: QtBot, document: Document, panel: NetworkPanel) -> None:
    panel.view.select_keys(["l1", "l2"])
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, ALT)
    assert ids(document) == ["l3", "l1", "l2", "l4", "l5"]
    assert panel.selection.layers() == ["l1", "l2"]
    document.undo_stack.undo()
    assert ids(document) == ["l1", "l2", "l3", "l4", "l5"]


def test_that_del_removes_and_undo_brings_back(qtbot: QtBot, document: Document, panel: NetworkPanel) -> None:
    panel.view.select_keys(["l2", "l3"])
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert ids(document) == ["l1", "l4", "l5"]
    assert panel.selection.layers() == ["l4"]
    document.undo_stack.undo()
    assert ids(document) == ["l1", "l2", "l3", "l4", "l5"]


def test_that_del_empties_the_list_and_leaves_the_input_selected(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    rows: list[str] = []
    panel.selection.row_changed.connect(rows.append)
    panel.selection.select("l1")
    for _press in range(7):
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert ids(document) == []
    assert rows[-1] == INPUT_ROW
    assert document.undo_stack.count() == 5


def test_that_a_duplicate_follows_its_original(qtbot: QtBot, document: Document, panel: NetworkPanel) -> None:
    panel.selection.select("l4")
    qtbot.keyClick(panel.view, Qt.Key.Key_D, CTRL)
    assert kinds(document)[3:5] == ["dense", "dense"]
    assert panel.selection.layers() == ["l6"]
    assert document.design.row("l6").params["units"] == 128
    panel.view.select_keys(["l1", "l2"])
    qtbot.keyClick(panel.view, Qt.Key.Key_D, CTRL)
    assert kinds(document)[:4] == ["conv2d", "max_pooling2d", "conv2d", "max_pooling2d"]


def test_that_layers_are_copied_and_pasted_as_text(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    panel.view.select_keys(["l4", "l5"])
    qtbot.keyClick(panel.view, Qt.Key.Key_C, CTRL)
    assert '"dense"' in QGuiApplication.clipboard().text()
    panel.selection.select("l5")
    qtbot.keyClick(panel.view, Qt.Key.Key_V, CTRL)
    assert kinds(document)[3:] == ["dense"] * 4
    assert panel.selection.layers() == ["l6", "l7"]
    assert document.design.row("l6").params == document.design.row("l4").params


def test_that_cut_layers_can_be_pasted_elsewhere(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    panel.selection.select("l3")
    qtbot.keyClick(panel.view, Qt.Key.Key_X, CTRL)
    panel.selection.select(INPUT_ROW)
    qtbot.keyClick(panel.view, Qt.Key.Key_V, CTRL)
    assert kinds(document)[0] == "flatten"


def test_that_text_that_is_no_layers_is_refused_in_words(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    QGuiApplication.clipboard().setText("hello")
    with qtbot.waitSignal(document.refused):
        qtbot.keyClick(panel.view, Qt.Key.Key_V, CTRL)
    assert not document.is_modified


def test_that_selection_is_told_by_id(document: Document, panel: NetworkPanel) -> None:
    layers: list[str] = []
    rows: list[str] = []
    panel.selection.layer_changed.connect(layers.append)
    panel.selection.row_changed.connect(rows.append)
    for key in ("l1", INPUT_ROW, TARGET_ROW, "l2", ""):
        panel.selection.select(key)
    assert layers == ["l1", "", "l2", ""]
    assert [row for row in rows if row] == ["l1", INPUT_ROW, TARGET_ROW, "l2"]
    assert rows[-1] == ""


def test_that_the_selection_stays_with_its_layer_through_undo(
    document: Document, panel: NetworkPanel
) -> None:
    panel.selection.select("l5")
    document.apply(edits.remove_layers, ["l1", "l3"])
    assert panel.selection.layers() == ["l5"]
    document.undo_stack.undo()
    assert panel.selection.layers() == ["l5"]


@pytest.mark.parametrize(
    ("selected", "place"), [(["l1"], 1), (["l1", "l3"], 3), ([INPUT_ROW], 0), ([TARGET_ROW], 5), ([], 5)]
)
def test_that_a_new_layer_goes_after_the_selection(
    document: Document, panel: NetworkPanel, selected: list[str], place: int
) -> None:
    panel.view.select_keys(selected)
    panel.rows.insert("dropout")
    assert kinds(document)[place] == "dropout"
    assert panel.selection.layers() == ["l6"]


def test_that_typing_a_name_and_enter_adds_a_layer(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    panel.selection.select("l4")
    popup = panel.findChild(QuickAdd)
    assert popup is not None
    qtbot.keyClick(panel.view, Qt.Key.Key_D)
    assert popup.isVisible()
    assert popup.finder.search.text() == "d"
    qtbot.keyClicks(popup.finder.search, "rop")
    qtbot.keyClick(popup.finder.search, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert kinds(document)[4] == "dropout"


def test_that_escape_closes_the_quick_search_and_adds_nothing(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    popup = panel.findChild(QuickAdd)
    panel.menu.actions["add"].trigger()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert not document.is_modified


def drag(panel: NetworkPanel, row: int, kind: str = "dropout") -> None:
    """Drag a layer of the palette over the upper edge of a row, and drop it there."""
    data = kind_mime(kind)
    rect = panel.view.visualRect(panel.model.index(row))
    place = QPoint(rect.left() + 40, rect.top() + 2)
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, data, left, none)
    panel.view.dragEnterEvent(enter)
    move = QDragMoveEvent(place, actions, data, left, none)
    panel.view.dragMoveEvent(move)
    assert enter.isAccepted()
    assert move.isAccepted()
    panel.view.grab()  # draws the line between the rows
    drop = QDropEvent(QPointF(place), actions, data, left, none)
    panel.view.dropEvent(drop)
    assert drop.isAccepted()


def test_that_the_list_scrolls_where_a_layer_is_dragged_to_its_edge(
    qtbot: QtBot, panel: NetworkPanel, document: Document
) -> None:
    for _row in range(30):
        document.apply(edits.insert_layer, "dense")
    bar, data = panel.view.verticalScrollBar(), kind_mime("dropout")
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    panel.view.scrollToTop()
    low = QPoint(40, panel.view.viewport().height() - 2)
    panel.view.dragEnterEvent(QDragEnterEvent(low, actions, data, left, none))
    panel.view.dragMoveEvent(QDragMoveEvent(low, actions, data, left, none))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    panel.view.dropEvent(QDropEvent(QPointF(low), actions, data, left, none))
    assert document.design.layers[-1].kind == "dropout"


@pytest.mark.parametrize(("row", "place"), [(0, 0), (1, 0), (4, 3), (6, 5)])
def test_that_a_layer_dragged_from_the_palette_lands_between_rows(
    document: Document, panel: NetworkPanel, row: int, place: int
) -> None:
    drag(panel, row)
    assert kinds(document)[place] == "dropout"
    assert panel.selection.layers() == ["l6"]


def test_that_below_the_last_row_a_drop_goes_to_the_end(panel: NetworkPanel) -> None:
    assert panel.view.row_between(10_000) == panel.model.rowCount() - 1
    assert panel.view.row_between(-10) == 1


def height(panel: NetworkPanel, row: int) -> int:
    return panel.view.visualRect(panel.model.index(row)).height()


def test_that_a_row_grows_for_its_sentence_and_shrinks_again(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    before = height(panel, 1)
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    qtbot.waitUntil(lambda: height(panel, 1) > before + 10)
    narrow = height(panel, 1)
    panel.resize(200, 480)
    qtbot.waitUntil(lambda: height(panel, 1) > narrow)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: height(panel, 1) == before)


@pytest.mark.parametrize("width", [160, 300, 360])
def test_that_rows_never_need_more_width_than_there_is(
    qtbot: QtBot, document: Document, panel: NetworkPanel, width: int
) -> None:
    panel.resize(width, 480)
    delegate = panel.view.itemDelegate()
    for row in range(panel.model.rowCount()):
        hint = delegate.sizeHint(QStyleOptionViewItem(), panel.model.index(row))
        assert hint.width() <= panel.view.viewport().width()
        assert hint.height() % 4 == 0
    assert panel.view.horizontalScrollBar().maximum() == 0


def test_that_every_action_has_a_title_a_key_of_its_own_and_a_known_icon(panel: NetworkPanel) -> None:
    specs = [spec for spec in ROW_ACTIONS if spec is not None]
    assert len({spec.shortcut for spec in specs}) == len(specs)
    for spec in specs:
        assert spec.title
        assert not spec.icon or spec.icon in icon_names()
        assert not panel.menu.actions[spec.key].shortcut().isEmpty()


def test_that_actions_on_layers_are_off_without_one(panel: NetworkPanel) -> None:
    panel.selection.select(INPUT_ROW)
    enabled = {key for key, action in panel.menu.actions.items() if action.isEnabled()}
    assert enabled == {"add", "paste"}
    panel.selection.select("l1")
    off = {key for key, action in panel.menu.actions.items() if not action.isEnabled()}
    assert off == {
        "connect",
        "ungroup",
        "fold",
        "rename",
        "repeat",
        "fix",
        "keep",
    }  # there is no other row, no group yet, nor a problem


def test_that_the_menu_offers_every_action(qtbot: QtBot, panel: NetworkPanel) -> None:
    panel.view.customContextMenuRequested.emit(QPoint(10, 60))
    menu = panel.findChild(QMenu)
    assert menu is not None
    assert [action for action in menu.actions() if not action.isSeparator()] == list(panel.actions_of_rows())
    with qtbot.waitSignal(menu.destroyed):
        menu.close()


def test_that_an_empty_network_says_what_to_do(qtbot: QtBot, panel: NetworkPanel, document: Document) -> None:
    full = panel.view.grab().toImage()
    document.open(edits.set_source(edits.new_design(), default_choice("digits28"))[0])
    assert panel.model.rowCount() == 2
    rect = panel.view.visualRect(panel.model.index(1))
    qtbot.waitUntil(lambda: panel.view.visualRect(panel.model.index(1)).top() < 120)
    image = panel.view.grab().toImage()
    below = range(rect.bottom() + 8, image.height())
    inked = {image.pixelColor(x, y).name() for y in below for x in range(0, image.width(), 2)}
    assert len(inked) > 2
    assert image != full


def test_that_both_themes_draw_every_row(panel: NetworkPanel, document: Document) -> None:
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    light = panel.view.grab().toImage()
    panel.set_theme(DARK)
    assert panel.view.grab().toImage() != light
    assert panel.view.indexAt(QPoint(20, 60)) != QModelIndex()


@pytest.fixture
def merged(document: Document, panel: NetworkPanel) -> Document:
    """Dense l6, l7, l8 at the end; l8 reads l6."""
    for _row in range(3):
        document.apply(edits.insert_layer, "dense")
    document.apply(edits.set_reads, "l8", ["l6"])
    panel.resize(320, 640)
    return document


def drag_rail(qtbot: QtBot, panel: NetworkPanel, end: End, to: str) -> None:
    """Take the only rail's end, and let it go over a row."""
    port = panel.view.viewport()
    qtbot.waitUntil(lambda: panel.view.rails.grip_at(QPointF(0, 0)) is None)
    grip = next(
        grip
        for y in range(port.height())
        for x in range(40)
        if (grip := panel.view.rails.grip_at(QPointF(x, y))) is not None and grip.end is end
    )
    row = panel.view.visualRect(panel.model.index(panel.model.row_of(to))).center()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=grip.place.toPoint())
    qtbot.mouseMove(port, row)
    assert panel.view.rails.is_holding
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=row)
    assert not panel.view.rails.is_holding


def test_that_dragging_the_end_of_a_rail_rewires_in_one_step(
    qtbot: QtBot, panel: NetworkPanel, merged: Document
) -> None:
    steps = merged.undo_stack.count()
    drag_rail(qtbot, panel, End.SOURCE, "l4")
    assert merged.design.row("l8").reads == ("l4",)
    drag_rail(qtbot, panel, End.READER, "l7")
    assert merged.design.row("l8").reads is None
    assert merged.design.row("l7").reads == ("l4",)
    assert merged.undo_stack.count() == steps + 2


def test_that_a_rail_is_not_let_go_where_it_would_run_upwards(
    qtbot: QtBot, panel: NetworkPanel, merged: Document
) -> None:
    before = merged.design
    drag_rail(qtbot, panel, End.READER, "l4")
    drag_rail(qtbot, panel, End.SOURCE, TARGET_ROW)
    assert merged.design == before


def test_that_escape_lets_a_rail_go_where_it_was(qtbot: QtBot, panel: NetworkPanel, merged: Document) -> None:
    before, port = merged.design, panel.view.viewport()
    place = next(
        QPointF(20, y) for y in range(port.height()) if panel.view.rails.grip_at(QPointF(20, y)) is not None
    )
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert panel.view.rails.is_holding
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not panel.view.rails.is_holding
    assert merged.design == before


def test_that_a_row_cannot_be_dropped_above_one_that_it_reads(panel: NetworkPanel, merged: Document) -> None:
    dragged = panel.model.mimeData([panel.model.index(panel.model.row_of("l8"))])
    above, below = panel.model.row_of("l6"), panel.model.row_of("l7")
    assert "Dense 8 reads Dense 6" in panel.model.refusal(dragged, above, move=True)
    assert panel.model.refusal(dragged, below, move=True) == ""
    assert panel.model.refusal(dragged, above, move=False) == ""


def test_that_a_merge_added_to_several_selected_rows_reads_them_all(
    panel: NetworkPanel, document: Document
) -> None:
    panel.view.select_keys(["l4", "l5"])
    panel.rows.insert("add")
    assert document.design.layers[-1].reads == ("l4", "l5")
    panel.view.select_keys(["l3", "l4"])
    panel.rows.insert("dense")
    assert document.design.layers[4].reads is None


def test_that_rows_are_grouped_folded_renamed_and_ungrouped_by_keys(
    qtbot: QtBot, panel: NetworkPanel, document: Document
) -> None:
    before = document.design
    panel.view.select_keys(["l3", "l4"])
    qtbot.keyClick(panel.view, Qt.Key.Key_G, ALT)
    (group,) = document.design.groups
    assert panel.selection.layers() == ["l3", "l4"]
    assert panel.selection.group() == group.id
    panel.groups.fold()
    assert panel.model.row_of("l3") == -1
    assert panel.menu.actions["fold"].text() == "Unfold the group"
    panel.rows.insert("dropout")
    assert ids(document) == ["l1", "l2", "l3", "l4", "l6", "l5"]
    panel.selection.select("@group:g1")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.findChild(QLineEdit)
    editor.setText("Head")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: document.design.group("g1").title == "Head")
    panel.view.fold_asked.emit("g1")
    assert panel.model.row_of("l3") > 0
    panel.groups.ungroup()
    assert panel.selection.layers() == ["l3", "l4"]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.design == before


def test_that_a_click_on_a_triangle_folds_and_one_on_the_badge_asks_how_often(
    qtbot: QtBot, panel: NetworkPanel, document: Document
) -> None:
    document.apply(edits.group_rows, ["l3", "l4"])
    document.apply(edits.repeat_group, "g1", 2)
    rect = panel.view.visualRect(panel.model.index(panel.model.row_of("@group:g1")))
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, rect.center().y()))
    assert document.design.group("g1").folded
    panel.groups.ask_for_repeat_of("g1")
    box = panel.findChild(QInputDialog)
    assert box.intValue() == 2
    box.setIntValue(5)
    box.accept()
    assert document.design.group("g1").repeat == 5


def test_that_freezing_and_switching_off_go_both_ways(panel: NetworkPanel, document: Document) -> None:
    panel.view.select_keys(["l4", "l5"])
    panel.rows.freeze()
    panel.rows.switch()
    assert [row.trainable for row in document.design.layers[3:]] == [False, False]
    assert [row.enabled for row in document.design.layers[3:]] == [False, False]
    panel.rows.freeze()
    panel.rows.switch()
    assert not any(not row.trainable or not row.enabled for row in document.design.layers)


def test_that_a_group_whose_name_is_rubbed_out_keeps_it(panel: NetworkPanel, document: Document) -> None:
    document.apply(edits.group_rows, ["l1", "l2"], "Block")
    steps, heading = document.undo_stack.count(), panel.model.index(panel.model.row_of("@group:g1"))
    for nothing in ("", "  "):
        panel.model.setData(heading, nothing)
    assert document.design.groups[0].title == "Block"
    assert document.undo_stack.count() == steps


def test_that_a_whole_group_is_deleted_together_with_other_rows(
    qtbot: QtBot, panel: NetworkPanel, document: Document
) -> None:
    document.apply(edits.group_rows, ["l1"], "Block")
    panel.view.select_keys(["@group:g1", "l4"])
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert ids(document) == ["l2", "l3", "l5"]
    document.undo_stack.undo()
    assert [group.title for group in document.design.groups] == ["Block"]


def test_that_actions_say_what_they_would_do_now(panel: NetworkPanel, document: Document) -> None:
    panel.selection.select("l4")
    document.apply(edits.freeze, ["l4"], True)
    assert panel.menu.actions["freeze"].text() == "Unfreeze"
    document.undo_stack.undo()
    assert panel.menu.actions["freeze"].text() == "Freeze"


def test_that_rails_and_groups_are_painted(panel: NetworkPanel, merged: Document) -> None:
    plain = panel.view.viewport().grab().toImage()
    panel.selection.select("l8")
    marked = panel.view.viewport().grab().toImage()
    assert plain != marked
    merged.apply(edits.group_rows, ["l6", "l7"], "Block")
    assert panel.view.viewport().grab().toImage() != marked
