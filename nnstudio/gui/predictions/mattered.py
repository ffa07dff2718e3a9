"""One text closely: how likely each answer is, and a shade behind each word that it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from nnstudio.data.text.occlusion import Parted
from nnstudio.gui.painting import painting
from nnstudio.gui.plots.setup import small_font
from nnstudio.gui.predictions.guesses import Guess, in_words, paint_guesses
from nnstudio.gui.predictions.legend import Legend, Range
from nnstudio.gui.predictions.shades import mix, text_on
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

_STRONGEST: Final = 0.75  # of a shade, of the colour that it leads to
_LEAST: Final = 0.02  # the least that the strongest shade stands for: below, no part matters
_LINES: Final = 2.6  # of text that are seen at once
_LONG: Final = 200  # characters, from which on a text has more of them
_MANY_LINES: Final = 6.6


class Mattered(QWidget):
    """The text with its shades, what they mean, and a bar for each of the likeliest answers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parted: Parted | None = None
        self._weights: Floats | None = None
        self._answer = ""
        self.bars = _Bars(theme)
        self.words = QTextEdit()
        self.said = QLabel()
        self.legend = Legend(theme)
        self._build()

    def _build(self) -> None:
        self.words.setReadOnly(True)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setAccessibleName(_("The words that mattered"))
        self.words.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words.document().setDocumentMargin(4)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.words, self.said, self.legend, self.bars):
            column.addWidget(widget)

    @property
    def weights(self) -> Floats | None:
        """(parts,) that are shown; None where none are known."""
        return self._weights

    def show_text(self, parted: Parted) -> None:
        """A text without shades, of which nobody has said anything yet."""
        if parted != self._parted:
            self._parted = parted
            self._draw(None, "", ())

    def show_answer(self, weights: Floats | None, guesses: Sequence[Guess]) -> None:
        """weights: of the parts of the text; None takes the answer away."""
        self._draw(weights, guesses[0].name if guesses else "", guesses)

    def say(self, text: str) -> None:
        """A sentence under the text, such as why there is no answer."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw(self._weights, self._answer, self.bars.guesses)

    def _draw(self, weights: Floats | None, answer: str, guesses: Sequence[Guess]) -> None:
        self._weights, self._answer = weights, answer
        self.bars.show_guesses(guesses, self._theme)
        is_long = self._parted is not None and len(self._parted.text) > _LONG
        lines = _MANY_LINES if is_long else _LINES
        self.words.setFixedHeight(round(lines * self.fontMetrics().lineSpacing()) + 8)
        self._write()
        most = self._most()
        self.legend.setVisible(most > 0)
        if weights is None:
            self.say("")
        elif not most:
            self.say(_("The answer hangs on no single part: without any one of them it stays the same."))
        else:
            self.say("")
            end = f"{100 * most:.0f}\u00a0%"
            colors = tuple(self._shade(at, 1.0) for at in np.linspace(-1, 1, 9))
            text = _("added to “{answer}”").format(answer=answer)
            self.legend.show_keys([Range(text, f"−{end}", f"+{end}", colors)], self._theme)

    def _most(self) -> float:
        """What the strongest shade stands for; 0 where no part matters."""
        if self._weights is None or not len(self._weights):
            return 0.0
        most = float(np.abs(self._weights).max())
        return most if most >= _LEAST else 0.0

    def _write(self) -> None:
        self.words.clear()
        if self._parted is None:
            return
        cursor = QTextCursor(self.words.document())
        cursor.insertText(self._parted.text, self._plain(self._theme.text))
        if self._parted.read < len(self._parted.text):
            _color(cursor, (self._parted.read, len(self._parted.text)), self._unread())
        most = self._most()
        if self._weights is None or not most:
            return
        for part, weight in zip(self._parted.parts, self._weights.tolist(), strict=True):
            _color(cursor, part.letters, self._shaded(weight, most))

    def _shaded(self, weight: float, most: float) -> QTextCharFormat:
        ground = self._shade(weight, most)
        form = self._plain(text_on(ground, self._theme).name())
        form.setBackground(ground)
        form.setToolTip(as_tip(weight_in_words(weight, self._answer)))
        return form

    def _shade(self, weight: float, most: float) -> QColor:
        """Blue for what speaks for the answer, orange for what speaks against it."""
        ink = self._theme.train if weight > 0 else self._theme.validation
        return mix(self._theme.field, ink, _STRONGEST * min(1.0, abs(weight) / most))

    def _unread(self) -> QTextCharFormat:
        form = self._plain(self._theme.muted)
        form.setFontStrikeOut(True)
        form.setToolTip(_("Beyond what the network reads."))
        return form

    def _plain(self, color: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(color))
        return form


def weight_in_words(weight: float, answer: str) -> str:
    """“Without it, “German” loses 12.3 percentage points.”"""
    points = f"{100 * abs(weight):.1f}"
    text = (
        _("Without it, “{answer}” loses {points} percentage points.")
        if weight >= 0
        else _("Without it, “{answer}” gains {points} percentage points.")
    )
    return text.format(answer=answer, points=points)


def _color(cursor: QTextCursor, letters: tuple[int, int], form: QTextCharFormat) -> None:
    """letters: as Python counts them; Qt counts those beyond the first plane as two."""
    text = cursor.document().toPlainText()
    first, last = (len(text[:at].encode("utf-16-le")) // 2 for at in letters)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)


class _Bars(QWidget):
    """A bar for each of the likeliest answers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.guesses: tuple[Guess, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The likeliest answers"))

    def show_guesses(self, guesses: Sequence[Guess], theme: Theme) -> None:
        self._theme = theme
        if len(guesses) != len(self.guesses):
            self.updateGeometry()
        self.guesses = tuple(guesses)
        self.setVisible(bool(guesses))
        self.setAccessibleDescription(in_words(self.guesses))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, len(self.guesses) * self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setFont(small_font(self.font()))
            paint_guesses(painter, QRectF(self.rect()), self.guesses, self._line(), self._theme)

    def _line(self) -> int:
        return self.fontMetrics().height()
