"""The open design: its panels, and what each of them hears of document and run.

It is made when the first design is opened: the gallery needs no plots, and shows sooner without them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from nnstudio.data.drawn_points import PLACED
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.check import check, code_width
from nnstudio.design.facts import Task
from nnstudio.design.problems import Place, Problem
from nnstudio.gui.data_page import DataPage
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.lines import TARGET_ROW
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.messages import Message
from nnstudio.gui.palette import PalettePanel
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.panels.data import DataPanel
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.training import TrainingPanel
from nnstudio.gui.plots.progress import ProgressPanel
from nnstudio.gui.predictions import PredictionsPanel
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.gui.theme import Theme
from nnstudio.gui.workspace import Workspace

_DOCK_OF_PLACE = {
    Place.LAYER: "layer",
    Place.DATA: "data",
    Place.RECIPE: "training",
    Place.TARGET: "layer",
}


class Desk(QObject):
    """Makes the panels and connects them; ``workspace`` is the widget to show.

    message: what a panel has to say over all of them. explained: a concept that was asked for in one.
    """

    message = Signal(Message)
    explained = Signal(str)

    def __init__(
        self,
        document: Document,
        run_state: RunState,
        theme: Theme,
        parent: QObject | None = None,
        own: OwnGroups | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._run_state = run_state
        self._theme = theme
        self._data_page: DataPage | None = None
        self._own = own or OwnGroups(parent=self)
        self.network = NetworkPanel(document, theme, own=self._own)
        self.palette = PalettePanel(theme, own=self._own)
        self.layer = LayerPanel(document, theme)
        self.data = DataPanel(document, theme)
        self.training = TrainingPanel(document, theme)
        self.progress = ProgressPanel(theme)
        self.predictions = PredictionsPanel(theme)
        self.workspace = Workspace(
            {
                "palette": self.palette,
                "network": self.network,
                "layer": self.layer,
                "data": self.data,
                "training": self.training,
                "progress": self.progress,
                "predictions": self.predictions,
            }
        )
        self.workspace.set_theme(theme)
        self._train_again = False  # once the points that were placed are prepared
        self._wire()
        self.predictions.show_choice(document.design.data)
        self._on_preview_changed()
        self._on_run_ticked()
        self._on_phase_changed(run_state.phase)

    def _wire(self) -> None:
        state = self._run_state
        self._document.changed.connect(self._on_document_changed)
        state.phase_changed.connect(self._on_phase_changed)
        state.ticked.connect(self._on_run_ticked)
        state.cleared.connect(self._on_run_cleared)
        state.preview_changed.connect(self._on_preview_changed)
        state.look_ahead.doubt_changed.connect(self._on_doubt_changed)
        self.predictions.placed.connect(self._on_predictions_placed)
        self.data.page_asked.connect(self.show_data_page)
        self.data.arrived.connect(state.look_ahead.look_again)
        self.predictions.asked.connect(state.questions.ask)
        state.questions.answered.connect(self.predictions.show_answer)
        self.layer.explained.connect(self.explained)
        self.training.explained.connect(self.explained)
        self.network.selection.row_changed.connect(self.layer.show_layer)
        self.palette.insert_requested.connect(self.network.rows.insert)
        self.palette.refused.connect(self._document.refused)
        self.palette.message.connect(self.message)
        for error in self._own.load():
            self._document.refused.emit(error)

    @Slot()
    def show_data_page(self) -> None:
        """Open the page of the data, or bring it to the front."""
        if self._data_page is None:
            self._data_page = DataPage(self._theme, self.workspace)
        self._data_page.show_preview(self._run_state.preview)
        self._data_page.show()
        self._data_page.raise_()
        self._data_page.activateWindow()

    @property
    def data_page(self) -> DataPage | None:
        """None until somebody has asked for it."""
        return self._data_page

    def set_theme(self, theme: Theme) -> None:
        parts = (
            self.network,
            self.palette,
            self.layer,
            self.data,
            self.training,
            self.progress,
            self.predictions,
            self.workspace,
        )
        for part in parts:
            part.set_theme(theme)
        self._theme = theme
        if self._data_page is not None:
            self._data_page.set_theme(theme)

    def begin(self) -> None:
        """A design was opened: its first row is selected, and the keyboard goes to the list."""
        rows = self._document.design.layers
        self.network.selection.select(rows[0].id if rows else "")
        self.network.setFocus()
        self._on_preview_changed()

    def go_to(self, problem: Problem) -> None:
        """Show where a problem is."""
        self.workspace.show_dock(_DOCK_OF_PLACE[problem.place])
        if problem.layer or problem.place is Place.TARGET:
            self.network.selection.select(problem.layer or TARGET_ROW)

    @Slot(Change)
    def _on_document_changed(self, change: Change) -> None:
        if change.what is Changed.ALL:
            self._train_again = False
            self.predictions.forget()
        if change.what in (Changed.ALL, Changed.DATA):
            self.predictions.show_choice(self._document.design.data)
        if change.what is Changed.ALL:
            self._on_preview_changed()

    @Slot(Phase)
    def _on_phase_changed(self, phase: Phase) -> None:
        self.training.set_running(phase.is_active)
        self._show_judged()
        self._show_history()

    @Slot()
    def _on_run_ticked(self) -> None:
        self._show_history()
        self.predictions.show_samples(self._run_state.sampled)

    @Slot(object, str)
    def _on_predictions_placed(self, points: object, text: str) -> None:
        """A run that goes on begins again with the points as they are now: one places them to see that."""
        running = self._run_state.phase in (Phase.RUNNING, Phase.PREPARING)
        if self._document.apply(edits.place_points, PLACED.name, points, text):
            self._train_again = self._train_again or running

    def _show_history(self) -> None:
        state = self._run_state
        self.progress.show_history(state.history, live=state.phase is Phase.RUNNING)

    def _show_judged(self) -> None:
        """By what the curves are judged: the loss of the run, and how narrow its autoencoder is."""
        preview, design = self._run_state.preview, self._run_state.run_design
        if preview is None or design is None:
            return
        is_autoencoder = preview.facts.task is Task.RECONSTRUCTION
        width = code_width(design, check(design, preview.facts)) if is_autoencoder else 0
        self.progress.show_judged(design.recipe.loss.kind, width)

    @Slot()
    def _on_run_cleared(self) -> None:
        self.progress.clear()
        self.predictions.show_samples(None)

    @Slot()
    def _on_doubt_changed(self) -> None:
        ahead = self._run_state.look_ahead
        self.data.show_failure(ahead.failure or ahead.doubt)

    @Slot()
    def _on_preview_changed(self) -> None:
        preview = self._run_state.preview
        self.progress.show_preview(preview)
        if self._data_page is not None:
            self._data_page.show_preview(preview)
        self._show_judged()
        self._on_doubt_changed()
        self.predictions.show_preview(preview)
        self.predictions.show_samples(self._run_state.sampled)
        if self._train_again and preview is not None:
            self._train_again = False
            self._run_state.restart()
