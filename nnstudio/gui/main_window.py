"""The window: it holds the parts, connects them, and does what the actions say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from nnstudio.design.changes import Change
from nnstudio.design.files import SUFFIX
from nnstudio.design.problems import Problem
from nnstudio.errors import UserError
from nnstudio.gui.actions import Actions, Situation
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.bars import fill_desk_menus, fill_menus, make_toolbar
from nnstudio.gui.command_palette import CommandPalette
from nnstudio.gui.commands import all_commands
from nnstudio.gui.design_files import FILE_KEY, DesignFiles
from nnstudio.gui.dialogs import Dialogs
from nnstudio.gui.document import Document
from nnstudio.gui.gallery import GalleryPage
from nnstudio.gui.icons import icon
from nnstudio.gui.messages import Level, Message, MessageArea
from nnstudio.gui.pages import AboutPage, ShortcutsPage
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.recent_files import RecentFiles
from nnstudio.gui.run_bar import RunBar
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.run_state import RunState
from nnstudio.gui.settings import ENGINE, Settings
from nnstudio.gui.settings_dialog import SettingsDialog
from nnstudio.gui.status_bar import StatusBar
from nnstudio.gui.theme import Theme
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.i18n import _

if TYPE_CHECKING:
    from nnstudio.gui.desk import Desk
    from nnstudio.gui.layer_list import NetworkPanel
    from nnstudio.gui.own_data.host import OwnDataHost

SIZE = (1366, 768)
REFUSED_KEY = "refused"
BLOCKED_KEY = "blocked"
_TITLE_BAR = 40  # pixels; what the system really takes is known only once the window is up
_TEXT_STEP = 10  # percent
_ICON_TO_TEXT = 1.2
_MORE_EPOCHS = 10  # to train at a time, until another number is wished
_KEPT_SHOWN = 4_000  # milliseconds


class MainWindow(QMainWindow):
    """Gallery and workspace, one at a time, under one toolbar. It owns the training thread's end."""

    document: Document
    files: DesignFiles
    run_state: RunState

    def __init__(
        self,
        settings: Settings,
        appearance: Appearance,
        thread: TrainingThread,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.appearance = appearance
        self.thread_of_training = thread
        theme = appearance.theme
        self.document = Document(parent=self)
        self.run_state = RunState(self.document, thread, self)
        self.recent = RecentFiles(settings, self)
        self._dialogs = dialogs or Dialogs(self)
        self.files = DesignFiles(self.document, self.recent, self._dialogs, self)
        self._more_epochs = _MORE_EPOCHS
        self.has_design = False
        self._has_begun = False
        self.gallery = GalleryPage(theme)
        self.messages = MessageArea(theme)
        self.run_bar = RunBar(theme)
        self.status = StatusBar(theme)
        self._desk: Desk | None = None
        self._own_data: OwnDataHost | None = None
        self.actions_ = Actions(self, theme)
        self.toolbar = make_toolbar(self, self.actions_, self.run_bar)
        self._menus = fill_menus(self, self.actions_)
        self._wire()
        self._place()
        self._follow()

    def _place(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.gallery)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setWindowIcon(icon("app", self.appearance.theme))
        self.resize(*SIZE)
        if not self.restoreGeometry(self.settings.layout("window")) and not self._fits():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _fits(self) -> bool:
        """Whether the screen has room for the window, its title bar included."""
        room = self.screen().availableSize()
        return self.width() <= room.width() and self.height() + _TITLE_BAR <= room.height()

    def _wire(self) -> None:
        self.document.changed.connect(self._on_document_changed)
        self.document.refused.connect(self._on_document_refused)
        self.document.undo_stack.cleanChanged.connect(self._follow)
        self.settings.changed.connect(self._on_setting_changed)
        self.run_state.phase_changed.connect(self._follow)
        self.run_state.worker_changed.connect(self._on_worker_changed)
        self.run_state.ticked.connect(self._on_run_ticked)
        self.run_state.cleared.connect(self.messages.clear)
        self.run_state.stale_changed.connect(self.status.show_stale)
        self.run_state.blocked.connect(self._on_run_blocked)
        self.run_state.message.connect(self.messages.show_message)
        self.run_state.kept.changed.connect(self._on_kept_changed)
        self.run_state.stale_changed.connect(self._follow)
        self.run_state.withdrawn.connect(self.messages.dismiss)
        self.files.message.connect(self.messages.show_message)
        self.files.opened.connect(self._on_files_opened)
        self.files.saved.connect(self._on_files_saved)
        self.gallery.opened.connect(self.files.open_shipped)
        self.gallery.file_requested.connect(self.files.choose)
        self.gallery.blank_requested.connect(self.files.new)
        self.gallery.recent_opened.connect(self._on_recent_opened)
        self.recent.changed.connect(self._on_recent_changed)
        self.status.problem_clicked.connect(self.go_to)
        self.status.fix_asked.connect(self.document.mend)
        self.status.restart_clicked.connect(self.run_state.restart)
        self.status.reading.cancelled.connect(self.run_state.look_ahead.cancel_reading)
        self.run_state.look_ahead.reading_changed.connect(self.status.reading.show_reading)
        self.appearance.theme_changed.connect(self.set_theme)
        self._on_recent_changed()
        self.status.show_worker(self.run_state.worker)
        self.run_state.set_engine(self.settings.engine)

    @property
    def is_working(self) -> bool:
        """Whether a design is shown, rather than the gallery."""
        return self._pages.currentWidget() is not self.gallery

    @property
    def desk(self) -> Desk:
        """The panels of the open design; made when they are first needed."""
        if self._desk is None:
            from nnstudio.gui.desk import Desk  # plots take as long to import as the rest of the window

            own = OwnGroups(self.settings.folder / "groups", self)
            self._desk = Desk(self.document, self.run_state, self.appearance.theme, self, own)
            self._desk.workspace.restore_layout(self.settings.layout("docks"))
            self._desk.data.own_asked.connect(self.show_own_data)
            self._pages.addWidget(self._desk.workspace)
            fill_desk_menus(self._menus, self._desk)
        return self._desk

    @property
    def own_data(self) -> OwnDataHost:
        """What opens the guide to one's own data; made when it is first needed."""
        if self._own_data is None:
            from nnstudio.gui.own_data.host import OwnDataHost  # pages of forms that few ever see

            self._own_data = OwnDataHost(self.document, self._begin_design, self.appearance.theme, self)
        return self._own_data

    def _begin_design(self) -> bool:
        """Have a design to put data into."""
        if not self.has_design:
            self.files.new()
        return self.has_design

    @property
    def network(self) -> NetworkPanel:
        return self.desk.network

    # What the actions do ---------------------------------------------------------------------------

    def show_gallery(self) -> None:
        """The gallery; from the gallery, back to the design."""
        here = self._pages.currentWidget() is self.gallery
        self._pages.setCurrentWidget(self.desk.workspace if here and self.has_design else self.gallery)
        self._follow()

    def train_or_pause(self) -> None:
        if self.run_state.phase in (Phase.RUNNING, Phase.PREPARING):
            self.run_state.pause()
        else:
            self.run_state.train()

    def train_more(self) -> None:
        """Ask for how many epochs, and train them after those that there are."""
        state = self.run_state
        done = state.progress.epochs if state.phase.is_active else state.progress.epoch
        wanted = self._dialogs.ask_more_epochs(done, self._more_epochs)
        if wanted is not None:
            self._more_epochs = wanted
            state.train_more(wanted)

    def choose_own_data(self) -> None:
        self.show_own_data(None)

    @Slot(object)
    def show_own_data(self, path: Path | None = None) -> None:
        """The guide to one's own data, at once with those of a path."""
        self.own_data.open_guide(path, has_design=self.has_design)

    def toggle_theme(self) -> None:
        self.appearance.toggle()

    def change_text_size(self, steps: int) -> None:
        self.appearance.change_text_size(steps * _TEXT_STEP)

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_settings(self) -> None:
        _show(SettingsDialog(self.settings, self))

    def show_shortcuts(self) -> None:
        _show(ShortcutsPage(self.actions_, self))

    def show_about(self) -> None:
        _show(AboutPage(self.appearance.theme, self))

    def show_commands(self) -> CommandPalette:
        palette = CommandPalette(all_commands(self), self.appearance.theme, self)
        _show(palette)
        return palette

    @Slot(Problem)
    def go_to(self, problem: Problem) -> None:
        """Show where a problem is."""
        self.desk.go_to(problem)

    # What changes ---------------------------------------------------------------------------------

    @Slot(Theme)
    def set_theme(self, theme: Theme) -> None:
        parts = (self.gallery, self.messages, self.run_bar, self.status, self.actions_)
        for part in parts:
            part.set_theme(theme)
        if self._desk is not None:
            self._desk.set_theme(theme)
        if self._own_data is not None:
            self._own_data.set_theme(theme)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Bring title, actions and bars up to what can be done now."""
        working = self.is_working
        stack, state = self.document.undo_stack, self.run_state
        now = Situation(
            working=working,
            has_design=self.has_design,
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
            is_dark=self.appearance.theme.is_dark,
        )
        self._has_begun = now.has_begun
        self.actions_.follow(now)
        self.status.show_design(working)
        self.run_bar.set_shown(working)
        self._show_progress()
        self.setWindowTitle(
            _("{name}[*] – NN Studio").format(name=self.files.name) if self.has_design else _("NN Studio")
        )
        self.setWindowModified(self.has_design and self.document.is_modified)

    @Slot(Change)
    def _on_document_changed(self, _change: Change) -> None:
        self.messages.dismiss(REFUSED_KEY)
        report = self.document.report
        if not report.errors:
            self.messages.dismiss(BLOCKED_KEY)
        self.status.show_report(report)
        self._follow()

    @Slot(UserError)
    def _on_document_refused(self, error: UserError) -> None:
        self.messages.show_message(Message(Level.WARNING, error.message, error.hint, key=REFUSED_KEY))

    @Slot()
    def _on_files_opened(self) -> None:
        self.run_state.forget()
        self.messages.clear()
        self.has_design = True
        self._pages.setCurrentWidget(self.desk.workspace)
        self.desk.begin()
        self.status.show_report(self.document.report)
        self._follow()

    @Slot()
    def _on_files_saved(self) -> None:
        self.messages.dismiss(FILE_KEY)
        self._follow()

    @Slot(str)
    def _on_setting_changed(self, name: str) -> None:
        if name == ENGINE.name:
            self.run_state.set_engine(self.settings.engine)
            self._follow()

    @Slot()
    def _on_worker_changed(self) -> None:
        self.status.show_worker(self.run_state.worker)
        self._follow()

    @Slot()
    def _on_kept_changed(self) -> None:
        step = self.run_state.kept.step
        if step is not None:
            self.status.showMessage(
                _("The weights of step {step} are kept.").format(step=f"{step:,}"), _KEPT_SHOWN
            )
        self._follow()

    @Slot()
    def _on_run_ticked(self) -> None:
        if self._has_begun == (self.run_state.progress.step > 0):
            self._show_progress()
        else:
            self._follow()

    @Slot()
    def _show_progress(self) -> None:
        state = self.run_state
        self.run_bar.show_progress(state.phase, state.progress, state.last_word, state.worker is not None)
        self.status.show_engine(state.engine)

    @Slot(Problem)
    def _on_run_blocked(self, problem: Problem) -> None:
        text = _("This network cannot be trained yet.")
        self.messages.show_message(Message(Level.WARNING, text, problem.message, key=BLOCKED_KEY))
        self.go_to(problem)

    @Slot()
    def _on_recent_changed(self) -> None:
        self.gallery.set_recent(self.recent.paths)

    @Slot(str)
    def _on_recent_opened(self, path: str) -> None:
        self.files.open(Path(path))

    # What the system asks --------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Icons grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "toolbar"):
            side = round(self.fontMetrics().height() * _ICON_TO_TEXT)
            self.toolbar.setIconSize(QSize(side, side))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix == SUFFIX:
            self.files.open(path)
        else:
            self.show_own_data(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes once; then end the run, the worker and the thread."""
        if not self.files.may_leave():
            event.ignore()
            return
        self.settings.set_layout("window", self.saveGeometry())
        if self._desk is not None:
            self.settings.set_layout("docks", self._desk.workspace.layout_state())
        path = self.document.path
        self.settings.set_note("last_file", str(path) if path is not None else None)
        self.settings.sync()
        self.hide()
        if self._own_data is not None:
            self._own_data.close_all()
        self.thread_of_training.shutdown()
        event.accept()


def _show(dialog: SettingsDialog | ShortcutsPage | AboutPage | CommandPalette) -> None:
    """Over the window, without stopping anything in it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _dropped_file(event: QDropEvent | QDragEnterEvent) -> Path | None:
    """The file or folder that is being dropped: a design, or data of one's own."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
