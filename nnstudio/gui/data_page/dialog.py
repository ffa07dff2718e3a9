"""The page of a data set."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.catalogue import shape_text
from nnstudio.data import source_of
from nnstudio.data.prepared import Baseline, Preview
from nnstudio.data.scores import score_named
from nnstudio.data.text.vocabulary import Vocabulary
from nnstudio.figures import figure, percentage
from nnstudio.gui.data_page.balance import BalanceChart
from nnstudio.gui.data_page.examples import ExamplesView
from nnstudio.gui.data_page.lengths import LengthsChart
from nnstudio.gui.own_data.told import tested_twice_fact
from nnstudio.gui.panels.facts import Facts, counts_text, names_text
from nnstudio.gui.panels.parts import FactTable, ScrollPanel, Text
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import in_title
from nnstudio.i18n import N_, _, grouped

SIZE = (980, 620)
_WORDS_WIDTH = 340
TOKEN_TITLES = {"characters": N_("characters"), "words": N_("words")}


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
        self.lengths_title = Text(_("Lengths of the texts, in tokens"), strong=True)
        self.lengths = LengthsChart(theme)
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
            self.lengths_title,
            self.lengths,
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
        self.lengths.set_theme(theme)
        self.examples.set_theme(theme)

    def show_preview(self, preview: Preview | None) -> None:
        """None while other data is being loaded: what was shown stays until then."""
        if preview is None or preview is self._preview:
            return
        self._preview = preview
        source, facts = source_of(preview.choice), preview.facts
        self.setWindowTitle(_("Data: {title}").format(title=in_title(_(source.title))))
        self.title.say(_(source.title))
        self.help.say(_(source.help))
        self.facts.show_facts(_facts(preview))
        has_classes = bool(preview.class_counts)
        self.balance_title.setVisible(has_classes)
        self.balance.setVisible(has_classes)
        if has_classes:
            self.balance.show_counts([_(name) for name in facts.classes], preview.class_counts)
        self._show_lengths(preview)
        self.naive_title.setVisible(bool(preview.baselines))
        self.naive.show_facts([_naive(baseline, facts.unit) for baseline in preview.baselines])
        self.origin.say(
            _("Source: {origin} Licence: {licence}.").format(
                origin=_(source.origin), licence=_(source.licence).rstrip(".")
            )
        )
        self.part.setVisible(preview.shown_is_validation and self.examples.shows_parts(facts.domain))
        self._show_examples()

    def _show_lengths(self, preview: Preview) -> None:
        measures = preview.measures
        for widget in (self.lengths_title, self.lengths):
            widget.setVisible(measures is not None)
        if measures is not None:
            self.lengths.show_lengths(measures, preview.choice.length)

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
    if preview.tested_twice:
        known.append(tested_twice_fact(preview.tested_twice, facts.test))
    return [*known, *_text_facts(preview)]


def _text_facts(preview: Preview) -> Facts:
    """What texts are written with, and how they become numbers."""
    text, measures = preview.text, preview.measures
    if text is None:
        return []
    known = [(_("Tokens"), _(TOKEN_TITLES[text.input.kind])), (_("Vocabulary"), _vocabulary(text.input))]
    if text.answer is not None:
        known.append((_("Vocabulary of answers"), _vocabulary(text.answer)))
    if measures is not None and measures.count:
        lengths = _("half of them up to {median}, the longest {longest}")
        longest = len(measures.lengths) - 1
        told = lengths.format(median=grouped(measures.median()), longest=grouped(longest))
        known.append((_("Tokens of a text"), told))
        cut = measures.longer_than(preview.choice.length)
        known.append((_("Texts that are cut"), percentage(100 * cut)))
    if measures is not None and measures.unknown is not None:
        known.append((_("Unknown tokens in validation"), percentage(100 * measures.unknown)))
    return known


def _vocabulary(vocabulary: Vocabulary) -> str:
    """Such as "1,000, with padding and the unknown token"."""
    return _("{count}, with padding and the unknown one").format(count=grouped(len(vocabulary)))


def _naive(baseline: Baseline, unit: str) -> tuple[str, str]:
    """Such as "most frequent class" and "accuracy 10.0 %"."""
    score = score_named(baseline.metric)
    value = percentage(100 * baseline.value) if score.percent else f"{figure(baseline.value)} {unit}".strip()
    return _(baseline.title), f"{_(score.title)} {value}"
