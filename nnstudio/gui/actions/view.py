"""What the View menu offers: how the window looks, and what it shows."""

from __future__ import annotations

from nnstudio.gui.actions.record import ActionRecord, working
from nnstudio.i18n import N_

TEXT_STEP = 10  # percent of the usual size

VIEW_ACTIONS = (
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
        N_("L&ight or dark"),
        N_("Change between the light and the dark theme"),
        lambda window: window.appearance.toggle(),
        ("Ctrl+Shift+L",),
        "moon",
    ),
    ActionRecord(
        "larger_text",
        "view",
        N_("&Larger text"),
        N_("Make everything larger, for a projector"),
        lambda window: window.appearance.change_text_size(+TEXT_STEP),
        ("Ctrl++", "Ctrl+="),
        separator=True,
    ),
    ActionRecord(
        "smaller_text",
        "view",
        N_("&Smaller text"),
        N_("Make everything smaller"),
        lambda window: window.appearance.change_text_size(-TEXT_STEP),
        ("Ctrl+-",),
    ),
    ActionRecord(
        "normal_text",
        "view",
        N_("&Normal text size"),
        N_("Go back to the usual text size"),
        lambda window: window.appearance.change_text_size(0),
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
)
