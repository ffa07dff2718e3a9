"""Examples from the worst given back to the best, and where usual ones end and unusual ones begin."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nnstudio.data.prepared import Preview
from nnstudio.design.facts import Domain
from nnstudio.figures import figure
from nnstudio.gui.predictions.error_histogram import ErrorHistogram
from nnstudio.gui.predictions.image_grid import ImageGrid
from nnstudio.gui.predictions.pictures import atlas, pixels
from nnstudio.gui.predictions.ranked_rows import RankedRow, RankedRows
from nnstudio.gui.predictions.unusual import (
    Bools,
    Doubles,
    Verdict,
    clean_targets,
    example_errors,
    is_unusual,
    judge,
)
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Sampled


class Ranked(QWidget):
    """A histogram with a threshold, a sentence that counts, and the examples in a grid or a list.

    chosen: an example was chosen, or NONE.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self._sampled: Sampled | None = None
        self._unusual: Bools | None = None
        self._errors: Doubles | None = None
        self.histogram = ErrorHistogram(theme)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.setToolTip(
            _(
                "AUC, the area under the ROC curve, is how often an unusual example has a larger error than "
                "a usual one, whatever the threshold: 1 parts them completely, 0.5 is chance."
            )
        )
        self.grid = ImageGrid(theme)
        self.grid.setAccessibleName(_("Examples, the worst given back first"))
        self.model = RankedRows(self)
        self.list = QTableView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.histogram, 4)
        column.addWidget(self.verdict)
        column.addWidget(self.grid, 5)
        column.addWidget(self.list, 5)
        self._make_list()
        self._wire()

    def _make_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setShowGrid(False)
        self.list.setTabKeyNavigation(False)
        self.list.setMinimumHeight(80)
        self.list.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.list.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.setAccessibleName(_("Examples, the worst given back first"))

    def _wire(self) -> None:
        self.histogram.moved.connect(self._on_histogram_moved)
        self.grid.chosen.connect(self.chosen)
        self.list.selectionModel().currentRowChanged.connect(self._on_list_current_row_changed)

    def show_preview(self, preview: Preview, theme: Theme) -> None:
        if preview is not self._preview:
            self.histogram.show_kind(is_unusual(preview), _(preview.facts.unusual))
        self._preview, self._theme, self._unusual = preview, theme, is_unusual(preview)
        self.histogram.set_theme(theme)
        are_images = preview.facts.domain is Domain.IMAGES
        self.grid.setVisible(are_images)
        self.list.setVisible(not are_images)
        if are_images:
            clean = atlas(pixels(clean_targets(preview), preview.target_scale, theme))
            self.grid.show_images(clean, theme)

    def show_samples(self, sampled: Sampled | None) -> None:
        """None without answers: nothing is ranked then."""
        self._sampled = sampled
        preview = self._preview
        self.histogram.setVisible(sampled is not None)
        if preview is None or sampled is None:
            self._errors = None
            self.histogram.show_errors(None)
            self.verdict.setText(_("Press Train to see which examples the network gives back worst."))
            self.model.show_rows(())
            if preview is not None and preview.facts.domain is Domain.IMAGES:
                count = len(preview.shown)
                names = [self._name(number) for number in range(count)]
                self.grid.show_answers(names, None, np.arange(count), self._name)
            return
        self._errors = example_errors(preview, sampled)
        self.histogram.show_errors(self._errors)
        self._rank()

    def choose(self, number: int) -> None:
        """Mark an example; NONE for no example."""
        self.grid.choose(number)
        at = self.model.place(number)
        self.list.selectionModel().blockSignals(True)
        if at < 0:
            self.list.clearSelection()
        else:
            self.list.selectRow(at)
        self.list.selectionModel().blockSignals(False)
        self.list.viewport().update()

    def _rank(self) -> None:
        assert self._preview is not None
        assert self._errors is not None
        errors, over = self._errors, self._errors > self.histogram.threshold
        order = np.argsort(-errors, kind="stable")
        self.verdict.setText(
            _in_words(judge(errors, self._unusual, self.histogram.threshold), self.histogram.threshold)
        )
        right = None if self._unusual is None else over == self._unusual
        if self._preview.facts.domain is Domain.IMAGES:
            texts = [self._short(number) for number in range(len(errors))]
            self.grid.show_answers(texts, right, order, self.sentence)
        else:
            self.model.show_rows(tuple(self._row(int(number), right) for number in order))

    def sentence(self, number: int) -> str:
        """An example in words: what it is, its error, and on which side of the threshold."""
        parts = [self._name(number)] if self._name(number) else []
        if self._errors is not None:
            parts.append(_("mean squared error {error}").format(error=figure(float(self._errors[number]))))
            parts.append(self._side(number))
        return " · ".join(part for part in parts if part)

    def _side(self, number: int) -> str:
        assert self._errors is not None
        is_over = bool(self._errors[number] > self.histogram.threshold)
        if self._unusual is None:
            return _("over the threshold") if is_over else ""
        sides = {
            (True, True): _("unusual, found"),
            (True, False): _("unusual, missed"),
            (False, True): _("usual, a false alarm"),
            (False, False): _("usual, passed"),
        }
        return sides[bool(self._unusual[number]), is_over]

    def _name(self, number: int) -> str:
        preview = self._preview
        if preview is None or preview.shown.labels is None:
            return ""
        return _(preview.facts.classes[int(preview.shown.labels[number])])

    def _short(self, number: int) -> str:
        assert self._errors is not None
        error, name = figure(float(self._errors[number])), self._name(number)
        return f"{name} · {error}" if name else error

    def _row(self, number: int, right: Bools | None) -> RankedRow:
        assert self._errors is not None
        color = "" if right is None else self._theme.good if right[number] else self._theme.bad
        return RankedRow(
            number,
            figure(float(self._errors[number])),
            self._name(number),
            self._farthest(number),
            color,
        )

    def _farthest(self, number: int) -> str:
        """“proline 1,060 → 812”: the feature that is given back worst, in its own unit."""
        preview, sampled = self._preview, self._sampled
        if preview is None or sampled is None or preview.shown.targets.ndim != 2:
            return ""
        truth, given = preview.shown.targets[number], sampled.outputs[number]
        at = int(np.argmax(np.nan_to_num(np.abs(given - truth))))
        features = preview.facts.features
        name = _(features[at]) if len(features) == len(truth) else str(at + 1)
        scale = preview.target_scale
        before, after = (row.astype(np.float64) * scale.factor + scale.offset for row in (truth, given))
        return f"{name} {figure(float(before[at]))} → {figure(float(after[at]))}"

    @Slot()
    def _on_histogram_moved(self) -> None:
        if self._errors is not None:
            self._rank()

    @Slot(QModelIndex, QModelIndex)
    def _on_list_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.rows[current.row()].number)


def _in_words(verdict: Verdict, threshold: float) -> str:
    """What the threshold finds and misses; without the truth, how many are over it."""
    all_, unusual = verdict.over + verdict.missed + verdict.passed, verdict.found + verdict.missed
    if not unusual:
        form = ngettext(
            "{count} of {all} example is over {threshold}",
            "{count} of {all} examples are over {threshold}",
            verdict.over,
        )
        return form.format(count=grouped(verdict.over), all=grouped(all_), threshold=figure(threshold))
    return _(
        "over {threshold}: {found} of {unusual} unusual found, {missed} missed; "
        "{alarms} of {usual} usual are false alarms · AUC {area}"
    ).format(
        threshold=figure(threshold),
        found=grouped(verdict.found),
        unusual=grouped(unusual),
        missed=grouped(verdict.missed),
        alarms=grouped(verdict.alarms),
        usual=grouped(verdict.alarms + verdict.passed),
        area=f"{verdict.area:.3f}",
    )
