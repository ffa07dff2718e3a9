"""Menus and toolbar, filled from the records of the actions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from nnstudio.gui.actions import MENUS, RUN_BAR, RUN_BAR_MENUS, TITLES, TOOLBAR, TOOLBAR_END, Actions, plain
from nnstudio.gui.tempo_menu import TempoButton, TempoMenu
from nnstudio.gui.verbatim import as_tip, without_key
from nnstudio.i18n import _

if TYPE_CHECKING:
    from nnstudio.gui.desk import Desk
    from nnstudio.gui.main_window import MainWindow

_ICON = QSize(18, 18)
_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def fill_menus(window: MainWindow, actions: Actions) -> dict[str, QMenu]:
    """One menu for each of MENUS, by its key."""
    menus = {}
    for key, title in MENUS.items():
        menu = menus[key] = window.menuBar().addMenu(_(title))
        for record, action in actions.items():
            if record.menu == key:
                if record.separator:
                    menu.addSeparator()
                menu.addAction(action)
    _add_recent(window, menus["file"], actions)
    menus["train"].addMenu(TempoMenu(window.settings, menus["train"]))
    return menus


def fill_desk_menus(menus: Mapping[str, QMenu], desk: Desk) -> None:
    """The panels' own actions join Edit and View."""
    menus["edit"].addSeparator()
    menus["edit"].addActions(list(desk.network.actions_of_rows()))
    panels = QMenu(_("&Panels"), menus["view"])
    panels.addActions(desk.workspace.toggles())
    menus["view"].addMenu(panels)


def _add_recent(window: MainWindow, menu: QMenu, actions: Actions) -> None:
    recent = QMenu(_("Open &recent"), menu)
    menu.insertMenu(actions["save"], recent)

    def fill() -> None:
        recent.clear()
        for path in window.recent.paths:
            action = recent.addAction(without_key(path.name))
            action.setToolTip(as_tip(str(path)))
            action.triggered.connect(partial(_open, window, path))
        recent.setToolTipsVisible(True)
        recent.setEnabled(not recent.isEmpty())

    window.recent.changed.connect(fill)
    recent.aboutToShow.connect(fill)
    fill()


def _open(window: MainWindow, path: Path, _checked: bool = False) -> None:
    window.files.open(path)


def make_toolbar(window: MainWindow, actions: Actions, run_bar: QWidget) -> QToolBar:
    """File and edit icons, the run's buttons with words, the run's progress, then theme and commands."""
    bar = QToolBar(_("Toolbar"))
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setFloatable(False)
    bar.setIconSize(_ICON)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for name in TOOLBAR:
        if name == "|":
            bar.addSeparator()
        else:
            bar.addAction(actions[name])
    for name in RUN_BAR:
        bar.addAction(actions[name])
        button = bar.widgetForAction(actions[name])
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(_WORDS)
            if name in RUN_BAR_MENUS:
                menu = QMenu(button)
                menu.addActions([actions[each] for each in RUN_BAR_MENUS[name]])
                button.setMenu(menu)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    bar.addWidget(TempoButton(window.settings, bar))
    bar.addWidget(run_bar)
    for name in TOOLBAR_END:
        bar.addAction(actions[name])
    window.addToolBar(bar)
    hold_widths(bar, actions)
    return bar


def hold_widths(bar: QToolBar, actions: Actions) -> None:
    """Make a button that changes its word as wide as its longest one, so that those beside it stay."""
    for name, titles in TITLES.items():
        button = bar.widgetForAction(actions[name])
        if button is not None:
            widest = max(_word_width(button, _(title)) for title in titles)
            now = _word_width(button, actions[name].text())
            button.setMinimumWidth(button.sizeHint().width() + widest - now)


def _word_width(button: QWidget, title: str) -> int:
    """As a button reckons it."""
    return button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), plain(title)).width()


def show_way_back(bar: QToolBar, actions: Actions, *, is_back: bool) -> None:
    """In the gallery, the gallery's button says in words that it leads back to the network."""
    button = bar.widgetForAction(actions["gallery"])
    if isinstance(button, QToolButton):
        button.setToolButtonStyle(_WORDS if is_back else Qt.ToolButtonStyle.ToolButtonIconOnly)
