"""Points placed by hand in the whole window, with the real worker."""

from __future__ import annotations

from nnstudio.catalogue.placed import points_of
from nnstudio.catalogue.values import Part
from nnstudio.data import default_choice
from nnstudio.design import edits
from nnstudio.design.model import Design, LayerRow, Recipe
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.drawn_points import DrawnPointsView
from nnstudio.gui.run_progress import Phase
from tests.gui.shell.conftest import Until

DESIGN = Design(
    data=default_choice("drawn_points"),
    layers=(LayerRow(id="out", kind="dense", params={"units": 1, "activation": "sigmoid"}),),
    recipe=Recipe(loss=Part(kind="binary_crossentropy"), optimizer=Part(kind="adam"), epochs=3),
)


def opened(window: MainWindow, until: Until, epochs: int) -> DrawnPointsView:
    window.files.show(edits.set_recipe(DESIGN, "epochs", epochs)[0], None, shipped=False)
    until(window.run_state, lambda: window.run_state.preview is not None)
    view = window.desk.predictions.findChild(DrawnPointsView)
    assert view is not None
    return view


def count(window: MainWindow) -> int:
    return len(points_of(window.document.design.data.params["points"]))


def test_that_placed_points_are_learned_from_and_undone(window: MainWindow, until: Until) -> None:
    view = opened(window, until, 3)
    before = count(window)
    view.hand.pressed.emit(0.0, 0.0, False)
    view.hand.released.emit()
    assert count(window) == before + 1
    assert window.document.undo_stack.undoText() == "Add 1 point"
    window.actions_["train"].trigger()
    until(window.run_state, lambda: window.run_state.phase is Phase.FINISHED)
    assert window.run_state.preview is not None
    facts = window.run_state.preview.facts
    assert facts.train + facts.validation + facts.test == before + 1
    window.actions_["undo"].trigger()
    assert count(window) == before


def test_that_an_empty_plane_cannot_be_trained_on_and_can_be_drawn_on(
    window: MainWindow, until: Until
) -> None:
    view = opened(window, until, 3)
    view.bar.clear.click()
    assert count(window) == 0
    assert view.isVisible()
    assert any("at least 4 points" in problem.message for problem in window.document.report.errors)
    for x, other in ((-2.0, False), (-1.0, False), (1.0, True), (2.0, True)):
        view.hand.pressed.emit(x, 0.0, other)
        view.hand.released.emit()
    assert window.document.report.errors == ()
    until(window.run_state, lambda: window.run_state.preview is not None)


def test_that_a_run_begins_again_with_the_points_that_were_placed(window: MainWindow, until: Until) -> None:
    view = opened(window, until, 1_000_000)
    window.actions_["train"].trigger()
    until(window.run_state, lambda: window.run_state.progress.step > 0)
    first = window.run_state.run
    view.hand.pressed.emit(0.0, 0.0, True)
    view.hand.released.emit()
    until(window.run_state, lambda: window.run_state.run > first and window.run_state.progress.step > 0)
    assert not window.run_state.is_stale
    window.run_state.stop()
    until(window.run_state, lambda: window.run_state.phase is Phase.STOPPED)
