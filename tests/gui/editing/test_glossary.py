"""Pages of the glossary, and the links in the panels that lead to them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.concepts import CONCEPTS
from nnstudio.catalogue.values import Part
from nnstudio.design import edits
from nnstudio.gui.concept_links import ConceptLinks
from nnstudio.gui.document import Document
from nnstudio.gui.forms.form import PartEditor
from nnstudio.gui.glossary import GlossaryPage
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.training import TrainingPanel
from nnstudio.gui.theme import DARK, LIGHT, apply_theme


@pytest.fixture
def page(qtbot: QtBot) -> GlossaryPage:
    made = GlossaryPage()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", CONCEPTS)
def test_that_a_page_says_what_the_concept_is_and_leads_on(page: GlossaryPage, key: str) -> None:
    page.show_concept(key)
    concept = CONCEPTS[key]
    assert page.text.text() == concept.text
    assert page.formula.isHidden() == (not concept.formula)
    assert page.see.keys == concept.see
    assert page.choice.currentText() == concept.title


def test_that_links_turn_the_page_and_back_turns_it_back(page: GlossaryPage, qtbot: QtBot) -> None:
    page.show_concept("convolution")
    assert not page.back.isEnabled()
    page.see.linkActivated.emit("pooling")
    assert page.key == "pooling"
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.key == "convolution"
    assert not page.back.isEnabled()


def test_that_any_page_can_be_chosen_and_escape_closes(page: GlossaryPage) -> None:
    page.show_concept("neuron")
    page.choice.activated.emit(page.choice.findData("dropout"))
    assert page.key == "dropout"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.result() == QDialog.DialogCode.Rejected
    assert page.isHidden()


def test_that_a_page_names_the_entries_that_lead_to_it(page: GlossaryPage) -> None:
    page.show_concept("gates")
    assert page.met.text().startswith("LSTM, GRU, ConvLSTM1D")
    page.show_concept("overfitting")
    assert page.met.isHidden()


def test_that_links_follow_the_theme(page: GlossaryPage, qapp: QApplication, qtbot: QtBot) -> None:
    """The colour of a link is part of a rich text."""
    page.show_concept("neuron")
    for theme in (DARK, LIGHT):
        apply_theme(qapp, theme)
        qtbot.waitUntil(lambda: page.see.text().count(theme.accent) == len(page.see.keys))  # noqa: B023


@pytest.mark.parametrize("kind", ["dense", "lstm", "multi_head_attention"])
def test_that_a_layer_leads_to_its_concepts(document: Document, qtbot: QtBot, kind: str) -> None:
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    document.apply(edits.insert_layer, kind)
    panel.show_layer(document.design.layers[-1].id)
    assert panel.concepts.keys == LAYERS[kind].concepts
    assert CONCEPTS[LAYERS[kind].concepts[0]].question in panel.concepts.accessibleName()
    with qtbot.waitSignal(panel.explained) as asked:
        panel.concepts.linkActivated.emit(LAYERS[kind].concepts[0])
    assert asked.args == [LAYERS[kind].concepts[0]]


def test_that_an_activation_leads_to_its_concept(document: Document, qtbot: QtBot) -> None:
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    last = document.design.layers[-1].id
    panel.show_layer(last)
    assert panel.curve_concepts.keys == ("softmax", "activation_function")
    document.apply(edits.set_param, last, "activation", "relu")
    assert panel.curve_concepts.keys == ("relu", "activation_function")
    panel.show_layer("")
    assert panel.curve_concepts.isHidden()
    assert panel.concepts.isHidden()


def test_that_loss_and_optimizer_lead_to_what_is_chosen(document: Document, qtbot: QtBot) -> None:
    panel = TrainingPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.loss.help_button.accessibleName() == "What is cross-entropy?"
    document.apply(edits.set_loss, "mean_squared_error")
    assert panel.loss.help_button.key == "mean_squared_error"
    document.apply(edits.set_optimizer, "adamw")
    with qtbot.waitSignal(panel.explained) as asked:
        qtbot.mouseClick(panel.optimizer.help_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["adam"]


def test_that_a_part_of_a_layer_leads_to_its_concept(document: Document, qtbot: QtBot) -> None:
    panel = LayerPanel(document, LIGHT)
    qtbot.addWidget(panel)
    last = document.design.layers[-1].id
    panel.show_layer(last)
    document.apply(edits.set_param, last, "kernel_regularizer", Part(kind="l2"))
    form = panel.form
    assert form is not None
    editor = form.editor("kernel_regularizer")
    assert isinstance(editor, PartEditor)
    assert editor.help_button.key == "weight_penalty"
    with qtbot.waitSignal(panel.explained):
        editor.help_button.click()


def test_that_a_line_of_links_can_be_walked_with_the_keyboard(qtbot: QtBot) -> None:
    links = ConceptLinks()
    qtbot.addWidget(links)
    links.show_keys(("neuron", "loss"))
    links.show()
    links.setFocus()
    asked: list[str] = []
    links.asked.connect(asked.append)
    QTest.keyClick(links, Qt.Key.Key_Tab)
    QTest.keyClick(links, Qt.Key.Key_Return)
    assert asked == ["neuron"] or asked == ["loss"]
