"""Images and what the network takes them for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Symbols
from nnstudio.data.sources import source_of
from nnstudio.design.facts import Domain
from nnstudio.gui.predictions.answers import Answers, accuracy, class_answers, class_shares, percent
from nnstudio.gui.predictions.captioned import CaptionedView
from nnstudio.gui.predictions.guesses import Guess, likeliest
from nnstudio.gui.predictions.image_detail import ImageDetail
from nnstudio.gui.predictions.image_grid import NONE, ImageGrid, Ints
from nnstudio.gui.predictions.matrix import ConfusionMatrix, confusion
from nnstudio.gui.predictions.pad_page import PadPage
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import without_key
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Predicted, PredictFailed, Sampled

_GUESSES = 3
_IMAGES, _CONFUSIONS, _PAD = range(3)  # the tabs


class ImagesView(CaptionedView):
    """A grid of images with the answer under each, which are taken for which, and a pad to draw on.

    Wrong ones are marked, and one can be looked at; those of one cell of the matrix can be shown alone.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._atlas: Atlas | None = None
        self._answers: Answers | None = None
        self._cell: tuple[int, int] | None = None  # only images of this class, taken for that one
        self._grid = ImageGrid(theme)
        self._detail = ImageDetail(theme)
        self._detail.hide()
        self._wrong_first = QCheckBox(_("Wrong ones first"))
        self._wrong_first.setToolTip(_("The worst mistakes first: wrong, and sure of it."))
        self._all = QPushButton(_("Show all"))
        self._all.hide()
        self._hint = QLabel(_("Click an image for a closer look."))
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.matrix = ConfusionMatrix(theme)
        self.pad = PadPage(theme)
        self.tabs = QTabWidget()
        self._place()
        self._wire()

    def _place(self) -> None:
        images, confusions = QWidget(), QWidget()
        above = QHBoxLayout()
        above.addWidget(self._wrong_first)
        above.addStretch(1)
        above.addWidget(self._all)
        column = QVBoxLayout(images)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addLayout(above)
        column.addWidget(self._grid, 1)
        column.addWidget(self._detail)
        column.addWidget(self._hint)
        below = QVBoxLayout(confusions)
        below.setContentsMargins(0, 4, 0, 0)
        hint = QLabel(_("Click a cell to see what is in it."))
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        below.addWidget(self.matrix, 1)
        below.addWidget(hint)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(images, _("Images"))
        self.tabs.addTab(confusions, _("Confusions"))
        self.tabs.addTab(self.pad, _("Draw"))
        self.tabs.setTabToolTip(_PAD, _("Draw a symbol, and see what the network takes it for."))
        self.column.addWidget(self.tabs, 1)

    def _wire(self) -> None:
        self._wrong_first.toggled.connect(self._draw_again)
        self._all.clicked.connect(self._on_all_clicked)
        self._grid.chosen.connect(self._on_grid_chosen)
        self.matrix.clicked.connect(self._on_matrix_clicked)
        self.pad.asked.connect(self.asked)

    def show_preview(self, preview: Preview) -> None:
        self._cell = None
        symbols = _symbols(preview)
        self.tabs.setTabVisible(_PAD, symbols is not None)
        self.pad.show_preview(preview, symbols)
        super().show_preview(preview)

    def show_samples(self, sampled: Sampled | None) -> None:
        if sampled is not self.sampled and self.preview is not None:
            super().show_samples(sampled)
            self.pad.network_changed(sampled is not None)

    def show_answer(self, answer: Answered) -> None:
        if isinstance(answer, Predicted | PredictFailed):
            self.pad.show_answer(answer)

    def recolor(self) -> None:
        self.matrix.set_theme(self.theme)
        self.pad.set_theme(self.theme)

    def make_atlas(self, preview: Preview) -> Atlas:
        """The images that are shown."""
        return atlas(pixels(preview.shown.inputs, preview.input_scale, self.theme))

    def untrained(self, preview: Preview) -> str:
        """What is shown, before there are answers."""
        return _untrained(preview)

    def in_words(self, preview: Preview, answers: Answers) -> str:
        """How many answers are right."""
        return _in_words(preview, answers)

    def draw_data(self, preview: Preview) -> None:
        shown = preview.shown
        self._atlas = self.make_atlas(preview)
        self._grid.show_images(self._atlas, self.theme)
        if self._grid.choice >= self._atlas.count:
            self._grid.choose(NONE)
        name = _("Validation images") if preview.shown_is_validation else _("Training images")
        self._grid.setAccessibleName(name)
        names = tuple(_(name) for name in preview.facts.classes)
        assert shown.labels is not None
        self.matrix.show_classes(names, np.bincount(shown.labels, minlength=len(names)))

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        assert preview.shown.labels is not None
        labels = preview.shown.labels
        names = [_(name) for name in preview.facts.classes]
        self._answers = answers = None if sampled is None else class_answers(sampled.outputs, preview.facts)
        self._wrong_first.setEnabled(answers is not None)
        if answers is None:
            self._cell, right = None, None
            order: Ints = np.arange(len(labels))
            texts = [names[label] for label in labels.tolist()]
            said = self.untrained(preview)
            self.matrix.show_counts(None)
        else:
            right = answers.classes == labels
            order = self._order(answers, labels)
            texts = _texts(answers, labels, names)
            said = self.in_words(preview, answers)
            self.matrix.show_counts(confusion(labels, answers.classes, len(names)))
        self._grid.show_answers(texts, right, order, self._sentence)
        self._show_cell(names)
        self._draw_detail()
        self.setAccessibleDescription(said)
        return said

    def _order(self, answers: Answers, labels: Ints) -> Ints:
        """The images to show: of one cell or all; the worst mistakes first, if that is wished."""
        wanted = np.arange(len(labels))
        if self._cell is not None:
            label, answer = self._cell
            wanted = np.flatnonzero((labels == label) & (answers.classes == answer))
        if self._wrong_first.isChecked():
            right = answers.classes[wanted] == labels[wanted]
            wanted = wanted[np.argsort(np.where(right, 1.0, -answers.certainty[wanted]), kind="stable")]
        return wanted

    def _show_cell(self, names: list[str]) -> None:
        self._all.setVisible(self._cell is not None)
        if self._cell is not None:
            label, answer = (names[at] for at in self._cell)
            text = _("{label} taken for {answer} · show all").format(label=label, answer=answer)
            self._all.setText(without_key(text))

    def _draw_detail(self) -> None:
        number = self._grid.choice
        self._detail.setVisible(number != NONE)
        self._hint.setVisible(number == NONE)
        if number == NONE or self._atlas is None:
            self._grid.setAccessibleDescription(_("Choose an image with the arrow keys."))
            return
        self._detail.show_image(
            self._atlas, number, self._sentence(number), self._guesses(number), self.theme
        )
        self._grid.setAccessibleDescription(self._sentence(number))

    def _guesses(self, number: int) -> list[Guess]:
        """The likeliest classes of one image, the likeliest first."""
        if self.preview is None or self.sampled is None or self.preview.shown.labels is None:
            return []
        facts, label = self.preview.facts, int(self.preview.shown.labels[number])
        shares = class_shares(self.sampled.outputs[number : number + 1], facts)[0]
        return likeliest(shares, facts.classes, _GUESSES, truth=label)

    def _sentence(self, number: int) -> str:
        if self.preview is None or self.preview.shown.labels is None:
            return ""
        names, label = self.preview.facts.classes, int(self.preview.shown.labels[number])
        true = _(names[label])
        if self._answers is None:
            return _("True label: {label}").format(label=true)
        answer = int(self._answers.classes[number])
        if answer == label:
            return _("✓ Right: this is {label}").format(label=true)
        return _("✗ Taken for {answer}, is {label}").format(answer=_(names[answer]), label=true)

    @Slot()
    def _draw_again(self) -> None:
        if self.preview is not None:
            self.draw_answers(self.preview, self.sampled)

    @Slot()
    def _on_all_clicked(self) -> None:
        self._cell = None
        self._draw_again()

    @Slot(int)
    def _on_grid_chosen(self, number: int) -> None:
        self._draw_detail()

    @Slot(int, int)
    def _on_matrix_clicked(self, label: int, answer: int) -> None:
        self._cell = (label, answer)
        self._grid.choose(NONE)
        self._draw_again()
        self.tabs.setCurrentIndex(_IMAGES)


def _symbols(preview: Preview) -> Symbols | None:
    """How the symbols stand in these images, where one can draw some oneself."""
    if preview.facts.domain is not Domain.IMAGES:
        return None
    height, width, channels = preview.facts.input_shape
    return source_of(preview.choice).symbols if channels == 1 and height == width else None


def _texts(answers: Answers, labels: Ints, names: list[str]) -> list[str]:
    """“✓ 7 · 98 %” under a right one, “✗ 3, is 8” under a wrong one."""
    sure = np.floor(answers.certainty * 100).astype(int).tolist()
    right, wrong = _("✓ {answer} · {sure} %"), _("✗ {answer}, is {label}")
    return [
        right.format(answer=names[answer], sure=percent_sure)
        if answer == label
        else wrong.format(answer=names[answer], label=names[label])
        for answer, label, percent_sure in zip(answers.classes.tolist(), labels.tolist(), sure, strict=True)
    ]


def _untrained(preview: Preview) -> str:
    count = len(preview.shown)
    text = (
        ngettext(
            "{count} validation image · press Train to see the answer",
            "{count} validation images · press Train to see the answers",
            count,
        )
        if preview.shown_is_validation
        else ngettext(
            "{count} training image · press Train to see the answer",
            "{count} training images · press Train to see the answers",
            count,
        )
    )
    return text.format(count=grouped(count))


def _in_words(preview: Preview, answers: Answers) -> str:
    """“93.1 % of 255 validation images right · 18 wrong”."""
    assert preview.shown.labels is not None
    count = len(preview.shown)
    wrong = int((answers.classes != preview.shown.labels).sum())
    text = (
        ngettext(
            "{share} of {count} validation image right · {wrong} wrong",
            "{share} of {count} validation images right · {wrong} wrong",
            count,
        )
        if preview.shown_is_validation
        else ngettext(
            "{share} of {count} training image right · {wrong} wrong",
            "{share} of {count} training images right · {wrong} wrong",
            count,
        )
    )
    share = percent(accuracy(answers, preview.shown.labels))
    return text.format(share=share, count=grouped(count), wrong=grouped(wrong))
