"""What the Help menu offers: finding out what can be done."""

from __future__ import annotations

from nnstudio.gui.actions.record import ActionRecord
from nnstudio.i18n import N_

HELP_ACTIONS = (
    ActionRecord(
        "commands",
        "help",
        N_("&Find a command…"),
        N_("Everything that can be done, by typing a few letters"),
        lambda window: window.show_commands(),
        ("Ctrl+K",),
        "search",
    ),
    ActionRecord(
        "shortcuts",
        "help",
        N_("&Keyboard shortcuts"),
        N_("All keys on one page"),
        lambda window: window.show_shortcuts(),
        ("F1",),
        "help",
    ),
    ActionRecord(
        "glossary",
        "help",
        N_("&Glossary"),
        N_("What a neuron is, a convolution, an epoch, …"),
        lambda window: window.show_glossary(),
        ("Shift+F1",),
    ),
    ActionRecord(
        "about",
        "help",
        N_("&About NN Studio"),
        N_("Versions and licence"),
        lambda window: window.show_about(),
        (),
        "info",
        separator=True,
    ),
)
