"""The rows of the network follow the document by the smallest steps."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import LAYERS
from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW, lines_of
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.mime import ROWS_MIME, kind_mime
from tests.gui.editing.conftest import digits_design
from tests.gui.editing.test_document import do, random_edits

NOWHERE = QModelIndex()
MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


@pytest.fixture
def model(document: Document) -> LayerListModel:
    return LayerListModel(document, document)


def steps(model: LayerListModel) -> list[tuple[str, int, int]]:
    """What the model tells its views, from now on."""
    seen: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: seen.append(("insert", first, last)))
    model.rowsRemoved.connect(lambda _parent, first, last: seen.append(("remove", first, last)))
    model.rowsMoved.connect(lambda _from, first, _last, _to, row: seen.append(("move", first, row)))
    model.dataChanged.connect(lambda top, bottom, _roles: seen.append(("data", top.row(), bottom.row())))
    model.modelReset.connect(lambda: seen.append(("reset", 0, 0)))
    return seen


def kinds(document: Document) -> list[str]:
    return [row.kind for row in document.design.layers]


def ids(document: Document) -> list[str]:
    return [row.id for row in document.design.layers]


def test_that_rows_show_shapes_counts_and_what_matters(model: LayerListModel) -> None:
    shown = [(line.title, line.summary, line.shape, line.parameters) for line in model.lines]
    assert shown == [
        ("input", "", "28×28×1", ""),
        ("Conv2D", "32 · 3×3 · relu", "26×26×32", "320 params"),
        ("MaxPooling2D", "2×2", "13×13×32", ""),
        ("Flatten", "", "5,408", ""),
        ("Dense", "128 · relu", "128", "692,352 params"),
        ("Dense", "10 · softmax", "10", "1,290 params"),
        ("target", "", "10 classes", ""),
    ]


def test_that_changing_units_repaints_that_row_and_those_it_reaches(
    document: Document, model: LayerListModel
) -> None:
    seen = steps(model)
    document.apply(edits.set_param, "l4", "units", 64)
    assert seen == [("data", 4, 5)]
    assert model.line(4).parameters == "346,176 params"
    assert model.line(5).parameters == "650 params"
    seen.clear()
    document.apply(edits.set_param, "l4", "activation", "tanh")
    assert seen == [("data", 4, 4)]


def test_that_the_title_of_the_design_repaints_nothing(document: Document, model: LayerListModel) -> None:
    seen = steps(model)
    document.apply(edits.set_about, title="Other")
    assert seen == []


def test_that_a_kernel_too_large_is_said_at_its_row_and_the_rows_below_stay_calm(
    document: Document, model: LayerListModel
) -> None:
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    bad, below = model.line(1), model.line(2)
    assert bad.problem is not None
    assert "40×40" in bad.problem.message
    assert bad.problem.message in model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert (below.muted, below.shape, below.problem) == (True, "–", None)
    assert not bad.muted


def test_that_data_that_cannot_be_is_said_at_the_input(document: Document, model: LayerListModel) -> None:
    document.apply(edits.set_source, default_choice("nile"))
    document.apply(edits.set_data, "window", 9_000)
    assert model.line(0).problem is not None
    assert model.line(0).shape == "–"
    assert all(line.muted and line.problem is None for line in model.lines[1:-1])


@pytest.mark.parametrize(
    ("source", "goal", "text"),
    [
        ("digits28", "target", "10 classes"),
        ("digits28", "inputs", "the input, 28×28×1"),
        ("sunspots", "target", "next 10 values"),
        ("diabetes", "target", "1 number"),
    ],
)
def test_that_the_target_says_what_is_asked(
    document: Document, model: LayerListModel, source: str, goal: str, text: str
) -> None:
    document.apply(edits.set_source, default_choice(source))
    document.apply(edits.set_data, "goal", goal)
    assert model.lines[-1].shape == text


def test_that_one_insertion_removal_or_move_is_one_step(document: Document, model: LayerListModel) -> None:
    seen = steps(model)
    document.apply(edits.insert_layer, "dropout", 4)
    assert seen[0] == ("insert", 5, 5)
    assert len(seen) == 1
    seen.clear()
    document.apply(edits.move_layer, "l6", 5)
    assert seen[0] == ("move", 5, 7)
    seen.clear()
    document.undo_stack.undo()
    assert seen[0][0] == "move"
    seen.clear()
    document.apply(edits.remove_layers, ["l6"])
    assert seen == [("remove", 5, 5)]


def test_that_rows_removed_apart_come_back_apart(document: Document, model: LayerListModel) -> None:
    seen = steps(model)
    document.apply(edits.remove_layers, ["l1", "l3", "l4"])
    assert [step for step in seen if step[0] == "remove"] == [("remove", 3, 4), ("remove", 1, 1)]
    seen.clear()
    document.undo_stack.undo()
    assert [step for step in seen if step[0] == "insert"] == [("insert", 1, 1), ("insert", 3, 4)]
    assert ("reset", 0, 0) not in seen


@given(st.lists(random_edits, max_size=10))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_the_model_stays_lawful_and_current_through_random_edits(
    qtbot: QtBot, changes: list[tuple]
) -> None:
    document = Document(digits_design(), memory=lambda: 8 << 30)
    model = LayerListModel(document, document)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for change in changes:
        do(document, *change)
        assert tuple(model.lines) == lines_of(document.design, document.facts, document.report)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        assert tuple(model.lines) == lines_of(document.design, document.facts, document.report)
    del tester


def test_that_only_layers_can_be_dragged_and_nothing_is_dropped_onto_a_row(model: LayerListModel) -> None:
    drag, onto = Qt.ItemFlag.ItemIsDragEnabled, Qt.ItemFlag.ItemIsDropEnabled
    flags = [model.flags(model.index(row)) for row in range(model.rowCount())]
    assert [bool(flag & drag) for flag in flags] == [False, True, True, True, True, True, False]
    assert not any(flag & onto for flag in flags)
    assert model.flags(NOWHERE) & onto


@pytest.mark.parametrize("kind", sorted(LAYERS))
def test_that_every_layer_of_the_palette_can_be_dropped(
    document: Document, model: LayerListModel, kind: str
) -> None:
    assert model.dropMimeData(kind_mime(kind), COPY, 5, 0, NOWHERE)
    assert kinds(document)[4] == kind
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize(("row", "place"), [(-1, 5), (0, 0), (1, 0), (6, 5), (7, 5)])
def test_that_a_drop_lands_between_input_and_target(
    document: Document, model: LayerListModel, row: int, place: int
) -> None:
    model.dropMimeData(kind_mime("dropout"), COPY, row, 0, NOWHERE)
    assert kinds(document)[place] == "dropout"


@pytest.mark.parametrize(
    ("rows", "row", "order"),
    [
        ([1], 7, ["l2", "l3", "l4", "l5", "l1"]),
        ([5], 1, ["l5", "l1", "l2", "l3", "l4"]),
        ([2], 4, ["l1", "l3", "l2", "l4", "l5"]),
        ([2], 2, ["l1", "l2", "l3", "l4", "l5"]),
        ([2], 3, ["l1", "l2", "l3", "l4", "l5"]),
        ([1, 2], 6, ["l3", "l4", "l5", "l1", "l2"]),
        ([1, 5], 3, ["l2", "l1", "l5", "l3", "l4"]),
        ([2, 4], 1, ["l2", "l4", "l1", "l3", "l5"]),
    ],
)
def test_that_dragged_rows_move_to_where_they_are_dropped(
    document: Document, model: LayerListModel, rows: list[int], row: int, order: list[str]
) -> None:
    data = model.mimeData([model.index(at) for at in rows])
    model.dropMimeData(data, MOVE, row, 0, NOWHERE)
    assert ids(document) == order
    assert [line.key for line in model.lines] == [INPUT_ROW, *order, TARGET_ROW]
    assert document.undo_stack.count() <= 1
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert ids(document) == ["l1", "l2", "l3", "l4", "l5"]


def test_that_copied_rows_get_ids_of_their_own(document: Document, model: LayerListModel) -> None:
    data = model.mimeData([model.index(4)])
    assert model.dropMimeData(data, COPY, 5, 0, NOWHERE)
    assert kinds(document)[3:5] == ["dense", "dense"]
    assert document.design.layers[4].params == document.design.layers[3].params
    assert len(set(ids(document))) == 6


def test_that_rows_of_another_window_are_copied(document: Document, model: LayerListModel) -> None:
    other = Document(edits.insert_layer(edits.new_design(), "gru")[0])
    row = edits.insert_layer(other.design, "lstm")[0]
    elsewhere = LayerListModel(Document(row), other)
    data = QMimeData()
    given_rows = elsewhere.mimeData([elsewhere.index(2)])
    data.setData(ROWS_MIME, given_rows.data(ROWS_MIME))
    assert model.dropMimeData(data, MOVE, 1, 0, NOWHERE)
    assert kinds(document)[0] == "lstm"


def test_that_something_else_dropped_changes_nothing(document: Document, model: LayerListModel) -> None:
    before, refused = document.design, []
    document.refused.connect(refused.append)
    text = QMimeData()
    text.setText("hello")
    assert not model.dropMimeData(text, COPY, 1, 0, NOWHERE)
    assert not model.dropMimeData(kind_mime("no such layer"), COPY, 1, 0, NOWHERE)
    broken = QMimeData()
    broken.setData(ROWS_MIME, b"\xff{")
    assert not model.dropMimeData(broken, COPY, 1, 0, NOWHERE)
    assert document.design is before
    assert len(refused) == 2


def test_that_several_rows_moved_together_keep_their_order(document: Document) -> None:
    document.apply(edits.move_rows, ["l5", "l1"], 3)
    assert ids(document) == ["l2", "l3", "l1", "l5", "l4"]


def test_that_every_row_is_spoken_whole(model: LayerListModel) -> None:
    said = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Conv2D, 32 · 3×3 · relu, output 26×26×32, 320 params"
