"""Generation: what the network writes now, letter by letter, and what it wrote before."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSlider,
    QWidget,
)

from nnstudio.data.prepared import Preview
from nnstudio.data.text.vocabulary import FIRST, UNKNOWN, Vocabulary
from nnstudio.gui.predictions.captioned import CaptionedView
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.commands import Compose
from nnstudio.protocol.events import Composed, PredictFailed, Sampled

_EVERY: Final = 2_500  # milliseconds between two samples while it trains
_TYPING: Final = 300  # milliseconds without a further letter or a further move of the slider
_LENGTH: Final = 400  # characters of a sample
_EXCERPT: Final = 90  # characters of an earlier one
_EARLIER: Final = 8
_HOTTEST: Final = 150  # hundredths


class GenerationView(CaptionedView):
    """A sample that is written anew every few seconds, and under it the beginnings of earlier ones.

    All samples are drawn with the same random numbers until “Another” is pressed, so that what changes in
    them is what was learned.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.start = QLineEdit()
        self.temperature = QSlider(Qt.Orientation.Horizontal)
        self.another = QPushButton(_("Another"))
        self.sample = QPlainTextEdit()
        self.earlier = QListWidget()
        self._degrees = QLabel()
        self._seed = 0
        self._wanted = False  # once more, when the pause is over
        self._said: Composed | None = None
        self._pause = QTimer(self)
        self._typing = QTimer(self)
        self._build()
        self._wire()
        self._on_temperature_changed(self.temperature.value())
        self.setAccessibleName(_("A text that the network writes"))

    def _build(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(_EVERY)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self.temperature.setRange(0, _HOTTEST)
        self.temperature.setValue(70)
        self.temperature.setMinimumWidth(90)
        self.temperature.setToolTip(
            _("0 always takes the most likely letter; 1 draws as the network says; above, it dares more.")
        )
        self.temperature.setAccessibleName(_("Temperature"))
        self.start.setPlaceholderText(_("how the text begins"))
        self.start.setClearButtonEnabled(True)
        self.start.setAccessibleName(_("How the text begins"))
        self.another.setToolTip(_("Write another text: draw other random numbers."))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for box in (self.sample, self.earlier):
            box.setFont(fixed)
        self.sample.setReadOnly(True)
        self.sample.setAccessibleName(_("The newest sample"))
        self.earlier.setAccessibleName(_("Earlier samples, the newest first"))
        self.earlier.setToolTip(_("How earlier samples began, the newest first."))
        self.earlier.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.earlier.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        above = QGridLayout()
        above.setHorizontalSpacing(8)
        above.setVerticalSpacing(4)
        above.addWidget(QLabel(_("Start")), 0, 0)
        above.addWidget(self.start, 0, 1, 1, 2)
        above.addWidget(self.another, 0, 3)
        above.addWidget(QLabel(_("Temperature")), 1, 0)
        above.addWidget(self.temperature, 1, 1, 1, 2)
        above.addWidget(self._degrees, 1, 3)
        above.setColumnStretch(1, 1)
        self.column.addLayout(above)
        self.column.addWidget(self.sample, 4)
        self.column.addWidget(self.earlier, 1)

    def _wire(self) -> None:
        self._pause.timeout.connect(self._on_pause_over)
        self._typing.timeout.connect(self._ask)
        self.start.textChanged.connect(self._on_start_changed)
        self.temperature.valueChanged.connect(self._on_temperature_changed)
        self.another.clicked.connect(self._on_another_clicked)

    def recolor(self) -> None:
        if self._said is not None:
            self._write(self._said)

    def draw_data(self, preview: Preview) -> None:
        if self.sampled is None:
            self._forget()

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        if sampled is None:
            self._forget()
            return _("Press Train: the network writes a text every few seconds, better and better.")
        if self._pause.isActive():
            self._wanted = True
        else:
            self._ask()
        return self.caption.text() if self._said is not None else _("The first sample is being written…")

    def _forget(self) -> None:
        self._said, self._wanted = None, False
        self._pause.stop()
        self._typing.stop()
        self.sample.clear()
        self.earlier.clear()
        self.earlier.hide()

    @Slot()
    def _on_pause_over(self) -> None:
        if self._wanted:
            self._ask()

    @Slot(str)
    def _on_start_changed(self, _text: str) -> None:
        self._typing.start()

    @Slot(int)
    def _on_temperature_changed(self, hundredths: int) -> None:
        self._degrees.setText(f"{hundredths / 100:.2f}")
        self._typing.start()

    @Slot()
    def _on_another_clicked(self) -> None:
        self._seed += 1
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """Wish for a text by the network as it is now."""
        if self.preview is None or self.preview.text is None or self.sampled is None:
            return
        self._wanted = False
        self._pause.start()
        start = first_tokens(self.preview.text.input, self.start.text())
        temperature = self.temperature.value() / 100
        self.asked.emit(Compose(0, start, _LENGTH, temperature, self._seed))

    def show_answer(self, answer: Answered) -> None:
        if isinstance(answer, PredictFailed):
            self.caption.setText(f"{answer.message} {answer.hint}".strip())
        elif isinstance(answer, Composed) and self.preview is not None and self.sampled is not None:
            self._keep_earlier(answer)
            self._said = answer
            self._write(answer)
            form = ngettext("Written after {count} step", "Written after {count} steps", answer.step)
            self.caption.setText(form.format(count=grouped(answer.step)))

    def _keep_earlier(self, newer: Composed) -> None:
        if self._said is None or self._said.step == newer.step:
            return
        text = " ".join(self._text(self._said).split())[:_EXCERPT]
        self.earlier.show()
        self.earlier.insertItem(0, f"{self._said.step:>8,}  {text}")
        while self.earlier.count() > _EARLIER:
            self.earlier.takeItem(self.earlier.count() - 1)

    def _text(self, said: Composed) -> str:
        assert self.preview is not None
        assert self.preview.text is not None
        return self.preview.text.input.decode(np.array(said.tokens)).lstrip("\n")

    def _write(self, said: Composed) -> None:
        """The start in the accent's colour, the rest as text."""
        text, start = self._text(said), self.start.text()
        given = len(start) if text.startswith(start) else 0
        self.sample.clear()
        cursor = QTextCursor(self.sample.document())
        for part, color in ((text[:given], self.theme.accent), (text[given:], self.theme.text)):
            form = QTextCharFormat()
            form.setForeground(QColor(color))
            cursor.insertText(part, form)
        self.sample.moveCursor(QTextCursor.MoveOperation.Start)


def first_tokens(vocabulary: Vocabulary, start: str) -> tuple[int, ...]:
    """The numbers of a start's tokens, as far as they are known; a text without one begins on a new line."""
    known = [
        number
        for token in vocabulary.split(start)
        if (number := vocabulary.numbers.get(token, UNKNOWN)) > UNKNOWN
    ]
    return tuple(known) or (vocabulary.numbers.get("\n", FIRST),)
