"""The panels show the document and edit it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import ACTIVATIONS, LAYERS, LOSSES, OPTIMIZERS
from nnstudio.catalogue.values import Part
from nnstudio.data import SOURCES, default_choice
from nnstudio.design import edits
from nnstudio.design.facts import Domain
from nnstudio.design.own import OWN
from nnstudio.gui.document import Document
from nnstudio.gui.forms import ParamForm
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.layer_list.lines import INPUT_ROW, TARGET_ROW
from nnstudio.gui.panels.curve import CurveView, curve_of_activation
from nnstudio.gui.panels.data import DataPanel
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.parts import ProblemList
from nnstudio.gui.panels.training import TrainingPanel
from nnstudio.gui.theme import DARK, LIGHT


@pytest.fixture
def layer_panel(qtbot: QtBot, document: Document) -> LayerPanel:
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def data_panel(qtbot: QtBot, document: Document) -> DataPanel:
    panel = DataPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def training_panel(qtbot: QtBot, document: Document) -> TrainingPanel:
    panel = TrainingPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def texts(panel: QWidget) -> str:
    """Everything that the panel says now."""
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def type_over(qtbot: QtBot, form: ParamForm, name: str, text: str) -> None:
    line = form.editor(name).findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)


def choose(box: OptionBox, key: str) -> None:
    """As a click on an option does."""
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


# Layer ------------------------------------------------------------------------------------------


def test_that_typing_units_changes_the_numbers_while_typing(
    qtbot: QtBot, document: Document, layer_panel: LayerPanel
) -> None:
    layer_panel.show_layer("l4")
    assert "692,352" in texts(layer_panel)
    assert layer_panel.form is not None
    type_over(qtbot, layer_panel.form, "units", "64")
    assert "346,176" in texts(layer_panel)
    assert document.report.rows[3].output == (64,)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    line = layer_panel.form.editor("units").findChild(QLineEdit)
    assert line is not None
    assert line.text() == "128"


@pytest.mark.parametrize("kind", sorted(LAYERS))
def test_that_every_layer_can_be_shown(document: Document, layer_panel: LayerPanel, kind: str) -> None:
    document.apply(edits.insert_layer, kind, 0)
    layer_panel.show_layer("l6")
    said = texts(layer_panel)
    for text in (LAYERS[kind].title, LAYERS[kind].help, LAYERS[kind].formula):
        assert text in said
    assert document.undo_stack.count() == 1


def test_that_what_is_said_of_no_layer_has_the_room_to_be_read(qtbot: QtBot, layer_panel: LayerPanel) -> None:
    layer_panel.resize(300, 400)
    layer_panel.show_layer("")
    (said,) = (label for label in layer_panel.findChildren(QLabel) if label.text().startswith("Select"))
    qtbot.waitUntil(lambda: said.width() > 200)
    assert said.alignment() & Qt.AlignmentFlag.AlignTop


def test_that_input_target_and_nothing_say_what_they_are(layer_panel: LayerPanel) -> None:
    assert "Select a layer" in texts(layer_panel)
    layer_panel.show_layer(INPUT_ROW)
    assert "1,438 train · 359 validation" in texts(layer_panel)
    layer_panel.show_layer(TARGET_ROW)
    assert "10 classes" in texts(layer_panel)
    assert layer_panel.form is None


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_that_every_data_set_is_told_at_input_and_target(
    document: Document, layer_panel: LayerPanel, source: str
) -> None:
    document.apply(edits.set_source, default_choice(source))
    layer_panel.show_layer(INPUT_ROW)
    assert SOURCES[source].title in texts(layer_panel)
    layer_panel.show_layer(TARGET_ROW)
    assert "asked to give" in texts(layer_panel)


def test_that_a_removed_layer_leaves_the_panel_and_comes_back(
    document: Document, layer_panel: LayerPanel
) -> None:
    layer_panel.show_layer("l4")
    document.apply(edits.remove_layers, ["l4"])
    assert "Select a layer" in texts(layer_panel)
    document.undo_stack.undo()
    assert "692,352" in texts(layer_panel)


def test_that_the_problem_of_a_layer_is_said(document: Document, layer_panel: LayerPanel) -> None:
    layer_panel.show_layer("l1")
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    problems = layer_panel.findChild(ProblemList)
    assert problems is not None
    assert problems.sentences == [problem.message for problem in document.report.of("l1")]
    assert problems.sentences[0] in texts(layer_panel)
    document.undo_stack.undo()
    assert problems.sentences == []


def settled_height(qtbot: QtBot, control: QWidget, panel: QWidget) -> int:
    """Where a control stands in a panel, once the layout has come to rest."""
    seen: list[int] = []

    def at_rest() -> bool:
        seen.append(control.mapTo(panel, control.rect().center()).y())
        return len(seen) > 20 and len(set(seen[-20:])) == 1

    qtbot.waitUntil(at_rest)
    return seen[-1]


def test_that_a_field_stays_where_it_is_when_its_value_becomes_a_problem(
    qtbot: QtBot, document: Document, layer_panel: LayerPanel
) -> None:
    layer_panel.resize(340, 420)
    with qtbot.waitExposed(layer_panel):
        layer_panel.show()
    layer_panel.show_layer("l1")
    assert layer_panel.form is not None
    control = layer_panel.form.editor("kernel_size").control
    before = settled_height(qtbot, control, layer_panel)
    document.apply(edits.set_param, "l1", "kernel_size", (40, 40))
    problems = layer_panel.findChild(ProblemList)
    assert problems is not None
    qtbot.waitUntil(problems.isVisible)
    assert settled_height(qtbot, control, layer_panel) == before
    assert layer_panel.rect().contains(problems.geometry())


def test_that_the_curve_follows_the_activation(document: Document, layer_panel: LayerPanel) -> None:
    layer_panel.show_layer("l4")
    curve = layer_panel.findChild(CurveView)
    assert curve is not None
    relu = curve.grab().toImage()
    document.apply(edits.set_param, "l4", "activation", "tanh")
    assert curve.grab().toImage() != relu
    assert ACTIVATIONS["tanh"].formula in texts(layer_panel)
    layer_panel.show_layer("l3")
    assert curve.isHidden()


@pytest.mark.parametrize("key", sorted(ACTIVATIONS))
def test_that_every_activation_has_a_curve(key: str) -> None:
    curve = curve_of_activation(ACTIVATIONS[key])
    value, slope = curve.lines
    assert value.y.shape == slope.y.shape == curve.x.shape
    assert slope.dashed
    assert not value.dashed
    assert min(curve.y) <= min(value.y.min(), slope.y.min())
    assert max(curve.y) >= max(value.y.max(), slope.y.max())
    if key == "softmax":
        np.testing.assert_allclose(value.y, 1 / (1 + np.exp(-curve.x)))


# Data -------------------------------------------------------------------------------------------


def test_that_choosing_a_data_set_takes_its_own_preparation(
    document: Document, data_panel: DataPanel
) -> None:
    choose(data_panel.sources, "sunspots")
    assert document.design.data == default_choice("sunspots")
    assert data_panel.counts == "208 train · 53 validation"
    document.undo_stack.undo()
    assert data_panel.sources.currentData() == "digits28"


def test_that_every_data_set_stands_under_its_domain(data_panel: DataPanel) -> None:
    box = data_panel.sources
    keys = [box.itemData(row) for row in range(box.count())]
    assert sorted(key for key in keys if key) == sorted([*SOURCES, OWN])
    assert keys.count(None) == len(Domain) + 1  # and one for own data


def test_that_a_heading_cannot_be_chosen(document: Document, data_panel: DataPanel) -> None:
    data_panel.sources.activated.emit(0)
    assert not document.is_modified


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_that_fields_are_shown_only_where_they_mean_something(
    document: Document, data_panel: DataPanel, source: str
) -> None:
    document.apply(edits.set_source, default_choice(source))
    shown = {
        name: not data_panel.form.editor(name).isHidden()
        for name in ("goal", "window", "horizon", "one_hot", "validation", "scaling")
    }
    series, text = (SOURCES[source].domain is domain for domain in (Domain.SERIES, Domain.TEXT))
    assert shown["window"] == shown["horizon"] == series
    assert shown["goal"] == (not series and not text)
    assert shown["one_hot"] == bool(SOURCES[source].classes)
    assert shown["validation"]
    assert shown["scaling"] == (not text)
    assert (data_panel.params_form is not None) == bool(SOURCES[source].params)
    said = texts(data_panel)
    assert SOURCES[source].help in said
    assert SOURCES[source].origin in said
    assert SOURCES[source].licence in said


def test_that_the_parameters_of_a_data_set_are_edited(
    qtbot: QtBot, document: Document, data_panel: DataPanel
) -> None:
    choose(data_panel.sources, "moons")
    assert data_panel.params_form is not None
    type_over(qtbot, data_panel.params_form, "samples", "200")
    assert document.design.data.params["samples"] == 200
    assert data_panel.counts == "100 train · 100 validation"


def test_that_parts_that_leave_nothing_to_train_on_are_said(
    qtbot: QtBot, document: Document, data_panel: DataPanel
) -> None:
    type_over(qtbot, data_panel.form, "validation", "0.9")
    type_over(qtbot, data_panel.form, "test", "0.9")
    assert document.facts is None
    assert "Nothing is left to train on" in texts(data_panel)
    assert data_panel.counts == ""
    type_over(qtbot, data_panel.form, "test", "0.05")
    assert document.facts is not None
    assert "90 test" in data_panel.counts


# Training ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(LOSSES))
def test_that_every_loss_can_be_chosen(document: Document, training_panel: TrainingPanel, kind: str) -> None:
    choose(training_panel.loss.box, kind)
    assert document.design.recipe.loss.kind == kind
    assert LOSSES[kind].formula in training_panel.loss.box.toolTip()


@pytest.mark.parametrize("kind", sorted(OPTIMIZERS))
def test_that_every_optimizer_and_its_parameters_can_be_set(
    qtbot: QtBot, document: Document, training_panel: TrainingPanel, kind: str
) -> None:
    choose(training_panel.optimizer.box, kind)
    form = training_panel.optimizer.form
    assert form is not None
    type_over(qtbot, form, "learning_rate", "0.125")
    assert document.design.recipe.optimizer.kind == kind
    assert document.design.recipe.optimizer.params["learning_rate"] == 0.125


def test_that_losses_that_do_not_fit_are_marked_and_unmarked(
    document: Document, training_panel: TrainingPanel
) -> None:
    box = training_panel.loss.box
    row = box.findData("categorical_crossentropy")
    assert box.itemText(row).endswith("⚠")
    assert "class numbers" in box.itemData(row, Qt.ItemDataRole.ToolTipRole)
    document.apply(edits.set_data, "one_hot", True)
    assert not box.itemText(row).endswith("⚠")
    assert box.itemData(row, Qt.ItemDataRole.ToolTipRole) == LOSSES["categorical_crossentropy"].help


def test_that_what_waits_for_the_next_start_is_said_only_in_a_run(
    qtbot: QtBot, document: Document, training_panel: TrainingPanel
) -> None:
    note = training_panel.note
    choose(training_panel.loss.box, "mean_squared_error")
    assert note.text() == ""
    training_panel.set_running(True)
    type_over(qtbot, training_panel.rest_form, "epochs", "7")
    document.apply(edits.set_optimizer_param, "learning_rate", 0.5)
    assert note.text() == ""
    choose(training_panel.loss.box, "mean_absolute_error")
    assert note.text() == "Applies at the next start."
    training_panel.set_running(True)
    assert note.text()
    training_panel.set_running(False)
    assert note.text() == ""


def test_that_the_batch_size_belongs_to_mini_batches(
    document: Document, training_panel: TrainingPanel
) -> None:
    batch = training_panel.rest_form.editor("batch_size")
    for batching, enabled in (("full", False), ("single", False), ("mini", True)):
        document.apply(edits.set_recipe, "batching", batching)
        assert batch.isEnabled() == enabled


def test_that_early_stopping_is_one_tick_with_fields_under_it(
    qtbot: QtBot, document: Document, training_panel: TrainingPanel
) -> None:
    assert not training_panel.stopping_form.isVisible()
    training_panel.stopping.click()
    assert document.design.recipe.early_stopping is not None
    assert training_panel.stopping_form.isVisible()
    type_over(qtbot, training_panel.stopping_form, "patience", "3")
    assert document.design.recipe.early_stopping.patience == 3
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert not training_panel.stopping.isChecked()


def test_that_all_layers_are_regularized_at_once(document: Document, training_panel: TrainingPanel) -> None:
    editor = training_panel.rest_form.editor("regularizer")
    assert isinstance(editor.control, OptionBox)
    choose(editor.control, "l2")
    assert document.design.recipe.regularizer == Part(kind="l2", params={"l2": 0.01})


def test_that_the_seed_is_set_under_more(
    qtbot: QtBot, document: Document, training_panel: TrainingPanel
) -> None:
    training_panel.more_form.unfold()
    type_over(qtbot, training_panel.more_form, "seed", "42")
    assert document.design.recipe.seed == 42


def test_that_problems_of_the_recipe_are_said(document: Document, training_panel: TrainingPanel) -> None:
    document.apply(edits.set_loss, "categorical_crossentropy")
    problems = training_panel.findChild(ProblemList)
    assert problems is not None
    assert problems.sentences


# All --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [LayerPanel, DataPanel, TrainingPanel])
def test_that_panels_only_show_and_never_edit_by_themselves(
    qtbot: QtBot, document: Document, make: type[LayerPanel | DataPanel | TrainingPanel]
) -> None:
    panel = make(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    panel.set_theme(DARK)
    for source in SOURCES:
        document.apply(edits.set_source, default_choice(source))
        document.apply(edits.enable_early_stopping, source == "iris")
    count = document.undo_stack.count()
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.undo_stack.count() == count
    assert not document.is_modified


@pytest.mark.parametrize("make", [LayerPanel, DataPanel, TrainingPanel])
def test_that_panels_fit_into_a_narrow_dock(
    qtbot: QtBot, document: Document, make: type[LayerPanel | DataPanel | TrainingPanel]
) -> None:
    panel = make(document, LIGHT)
    qtbot.addWidget(panel)
    if isinstance(panel, LayerPanel):
        panel.show_layer("l1")
    panel.resize(300, 300)
    panel.show()
    for form in panel.findChildren(ParamForm):
        if form.isVisible():
            right = form.mapTo(panel, form.rect().topRight()).x()
            assert right <= 300
            assert form.minimumSizeHint().width() <= form.width()


@pytest.mark.parametrize("percent", [100, 140, 200])
def test_that_numbers_and_labels_can_be_read_in_the_narrowest_panel_in_any_size_of_text(
    qtbot: QtBot, training_panel: TrainingPanel, percent: int
) -> None:
    font = training_panel.font()
    font.setPointSizeF(font.pointSizeF() * percent / 100)
    training_panel.setFont(font)
    training_panel.resize(training_panel.minimumSizeHint().width(), 900)
    with qtbot.waitExposed(training_panel):
        training_panel.show()
    settled_height(qtbot, training_panel.findChildren(QLineEdit)[-1], training_panel)
    lefts = set()
    for form in training_panel.findChildren(ParamForm):
        for line in form.findChildren(QLineEdit):
            if line.isVisible():
                assert line.fontMetrics().horizontalAdvance(line.text()) < line.width()
        for label in form.findChildren(QLabel):
            if label.buddy() is not None and label.isVisible():
                words = label.text().split()
                assert max(map(label.fontMetrics().horizontalAdvance, words)) <= label.width()
                lefts.add(label.mapTo(training_panel, label.rect().topRight()).x())
    assert len(lefts) == 1


def test_that_a_recurrent_layer_can_be_told_to_run_both_ways(
    document: Document, layer_panel: LayerPanel
) -> None:
    document.apply(edits.insert_layer, "lstm", 0)
    layer = document.design.layers[0].id
    layer_panel.show_layer(layer)
    form = layer_panel.form
    assert form is not None
    assert form.editor("merge").isHidden()
    choose(form.editor("wrapper").control, "bidirectional")
    assert document.design.row(layer).wrapper == "bidirectional"
    assert not form.editor("merge").isHidden()
    choose(form.editor("merge").control, "sum")
    assert document.design.row(layer).merge == "sum"
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.design.row(layer).wrapper == "none"
    assert form.editor("merge").isHidden()
