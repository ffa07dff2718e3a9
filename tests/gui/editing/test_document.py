"""The document changes in one place, tells it once, and finds the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.values import Part
from nnstudio.data import SOURCES, default_choice
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import Design
from nnstudio.design.problems import Place
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.undo import MERGE_SECONDS


def told(document: Document) -> list[Change]:
    """Every change that the document tells from now on."""
    changes: list[Change] = []
    document.changed.connect(changes.append)
    return changes


def refusals(document: Document) -> list[UserError]:
    errors: list[UserError] = []
    document.refused.connect(errors.append)
    return errors


def test_that_an_edit_is_told_after_design_facts_and_report_are_current(document: Document) -> None:
    seen = []

    def look(change: Change) -> None:
        seen.append((document.design.row("l4").params["units"], document.report.rows[3].weights.total))
        assert document.is_modified
        assert change.what is Changed.LAYER

    document.changed.connect(look)
    assert document.apply(edits.set_param, "l4", "units", 64)
    assert seen == [(64, 5408 * 64 + 64)]


def test_that_a_refused_edit_is_told_and_changes_nothing(document: Document) -> None:
    before, errors, changes = document.design, refusals(document), told(document)
    assert not document.apply(edits.set_param, "l4", "units", 0)
    assert [error.where for error in errors] == ["units"]
    assert document.design is before
    assert changes == []
    assert not document.is_modified


def test_that_attempt_leaves_the_telling_of_a_refusal_to_its_caller(document: Document) -> None:
    errors = refusals(document)
    assert isinstance(document.attempt(edits.set_param, "l4", "units", 0), UserError)
    assert document.attempt(edits.set_param, "l4", "units", 8) is None
    assert errors == []


def test_that_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    changes = told(document)
    assert document.apply(edits.set_param, "l4", "units", 128)
    assert document.undo_stack.count() == 0
    assert changes == []


def test_that_edits_of_one_field_within_a_second_are_one_step(document: Document, clock: object) -> None:
    for units in (127, 126, 125):
        clock.now += 0.9 * MERGE_SECONDS
        document.apply(edits.set_param, "l4", "units", units)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.design.row("l4").params["units"] == 128
    document.undo_stack.redo()
    assert document.design.row("l4").params["units"] == 125


def test_that_a_pause_another_field_or_another_layer_begins_a_new_step(
    document: Document, clock: object
) -> None:
    document.apply(edits.set_param, "l4", "units", 64)
    clock.now += 1.1 * MERGE_SECONDS
    document.apply(edits.set_param, "l4", "units", 65)
    document.apply(edits.set_param, "l4", "use_bias", False)
    document.apply(edits.set_param, "l5", "use_bias", False)
    assert document.undo_stack.count() == 4


def test_that_an_undo_ends_the_step_before_it(document: Document) -> None:
    document.apply(edits.set_param, "l4", "units", 64)
    document.apply(edits.set_param, "l1", "filters", 8)
    document.undo_stack.undo()
    document.apply(edits.set_param, "l4", "units", 65)
    assert document.undo_stack.count() == 2


def test_that_turning_a_value_back_to_where_it_began_leaves_no_step(document: Document) -> None:
    document.apply(edits.set_param, "l4", "units", 64)
    document.apply(edits.set_param, "l4", "units", 128)
    assert document.undo_stack.count() == 0
    assert not document.is_modified


def test_that_saving_is_a_clean_point_that_edits_do_not_merge_over(
    document: Document, tmp_path: Path
) -> None:
    document.apply(edits.set_param, "l4", "units", 64)
    document.mark_saved(tmp_path / "a.nnd")
    assert not document.is_modified
    assert document.path == tmp_path / "a.nnd"
    document.apply(edits.set_param, "l4", "units", 65)
    assert document.is_modified
    document.undo_stack.undo()
    assert document.design.row("l4").params["units"] == 64
    assert not document.is_modified


def test_that_opening_over_saved_work_begins_a_new_undo_list(document: Document, tmp_path: Path) -> None:
    other = edits.set_about(edits.new_design(), title="Other")[0]
    changes = told(document)
    document.open(other, tmp_path / "other.nnd")
    assert (document.design, document.path) == (other, tmp_path / "other.nnd")
    assert [change.what for change in changes] == [Changed.ALL]
    assert not document.is_modified
    assert not document.undo_stack.canUndo()


def test_that_opening_over_unsaved_work_can_be_undone(document: Document) -> None:
    document.apply(edits.set_param, "l4", "units", 64)
    mine = document.design
    other = edits.new_design()
    document.open(other, shipped=True)
    assert document.is_shipped
    assert not document.is_modified
    document.undo_stack.undo()
    assert document.design == mine
    assert not document.is_shipped
    assert document.is_modified


def test_that_data_that_cannot_be_becomes_a_problem_and_shows_no_shapes(document: Document) -> None:
    document.apply(edits.set_source, default_choice("sunspots"))
    assert document.facts is not None
    document.apply(edits.set_data, "window", 5000)
    assert document.facts is None
    assert [problem.place for problem in document.report.problems] == [Place.DATA]
    assert all(row.output is None and row.after_problem for row in document.report.rows)
    document.undo_stack.undo()
    assert document.facts is not None


def test_that_free_memory_is_read_again_only_after_some_seconds(digits: Design, clock: object) -> None:
    readings: list[float] = []

    def read() -> int:
        readings.append(clock.now)
        return 8 << 30

    document = Document(digits, memory=read, clock=clock)
    for units in range(1, 6):
        document.apply(edits.set_param, "l4", "units", units)
    clock.now += 60
    document.apply(edits.set_param, "l4", "units", 9)
    assert len(readings) == 2


def test_that_a_network_too_large_for_memory_is_a_problem(digits: Design) -> None:
    document = Document(digits, memory=lambda: 1 << 20)
    assert document.report.errors


kinds = st.sampled_from(sorted(LAYERS))
places = st.integers(0, 8)
random_edits = st.one_of(
    st.tuples(st.just("insert"), kinds, places),
    st.tuples(st.just("remove"), st.sets(places, min_size=1, max_size=3), places),
    st.tuples(st.just("move"), places, places),
    st.tuples(st.just("duplicate"), places, places),
    st.tuples(st.just("units"), places, st.integers(1, 300)),
    st.tuples(st.just("source"), st.sampled_from(sorted(SOURCES)), places),
    st.tuples(st.just("validation"), st.floats(0, 0.9), places),
    st.tuples(st.just("loss"), st.sampled_from(sorted(LOSSES)), places),
    st.tuples(st.just("optimizer"), st.sampled_from(sorted(OPTIMIZERS)), places),
    st.tuples(st.just("rate"), st.floats(1e-6, 10), places),
    st.tuples(st.just("regularizer"), st.sampled_from(sorted(REGULARIZERS)), places),
    st.tuples(st.just("stopping"), st.booleans(), places),
    st.tuples(st.just("epochs"), st.integers(1, 500), places),
)


def do(document: Document, what: str, a: object, b: int) -> None:
    """One random edit; places are taken modulo what is there."""
    ids = [row.id for row in document.design.layers]
    at = (lambda n: ids[n % len(ids)]) if ids else (lambda n: "")
    steps = {
        "insert": lambda: document.apply(edits.insert_layer, a, b % (len(ids) + 1)),
        "remove": lambda: document.apply(edits.remove_layers, {at(n) for n in a}),
        "move": lambda: document.apply(edits.move_layer, at(a), b % max(1, len(ids))),
        "duplicate": lambda: document.apply(edits.duplicate_layer, at(a)),
        "units": lambda: document.apply(edits.set_param, at(a), "units", b),
        "source": lambda: document.apply(edits.set_source, default_choice(str(a))),
        "validation": lambda: document.apply(edits.set_data, "validation", a),
        "loss": lambda: document.apply(edits.set_loss, a),
        "optimizer": lambda: document.apply(edits.set_optimizer, a),
        "rate": lambda: document.apply(edits.set_optimizer_param, "learning_rate", a),
        "regularizer": lambda: document.apply(edits.set_regularizer, Part(kind=str(a))),
        "stopping": lambda: document.apply(edits.enable_early_stopping, a),
        "epochs": lambda: document.apply(edits.set_recipe, "epochs", a),
    }
    steps[what]()


@given(st.lists(random_edits, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_undo_and_redo_walk_every_random_edit_step_by_step(qtbot: QtBot, steps: list[tuple]) -> None:
    second = iter(range(10_000))
    document = Document(memory=lambda: 8 << 30, clock=lambda: 10.0 * next(second))
    designs = [document.design]
    for step in steps:
        do(document, *step)
        if document.undo_stack.count() == len(designs):
            designs.append(document.design)
    assert document.undo_stack.count() == len(designs) - 1
    for design in reversed(designs[:-1]):
        document.undo_stack.undo()
        assert document.design == design
    assert not document.is_modified
    for design in designs[1:]:
        document.undo_stack.redo()
        assert document.design == design
    fresh = Document(document.design, memory=lambda: 8 << 30)
    assert (fresh.facts, fresh.report) == (document.facts, document.report)


@pytest.mark.parametrize("index", [0, 3])
def test_that_a_jump_in_the_undo_list_is_told_once(document: Document, index: int) -> None:
    for units in (1, 2, 3, 4, 5):
        document.apply(edits.duplicate_layer, "l4")
        document.apply(edits.set_param, "l4", "units", units)
    changes = told(document)
    document.undo_stack.setIndex(index)
    assert [change.what for change in changes] == [Changed.ALL]


@pytest.mark.parametrize(
    ("edit", "args", "there", "back"),
    [
        (edits.insert_layer, ("dropout", 1), (Changed.INSERTED, 1, 1), (Changed.REMOVED, 1, 1)),
        (edits.remove_layers, (["l4"],), (Changed.REMOVED, 3, 3), (Changed.INSERTED, 3, 3)),
        (edits.move_layer, ("l1", 2), (Changed.MOVED, 0, 2), (Changed.MOVED, 2, 0)),
    ],
)
def test_that_an_undo_tells_the_change_it_makes(
    document: Document, edit: object, args: tuple[object, ...], there: object, back: object
) -> None:
    changes = told(document)
    assert document.apply(edit, *args)
    document.undo_stack.undo()
    assert [(change.what, change.index, change.target) for change in changes] == [there, back]


def rare(document: Document) -> list[str]:
    return [problem.message for problem in document.report.problems if problem.key == "rare-class"]


@pytest.fixture
def spiral(qapp: object) -> Document:
    """Two classes that nobody has counted."""
    design, _ = edits.insert_layer(edits.new_design(), "dense", params={"units": 1, "activation": "sigmoid"})
    return Document(design, memory=lambda: 8 << 30)


def test_that_what_reading_the_data_has_shown_is_looked_at_and_told(spiral: Document) -> None:
    changes = told(spiral)
    assert rare(spiral) == []
    spiral.learn(spiral.design.data, (980, 20))
    assert [change.what for change in changes] == [Changed.FACTS]
    (message,) = rare(spiral)
    assert "980" in message
    assert not spiral.is_modified
    spiral.learn(spiral.design.data, (980, 20))
    assert len(changes) == 1


def test_that_classes_that_were_counted_stay_so_for_another_split_and_not_for_other_data(
    spiral: Document,
) -> None:
    spiral.learn(spiral.design.data, (980, 20))
    spiral.apply(edits.set_data, "validation", 0.3)
    assert rare(spiral)
    spiral.apply(edits.set_source, default_choice("circle"))
    assert not rare(spiral)
    spiral.undo_stack.undo()
    assert rare(spiral)
    spiral.apply(edits.set_data, "goal", "inputs")
    assert not rare(spiral)


def test_that_a_rare_class_is_mended_by_one_step_that_undo_takes_back(spiral: Document) -> None:
    spiral.learn(spiral.design.data, (980, 20))
    (problem,) = [each for each in spiral.report.problems if each.key == "rare-class"]
    spiral.mend(problem)
    assert spiral.design.recipe.class_weights == "balanced"
    assert not rare(spiral)
    spiral.undo_stack.undo()
    assert rare(spiral)
