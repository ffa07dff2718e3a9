"""What each row of the list reads, and how much it can."""

from __future__ import annotations

from nnstudio.catalogue import LAYERS
from nnstudio.design.model import INPUT, Design, LayerId


def reads_at(design: Design, at: int) -> tuple[LayerId, ...]:
    """What the row at a place reads, by id; INPUT for the data itself."""
    reads = design.layers[at].reads
    if reads is not None:
        return reads
    return (design.layers[at - 1].id if at else INPUT,)


def most_reads(kind: str) -> int | None:
    """How many rows a kind of layer reads at most; None for any number."""
    return 1 if kind in LAYERS else None
