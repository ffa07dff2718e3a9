"""How fast a run may go, as a table: small networks are done before anybody has seen them learn."""

from __future__ import annotations

from nnstudio.catalogue.params import Choice, Option
from nnstudio.i18n import N_, _
from nnstudio.protocol.commands import FULL_SPEED, Tempo

_TABLE: tuple[tuple[str, str, Tempo], ...] = (
    ("full", N_("full"), FULL_SPEED),
    ("epochs-30", N_("30 epochs/s"), Tempo(30)),
    ("epochs-10", N_("10 epochs/s"), Tempo(10)),
    ("epochs-3", N_("3 epochs/s"), Tempo(3)),
    ("epochs-1", N_("1 epoch/s"), Tempo(1)),
    ("batches-10", N_("10 batches/s"), Tempo(10, "batch")),
    ("batches-3", N_("3 batches/s"), Tempo(3, "batch")),
    ("batches-1", N_("1 batch/s"), Tempo(1, "batch")),
)
TEMPOS: dict[str, Tempo] = {key: tempo for key, _title, tempo in _TABLE}

TEMPO = Choice(
    name="tempo",
    title=N_("Speed"),
    help=N_(
        "Holds training back so that it can be watched; what is learned stays the same. It counts at once."
    ),
    default="full",
    options=tuple(Option(key, title) for key, title, _tempo in _TABLE),
)


def tempo_text(key: str) -> str:
    """What a button that chooses it says: “Speed: 1 epoch/s”."""
    return _("Speed: {tempo}").format(tempo=TEMPO.text(key))
