"""What the window says of a run that failed or is silent, and of a worker that is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nnstudio.gui.document import Edit
from nnstudio.gui.messages import Level, Message, Offer
from nnstudio.gui.news import WorkerLost
from nnstudio.i18n import _, ngettext
from nnstudio.protocol.events import Failed

WORKER_KEY = "worker"
RUN_KEY = "run"
SILENT_KEY = "silent"


def failure(word: Failed, apply: Callable[[Edit], object]) -> Message:
    """With a button for what mends it. apply: edits the document, so that it can be undone."""
    offer = None if word.fix is None else Offer(word.fix.title, partial(apply, word.fix.edit))
    return Message(Level.ERROR, word.message, word.hint, offer=offer, key=RUN_KEY)


def loss(lost: WorkerLost) -> Message:
    return Message(Level.WARNING, lost.message, lost.hint, key=WORKER_KEY)


def silence(seconds: float, stop: Callable[[], object]) -> Message:
    text = ngettext(
        "Training has said nothing for {seconds:,} second.",
        "Training has said nothing for {seconds:,} seconds.",
        round(seconds),
    ).format(seconds=round(seconds))
    hint = _("A large network may need so long for a step; if it is stuck, stop it.")
    return Message(Level.WARNING, text, hint, offer=Offer(_("Stop"), stop), key=SILENT_KEY)
