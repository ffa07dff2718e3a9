"""What can be done in the window, as records; menus, toolbar, command palette and tests read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtGui import QAction, QIcon, QKeySequence

from nnstudio.gui.icons import icon
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _

if TYPE_CHECKING:
    from nnstudio.gui.main_window import MainWindow


@dataclass(frozen=True)
class Situation:
    """What decides which actions make sense now.

    working: a design is shown, not the gallery. has_begun: the run has left its initial weights. kept_step:
    at which the kept weights were taken; None if none are kept.
    """

    working: bool = False
    has_design: bool = False
    phase: Phase = Phase.STARTING
    has_begun: bool = False
    can_train_more: bool = False
    can_keep: bool = False
    can_go_back: bool = False
    kept_step: int | None = None
    can_undo: bool = False
    can_redo: bool = False
    undo_text: str = ""
    redo_text: str = ""
    is_dark: bool = False


When: TypeAlias = Callable[[Situation], bool]


def always(_now: Situation) -> bool:
    return True


def working(now: Situation) -> bool:
    return now.working


def may_step(now: Situation) -> bool:
    return now.working and now.phase not in (Phase.RUNNING, Phase.PREPARING, Phase.STOPPING)


@dataclass(frozen=True)
class ActionRecord:
    """title, help: marked with ``N_``. run: what it does to the window. enabled: when it makes sense."""

    id: str
    menu: str
    title: str
    help: str
    run: Callable[[MainWindow], object]
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    enabled: When = always
    separator: bool = False  # a line above it in its menu


MENUS: dict[str, str] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "train": N_("&Train"),
    "view": N_("&View"),
    "help": N_("&Help"),
}

ACTIONS: tuple[ActionRecord, ...] = (
    ActionRecord(
        "gallery",
        "file",
        N_("&Gallery"),
        N_("Choose a shipped design to start from"),
        lambda window: window.show_gallery(),
        ("Ctrl+G",),
        "gallery",
    ),
    ActionRecord(
        "new",
        "file",
        N_("&New design"),
        N_("Start with an empty network"),
        lambda window: window.files.new(),
        ("Ctrl+N",),
        "new",
    ),
    ActionRecord(
        "open",
        "file",
        N_("&Open…"),
        N_("Open a design from a file"),
        lambda window: window.files.choose(),
        ("Ctrl+O",),
        "open",
    ),
    ActionRecord(
        "own_data",
        "file",
        N_("&Your own data…"),
        N_("Learn from a table of yours, in three steps"),
        lambda window: window.choose_own_data(),
        ("Ctrl+Shift+D",),
    ),
    ActionRecord(
        "save",
        "file",
        N_("&Save"),
        N_("Save the design to its file"),
        lambda window: window.files.save(),
        ("Ctrl+S",),
        "save",
        working,
        separator=True,
    ),
    ActionRecord(
        "save_as",
        "file",
        N_("Save &as…"),
        N_("Save the design to another file"),
        lambda window: window.files.save_as(),
        ("Ctrl+Shift+S",),
        "",
        working,
    ),
    ActionRecord(
        "settings",
        "file",
        N_("Se&ttings…"),
        N_("Theme, text size, and what to start with"),
        lambda window: window.show_settings(),
        ("Ctrl+,",),
        "settings",
        separator=True,
    ),
    ActionRecord(
        "quit",
        "file",
        N_("&Quit"),
        N_("Close the window and stop training"),
        lambda window: window.close(),
        ("Ctrl+Q",),
        separator=True,
    ),
    ActionRecord(
        "undo",
        "edit",
        N_("&Undo"),
        N_("Take the last change back"),
        lambda window: window.document.undo_stack.undo(),
        ("Ctrl+Z",),
        "undo",
        lambda now: now.working and now.can_undo,
    ),
    ActionRecord(
        "redo",
        "edit",
        N_("&Redo"),
        N_("Make the change again"),
        lambda window: window.document.undo_stack.redo(),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        "redo",
        lambda now: now.working and now.can_redo,
    ),
    ActionRecord(
        "train",
        "train",
        N_("&Train"),
        N_("Train the network; press again to pause"),
        lambda window: window.train_or_pause(),
        ("F5",),
        "play",
        lambda now: now.working and now.phase is not Phase.STOPPING,
    ),
    ActionRecord(
        "step",
        "train",
        N_("&Step"),
        N_("Train one batch, then pause"),
        lambda window: window.run_state.step(),
        ("F10",),
        "step",
        may_step,
    ),
    ActionRecord(
        "step_epoch",
        "train",
        N_("Step one &epoch"),
        N_("Train to the end of the epoch, then pause"),
        lambda window: window.run_state.step("epoch"),
        ("Ctrl+F10",),
        "",
        may_step,
    ),
    ActionRecord(
        "stop",
        "train",
        N_("St&op"),
        N_("End this run; its weights and curves stay"),
        lambda window: window.run_state.stop(),
        ("Shift+F5",),
        "stop",
        lambda now: now.phase.is_active and now.phase is not Phase.STOPPING,
    ),
    ActionRecord(
        "reset",
        "train",
        N_("&Reset"),
        N_("Go back to the initial weights and empty curves"),
        lambda window: window.run_state.reset(),
        ("Ctrl+R",),
        "reset",
        working,
    ),
    ActionRecord(
        "train_more",
        "train",
        N_("Train &more epochs…"),
        N_("Go on from where the run stands, for a number of epochs"),
        lambda window: window.train_more(),
        ("Ctrl+F5",),
        "",
        lambda now: now.working and now.can_train_more,
        separator=True,
    ),
    ActionRecord(
        "keep_weights",
        "train",
        N_("&Keep weights"),
        N_("Keep the weights as they are now, to go back to them later"),
        lambda window: window.run_state.kept.keep(),
        ("F6",),
        "",
        lambda now: now.working and now.can_keep,
        separator=True,
    ),
    ActionRecord(
        "go_back",
        "train",
        N_("Go &back to the kept weights"),
        N_("Take the run back to where the weights were kept, and its curves too"),
        lambda window: window.run_state.kept.go_back(),
        ("Shift+F6",),
        "",
        lambda now: now.working and now.can_go_back,
    ),
    ActionRecord(
        "data_page",
        "view",
        N_("Look at the &data"),
        N_("Show what the data is, with examples, classes, source and licence"),
        lambda window: window.desk.show_data_page(),
        ("Ctrl+Shift+E",),
        "",
        working,
    ),
    ActionRecord(
        "theme",
        "view",
        N_("&Light or dark"),
        N_("Change between the light and the dark theme"),
        lambda window: window.toggle_theme(),
        ("Ctrl+Shift+L",),
        "moon",
    ),
    ActionRecord(
        "larger_text",
        "view",
        N_("&Larger text"),
        N_("Make everything larger, for a projector"),
        lambda window: window.change_text_size(+1),
        ("Ctrl++", "Ctrl+="),
        separator=True,
    ),
    ActionRecord(
        "smaller_text",
        "view",
        N_("&Smaller text"),
        N_("Make everything smaller"),
        lambda window: window.change_text_size(-1),
        ("Ctrl+-",),
    ),
    ActionRecord(
        "normal_text",
        "view",
        N_("&Normal text size"),
        N_("Go back to the usual text size"),
        lambda window: window.change_text_size(0),
        ("Ctrl+0",),
    ),
    ActionRecord(
        "full_screen",
        "view",
        N_("&Full screen"),
        N_("Fill the whole screen; press again to leave"),
        lambda window: window.toggle_full_screen(),
        ("F11",),
        separator=True,
    ),
    ActionRecord(
        "reset_layout",
        "view",
        N_("&Reset layout"),
        N_("Put all panels back where they were at first"),
        lambda window: window.desk.workspace.reset_layout(),
        (),
        "",
        working,
        separator=True,
    ),
    ActionRecord(
        "commands",
        "help",
        N_("&Find a command…"),
        N_("Everything that can be done, by typing a few letters"),
        lambda window: window.show_commands(),
        ("Ctrl+K",),
        "search",
    ),
    ActionRecord(
        "shortcuts",
        "help",
        N_("&Keyboard shortcuts"),
        N_("All keys on one page"),
        lambda window: window.show_shortcuts(),
        ("F1",),
        "help",
    ),
    ActionRecord(
        "about",
        "help",
        N_("&About NN Studio"),
        N_("Versions and licence"),
        lambda window: window.show_about(),
        (),
        "info",
        separator=True,
    ),
)

TOOLBAR: tuple[str, ...] = ("gallery", "new", "open", "save", "|", "undo", "redo", "|")
RUN_BAR: tuple[str, ...] = ("train", "step", "stop", "reset")
RUN_BAR_MENUS: dict[str, tuple[str, ...]] = {  # what a button of the run bar offers besides
    "train": ("train_more", "keep_weights", "go_back"),
    "step": ("step_epoch",),
}
TOOLBAR_END: tuple[str, ...] = ("theme", "commands")


def plain(title: str) -> str:
    """A translated title without the mark of its menu key."""
    return title.replace("&", "").rstrip("…")


class Actions:
    """The QActions of a window, made from the records."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        self.records = {record.id: record for record in ACTIONS}
        self._actions = {record.id: _make(record, window) for record in ACTIONS}
        self._theme = theme
        self.set_theme(theme)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def items(self) -> list[tuple[ActionRecord, QAction]]:
        return [(record, self._actions[record.id]) for record in ACTIONS]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for record, action in self.items():
            if record.icon:
                action.setIcon(icon(record.icon, theme))

    def follow(self, now: Situation) -> None:
        """Enable what makes sense; Train is Pause while the network trains."""
        for record, action in self.items():
            action.setEnabled(record.enabled(now))
        trains = now.phase in (Phase.RUNNING, Phase.PREPARING)
        resumes = now.phase is Phase.PAUSED and now.has_begun
        self._actions["gallery"].setText(
            _("&Back to the design") if now.has_design and not now.working else _("&Gallery")
        )
        self._actions["undo"].setText(
            _("&Undo: {change}").format(change=now.undo_text) if now.undo_text else _("&Undo")
        )
        self._actions["redo"].setText(
            _("&Redo: {change}").format(change=now.redo_text) if now.redo_text else _("&Redo")
        )
        train = self._actions["train"]
        train.setText(_("&Pause") if trains else _("&Resume") if resumes else _("&Train"))
        _show(train, icon("pause" if trains else "play", self._theme))
        self._actions["go_back"].setText(
            _("Go &back to the weights of step {step}").format(step=f"{now.kept_step:,}")
            if now.kept_step is not None
            else _("Go &back to the kept weights")
        )
        _show(self._actions["theme"], icon("sun" if now.is_dark else "moon", self._theme))


def _show(action: QAction, wanted: QIcon) -> None:
    """Bars lay themselves out anew with each icon that is set, also with the same one."""
    if action.icon().cacheKey() != wanted.cacheKey():
        action.setIcon(wanted)


def _make(record: ActionRecord, window: MainWindow) -> QAction:
    action = QAction(_(record.title), window)
    action.setObjectName(record.id)
    action.setShortcuts([QKeySequence(keys) for keys in record.shortcuts])
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{_(record.help)} ({keys})" if keys else _(record.help))
    action.triggered.connect(lambda: record.run(window))
    window.addAction(action)
    return action
