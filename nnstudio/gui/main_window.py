"""The window: it holds the parts, connects them, and does what the actions say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from nnstudio.catalogue.concepts import FIRST
from nnstudio.design.files import SUFFIX
from nnstudio.design.problems import Problem
from nnstudio.errors import UserError
from nnstudio.gui.actions import Actions
from nnstudio.gui.appearance import Appearance
from nnstudio.gui.bars import fill_desk_menus, fill_menus, hold_widths, make_toolbar
from nnstudio.gui.design_files import DesignFiles
from nnstudio.gui.dialogs import Dialogs
from nnstudio.gui.document import Document
from nnstudio.gui.dropped import dropped_path, holds_files
from nnstudio.gui.follower import Follower
from nnstudio.gui.icons import icon
from nnstudio.gui.messages import Level, Message, MessageArea
from nnstudio.gui.recent_files import RecentFiles
from nnstudio.gui.run_bar import RunBar
from nnstudio.gui.run_state import RunState
from nnstudio.gui.settings import ENGINE, Settings
from nnstudio.gui.stage import Stage
from nnstudio.gui.status_bar import StatusBar
from nnstudio.gui.tempos import TEMPO
from nnstudio.gui.theme import Theme
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.gui.work import Work, begin_work

if TYPE_CHECKING:
    from nnstudio.gui.command_palette import CommandPalette
    from nnstudio.gui.desk import Desk
    from nnstudio.gui.exporting import Exporting
    from nnstudio.gui.glossary import GlossaryPage
    from nnstudio.gui.layer_list.panel import NetworkPanel
    from nnstudio.gui.own_data.host import OwnDataHost
    from nnstudio.gui.pages import AboutPage, ShortcutsPage
    from nnstudio.gui.settings_dialog import SettingsDialog

SIZE = (1366, 768)
_TITLE_BAR = 40  # pixels; what the system really takes is known only once the window is up
_ICON_TO_TEXT = 1.2
_MORE_EPOCHS = 10  # to train at a time, until another number is wished
_DROPPED_KEY = "dropped"  # of what is said of files that were dropped


class MainWindow(QMainWindow):
    """Holds the stage under menus and toolbar, and the training thread, which it ends.

    work: of a window before this one, which it goes on with.
    """

    document: Document
    files: DesignFiles
    run_state: RunState
    appearance: Appearance
    stage: Stage

    def __init__(
        self,
        settings: Settings,
        appearance: Appearance,
        thread: TrainingThread,
        dialogs: Dialogs | None = None,
        *,
        work: Work | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.appearance = appearance
        self.thread_of_training = thread
        theme = appearance.theme
        self.work = work or begin_work(thread)
        self.work.belong_to(self)
        self.document, self.run_state = self.work.document, self.work.run_state
        self.recent = RecentFiles(settings, self)
        self._dialogs = dialogs or Dialogs(self)
        self.files = DesignFiles(self.document, self.recent, self._dialogs, self)
        self._more_epochs = _MORE_EPOCHS
        self.stage = Stage(self.document, self.run_state, settings, theme)
        self.messages = MessageArea(theme)
        self.run_bar = RunBar(theme)
        self.status = StatusBar(theme)
        self._exporting: Exporting | None = None
        self._own_data: OwnDataHost | None = None
        self._glossary: GlossaryPage | None = None
        self.actions_ = Actions(self, theme)
        self.toolbar = make_toolbar(self, self.actions_, self.run_bar)
        self._menus = fill_menus(self, self.actions_)
        self._follower = Follower(self)
        self._wire()
        self._place()
        self._follower.follow()

    def _place(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.stage, 1)
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
        gallery = self.stage.gallery
        self.settings.changed.connect(self._on_setting_changed)
        self.files.opened.connect(self._on_files_opened)
        self.stage.desk_made.connect(self._on_desk_made)
        gallery.opened.connect(self.files.open_shipped)
        gallery.file_requested.connect(self.files.choose)
        gallery.blank_requested.connect(self.files.new)
        gallery.recent_opened.connect(self._on_recent_opened)
        self.recent.changed.connect(self._on_recent_changed)
        self.status.problem_clicked.connect(self.go_to)
        self.status.fix_asked.connect(self.document.mend)
        self.status.restart_clicked.connect(self.run_state.restart)
        self.status.reading.cancelled.connect(self.run_state.look_ahead.cancel_reading)
        self.run_state.look_ahead.reading_changed.connect(self.status.reading.show_reading)
        self.run_state.look_ahead.retake_asked.connect(self.show_own_data)
        self.appearance.theme_changed.connect(self.set_theme)
        self._on_recent_changed()
        self.run_state.set_engine(self.settings.engine)
        self.run_state.set_tempo(self.settings.tempo)

    @property
    def desk(self) -> Desk:
        """The panels of the open design; made when they are first needed."""
        return self.stage.desk

    @property
    def network(self) -> NetworkPanel:
        return self.desk.network

    @property
    def own_data(self) -> OwnDataHost:
        """What opens the guide to one's own data; made when it is first needed."""
        if self._own_data is None:
            from nnstudio.gui.own_data.host import OwnDataHost  # pages of forms that few ever see

            self._own_data = OwnDataHost(self.document, self._begin_design, self.appearance.theme, self)
        return self._own_data

    @property
    def exporting(self) -> Exporting:
        """What writes programs; made when it is first needed."""
        if self._exporting is None:
            from nnstudio.gui.exporting import Exporting

            bar = self.status.exporting
            self._exporting = Exporting(self.document, self.files, self._dialogs, bar, self)
            self._exporting.message.connect(self.messages.show_message)
        return self._exporting

    @property
    def glossary(self) -> GlossaryPage:
        """Made when it is first needed."""
        if self._glossary is None:
            from nnstudio.gui.glossary import GlossaryPage

            self._glossary = GlossaryPage(self)
        return self._glossary

    def _begin_design(self) -> bool:
        """Have a design to put data into."""
        if not self.stage.has_design:
            self.files.new()
        return self.stage.has_design

    # What the actions do ---------------------------------------------------------------------------

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
        self.own_data.open_guide(path, has_design=self.stage.has_design)

    def export_program(self) -> None:
        self.exporting.begin()

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_settings(self) -> None:
        from nnstudio.gui.settings_dialog import SettingsDialog

        _show(SettingsDialog(self.settings, self))

    def show_shortcuts(self) -> None:
        from nnstudio.gui.pages import ShortcutsPage  # the list's actions are not wanted before the list is

        _show(ShortcutsPage(self.actions_, self))

    def show_glossary(self) -> None:
        """The page that was read last."""
        self.show_concept(self.glossary.key or FIRST)

    @Slot(str)
    def show_concept(self, key: str) -> None:
        """A page of the glossary, beside the work."""
        self.glossary.show_concept(key)
        self.glossary.show()
        self.glossary.raise_()
        self.glossary.activateWindow()

    def show_about(self) -> None:
        from nnstudio.gui.pages import AboutPage

        _show(AboutPage(self.appearance.theme, self))

    def show_commands(self) -> CommandPalette:
        from nnstudio.gui.command_palette import CommandPalette
        from nnstudio.gui.commands import all_commands

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
        parts = (self.stage, self.messages, self.run_bar, self.status, self.actions_)
        for part in parts:
            part.set_theme(theme)
        if self._own_data is not None:
            self._own_data.set_theme(theme)
        self._follower.follow()

    @Slot(object)
    def _on_desk_made(self, desk: Desk) -> None:
        desk.data.own_asked.connect(self.show_own_data)
        desk.message.connect(self.messages.show_message)
        desk.explained.connect(self.show_concept)
        fill_desk_menus(self._menus, desk)

    @Slot()
    def _on_files_opened(self) -> None:
        self.run_state.forget()
        self.messages.clear()
        self.stage.show_design()
        self._follower.show_report()

    @Slot(str)
    def _on_setting_changed(self, name: str) -> None:
        if name == ENGINE.name:
            self.run_state.set_engine(self.settings.engine)
            self._follower.follow()
        elif name == TEMPO.name:
            self.run_state.set_tempo(self.settings.tempo)

    @Slot()
    def _on_recent_changed(self) -> None:
        self.stage.gallery.set_recent(self.recent.paths)

    @Slot(str)
    def _on_recent_opened(self, path: str) -> None:
        self.files.open(Path(path))

    # What the system asks --------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Icons grow with the text. Whoever comes back from another program may have changed a file there."""
        super().changeEvent(event)
        if not hasattr(self, "toolbar"):  # it is not complete yet
            return
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.run_state.look_ahead.look_whether_same()
        if event.type() is QEvent.Type.FontChange:
            side = round(self.fontMetrics().height() * _ICON_TO_TEXT)
            self.toolbar.setIconSize(QSize(side, side))
            hold_widths(self.toolbar, self.actions_)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        try:
            path = dropped_path(event.mimeData())
        except UserError as error:
            self.messages.show_message(Message(Level.WARNING, error.message, error.hint, key=_DROPPED_KEY))
            return
        if path.suffix.lower() == SUFFIX:
            self.files.open(path)
        else:
            self.show_own_data(path)

    @property
    def is_occupied(self) -> bool:
        """Whether something goes on beside the work that would end with the window."""
        exports = self._exporting is not None and self._exporting.is_going
        return exports or (self.stage.has_design and self.desk.data.fetch_bar.is_going)

    def keep_layout(self) -> None:
        """Note where the window and its panels are, for the next one."""
        self.settings.set_layout("window", self.saveGeometry())
        self.stage.keep_layout()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes once; then end the run, the worker and the thread."""
        if not self.files.may_leave():
            event.ignore()
            return
        self.keep_layout()
        path = self.document.path
        self.settings.set_note("last_file", str(path) if path is not None else None)
        self.settings.sync()
        self.hide()
        if self._own_data is not None:
            self._own_data.close_all()
        if self._exporting is not None:
            self._exporting.cancel()
        self.thread_of_training.shutdown()
        event.accept()


def _show(dialog: SettingsDialog | ShortcutsPage | AboutPage | CommandPalette) -> None:
    """Over the window, without stopping anything in it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
