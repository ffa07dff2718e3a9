"""Texts and what the network takes them for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Integers
from nnstudio.data.text.occlusion import Parted, occluded, parted, weights
from nnstudio.data.text.writing import Texts
from nnstudio.gui.predictions.answers import Answers, class_answers, class_shares
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.guesses import likeliest
from nnstudio.gui.predictions.matrix import ConfusionMatrix, confusion
from nnstudio.gui.predictions.mattered import Mattered
from nnstudio.gui.predictions.phrase_order import ALL, MATRIX, nothing_text, order_of
from nnstudio.gui.predictions.phrase_rows import GUESSES, PhraseDelegate, PhraseRows
from nnstudio.gui.predictions.switch import Switch
from nnstudio.gui.predictions.table import accuracy_text
from nnstudio.gui.predictions.translation import unread
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import without_key
from nnstudio.i18n import _
from nnstudio.protocol.events import Predicted, PredictFailed, Sampled

_TYPED: Final = -1  # what is looked at closely is the line, not one of the examples
_NOTHING: Final = -2


@dataclass(frozen=True)
class _Look:
    """The text that is looked at closely. truth: the number of its class, None for one that was typed."""

    text: str
    parted: Parted
    truth: int | None


class PhrasesView(CaptionedView):
    """Phrases with the likeliest answers, or the confusion matrix; under them a closer look at one.

    The closer look is at a phrase of the list or at a line that is typed, and shades the words that mattered.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._chosen = _NOTHING
        self._look: _Look | None = None
        self._cell: tuple[int, int] | None = None  # only phrases of this class, taken for that one
        self.every = QPushButton()
        self.switch = Switch((_("All"), _("Wrong"), _("Surest mistakes"), _("Confusion")), _("What is shown"))
        self.rows = PhraseRows(self)
        self.list = QListView()
        self._delegate = PhraseDelegate(theme, self.list)
        self.matrix = ConfusionMatrix(theme)
        self.matrix_hint = QLabel(_("Click a cell to see its phrases."))
        self.nothing = QLabel()
        self.mattered = Mattered(theme)
        self.hint = QLabel(_("Click a phrase, or type one, to see which words its answer hangs on."))
        self.line = QLineEdit()
        self._build()
        self._wire()
        self.setAccessibleName(_("Phrases and what they are taken for"))

    def _build(self) -> None:
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(80)
        self.list.setAccessibleName(_("Phrases, their classes, and the likeliest answers"))
        self.matrix_hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.every.hide()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hint.setWordWrap(True)
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(_("A text to classify"))
        self._upper = QWidget()
        self._stack = QStackedLayout(self._upper)
        self._confusion = QWidget()
        confusion_column = QVBoxLayout(self._confusion)
        confusion_column.setContentsMargins(0, 0, 0, 0)
        confusion_column.addWidget(self.matrix, 1)
        confusion_column.addWidget(self.matrix_hint)
        for page in (self.list, self._confusion, self.nothing):
            self._stack.addWidget(page)
        typed = QHBoxLayout()
        typed.addWidget(QLabel(_("Your own:")))
        typed.addWidget(self.line, 1)
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addLayout(typed)
        below.addWidget(self.hint)
        below.addWidget(self.mattered)
        self.mattered.hide()
        self.column.addWidget(self.switch)
        self.column.addWidget(self.every)
        self.column.addWidget(self._upper, 1)
        self.column.addLayout(below)

    def _wire(self) -> None:
        self.switch.currentChanged.connect(self._on_switch_current_changed)
        self.every.clicked.connect(self._on_every_clicked)
        self.matrix.clicked.connect(self._on_matrix_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.clicked.connect(self._on_list_clicked)
        self.line.textChanged.connect(self._on_line_text_changed)

    def recolor(self) -> None:
        self._delegate.theme = self.theme
        self.matrix.set_theme(self.theme)
        self.mattered.set_theme(self.theme)

    def draw_data(self, preview: Preview) -> None:
        self._cell = None
        names = tuple(_(name) for name in preview.facts.classes)
        labels, texts = _labels(preview), _texts(preview)
        self._delegate.names = names
        self.rows.show_texts(texts.texts, labels, preview.facts.classes)
        self.matrix.show_classes(names, np.bincount(labels, minlength=len(names)))
        example = texts.texts[0] if texts.texts else ""
        self.line.setPlaceholderText(_("such as: {example}").format(example=example[:60]))
        if self._chosen >= len(texts.texts):
            self._chosen = _NOTHING
        self._look_at(self._chosen)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        labels = _labels(preview)
        if sampled is None:
            self._cell = None
            self.matrix.show_counts(None)
            self.mattered.show_answer(None, ())
            self._list(None, None)
            return _("Press Train to see which of {examples} the network tells right.").format(
                examples=counted(preview)
            )
        answers = class_answers(sampled.outputs, preview.facts)
        self.matrix.show_counts(confusion(labels, answers.classes, len(preview.facts.classes)))
        self._list(sampled, answers)
        self._ask()
        return accuracy_text(preview, int(np.sum(answers.classes != labels)))

    def _list(self, sampled: Sampled | None, answers: Answers | None) -> None:
        """List what the switch asks for; who reads on keeps the place."""
        preview, page = self.preview, self.switch.currentIndex()
        assert preview is not None
        shares = None if sampled is None else class_shares(sampled.outputs, preview.facts)
        self._show_cell(preview)
        order = order_of(_labels(preview), answers, page, self._cell)
        many = min(GUESSES, len(preview.facts.classes)) if shares is not None else 0
        if many != self._delegate.guesses:
            self._delegate.guesses = many
            self.list.doItemsLayout()
        bar = self.list.verticalScrollBar()
        at = bar.value()
        with QSignalBlocker(self.list.selectionModel()):
            self.rows.show_answers(shares, order)
            self.list.setCurrentIndex(self.rows.place(self._chosen))
        self.list.viewport().update()
        bar.setValue(at)
        self.nothing.setText(nothing_text(answers, self._cell))
        page_of = self._confusion if page == MATRIX else self.list if len(order) else self.nothing
        self._stack.setCurrentWidget(page_of)

    def _show_cell(self, preview: Preview) -> None:
        self.every.setVisible(self._cell is not None)
        if self._cell is not None:
            label, answer = (_(preview.facts.classes[at]) for at in self._cell)
            text = _("{label} taken for {answer} · show all")
            self.every.setText(without_key(text.format(label=label, answer=answer)))

    def _look_at(self, number: int) -> None:
        """Look closely at an example, or at what is typed."""
        self._chosen, self._look = number, None
        if self.preview is not None and number != _NOTHING:
            texts = _texts(self.preview)
            text = self.line.text().strip() if number == _TYPED else texts.texts[number]
            truth = None if number == _TYPED else int(_labels(self.preview)[number])
            if text:
                self._look = _Look(text, parted(texts.input, text, self.preview.facts.input_shape[0]), truth)
        self.mattered.setVisible(self._look is not None)
        self.hint.setVisible(self._look is None)
        if self._look is not None:
            self.mattered.show_text(self._look.parted)
            self._ask()

    def _ask(self) -> None:
        """Ask about the text and about it without each of its parts, all in one question."""
        if (
            self.preview is None
            or self._look is None
            or (self.sampled is None and self._look.truth is not None)
        ):
            return
        length = self.preview.facts.input_shape[0]
        inputs = _texts(self.preview).input.encode(self._look.text, length)
        self.asked.emit(occluded(inputs, self._look.parted.parts))

    def show_answer(self, answer: Answered) -> None:
        preview, look = self.preview, self._look
        if preview is None or look is None:
            return
        if isinstance(answer, PredictFailed):
            self.mattered.show_answer(None, ())
            self.mattered.say(f"{answer.message} {answer.hint}".strip())
        elif isinstance(answer, Predicted) and len(answer.outputs) == 1 + len(look.parted.parts):
            shares = class_shares(answer.outputs, preview.facts)
            guesses = likeliest(shares[0], preview.facts.classes, GUESSES, look.truth)
            self.mattered.show_answer(weights(shares), guesses)
            strange = unread(_texts(preview).input, look.text, preview.facts.input_shape[0])
            if strange:
                self.mattered.say(strange)

    @Slot(int)
    def _on_switch_current_changed(self, _index: int) -> None:
        self._cell = None
        self._list_again()

    @Slot()
    def _on_every_clicked(self) -> None:
        self._cell = None
        self._list_again()

    @Slot(int, int)
    def _on_matrix_clicked(self, label: int, answer: int) -> None:
        self.switch.setCurrentIndex(ALL)
        self._cell = (label, answer)
        self._list_again()

    def _list_again(self) -> None:
        if self.preview is not None:
            sampled, facts = self.sampled, self.preview.facts
            self._list(sampled, None if sampled is None else class_answers(sampled.outputs, facts))

    @Slot(QModelIndex, QModelIndex)
    def _on_list_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._look_at(self.rows.number(current))

    @Slot(QModelIndex)
    def _on_list_clicked(self, index: QModelIndex) -> None:
        if self.rows.number(index) != self._chosen:  # it was current already, while the line was looked at
            self._look_at(self.rows.number(index))

    @Slot(str)
    def _on_line_text_changed(self, text: str) -> None:
        with QSignalBlocker(self.list.selectionModel()):
            self.list.setCurrentIndex(QModelIndex())
        self.list.viewport().update()
        self._look_at(_TYPED if text.strip() else _NOTHING)


def _texts(preview: Preview) -> Texts:
    assert preview.text is not None, "phrases are texts"
    return preview.text


def _labels(preview: Preview) -> Integers:
    assert preview.shown.labels is not None, "a classification has labels"
    return preview.shown.labels
