"""Clips that play, and what the network takes them for."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions.answers import Answers, accuracy, percent
from nnstudio.gui.predictions.frame_bar import FrameBar
from nnstudio.gui.predictions.image_grid import NONE
from nnstudio.gui.predictions.images import ImagesView
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Floats


def films(clips: Floats, preview: Preview, theme: Theme) -> list[Atlas]:
    """Prepared clips (n, frames, h, w, channels) as one atlas of n images for each frame."""
    like = clips.reshape(-1, *clips.shape[2:])
    frames = (clips[:, at] for at in range(clips.shape[1]))
    return [atlas(pixels(frame, preview.input_scale, theme, like=like)) for frame in frames]


class ClipsView(ImagesView):
    """All clips play side by side with the answer under each; one can be looked at more closely."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._films: list[Atlas] = []
        self.bar = FrameBar(theme)
        self.column.insertWidget(1, self.bar)
        self.tabs.setTabText(0, _("Clips"))
        self._hint.setText(_("Click a clip for a closer look."))
        self.bar.turned.connect(self._on_bar_turned)

    def recolor(self) -> None:
        super().recolor()
        self.bar.set_theme(self.theme)

    def make_atlas(self, preview: Preview) -> Atlas:
        self._films = films(preview.shown.inputs, preview, self.theme)
        self.bar.set_frames(len(self._films))
        return self._films[self.bar.frame]

    def untrained(self, preview: Preview) -> str:
        count = len(preview.shown)
        text = (
            ngettext(
                "{count} validation clip · press Train to see the answer",
                "{count} validation clips · press Train to see the answers",
                count,
            )
            if preview.shown_is_validation
            else ngettext(
                "{count} training clip · press Train to see the answer",
                "{count} training clips · press Train to see the answers",
                count,
            )
        )
        return text.format(count=grouped(count))

    def in_words(self, preview: Preview, answers: Answers) -> str:
        assert preview.shown.labels is not None
        count = len(preview.shown)
        wrong = int((answers.classes != preview.shown.labels).sum())
        text = (
            ngettext(
                "{share} of {count} validation clip right · {wrong} wrong",
                "{share} of {count} validation clips right · {wrong} wrong",
                count,
            )
            if preview.shown_is_validation
            else ngettext(
                "{share} of {count} training clip right · {wrong} wrong",
                "{share} of {count} training clips right · {wrong} wrong",
                count,
            )
        )
        share = percent(accuracy(answers, preview.shown.labels))
        return text.format(share=share, count=grouped(count), wrong=grouped(wrong))

    @Slot(int)
    def _on_bar_turned(self, frame: int) -> None:
        if frame >= len(self._films):
            return
        self._atlas = self._films[frame]
        self._grid.turn_to(self._atlas)
        if self._grid.choice != NONE:
            self._detail.turn_to(self._atlas)
