"""What every predictions view is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.theme import Theme
from nnstudio.protocol.events import Sampled


class PredictionView(QWidget):
    """Draws one data set and what a network says of it.

    The panel hands over a preview before any samples of it, and only samples whose shapes the preview
    and the network agree on; ``show_samples(None)`` is the untrained state: data without answers.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def show_preview(self, preview: Preview) -> None:
        raise NotImplementedError

    def show_samples(self, sampled: Sampled | None) -> None:
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Draw the same in other colours."""
        raise NotImplementedError
