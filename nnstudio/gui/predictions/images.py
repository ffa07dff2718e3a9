"""Images and what the network takes them for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.answers import Answers, accuracy, class_answers, class_shares, percent
from nnstudio.gui.predictions.captioned import CaptionedView
from nnstudio.gui.predictions.image_detail import Guess, ImageDetail
from nnstudio.gui.predictions.image_grid import NONE, ImageGrid, Ints
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, ngettext
from nnstudio.protocol.events import Sampled

_GUESSES = 3


class ImagesView(CaptionedView):
    """A grid of images with the answer under each; wrong ones are marked, and one can be looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._atlas: Atlas | None = None
        self._answers: Answers | None = None
        self._grid = ImageGrid(theme)
        self._detail = ImageDetail(theme)
        self._detail.hide()
        self._wrong_first = QCheckBox(_("Wrong ones first"))
        self._hint = QLabel(_("Click an image for a closer look."))
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.column.addWidget(self._wrong_first)
        self.column.addWidget(self._grid, 1)
        self.column.addWidget(self._detail)
        self.column.addWidget(self._hint)
        self._wrong_first.toggled.connect(self._on_wrong_first_toggled)
        self._grid.chosen.connect(self._on_grid_chosen)

    def draw_data(self, preview: Preview) -> None:
        shown = preview.shown
        self._atlas = atlas(pixels(shown.inputs, preview.input_scale, self.theme))
        self._grid.show_images(self._atlas, self.theme)
        if self._grid.choice >= self._atlas.count:
            self._grid.choose(NONE)
        name = _("Validation images") if preview.shown_is_validation else _("Training images")
        self._grid.setAccessibleName(name)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        assert preview.shown.labels is not None
        labels = preview.shown.labels
        names = [_(name) for name in preview.facts.classes]
        self._answers = answers = None if sampled is None else class_answers(sampled.outputs, preview.facts)
        order: Ints = np.arange(len(labels))
        right = None
        self._wrong_first.setEnabled(answers is not None)
        if answers is None:
            texts = [names[label] for label in labels.tolist()]
            said = _untrained(preview)
        else:
            right = answers.classes == labels
            if self._wrong_first.isChecked():
                order = np.argsort(right, kind="stable")
            texts = _texts(answers, labels, names)
            said = _in_words(preview, answers)
        self._grid.show_answers(texts, right, order, self._sentence)
        self._draw_detail()
        self.setAccessibleDescription(said)
        return said

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
        outputs = self.sampled.outputs[number : number + 1]
        shares = class_shares(outputs, self.preview.facts)[0]
        best = np.argsort(-shares, kind="stable")[:_GUESSES].tolist()
        label = int(self.preview.shown.labels[number])
        names = self.preview.facts.classes
        return [Guess(_(names[at]), float(shares[at]), at == label) for at in best]

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

    @Slot(bool)
    def _on_wrong_first_toggled(self, checked: bool) -> None:
        if self.preview is not None:
            self.draw_answers(self.preview, self.sampled)

    @Slot(int)
    def _on_grid_chosen(self, number: int) -> None:
        self._draw_detail()


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
    return text.format(count=f"{count:,}")


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
    return text.format(share=share, count=f"{count:,}", wrong=f"{wrong:,}")
