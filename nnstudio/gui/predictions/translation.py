"""Translations: what was read, what the network makes of it, and what it should be."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from nnstudio.data.prepared import Preview
from nnstudio.data.text.vocabulary import PADDING, UNKNOWN, Vocabulary
from nnstudio.data.text.writing import Texts
from nnstudio.design.model import Tokens
from nnstudio.gui.predictions.answers import percent
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.spelling import as_written, spelled
from nnstudio.gui.predictions.translated_rows import SHOWN, Translated, TranslatedRows
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped, ngettext, quoted
from nnstudio.protocol.events import Predicted, PredictFailed, Sampled

_ROWS: Final = 60  # that are listed; the sentence above counts all that are shown


class TranslationView(CaptionedView):
    """Examples one under the other, the letters marked that differ, and a line to type a text into."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.list = QListWidget()
        self.line = QLineEdit()
        self.answer = QLabel()
        self._rows = TranslatedRows(theme, self.list)
        self._build()
        self._wire()
        self.setAccessibleName(_("Translations"))

    def _build(self) -> None:
        self.list.setItemDelegate(self._rows)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # longer texts are wrapped
        self.list.setAccessibleName(_("Texts, answers and true translations"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(_("A text to translate"))
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer.setAccessibleName(_("What the network makes of it"))
        below = QGridLayout()
        below.setHorizontalSpacing(8)
        below.setVerticalSpacing(4)
        below.addWidget(QLabel(_("Your own:")), 0, 0)
        below.addWidget(self.line, 0, 1)
        below.addWidget(QLabel("→"), 1, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.answer, 1, 1)
        below.setColumnStretch(1, 1)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(below)

    def _wire(self) -> None:
        self.line.textChanged.connect(self._on_line_changed)

    def recolor(self) -> None:
        self._rows.theme = self.theme

    def draw_data(self, preview: Preview) -> None:
        texts = _texts(preview)
        assert texts.answer is not None
        self.list.clear()
        for row in range(min(_ROWS, len(preview.shown))):
            item = QListWidgetItem(self.list)
            _show(item, Translated(texts.texts[row], as_written(texts.answer, texts.answers[row])))
        example = texts.texts[0] if texts.texts else ""
        self.line.setPlaceholderText(_("such as: {example}").format(example=example))
        self._ask()

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        if sampled is None:
            for row in range(self.list.count()):
                self._say(row, None)
            self.answer.setText("")
            return _("Press Train to see how {examples} are translated.").format(examples=counted(preview))
        texts, tokens = _texts(preview), sampled.outputs.argmax(axis=-1)
        assert texts.answer is not None
        for row in range(self.list.count()):
            self._say(row, spelled(texts.answer, tokens[row]))
        self._ask()
        targets = preview.shown.targets  # a token that nobody knows is right nowhere
        right = (tokens == targets) & (targets != UNKNOWN)
        said = _exact_text(preview, int(np.sum(~right.all(axis=-1))))
        asked = targets != PADDING
        share = float(right[asked].mean()) if asked.any() else 0.0
        return said if right.all() else f"{said} · {_tokens_text(texts.answer.kind, share)}"

    def _say(self, row: int, answer: str | None) -> None:
        item = self.list.item(row)
        _show(item, replace(item.data(SHOWN), answer=answer))

    @Slot(str)
    def _on_line_changed(self, _text: str) -> None:
        self._ask()

    def _ask(self) -> None:
        """Have what is typed translated, by the network as it is now."""
        text = self.line.text().strip()
        if not text or self.preview is None:
            self.answer.setText("")
            return
        length = self.preview.facts.input_shape[0]
        self.asked.emit(_texts(self.preview).input.encode(text, length)[None])

    def show_answer(self, answer: Answered) -> None:
        if self.preview is None or not self.line.text().strip():
            return
        texts = _texts(self.preview)
        assert texts.answer is not None
        if isinstance(answer, PredictFailed):
            self.answer.setText(f"{answer.message} {answer.hint}".strip())
        elif isinstance(answer, Predicted) and answer.outputs.ndim == 3:
            words = spelled(texts.answer, answer.outputs[0].argmax(axis=-1))
            said = unread(texts.input, self.line.text().strip(), self.preview.facts.input_shape[0])
            self.answer.setText(f"{words}\n{said}" if said else words)


def unread(vocabulary: Vocabulary, text: str, length: int) -> str:
    """Which parts of a text the network cannot read, in words; "" where it reads all."""
    tokens = vocabulary.split(text)
    strange = [
        token for token in dict.fromkeys(tokens[:length]) if vocabulary.numbers.get(token, UNKNOWN) == UNKNOWN
    ]
    said = []
    if strange:
        names = quoted(strange[:5])
        said.append(_("Never met in training: {tokens}.").format(tokens=names))
    if len(tokens) > length:
        said.append(
            ngettext(
                "Only the first {count} token is read.", "Only the first {count} tokens are read.", length
            ).format(count=grouped(length))
        )
    return " ".join(said)


def _show(item: QListWidgetItem, shown: Translated) -> None:
    """For the eye, and as words for a screen reader."""
    item.setData(SHOWN, shown)
    item.setText(" → ".join(part for part in (shown.text, shown.answer, shown.truth) if part is not None))
    item.setToolTip(as_tip(item.text()))


def _texts(preview: Preview) -> Texts:
    assert preview.text is not None, "a translation has texts"
    return preview.text


def _tokens_text(kind: Tokens, share: float) -> str:
    """What is right of answers that need not be so as a whole; empty places are not counted."""
    text = _("{share} of words in place") if kind == "words" else _("{share} of letters in place")
    return text.format(share=percent(share))


def _exact_text(preview: Preview, wrong: int) -> str:
    share = 100 * (1 - wrong / max(1, len(preview.shown)))
    right = _("{share} % of {examples} translated exactly").format(
        share=f"{share:.1f}" if wrong else "100", examples=counted(preview)
    )
    if not wrong:
        return right
    return right + " · " + ngettext("{count} wrong", "{count} wrong", wrong).format(count=grouped(wrong))
