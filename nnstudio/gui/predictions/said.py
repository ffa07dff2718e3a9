"""What a network says to one example, in a few lines."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
from nnstudio.gui.painting import painting
from nnstudio.gui.predictions.answers import class_shares
from nnstudio.gui.predictions.captioned import with_unit
from nnstudio.gui.predictions.guesses import Guess, in_words, likeliest, paint_guesses
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

_GUESSES: Final = 5
_PADDING: Final = 6


class Said(QWidget):
    """The panel shows a preview before any answer about its data."""

    def show_preview(self, preview: Preview) -> None:
        raise NotImplementedError

    def show_outputs(self, outputs: Floats | None, example: int | None) -> None:
        """outputs (1, *output_shape); None for no answer. example: whose true answer is known."""
        raise NotImplementedError

    def truth_text(self, example: int) -> str:
        """The true answer to one of the examples shown."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        raise NotImplementedError


class ClassesSaid(Said):
    """The likeliest classes as bars."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self.guesses: list[Guess] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What the network takes the values for"))

    def show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.updateGeometry()
        self.show_outputs(None, None)

    def show_outputs(self, outputs: Floats | None, example: int | None) -> None:
        preview, self.guesses = self._preview, []
        if preview is not None and outputs is not None and outputs.ndim == 2:
            labels, classes = preview.shown.labels, preview.facts.classes
            truth = None if example is None or labels is None else int(labels[example])
            shares = class_shares(outputs, preview.facts)[0]
            self.guesses = likeliest(shares, classes, _GUESSES, truth)
        self.setAccessibleDescription(in_words(self.guesses))
        self.update()

    def truth_text(self, example: int) -> str:
        assert self._preview is not None
        assert self._preview.shown.labels is not None
        return _(self._preview.facts.classes[int(self._preview.shown.labels[example])])

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def _line(self) -> float:
        return self.fontMetrics().height() + 6.0

    def sizeHint(self) -> QSize:
        classes = len(self._preview.facts.classes) if self._preview is not None else 0
        return QSize(240, round(self._line * min(_GUESSES, max(1, classes))) + 2 * _PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        room = QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        with painting(self) as painter:
            paint_guesses(painter, room, self.guesses, self._line, self._theme)


class QuantitiesSaid(Said):
    """Each quantity with its unit, beside the true one where that is known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.text.font()
        font.setBold(True)
        self.text.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.addWidget(self.text)
        self.setAccessibleName(_("What the network predicts for the values"))

    def show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.show_outputs(None, None)

    def show_outputs(self, outputs: Floats | None, example: int | None) -> None:
        lines = []
        if self._preview is not None and outputs is not None:
            predicted = self._in_words(outputs.reshape(-1))
            truths = [""] * len(predicted) if example is None else self._truths(example)
            for name, value, truth in zip(self._names(), predicted, truths, strict=True):
                form = _("{name}: {value} (true: {truth})") if truth else _("{name}: {value}")
                lines.append(form.format(name=name, value=value, truth=truth))
        self.text.setText("\n".join(lines))

    def truth_text(self, example: int) -> str:
        return ", ".join(self._truths(example))

    def set_theme(self, theme: Theme) -> None:
        """It has the colours of the window."""

    def _truths(self, example: int) -> list[str]:
        assert self._preview is not None
        return self._in_words(self._preview.shown.targets[example].reshape(-1))

    def _in_words(self, prepared: Floats) -> list[str]:
        assert self._preview is not None
        scale, unit = self._preview.target_scale, self._preview.facts.unit
        values = prepared.astype(np.float64) * scale.factor + scale.offset
        return [with_unit(figure(value), unit, brackets=False) for value in values.tolist()]

    def _names(self) -> list[str]:
        assert self._preview is not None
        facts = self._preview.facts
        names = [_(name) for name in facts.target_names]
        count = int(np.prod(facts.target_shape))
        return names if len(names) == count else [_("value")] * count
