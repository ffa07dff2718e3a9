"""What a window shows, and what outlives it when it is made anew: the open design, and its run."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from nnstudio.gui.document import Document
from nnstudio.gui.run_state import RunState
from nnstudio.gui.training_thread import TrainingThread


@dataclass(frozen=True)
class Work:
    """document: with its way back. run_state: follows the document and the training thread."""

    document: Document
    run_state: RunState

    def belong_to(self, owner: QObject) -> None:
        """They end with it, unless another takes them first."""
        self.run_state.setParent(owner)
        self.document.setParent(owner)


def begin_work(thread: TrainingThread) -> Work:
    """An empty design that nothing trains."""
    document = Document()
    return Work(document, RunState(document, thread))
