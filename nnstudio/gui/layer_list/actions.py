"""What can be done with the selected rows, as a table that makes menu and shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from nnstudio.gui.layer_list.lines import FIX_SHORTCUT
from nnstudio.i18n import N_

if TYPE_CHECKING:
    from nnstudio.gui.layer_list.panel import NetworkPanel
    from nnstudio.gui.layer_list.selection import Selection


class Needs(Enum):
    """What has to be there for an action: selected layers, rows of which one can read the others, a group or
    a row of it, something to mend."""

    NOTHING = auto()
    LAYERS = auto()
    SEVERAL = auto()
    GROUP = auto()
    FIX = auto()


def never(_selection: Selection) -> bool:
    return False


@dataclass(frozen=True)
class RowAction:
    """run: what it does. undone: the title where is_done says that all that is selected is so already."""

    key: str
    title: str
    shortcut: str
    icon: str
    run: Callable[[NetworkPanel], object]
    needs: Needs = Needs.LAYERS
    undone: str = ""
    is_done: Callable[[Selection], bool] = never


ROW_ACTIONS: tuple[RowAction | None, ...] = (  # None is a line between groups
    RowAction(
        "add", N_("Add a layer…"), "Insert", "plus", lambda panel: panel.ask_for_layer(), Needs.NOTHING
    ),
    RowAction("duplicate", N_("Duplicate"), "Ctrl+D", "duplicate", lambda panel: panel.rows.duplicate()),
    RowAction(
        "fix", N_("Mend its problem"), FIX_SHORTCUT, "warning", lambda panel: panel.rows.mend(), Needs.FIX
    ),
    None,
    RowAction("up", N_("Move up"), "Alt+Up", "up", lambda panel: panel.rows.move(-1)),
    RowAction("down", N_("Move down"), "Alt+Down", "down", lambda panel: panel.rows.move(1)),
    RowAction(
        "connect",
        N_("Let the lowest read the others"),
        "Ctrl+L",
        "",
        lambda panel: panel.rows.connect_rows(),
        Needs.SEVERAL,
    ),
    None,
    RowAction(
        "freeze",
        N_("Freeze"),
        "Ctrl+Shift+F",
        "freeze",
        lambda panel: panel.rows.freeze(),
        undone=N_("Unfreeze"),
        is_done=lambda selection: selection.are_frozen(),
    ),
    RowAction(
        "off",
        N_("Switch off"),
        "Ctrl+/",
        "power",
        lambda panel: panel.rows.switch(),
        undone=N_("Switch on"),
        is_done=lambda selection: selection.are_off(),
    ),
    None,
    RowAction("group", N_("Make a group"), "Alt+G", "group", lambda panel: panel.groups.group()),
    RowAction("ungroup", N_("Ungroup"), "Alt+Shift+G", "", lambda panel: panel.groups.ungroup(), Needs.GROUP),
    RowAction(
        "fold",
        N_("Fold the group"),
        "Ctrl+.",
        "",
        lambda panel: panel.groups.fold(),
        Needs.GROUP,
        undone=N_("Unfold the group"),
        is_done=lambda selection: selection.is_folded(),
    ),
    RowAction("rename", N_("Rename the group"), "F2", "", lambda panel: panel.groups.rename(), Needs.GROUP),
    RowAction(
        "repeat",
        N_("Repeat the group…"),
        "Ctrl+Shift+R",
        "",
        lambda panel: panel.groups.ask_for_repeat(),
        Needs.GROUP,
    ),
    RowAction(
        "keep", N_("Save to my groups"), "Ctrl+Alt+G", "star", lambda panel: panel.groups.keep(), Needs.GROUP
    ),
    None,
    RowAction("cut", N_("Cut"), "Ctrl+X", "", lambda panel: panel.rows.cut()),
    RowAction("copy", N_("Copy"), "Ctrl+C", "copy", lambda panel: panel.rows.copy()),
    RowAction("paste", N_("Paste"), "Ctrl+V", "", lambda panel: panel.rows.paste(), Needs.NOTHING),
    None,
    RowAction("delete", N_("Delete"), "Del", "trash", lambda panel: panel.rows.delete()),
)
