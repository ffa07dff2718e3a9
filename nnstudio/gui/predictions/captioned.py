"""A predictions view with a sentence above its picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.view import PredictionView
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Sampled


class CaptionedView(PredictionView):
    """Keeps what it was given, so that a theme or a size can be drawn anew; the picture is a subclass's.

    A subclass adds its widgets to ``self.column`` and draws in ``draw_data`` (once for a preview),
    ``draw_answers`` (often) and ``recolor`` (before both, when the theme has changed).
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.preview: Preview | None = None
        self.sampled: Sampled | None = None
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(4)
        self.column.addWidget(self.caption)

    def show_preview(self, preview: Preview) -> None:
        self.preview, self.sampled = preview, None
        self.caption.setToolTip(_which(preview))
        self.draw_data(preview)
        self._answer(preview)

    def show_samples(self, sampled: Sampled | None) -> None:
        if sampled is self.sampled or self.preview is None:
            return
        self.sampled = sampled
        self._answer(self.preview)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.recolor()
        if self.preview is not None:
            self.draw_data(self.preview)
            self._answer(self.preview)

    def _answer(self, preview: Preview) -> None:
        self.caption.setText(self.draw_answers(preview, self.sampled))

    def recolor(self) -> None:
        """Take the colours of ``self.theme``."""

    def draw_data(self, preview: Preview) -> None:
        """Draw what is known without a network."""
        raise NotImplementedError

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        """Draw what the network says, or take it away; gives the sentence to stand above."""
        raise NotImplementedError


def _which(preview: Preview) -> str:
    """Why a share here may differ from the curve's; "" where all examples are shown."""
    count, facts = len(preview.shown), preview.facts
    whole = facts.validation if preview.shown_is_validation else facts.train
    if count >= whole:
        return ""
    text = _("The first {count} of {whole} examples are shown here; the curves count all of them.")
    return text.format(count=grouped(count), whole=grouped(whole))


def counted(preview: Preview) -> str:
    """“45 validation examples”."""
    count = len(preview.shown)
    text = (
        ngettext("{count} validation example", "{count} validation examples", count)
        if preview.shown_is_validation
        else ngettext("{count} training example", "{count} training examples", count)
    )
    return text.format(count=grouped(count))


def with_unit(text: str, unit: str, brackets: bool = True) -> str:
    """An axis' name and its unit, “flow (m³)”, or a number and its unit, “42 m³”; alone without one."""
    if not unit:
        return text
    return f"{text} ({unit})" if brackets else f"{text} {unit}"
