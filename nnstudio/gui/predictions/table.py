"""Classes of a table: which are told apart, which are taken for each other, and how surely."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Integers
from nnstudio.gui.predictions.answers import class_answers, class_shares
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.certainty import CertaintyStrip
from nnstudio.gui.predictions.matrix import ConfusionMatrix, confusion
from nnstudio.gui.predictions.own_values import OwnValues
from nnstudio.gui.predictions.roc_plot import RocPlot
from nnstudio.gui.predictions.said import ClassesSaid
from nnstudio.gui.predictions.switch import Switch
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Sampled

_OWN = 2  # the place of one's own values in the switch


class ClassesView(CaptionedView):
    """The confusion matrix or the ROC curve, and under it how sure the network is of each answer.

    Or values of one's own to try, where the inputs are numbers with names.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.matrix = ConfusionMatrix(theme)
        self.strip = CertaintyStrip(theme)
        self.roc = RocPlot(theme)
        self.own = OwnValues(ClassesSaid(theme))
        self.switch = Switch((_("Confusion"), _("ROC curve"), _("Your own values")), _("A closer look"))
        upper = QWidget()
        self._stack = QStackedLayout(upper)
        self._stack.addWidget(self.matrix)
        self._stack.addWidget(self.roc)
        self._stack.addWidget(self.own)
        self.column.addWidget(self.switch)
        self.column.addWidget(upper, 3)
        self.column.addWidget(self.strip, 2)
        self.setAccessibleName(_("Predictions of classes"))
        self.switch.currentChanged.connect(self._on_switch_current_changed)
        self.own.asked.connect(self.asked)

    def recolor(self) -> None:
        self.matrix.set_theme(self.theme)
        self.strip.set_theme(self.theme)
        self.roc.set_theme(self.theme)
        self.own.set_theme(self.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.keep_left(self.matrix.label_width())

    def draw_data(self, preview: Preview) -> None:
        names = tuple(_(name) for name in preview.facts.classes)
        labels = _labels(preview)
        self.matrix.show_classes(names, np.bincount(labels, minlength=len(names)))
        self.strip.show_labels(names, labels)
        self.roc.show_labels(names, labels)
        self.strip.keep_left(self.matrix.label_width())
        self.switch.setTabVisible(_OWN, self.own.can_try(preview))
        self.own.show_preview(preview)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        self.own.network_changed(sampled is not None)
        if sampled is None:
            self.matrix.show_counts(None)
            self.strip.show_answers(None)
            self.roc.show_shares(None)
            return _("Press Train to see which of {examples} the network tells right.").format(
                examples=counted(preview)
            )
        labels = _labels(preview)
        answers = class_answers(sampled.outputs, preview.facts)
        self.matrix.show_counts(confusion(labels, answers.classes, len(preview.facts.classes)))
        self.strip.show_answers(answers)
        self.roc.show_shares(class_shares(sampled.outputs, preview.facts))
        return accuracy_text(preview, int(np.sum(answers.classes != labels)))

    @Slot(int)
    def _on_switch_current_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.strip.setVisible(index != _OWN)
        self.own.look()

    def show_answer(self, answer: Answered) -> None:
        self.own.show_answer(answer)


def _labels(preview: Preview) -> Integers:
    assert preview.shown.labels is not None, "a classification has labels"
    return preview.shown.labels


def accuracy_text(preview: Preview, wrong: int) -> str:
    """“93.1 % of 255 validation examples right · 18 wrong”."""
    share = 100 * (1 - wrong / max(1, len(preview.shown)))
    right = _("{share} % of {examples} right").format(
        share=f"{share:.1f}" if wrong else "100", examples=counted(preview)
    )
    if not wrong:
        return right
    return right + " · " + ngettext("{count} wrong", "{count} wrong", wrong).format(count=grouped(wrong))
