"""What can be done in the window: a table for each menu, and the QActions made of it."""

from nnstudio.gui.actions.made import TITLES, Actions, plain
from nnstudio.gui.actions.record import ActionRecord, Situation
from nnstudio.gui.actions.table import ACTIONS, MENUS, RUN_BAR, RUN_BAR_MENUS, TOOLBAR, TOOLBAR_END

__all__ = [
    "ACTIONS",
    "MENUS",
    "RUN_BAR",
    "RUN_BAR_MENUS",
    "TITLES",
    "TOOLBAR",
    "TOOLBAR_END",
    "ActionRecord",
    "Actions",
    "Situation",
    "plain",
]
