"""What each row of the list reads, and how much it can."""

from __future__ import annotations

from typing import Final

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Reads
from nnstudio.design.model import INPUT, Design, LayerId

_MOST_READS: Final = {Reads.ONE: 1, Reads.MANY: None, Reads.QUERY: 3}


def reads_at(design: Design, at: int) -> tuple[LayerId, ...]:
    """What the row at a place reads, by id; INPUT for the data itself."""
    reads = design.layers[at].reads
    if reads is not None:
        return reads
    return (design.layers[at - 1].id if at else INPUT,)


def most_reads(kind: str) -> int | None:
    """How many rows a kind of layer reads at most; None for any number."""
    return _MOST_READS[LAYERS[kind].reads] if kind in LAYERS else None
