"""Everything that can be done in the window now, for the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from nnstudio.catalogue.concepts import CONCEPTS
from nnstudio.design.shipped import shipped_names
from nnstudio.gui.actions import plain
from nnstudio.gui.command_palette import Command
from nnstudio.gui.key_names import native
from nnstudio.gui.palette.offers import offers
from nnstudio.gui.settings import LANGUAGE
from nnstudio.gui.tempos import TEMPO, tempo_text
from nnstudio.i18n import _

if TYPE_CHECKING:
    from nnstudio.gui.main_window import MainWindow


def all_commands(window: MainWindow) -> list[Command]:
    """Actions that make sense now, then what there is to add, panels, speeds, designs, and what to read."""
    commands = [_of(action) for record, action in window.actions_.items() if record.id != "commands"]
    if window.stage.is_working:
        commands += [_of(action) for action in window.network.actions_of_rows()]
        for offered in offers():
            form = _("Add a layer: {name}") if offered.rows is None else _("Add layers: {name}")
            title = form.format(name=_(offered.title))
            commands.append(Command(title, "", partial(window.network.rows.insert, offered.key)))
        for name, dock in window.desk.workspace.docks.items():
            title = _("Show the panel: {panel}").format(panel=dock.windowTitle())
            commands.append(Command(title, "", partial(window.desk.workspace.show_dock, name)))
    for option in TEMPO.options:
        choose = partial(window.settings.set_value, TEMPO.name, option.key)
        commands.append(Command(tempo_text(option.key), "", choose))
    for option in LANGUAGE.options:
        choose = partial(window.settings.set_value, LANGUAGE.name, option.key)
        commands.append(Command(_("Language: {name}").format(name=_(option.title)), "", choose))
    for name in shipped_names():
        title = _("Open the design: {name}").format(name=name)
        commands.append(Command(title, "", partial(window.files.open_shipped, name)))
    for key, concept in CONCEPTS.items():
        title = _("Glossary: {concept}").format(concept=_(concept.title))
        commands.append(Command(title, "", partial(window.show_concept, key)))
    return [command for command in commands if command.title]


def _of(action: QAction) -> Command:
    title = plain(action.text()) if action.isEnabled() else ""
    return Command(title, native(action.shortcut()), action.trigger)
