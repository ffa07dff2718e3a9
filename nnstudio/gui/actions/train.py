"""What the Train menu offers: the run."""

from __future__ import annotations

from nnstudio.gui.actions.record import ActionRecord, may_step, working
from nnstudio.gui.run_progress import Phase
from nnstudio.i18n import N_

TRAIN_ACTIONS = (
    ActionRecord(
        "train",
        "train",
        N_("&Train"),
        N_("Train the network; press again to pause"),
        lambda window: window.run_state.train_or_pause(),
        ("F5",),
        "play",
        lambda now: now.working and now.phase is not Phase.STOPPING,
    ),
    ActionRecord(
        "step",
        "train",
        N_("&Step"),
        N_("Train one batch, then pause"),
        lambda window: window.run_state.step(),
        ("F10",),
        "step",
        may_step,
    ),
    ActionRecord(
        "step_epoch",
        "train",
        N_("Step one &epoch"),
        N_("Train to the end of the epoch, then pause"),
        lambda window: window.run_state.step("epoch"),
        ("Ctrl+F10",),
        "",
        may_step,
    ),
    ActionRecord(
        "stop",
        "train",
        N_("St&op"),
        N_("End this run; its weights and curves stay"),
        lambda window: window.run_state.stop(),
        ("Shift+F5",),
        "stop",
        lambda now: now.phase.is_active and now.phase is not Phase.STOPPING,
    ),
    ActionRecord(
        "reset",
        "train",
        N_("&Reset"),
        N_("Go back to the initial weights and empty curves"),
        lambda window: window.run_state.reset(),
        ("Ctrl+R",),
        "reset",
        working,
    ),
    ActionRecord(
        "train_more",
        "train",
        N_("Train &more epochs…"),
        N_("Go on from where the run stands, for a number of epochs"),
        lambda window: window.train_more(),
        ("Ctrl+F5",),
        "",
        lambda now: now.working and now.can_train_more,
        separator=True,
    ),
    ActionRecord(
        "keep_weights",
        "train",
        N_("&Keep weights"),
        N_("Keep the weights as they are now, to go back to them later"),
        lambda window: window.run_state.kept.keep(),
        ("F6",),
        "",
        lambda now: now.working and now.can_keep,
        separator=True,
    ),
    ActionRecord(
        "go_back",
        "train",
        N_("Go &back to the kept weights"),
        N_("Take the run back to where the weights were kept, and its curves too"),
        lambda window: window.run_state.kept.go_back(),
        ("Shift+F6",),
        "",
        lambda now: now.working and now.can_go_back,
    ),
)
