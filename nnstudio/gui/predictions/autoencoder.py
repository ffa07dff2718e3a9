"""Autoencoders: what comes back of each example, where it lies in the narrow layer, what comes back worst."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.codes_pane import CodesPane
from nnstudio.gui.predictions.example_bar import ExampleBar
from nnstudio.gui.predictions.feature_errors import FeatureErrors
from nnstudio.gui.predictions.given_back import Decoded, GivenBack
from nnstudio.gui.predictions.lens import Lens
from nnstudio.gui.predictions.pairs import NONE, Pairs
from nnstudio.gui.predictions.ranked import Ranked
from nnstudio.gui.predictions.row_marks import RowMarks
from nnstudio.gui.predictions.switch import Switch
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled

_UNBOUNDED = 16_777_215  # Qt's own QWIDGETSIZE_MAX
_CRAMPED = 460  # pixels of height under which the plane needs the lens' room
_BEFORE_AND_AFTER, _RANKED = 0, 1


class AutoencoderView(CaptionedView):
    """Examples before and after over the plane of codes; or all of them, the worst given back first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._choice = NONE
        self._decoded: Decoded = None
        self.given = GivenBack()
        self.switch = Switch((_("Before and after"), _("Worst first")), _("A closer look"))
        self.pairs = Pairs(theme)
        self.bar = ExampleBar()
        self.features = FeatureErrors(theme)
        self.feature_scroll = _scrolled(self.features)
        self.rows = RowMarks(theme)
        self.row_scroll = _scrolled(self.rows)
        self.codes = CodesPane(theme)
        self.no_plane = QLabel(
            _("No plane of codes: no layer is narrower than the input and the output on both its sides.")
        )
        self.no_plane.setWordWrap(True)
        self.lens = Lens(theme)
        self.ranked = Ranked(theme)
        self.close_up = Lens(theme)
        self._build()
        self._wire()
        self.setAccessibleName(_("Reconstructions"))

    def _build(self) -> None:
        first, second = QWidget(), QWidget()
        column = self._overview = QVBoxLayout(first)
        for widget, stretch in (
            (self.bar, 0),
            (self.pairs, 4),
            (self.feature_scroll, 4),
            (self.row_scroll, 4),
            (self.codes, 7),
            (self.no_plane, 0),
            (self.lens, 0),
        ):
            column.addWidget(widget, stretch)
        other = QVBoxLayout(second)
        other.addWidget(self.ranked, 1)
        other.addWidget(self.close_up)
        pages = QWidget()
        self._stack = QStackedLayout(pages)
        for layout in (column, other):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
            self._stack.addWidget(layout.parentWidget())
        self.column.addWidget(self.switch)
        self.column.addWidget(pages, 1)

    def _wire(self) -> None:
        self.switch.currentChanged.connect(self._on_switch_current_changed)
        self.codes.asked.connect(self.asked)
        self.codes.decoded.connect(self._on_codes_decoded)
        self.codes.refused.connect(self._on_codes_refused)
        for part in (self.codes, self.pairs, self.bar, self.ranked):
            part.chosen.connect(self._on_example_chosen)

    @property
    def plane(self) -> Any:
        return self.codes.plane

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lens()

    def show_preview(self, preview: Preview) -> None:
        is_other = self.preview is None or preview.choice != self.preview.choice
        if is_other:
            self._choice, self._decoded = NONE, None
            self.switch.setCurrentIndex(_RANKED if preview.facts.unusual else _BEFORE_AND_AFTER)
        super().show_preview(preview)

    def draw_data(self, preview: Preview) -> None:
        self.given.show_preview(preview, self.theme)
        names = tuple(_(name) for name in preview.facts.classes)
        self.codes.show_classes(names, preview.shown.labels, self.theme, self.given.sentence)
        self.ranked.show_preview(preview, self.theme)
        self.bar.show_count(len(preview.shown))
        if self.given.are_images:
            classes = [self.given.name(at) for at in range(self.given.originals.count)]
            self.pairs.show_originals(self.given.originals, classes, self.theme, self.given.noisy)
            rows = 2 if self.given.noisy is None else 3
            self._overview.setStretchFactor(self.pairs, 2 * rows)
        else:
            self.features.show_features(self.given.features, _naive(preview), self.theme)
            self.rows.show_features(self.given.features, self.given.ends, self.theme)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        self.given.show_samples(sampled)
        if sampled is None:
            self._decoded = None
        has_codes = sampled is not None and sampled.codes is not None
        self.codes.setVisible(has_codes)
        self.no_plane.setVisible(sampled is not None and not has_codes)
        self.codes.show_samples(sampled if has_codes else None)
        if self.given.are_images:
            self.pairs.show_reconstructions(self.given.reconstructions, self.given.errors)
        else:
            self.features.show_errors(self.given.by_feature)
        self._show_ranked()
        self._show_example()
        if sampled is None:
            return _("Press Train to see what the network gives back of {examples}.").format(
                examples=counted(preview)
            )
        return _("mean squared error {error} over {examples}").format(
            error=figure(self.given.error), examples=counted(preview)
        )

    def show_answer(self, answer: Answered) -> None:
        self.codes.show_answer(answer)

    def _show_ranked(self) -> None:
        """What nobody sees is not ranked."""
        if self.switch.currentIndex() == _RANKED:
            self.ranked.show_samples(self.sampled)
            self.ranked.choose(self._choice)

    def _show_example(self) -> None:
        """The chosen example and what is decoded: images in the lens, numbers on their lines."""
        self.pairs.choose(self._choice)
        self.plane.choose(self._choice)
        rows = self.given.rows(self._choice, self._decoded)
        sentence = "" if self._choice == NONE else self.given.sentence(self._choice)
        self.bar.show_example(self._choice, sentence, not rows)
        self.rows.show_rows(rows)
        has_codes = self.codes.isVisibleTo(self)
        for scroll, is_wanted, inside in (
            (self.feature_scroll, not rows, self.features),
            (self.row_scroll, bool(rows), self.rows),
        ):
            scroll.setVisible(is_wanted and not self.given.are_images)
            scroll.setMaximumHeight(inside.comfortable_height() if has_codes else _UNBOUNDED)
        self.pairs.setVisible(self.given.are_images)
        self.bar.setVisible(self.given.has_rows)
        self._show_lens()

    def _show_lens(self) -> None:
        has_codes = self.codes.isVisibleTo(self)
        tiles = self.given.tiles(self._choice, self._decoded if has_codes else None)
        text = self._lens_text()
        is_wanted = bool(tiles) or (has_codes and bool(text))
        self.lens.show_tiles(text, tiles, self.theme)
        self.lens.setVisible(self.given.are_images and is_wanted and self.height() >= _CRAMPED)
        chosen = self.given.tiles(self._choice, None)
        sentence = "" if self._choice == NONE else self.ranked.sentence(self._choice)
        self.close_up.show_tiles(sentence, chosen, self.theme)
        self.close_up.setVisible(bool(chosen))

    def _lens_text(self) -> str:
        if isinstance(self._decoded, str):
            return self._decoded
        if self._choice != NONE:
            return self.given.sentence(self._choice)
        if self._decoded is not None:
            return _("Click a dot to see its example here too.")
        return _("Move the mouse over the plane: what the network makes of that code appears here.")

    @Slot(int)
    def _on_switch_current_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._show_ranked()
        self._show_lens()

    @Slot(int)
    def _on_example_chosen(self, number: int) -> None:
        if number == self._choice != NONE:
            return
        self._choice = number
        if number == NONE and not self.given.are_images:
            self._decoded = None
        self._show_example()
        self.ranked.choose(number)

    @Slot(object)
    def _on_codes_decoded(self, outputs: object) -> None:
        if isinstance(outputs, np.ndarray) and self.given.fits(outputs):
            self._decoded = outputs
            self._show_example()

    @Slot(str)
    def _on_codes_refused(self, text: str) -> None:
        self._decoded = text
        self._show_example()


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(80)
    return area


def _naive(preview: Preview) -> NDArray[np.float64]:
    """(k,) the error of always answering the mean of the training examples."""
    means = preview.train.targets.mean(axis=0)
    sizes = np.abs(preview.shown.targets - means).astype(np.float64)
    return np.asarray(sizes.reshape(-1, sizes.shape[-1]).mean(axis=0))
