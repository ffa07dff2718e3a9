"""Edits of what a row reads. A row reads rows that stand above it, or the data itself."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import place, with_row
from nnstudio.design.edits.standing import check_reads
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.design.names import kind_title
from nnstudio.design.wiring import reads_at
from nnstudio.i18n import _


def set_reads(design: Design, layer_id: LayerId, reads: Sequence[LayerId] | None) -> tuple[Design, Change]:
    """Let a row read these, each once; None for the row above, whichever that is."""
    at = place(design, layer_id)
    row = design.layers[at]
    wanted = None if reads is None else tuple(dict.fromkeys(reads))
    if wanted is not None:
        check_reads(design, row, at, wanted)
    above = design.layers[at - 1].id if at else INPUT
    wanted = None if wanted == (above,) else wanted
    text = _("Change what {layer} reads").format(layer=kind_title(row))
    return with_row(design, at, reads=wanted), Change(
        Changed.LAYER, text, layer=layer_id, index=at, target=at
    )


def rewire(design: Design, layer_id: LayerId, old: LayerId, new: LayerId) -> tuple[Design, Change]:
    """Let a row read another one in place of one that it reads."""
    reads = reads_at(design, place(design, layer_id))
    return set_reads(design, layer_id, [new if read == old else read for read in reads])


def add_read(design: Design, layer_id: LayerId, read: LayerId) -> tuple[Design, Change]:
    """Let a row read one more."""
    return set_reads(design, layer_id, [*reads_at(design, place(design, layer_id)), read])


def remove_read(design: Design, layer_id: LayerId, read: LayerId) -> tuple[Design, Change]:
    """Let a row no longer read one; without any it reads the row above."""
    left = [each for each in reads_at(design, place(design, layer_id)) if each != read]
    return set_reads(design, layer_id, left or None)
