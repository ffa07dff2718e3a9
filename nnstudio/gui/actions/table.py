"""What can be done in the window, as records; menus, toolbar, command palette and tests read them."""

from __future__ import annotations

from nnstudio.gui.actions.edit import EDIT_ACTIONS
from nnstudio.gui.actions.file import FILE_ACTIONS
from nnstudio.gui.actions.help import HELP_ACTIONS
from nnstudio.gui.actions.record import ActionRecord
from nnstudio.gui.actions.train import TRAIN_ACTIONS
from nnstudio.gui.actions.view import VIEW_ACTIONS
from nnstudio.i18n import N_

MENUS: dict[str, str] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "train": N_("&Training"),
    "view": N_("&View"),
    "help": N_("&Help"),
}

ACTIONS: tuple[ActionRecord, ...] = (
    *FILE_ACTIONS,
    *EDIT_ACTIONS,
    *TRAIN_ACTIONS,
    *VIEW_ACTIONS,
    *HELP_ACTIONS,
)

TOOLBAR: tuple[str, ...] = ("gallery", "new", "open", "save", "|", "undo", "redo", "|")
RUN_BAR: tuple[str, ...] = ("train", "step", "stop", "reset")
RUN_BAR_MENUS: dict[str, tuple[str, ...]] = {  # what a button of the run bar offers besides
    "train": ("train_more", "keep_weights", "go_back"),
    "step": ("step_epoch",),
}
TOOLBAR_END: tuple[str, ...] = ("theme", "commands")
