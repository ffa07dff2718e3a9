"""What every predictions view is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.protocol.events import Sampled


class PredictionView(QWidget):
    """Draws one data set and what a network says of it.

    The panel hands over a preview before any samples of it, and only samples whose shapes the preview
    and the network agree on; ``show_samples(None)`` is the untrained state: data without answers.
    ``asked`` carries inputs (n, *input_shape), float32 in the prepared scale, that a person made; the answer
    to the newest of them comes to ``show_answer``. A view may ask as often as it likes, and asks again at
    each ``show_samples`` if what it shows is to follow what the network learns.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def show_preview(self, preview: Preview) -> None:
        raise NotImplementedError

    def show_samples(self, sampled: Sampled | None) -> None:
        raise NotImplementedError

    def show_answer(self, answer: Answered) -> None:
        """Show what the network says to the last question, or the sentence that says why it does not."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Draw the same in other colours."""
        raise NotImplementedError
