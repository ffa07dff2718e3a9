"""The page of a data set."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.catalogue import shape_text
from nnstudio.data import source_of
from nnstudio.data.prepared import Baseline, Preview
from nnstudio.data.scores import score_named
from nnstudio.gui.data_page.balance import BalanceChart
from nnstudio.gui.data_page.examples import ExamplesView
from nnstudio.gui.panels.facts import Facts, counts_text, names_text
from nnstudio.gui.panels.parts import FactTable, ScrollPanel, Text
from nnstudio.gui.plots.figures import figure, percentage
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

SIZE = (980, 620)
_WORDS_WIDTH = 340


class DataPage(QDialog):
    """Tells what the data is and shows examples of it; follows the choice of data while it stays open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self.title = Text(strong=True)
        self.help = Text()
        self.facts = FactTable()
        self.balance_title = Text(_("Class balance: training, validation, test"), strong=True)
        self.balance = BalanceChart(theme)
        self.naive_title = Text(_("The naive answer, which a network must beat"), strong=True)
        self.naive = FactTable()
        self.origin = Text(muted=True)
        self.part = QComboBox()
        self.part.setAccessibleName(_("Part of the data"))
        self.part.addItems([_("Training examples"), _("Validation examples")])
        self.examples = ExamplesView(theme)
        self._place()
        self.part.currentIndexChanged.connect(self._on_part_changed)
        self.resize(*SIZE)

    def _place(self) -> None:
        words = ScrollPanel()
        words.setFixedWidth(_WORDS_WIDTH)
        for widget in (
            self.title,
            self.help,
            self.facts,
            self.balance_title,
            self.balance,
            self.naive_title,
            self.naive,
            self.origin,
        ):
            words.column.addWidget(widget)
        right = QVBoxLayout()
        right.addWidget(self.part, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.examples, 1)
        across = QHBoxLayout()
        across.addWidget(words)
        across.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(across, 1)
        column.addWidget(buttons)

    def set_theme(self, theme: Theme) -> None:
        self.balance.set_theme(theme)
        self.examples.set_theme(theme)

    def show_preview(self, preview: Preview | None) -> None:
        """None while other data is being loaded: what was shown stays until then."""
        if preview is None or preview is self._preview:
            return
        self._preview = preview
        source, facts = source_of(preview.choice), preview.facts
        self.setWindowTitle(_("Data: {title}").format(title=_(source.title)))
        self.title.say(_(source.title))
        self.help.say(_(source.help))
        self.facts.show_facts(_facts(preview))
        has_classes = bool(preview.class_counts)
        self.balance_title.setVisible(has_classes)
        self.balance.setVisible(has_classes)
        if has_classes:
            self.balance.show_counts([_(name) for name in facts.classes], preview.class_counts)
        self.naive_title.setVisible(bool(preview.baselines))
        self.naive.show_facts([_naive(baseline, facts.unit) for baseline in preview.baselines])
        self.origin.say(
            _("Source: {origin} Licence: {licence}.").format(
                origin=_(source.origin), licence=_(source.licence).rstrip(".")
            )
        )
        self.part.setVisible(preview.shown_is_validation and self.examples.shows_parts(facts.domain))
        self._show_examples()

    def _show_examples(self) -> None:
        preview = self._preview
        if preview is not None:
            self.examples.show_part(preview, preview.shown if self.part.currentIndex() else preview.train)

    @Slot()
    def _on_part_changed(self) -> None:
        self._show_examples()


def _facts(preview: Preview) -> Facts:
    facts = preview.facts
    known = [
        (_("Examples"), counts_text(facts)),
        (_("Shape of an example"), shape_text(facts.input_shape)),
        (_("Shape of an answer"), shape_text(facts.target_shape)),
    ]
    if facts.target_names:
        known.append((_("Asked for"), names_text(facts.target_names)))
    return known


def _naive(baseline: Baseline, unit: str) -> tuple[str, str]:
    """Such as "most frequent class" and "accuracy 10.0 %"."""
    score = score_named(baseline.metric)
    value = percentage(100 * baseline.value) if score.percent else f"{figure(baseline.value)} {unit}".strip()
    return _(baseline.title), f"{_(score.title)} {value}"
