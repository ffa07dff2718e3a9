"""The next frame: what the network draws, beside what came."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Scale
from nnstudio.figures import figure
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.clips import films
from nnstudio.gui.predictions.frame_bar import FrameBar
from nnstudio.gui.predictions.frame_rows import FrameRows
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats, Sampled

_MOST = 60  # clips that are ever shown


class NextFrameView(CaptionedView):
    """Clips that play; to the right of each the frame that the network draws, the true one, and the error."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._films: list[Atlas] = []
        self.bar = FrameBar(theme)
        self.worst_first = QCheckBox(_("Worst ones first"))
        self.rows = FrameRows(theme)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.worst_first)
        self.column.addWidget(self.rows, 1)
        self.bar.turned.connect(self._on_bar_turned)
        self.worst_first.toggled.connect(self._on_worst_first_toggled)
        self.setAccessibleName(_("The next frame of each clip"))

    def recolor(self) -> None:
        self.bar.set_theme(self.theme)

    def draw_data(self, preview: Preview) -> None:
        self._films = films(preview.shown.inputs[:_MOST], preview, self.theme)
        self.bar.set_frames(len(self._films))
        true = self._atlas(preview, preview.shown.targets[:_MOST].astype(np.float32))
        self.rows.show_clips(self._films[self.bar.frame], true, self.theme)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        self.worst_first.setEnabled(sampled is not None)
        naive = _naive(preview)
        if sampled is None:
            self.rows.show_answers(None, None, ())
            told = _("{examples} · press Train to see what the network draws").format(
                examples=counted(preview)
            )
            return f"{told}\n{naive}"
        wrong = sampled.outputs.astype(np.float64) - preview.shown.targets
        errors = np.square(wrong).reshape(len(wrong), -1).mean(axis=1)
        first = errors[:_MOST]
        order = np.argsort(-first, kind="stable") if self.worst_first.isChecked() else np.arange(len(first))
        self.rows.show_answers(
            self._atlas(preview, sampled.outputs[:_MOST]),
            self._errors(np.abs(wrong[:_MOST]).astype(np.float32)),
            tuple(_("mean squared error {error}").format(error=figure(float(error))) for error in first),
            order,
        )
        told = _("Mean squared error {error} · {examples}").format(
            error=figure(float(errors.mean())), examples=counted(preview)
        )
        return f"{told}\n{naive}"

    def show_answer(self, answer: Answered) -> None:
        """Nothing is asked here."""

    def _atlas(self, preview: Preview, frames: Floats) -> Atlas:
        """On the paper, and in the range, of the clips."""
        shown = preview.shown.inputs
        like = shown.reshape(-1, *shown.shape[2:])
        return atlas(pixels(frames, preview.target_scale, self.theme, like=like))

    def _errors(self, sizes: Floats) -> Atlas:
        """Ink where the drawn frame and the true one differ; full ink is an error of 1."""
        plain = Scale(np.zeros(1), np.ones(1))
        ends = np.zeros((1, 2, 2, 1), np.float32)
        ends[0, 0, 0] = 1.0
        return atlas(pixels(np.clip(sizes, 0.0, 1.0), plain, self.theme, like=ends))

    @Slot(int)
    def _on_bar_turned(self, frame: int) -> None:
        if frame < len(self._films):
            self.rows.turn_to(self._films[frame])

    @Slot()
    def _on_worst_first_toggled(self) -> None:
        if self.preview is not None:
            self.draw_answers(self.preview, self.sampled)


def _naive(preview: Preview) -> str:
    """“Naive answers: last frame 0.0458 · mean 0.0527”."""
    told = " · ".join(
        f"{_(baseline.title)} {figure(baseline.value)}"
        for baseline in sorted(preview.baselines, key=lambda baseline: baseline.value)
    )
    return _("Naive answers: {answers}").format(answers=told) if told else ""
