"""The line over a plot of curves that tells their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnstudio.figures import figure
from nnstudio.gui.plots.curves import Curves
from nnstudio.gui.plots.levels import Level
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped


class CurveLegend(QLabel):
    """Wraps where the room ends, and asks for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._words: Callable[[float], str] = figure
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def describe(self, title: str, words: Callable[[float], str]) -> None:
        """title: of the plot. words: a value as text."""
        self._title, self._words = title, words

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def tell(self, curves: Curves, at: int | None, levels: Sequence[Level]) -> bool:
        """The values of the epoch with this index, None for the last ones; whether they are others than
        before."""
        parts = [f"<b>{self._title}</b>"]
        if len(curves.epoch):
            parts += self._values(curves, at)
        elif len(curves.steps):
            parts.append(self._entry(self._theme.train, _("each batch"), curves.steps[-1]))
        lines = ["&nbsp;&nbsp; ".join(parts)]
        if len(curves.epoch):
            lines += [self._level_entry(level) for level in levels]
        text = "<br>".join(lines)
        is_new = text != self.text()
        if is_new:
            self.setText(text)
        return is_new

    @property
    def plain(self) -> str:
        """As a screen reader says it."""
        return QTextDocumentFragment.fromHtml(self.text()).toPlainText()

    def _values(self, curves: Curves, at: int | None) -> list[str]:
        index = len(curves.epoch) - 1 if at is None else at
        parts = [self._entry(self._theme.train, _("train"), curves.train[index])]
        validated = np.flatnonzero(np.isfinite(curves.validation[: index + 1]))
        if len(validated):
            parts.append(self._validation_entry(curves, int(validated[-1]), index))
        if at is not None:
            parts.append(_("epoch {number}").format(number=grouped(curves.epoch[at], ".0f")))
        return parts

    def _validation_entry(self, curves: Curves, validated: int, index: int) -> str:
        """The newest value up to an epoch, which tells its own where that one was not validated."""
        entry = self._entry(self._theme.validation, _("validation"), curves.validation[validated])
        if validated == index:
            return entry
        number = grouped(curves.epoch[validated], ".0f")
        return f"{entry}&nbsp;({_('epoch {number}').format(number=number).replace(' ', '&nbsp;')})"

    def _level_entry(self, level: Level) -> str:
        """May wrap within a long answer, which would be cut off."""
        value = self._words(level.value).replace(" ", "&nbsp;")
        words = _("naive ({answer}) {value}").format(answer=level.title, value=value)
        return f'<span style="color: {self._theme.muted}">┅&nbsp;{words}</span>'

    def _entry(self, color: str, name: str, value: float) -> str:
        words = self._words(value).replace(" ", "&nbsp;")
        return f'<span style="color: {color}">▬</span>&nbsp;{name}&nbsp;{words}'
