"""The QActions of a window, made from the records and kept true to what can be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QIcon, QKeySequence

from nnstudio.gui.actions.record import ActionRecord, Situation
from nnstudio.gui.actions.table import ACTIONS
from nnstudio.gui.icons import icon
from nnstudio.gui.key_names import native
from nnstudio.gui.run_progress import Phase
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import without_key
from nnstudio.i18n import N_, _, grouped

if TYPE_CHECKING:
    from nnstudio.gui.main_window import MainWindow


_TRAIN, _PAUSE, _RESUME = N_("&Train"), N_("&Pause"), N_("&Resume")
TITLES: dict[str, tuple[str, ...]] = {"train": (_TRAIN, _PAUSE, _RESUME)}  # of actions that change theirs

_MARK = re.compile("&(.?)")


def plain(title: str) -> str:
    """A title without the mark of its menu key; a double mark is a sign of the title itself."""
    return _MARK.sub(r"\1", title).rstrip("…")


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
        gallery = self._actions["gallery"]
        gallery.setText(_("&Back to the network") if now.can_go_to_network else _("&Gallery"))
        _show(gallery, icon("back" if now.can_go_to_network else "gallery", self._theme))
        self._actions["undo"].setText(
            _("&Undo: {change}").format(change=without_key(now.undo_text)) if now.undo_text else _("&Undo")
        )
        self._actions["redo"].setText(
            _("&Redo: {change}").format(change=without_key(now.redo_text)) if now.redo_text else _("&Redo")
        )
        train = self._actions["train"]
        train.setText(_(_PAUSE if trains else _RESUME if resumes else _TRAIN))
        _show(train, icon("pause" if trains else "play", self._theme))
        self._actions["go_back"].setText(
            _("Go &back to the weights of step {step}").format(step=grouped(now.kept_step))
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
    keys = native(action.shortcut())
    action.setToolTip(f"{_(record.help)} ({keys})" if keys else _(record.help))
    action.triggered.connect(lambda: record.run(window))
    window.addAction(action)
    return action
