"""Keeps what is around the stage true to document and run: title, actions, run bar, status, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from nnstudio.design.changes import Change
from nnstudio.design.problems import Problem
from nnstudio.errors import UserError
from nnstudio.gui.actions import Situation
from nnstudio.gui.bars import show_way_back
from nnstudio.gui.design_files import FILE_KEY
from nnstudio.gui.messages import Level, Message
from nnstudio.gui.verbatim import in_title
from nnstudio.i18n import _, grouped

if TYPE_CHECKING:
    from nnstudio.gui.main_window import MainWindow

REFUSED_KEY = "refused"
BLOCKED_KEY = "blocked"
_KEPT_SHOWN = 4_000  # milliseconds


class Follower(QObject):
    """Listens to document, files and run for one window, and tells the window's parts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._state = window.run_state
        self._messages = window.messages
        self._status = window.status
        self._has_begun = False
        self._wire()
        self._status.show_worker(self._state.worker)
        self._status.show_stale(self._state.is_stale)
        self.show_report()

    def _wire(self) -> None:
        window, state = self._window, self._state
        self._document.changed.connect(self._on_document_changed)
        self._document.refused.connect(self._on_document_refused)
        self._document.modified_changed.connect(self.follow)
        window.stage.turned.connect(self.follow)
        window.files.saved.connect(self._on_files_saved)
        window.files.message.connect(self._messages.show_message)
        state.phase_changed.connect(self.follow)
        state.worker_changed.connect(self._on_worker_changed)
        state.ticked.connect(self._on_run_ticked)
        state.cleared.connect(self._messages.clear)
        state.stale_changed.connect(self._status.show_stale)
        state.stale_changed.connect(self.follow)
        state.blocked.connect(self._on_run_blocked)
        state.message.connect(self._messages.show_message)
        state.withdrawn.connect(self._messages.dismiss)
        state.kept.changed.connect(self._on_kept_changed)

    @Slot()
    def follow(self) -> None:
        """Bring title, actions and bars up to what can be done now."""
        window, now = self._window, self._situation()
        self._has_begun = now.has_begun
        window.actions_.follow(now)
        show_way_back(window.toolbar, window.actions_, is_back=now.can_go_to_network)
        self._status.show_design(now.working)
        window.run_bar.set_shown(now.working or now.phase.is_active)
        self._show_progress()
        named = _("{name}[*] – NN Studio").format(name=in_title(window.files.name))
        window.setWindowTitle(named if now.has_design else _("NN Studio"))
        window.setWindowModified(now.has_design and self._document.is_modified)

    def show_report(self) -> None:
        """What is wrong with the design, in the status bar."""
        self._status.show_report(self._document.report)

    def _situation(self) -> Situation:
        stage, stack, state = self._window.stage, self._document.undo_stack, self._state
        return Situation(
            working=stage.is_working,
            has_design=stage.has_design,
            phase=state.phase,
            has_begun=state.progress.step > 0,
            can_train_more=state.can_train_more,
            can_keep=state.kept.can_keep,
            can_go_back=state.kept.can_go_back,
            kept_step=state.kept.step,
            can_undo=stack.canUndo(),
            can_redo=stack.canRedo(),
            undo_text=stack.undoText(),
            redo_text=stack.redoText(),
            is_dark=self._window.appearance.theme.is_dark,
        )

    def _show_progress(self) -> None:
        state = self._state
        is_warm = state.worker is not None
        self._window.run_bar.show_progress(
            state.phase, state.progress, state.last_word, is_warm, state.preview
        )
        self._status.show_engine(state.engine)

    @Slot(Change)
    def _on_document_changed(self, _change: Change) -> None:
        self._messages.dismiss(REFUSED_KEY)
        if not self._document.report.errors:
            self._messages.dismiss(BLOCKED_KEY)
        self.show_report()
        self.follow()

    @Slot(UserError)
    def _on_document_refused(self, error: UserError) -> None:
        self._messages.show_message(Message(Level.WARNING, error.message, error.hint, key=REFUSED_KEY))

    @Slot()
    def _on_files_saved(self) -> None:
        self._messages.dismiss(FILE_KEY)
        self.follow()

    @Slot()
    def _on_worker_changed(self) -> None:
        self._status.show_worker(self._state.worker)
        self.follow()

    @Slot()
    def _on_kept_changed(self) -> None:
        step = self._state.kept.step
        if step is not None:
            self._status.showMessage(
                _("The weights of step {step} are kept.").format(step=grouped(step)), _KEPT_SHOWN
            )
        self.follow()

    @Slot()
    def _on_run_ticked(self) -> None:
        if self._has_begun == (self._state.progress.step > 0):
            self._show_progress()
        else:
            self.follow()

    @Slot(Problem)
    def _on_run_blocked(self, problem: Problem) -> None:
        text = _("This network cannot be trained yet.")
        self._messages.show_message(Message(Level.WARNING, text, problem.message, key=BLOCKED_KEY))
        self._window.go_to(problem)
