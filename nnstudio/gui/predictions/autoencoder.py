"""Predictions."""

from __future__ import annotations

from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled


class AutoencoderView(CaptionedView):
    """Says of what there are answers."""

    def draw_data(self, preview: Preview) -> None:
        self.setAccessibleName(_("Predictions"))

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        return counted(preview)
