"""What the Edit menu offers: going back and forth between changes."""

from __future__ import annotations

from nnstudio.gui.actions.record import ActionRecord
from nnstudio.i18n import N_

EDIT_ACTIONS = (
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
)
