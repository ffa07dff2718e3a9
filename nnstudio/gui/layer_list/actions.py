"""What can be done with the selected rows, as a table that makes menu and shortcuts."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.gui.layer_list.lines import FIX_SHORTCUT
from nnstudio.i18n import N_


@dataclass(frozen=True)
class RowAction:
    """slot: the panel's method. needs: "layers" selected, a "group" or a row of it, a "fix", or "" for
    always.

    undone: the title where all that is selected is so already.
    """

    key: str
    title: str
    shortcut: str
    icon: str
    slot: str
    needs: str = "layers"
    undone: str = ""


ROW_ACTIONS: tuple[RowAction | None, ...] = (  # None is a line between groups
    RowAction("add", N_("Add a layer…"), "Insert", "plus", "ask_for_layer", needs=""),
    RowAction("duplicate", N_("Duplicate"), "Ctrl+D", "duplicate", "duplicate_selected"),
    RowAction("fix", N_("Mend its problem"), FIX_SHORTCUT, "warning", "mend_selected", needs="fix"),
    None,
    RowAction("up", N_("Move up"), "Alt+Up", "up", "move_selected_up"),
    RowAction("down", N_("Move down"), "Alt+Down", "down", "move_selected_down"),
    None,
    RowAction("freeze", N_("Freeze"), "Ctrl+Shift+F", "freeze", "freeze_selected", undone=N_("Unfreeze")),
    RowAction("off", N_("Switch off"), "Ctrl+/", "power", "switch_selected", undone=N_("Switch on")),
    None,
    RowAction("group", N_("Group"), "Alt+G", "group", "group_selected"),
    RowAction("ungroup", N_("Ungroup"), "Alt+Shift+G", "", "ungroup_selected", needs="group"),
    RowAction("fold", N_("Fold the group"), "Ctrl+.", "", "fold_selected", "group", N_("Unfold the group")),
    RowAction("rename", N_("Rename the group"), "F2", "", "rename_selected", needs="group"),
    RowAction("repeat", N_("Repeat the group…"), "Ctrl+Shift+R", "", "ask_for_repeat", needs="group"),
    RowAction("keep", N_("Save to my groups"), "Ctrl+Alt+G", "star", "keep_selected", needs="group"),
    None,
    RowAction("cut", N_("Cut"), "Ctrl+X", "", "cut_selected"),
    RowAction("copy", N_("Copy"), "Ctrl+C", "copy", "copy_selected"),
    RowAction("paste", N_("Paste"), "Ctrl+V", "", "paste", needs=""),
    None,
    RowAction("delete", N_("Delete"), "Del", "trash", "delete_selected"),
)
