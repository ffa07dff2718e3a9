"""What can be done with the selected rows, as a table that makes menu and shortcuts."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.gui.layer_list.lines import FIX_SHORTCUT
from nnstudio.i18n import N_


@dataclass(frozen=True)
class RowAction:
    """slot: the panel's method. needs: "layers" selected, "one" layer, a "fix" on offer, or "" for always."""

    key: str
    title: str
    shortcut: str
    icon: str
    slot: str
    needs: str = "layers"


ROW_ACTIONS: tuple[RowAction | None, ...] = (  # None is a line between groups
    RowAction("add", N_("Add a layer…"), "Insert", "plus", "ask_for_layer", needs=""),
    RowAction("duplicate", N_("Duplicate"), "Ctrl+D", "duplicate", "duplicate_selected"),
    RowAction("fix", N_("Mend its problem"), FIX_SHORTCUT, "warning", "mend_selected", needs="fix"),
    None,
    RowAction("up", N_("Move up"), "Alt+Up", "up", "move_selected_up"),
    RowAction("down", N_("Move down"), "Alt+Down", "down", "move_selected_down"),
    None,
    RowAction("cut", N_("Cut"), "Ctrl+X", "", "cut_selected"),
    RowAction("copy", N_("Copy"), "Ctrl+C", "copy", "copy_selected"),
    RowAction("paste", N_("Paste"), "Ctrl+V", "", "paste", needs=""),
    None,
    RowAction("delete", N_("Delete"), "Del", "trash", "delete_selected"),
)
