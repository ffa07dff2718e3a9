"""The panel that chooses the view for the data at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.predictions.clips import ClipsView
from nnstudio.gui.predictions.drawn_points import DrawnPointsView
from nnstudio.gui.predictions.generation import GenerationView
from nnstudio.gui.predictions.images import ImagesView
from nnstudio.gui.predictions.next_frames import NextFrameView
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.predictions.points import PointsView
from nnstudio.gui.predictions.regression import RegressionView
from nnstudio.gui.predictions.series import SeriesView
from nnstudio.gui.predictions.table import ClassesView
from nnstudio.gui.predictions.translation import TranslationView
from nnstudio.gui.predictions.view import PredictionView
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Sampled

DRAWN = "drawn_points"  # the set whose points are placed by hand

ViewMaker = Callable[[Theme], PredictionView]

# The first that fits is taken: a domain with a task, then a task alone.
_BY_DOMAIN: Mapping[tuple[Domain, Task], ViewMaker] = {
    (Domain.POINTS, Task.CLASSIFICATION): PointsView,
    (Domain.POINTS, Task.REGRESSION): PointsView,
    (Domain.IMAGES, Task.CLASSIFICATION): ImagesView,
    (Domain.VIDEO, Task.CLASSIFICATION): ClipsView,
    (Domain.TEXT, Task.CLASSIFICATION): PhrasesView,
}
_BY_TASK: Mapping[Task, ViewMaker] = {
    Task.CLASSIFICATION: ClassesView,
    Task.REGRESSION: RegressionView,
    Task.FORECAST: SeriesView,
    Task.RECONSTRUCTION: AutoencoderView,
    Task.TRANSLATION: TranslationView,
    Task.GENERATION: GenerationView,
    Task.NEXT_FRAME: NextFrameView,
}


class PredictionsPanel(QWidget):
    """Shows the view for a preview and hands samples on; says so while there is nothing to show.

    ``asked`` passes on what the view asks; its answer is to come to ``show_answer``. placed: points were
    placed by hand: all of them, and what undo calls it.
    """

    asked = Signal(object)
    placed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self._view: PredictionView | None = None
        self._drawn: DrawnPointsView | None = None  # where the data are placed by hand
        self._views: dict[ViewMaker, PredictionView] = {}
        self._nothing = QLabel(_("The data is being prepared…"))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self.setAccessibleName(_("Predictions"))

    def show_choice(self, choice: DataChoice) -> None:
        """Points that are placed by hand are shown as the design has them, before any preview of them."""
        was, self._drawn = self._drawn, None
        if choice.source == DRAWN and choice.goal == "target":
            view = self._view_of(DrawnPointsView)
            assert isinstance(view, DrawnPointsView)
            self._drawn = view
            view.show_choice(choice)
            self._stack.setCurrentWidget(view)
        elif was is not None:
            self.show_preview(self._preview)

    def forget(self) -> None:
        """Another design was opened."""
        if self._drawn is not None:
            self._drawn.forget()

    def show_preview(self, preview: Preview | None) -> None:
        """Show this data, without answers yet; None while it is being loaded."""
        self._preview = preview
        if preview is None:
            self._view = None
            self._stack.setCurrentWidget(self._drawn or self._nothing)
            return
        self._view = self._view_for(preview)
        self._view.show_preview(preview)
        self._stack.setCurrentWidget(self._view)

    def show_samples(self, sampled: Sampled | None) -> None:
        """Show what the network answers; None takes the answers away. Samples of other data are ignored."""
        if self._view is None or self._preview is None:
            return
        if sampled is None or _belongs(sampled, self._preview):
            self._view.show_samples(sampled)

    @Slot(object)
    def show_answer(self, answer: Answered) -> None:
        """Hand on the answer to what was asked last."""
        if self._view is not None:
            self._view.show_answer(answer)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in self._views.values():
            view.set_theme(theme)

    @Slot(object)
    def _on_view_asked(self, inputs: object) -> None:
        if self.sender() is self._view:  # one that is hidden asks about other data
            self.asked.emit(inputs)

    def _view_for(self, preview: Preview) -> PredictionView:
        facts = preview.facts
        if self._drawn is not None and preview.choice.source == DRAWN:
            return self._drawn
        make = _BY_DOMAIN.get((facts.domain, facts.task), _BY_TASK[facts.task])
        return self._view_of(make)

    def _view_of(self, make: ViewMaker) -> PredictionView:
        if make not in self._views:
            view = self._views[make] = make(self._theme)
            self._stack.addWidget(view)
            view.asked.connect(self._on_view_asked)
            if isinstance(view, DrawnPointsView):
                view.placed.connect(self.placed)
        return self._views[make]


def _belongs(sampled: Sampled, preview: Preview) -> bool:
    """Whether the answers are to these questions: a network may still be running on older data."""
    facts = preview.facts
    if len(sampled.outputs) != len(preview.shown):
        return False
    if facts.task is Task.CLASSIFICATION:
        return sampled.outputs.ndim == 2 and sampled.outputs.shape[1] in (1, len(facts.classes))
    if facts.answers:
        return sampled.outputs.shape[1:] == (*facts.target_shape, facts.answers)
    return sampled.outputs.shape[1:] == facts.target_shape
