"""A problem is mended where it shows: by mouse and by keys, in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.design.facts import DataFacts
from nnstudio.design.files import dump
from nnstudio.design.model import Design
from nnstudio.design.problems import Problem
from nnstudio.gui.document import Document
from nnstudio.gui.fix_button import FixButton, LeadButton
from nnstudio.gui.layer_list.lines import TARGET_ROW
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.palette import QuickAdd
from nnstudio.gui.panels.data import DataPanel
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.training import TrainingPanel
from nnstudio.gui.status_bar import StatusBar, counts_text
from nnstudio.gui.theme import DARK, LIGHT, Theme
from tests.design.doctor.cases import BAD, Bad
from tests.design.doctor.test_remedies import REFUSED

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> Iterator[NetworkPanel]:
    panel = NetworkPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.view.setFocus()
    yield panel
    panel.findChild(QuickAdd).close()


def break_kernel(document: Document) -> Problem:
    """The first row is told to look at more than there is."""
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    (problem,) = document.report.of("l1")
    return problem


def buttons_of(widget: QWidget) -> list[FixButton]:
    return [each for each in widget.findChildren(FixButton) if each.isVisibleTo(widget)]


def place_of_button(panel: NetworkPanel, row: int) -> QPoint:
    """Where the row's button is, by asking every place of the row."""
    rect, line = panel.view.visualRect(panel.model.index(row)), panel.model.line(row)
    delegate = panel.view.itemDelegate()
    places = [QPoint(rect.left() + 60, y) for y in range(rect.top(), rect.bottom() + 1)]
    on = [place for place in places if delegate.layout(panel.view.font()).is_on_fix(rect, line, place)]
    return on[len(on) // 2]


def test_that_a_click_on_the_button_under_a_row_mends_it_in_one_step(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    before = document.design
    break_kernel(document)
    broken = document.design
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of_button(panel, 1))
    assert document.report.problems == ()
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.design == broken
    document.undo_stack.undo()
    assert document.design == before


def test_that_a_click_beside_the_button_only_selects(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    break_kernel(document)
    place = place_of_button(panel, 1)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, place.y()))
    assert panel.selection.layers() == ["l1"]
    assert document.undo_stack.count() == 1


def test_that_the_hand_shows_over_the_button_alone(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    break_kernel(document)
    place, viewport = place_of_button(panel, 1), panel.view.viewport()
    qtbot.mouseMove(viewport, place)
    qtbot.waitUntil(lambda: viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    qtbot.mouseMove(viewport, QPoint(2, place.y()))
    qtbot.waitUntil(lambda: viewport.cursor().shape() == Qt.CursorShape.ArrowCursor)


def test_that_a_row_is_mended_by_keys_and_says_so_aloud(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    assert not panel.menu.actions["fix"].isEnabled()
    problem = break_kernel(document)
    assert problem.fix is not None
    panel.selection.select("l1")
    spoken = panel.model.data(panel.model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    assert problem.fix.title in spoken
    assert "Alt+Return" in spoken
    assert panel.menu.actions["fix"].isEnabled()
    qtbot.keyClick(panel.view, Qt.Key.Key_Return, ALT)
    assert document.report.problems == ()
    assert not panel.menu.actions["fix"].isEnabled()


def test_that_no_row_lies_over_the_next_when_sentences_break_anew(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    break_kernel(document)
    rows = range(panel.model.rowCount())

    def rects() -> list[QRect]:
        return [panel.view.visualRect(panel.model.index(row)) for row in rows]

    before = rects()[1].height()
    panel.resize(210, 600)
    qtbot.waitUntil(lambda: rects()[1].height() > before)
    qtbot.waitUntil(lambda: all(up.bottom() < down.top() for up, down in pairwise(rects())))


def test_that_the_end_of_the_network_is_mended_at_the_target(
    qtbot: QtBot, document: Document, panel: NetworkPanel
) -> None:
    document.apply(edits.set_param, "l5", "units", 7)
    panel.selection.select(TARGET_ROW)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return, ALT)
    assert document.design.row("l5").params["units"] == 10
    assert document.report.problems == ()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_that_a_panel_mends_what_it_says(qtbot: QtBot, document: Document, theme: Theme) -> None:
    layer = LayerPanel(document, theme)
    qtbot.addWidget(layer)
    layer.show()
    layer.show_layer("l1")
    problem = break_kernel(document)
    assert problem.fix is not None
    (button,) = buttons_of(layer)
    assert button.accessibleName() == f"Fix: {problem.fix.title}"
    assert button.accessibleDescription() == problem.message
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.report.problems == ()


def test_that_the_training_panel_mends_the_recipe(qtbot: QtBot, document: Document) -> None:
    training = TrainingPanel(document, LIGHT)
    qtbot.addWidget(training)
    training.show()
    document.apply(edits.set_optimizer_param, "learning_rate", 50.0)
    (button,) = buttons_of(training)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert document.design.recipe.optimizer.params["learning_rate"] == 0.001


def test_that_the_data_panel_mends_data_that_cannot_be(qtbot: QtBot, document: Document) -> None:
    data = DataPanel(document, LIGHT)
    qtbot.addWidget(data)
    data.show()
    document.apply(edits.set_data, "validation", 0.9)
    document.apply(edits.set_data, "test", 0.9)
    assert document.facts is None
    qtbot.waitUntil(lambda: len(buttons_of(data)) == 1)
    qtbot.mouseClick(buttons_of(data)[0], Qt.MouseButton.LeftButton)
    assert document.facts is not None
    assert document.report.errors == ()


# The status bar --------------------------------------------------------------------------------


@pytest.fixture
def status(qtbot: QtBot, document: Document) -> StatusBar:
    status = StatusBar(LIGHT)
    qtbot.addWidget(status)
    status.resize(900, 30)
    with qtbot.waitActive(status):
        status.show()
        status.activateWindow()
    status.fix_asked.connect(document.mend)
    document.changed.connect(lambda _change: status.show_report(document.report))
    return status


def two_problems(document: Document) -> None:
    document.apply(edits.set_param, "l5", "units", 7)
    document.apply(edits.set_optimizer_param, "learning_rate", 50.0)


def test_that_the_status_bar_counts_problems_and_hints(document: Document, status: StatusBar) -> None:
    two_problems(document)
    assert counts_text(document.report) == "1 problem · 1 hint"
    assert "1 problem · 1 hint" in status.texts


def test_that_the_list_of_all_problems_mends_them_one_by_one_and_closes(
    qtbot: QtBot, document: Document, status: StatusBar
) -> None:
    two_problems(document)
    status.open_problems()
    assert status.list.isVisible()
    assert status.list.sentences == [problem.message for problem in document.report.problems]
    for left in (2, 1):
        buttons = buttons_of(status.list)
        assert len(buttons) == left
        buttons[0].click()
    assert document.report.problems == ()
    assert not status.list.isVisible()


def test_that_the_list_leads_to_the_place_and_closes_on_escape(
    qtbot: QtBot, document: Document, status: StatusBar
) -> None:
    problem = break_kernel(document)
    status.open_problems()
    qtbot.keyClick(status.list, Qt.Key.Key_Escape)
    assert not status.list.isVisible()
    status.open_problems()
    (lead,) = [each for each in status.list.findChildren(LeadButton) if each.isVisible()]
    with qtbot.waitSignal(status.problem_clicked) as told:
        qtbot.mouseClick(lead, Qt.MouseButton.LeftButton)
    assert told.args == [problem]
    assert not status.list.isVisible()


def assert_that_it_is_mended_in_one_step(document: Document, problem: Problem) -> None:
    bad = document.design
    document.mend(problem)
    mended = document.design
    assert mended != bad
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText()
    document.undo_stack.undo()
    assert dump(document.design) == dump(bad)
    document.undo_stack.redo()
    assert dump(document.design) == dump(mended)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.key)
def test_that_every_diagnosis_is_mended_in_one_step_that_undo_takes_back_whole(bad: Bad) -> None:
    document = Document(bad.design, describe=lambda choice: bad.prepared, memory=lambda: 1 << 40)
    (problem,) = [each for each in document.report.problems if each.key == bad.key]
    assert_that_it_is_mended_in_one_step(document, problem)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("design", "facts"), [case[1:3] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_that_a_row_that_does_not_fit_is_mended_in_one_step(design: Design, facts: DataFacts) -> None:
    document = Document(design, describe=lambda choice: facts, memory=lambda: 1 << 40)
    (problem,) = document.report.errors
    assert_that_it_is_mended_in_one_step(document, problem)
    assert document.report.errors == ()
