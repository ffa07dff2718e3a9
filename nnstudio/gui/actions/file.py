"""What the File menu offers: designs and files, settings, and leaving."""

from __future__ import annotations

from nnstudio.gui.actions.record import ActionRecord, working
from nnstudio.i18n import N_

FILE_ACTIONS = (
    ActionRecord(
        "gallery",
        "file",
        N_("&Gallery"),
        N_("Choose a shipped design to start from"),
        lambda window: window.stage.turn(),
        ("Ctrl+G",),
        "gallery",
    ),
    ActionRecord(
        "new",
        "file",
        N_("&New design"),
        N_("Start with an empty network"),
        lambda window: window.files.new(),
        ("Ctrl+N",),
        "new",
    ),
    ActionRecord(
        "open",
        "file",
        N_("&Open…"),
        N_("Open a design from a file"),
        lambda window: window.files.choose(),
        ("Ctrl+O",),
        "open",
    ),
    ActionRecord(
        "own_data",
        "file",
        N_("&Your own data…"),
        N_("Learn from a table of yours, in three steps"),
        lambda window: window.choose_own_data(),
        ("Ctrl+Shift+D",),
    ),
    ActionRecord(
        "save",
        "file",
        N_("&Save"),
        N_("Save the design to its file"),
        lambda window: window.files.save(),
        ("Ctrl+S",),
        "save",
        working,
        separator=True,
    ),
    ActionRecord(
        "save_as",
        "file",
        N_("Save &as…"),
        N_("Save the design to another file"),
        lambda window: window.files.save_as(),
        ("Ctrl+Shift+S",),
        "",
        working,
    ),
    ActionRecord(
        "export",
        "file",
        N_("&Export as a Keras program…"),
        N_("Write this network, its data and its training as a plain Python program with Keras"),
        lambda window: window.export_program(),
        (),
        "",
        working,
    ),
    ActionRecord(
        "settings",
        "file",
        N_("Se&ttings…"),
        N_("Theme, language, text size, and what to start with"),
        lambda window: window.show_settings(),
        ("Ctrl+,",),
        "settings",
        separator=True,
    ),
    ActionRecord(
        "quit",
        "file",
        N_("&Quit"),
        N_("Close the window and stop training"),
        lambda window: window.close(),
        ("Ctrl+Q",),
        separator=True,
    ),
)
