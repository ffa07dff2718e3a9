"""Edits of what a row reads. A row reads rows that stand above it, or the data itself."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import place, with_row
from nnstudio.design.edits.standing import check_reads
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.design.names import kind_title, row_name
from nnstudio.design.wiring import most_reads, reads_at
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


def move_read(design: Design, layer_id: LayerId, read: LayerId, reader: LayerId) -> tuple[Design, Change]:
    """Let another row read what this one did. One that reads a single row reads that in place of its own."""
    if reader == layer_id:
        return design, Change(Changed.ROWS, _("Change nothing"))
    at = place(design, reader)
    own = () if most_reads(design.layers[at].kind) == 1 else reads_at(design, at)
    given, _change = set_reads(design, reader, [*own, read])
    changed, _change = remove_read(given, layer_id, read)
    text = _("Let {layer} read {read}").format(layer=row_name(design, reader), read=row_name(design, read))
    return changed, Change(Changed.ROWS, text, layer=reader)


def add_read(design: Design, layer_id: LayerId, read: LayerId) -> tuple[Design, Change]:
    """Let a row read one more."""
    return set_reads(design, layer_id, [*reads_at(design, place(design, layer_id)), read])


def remove_read(design: Design, layer_id: LayerId, read: LayerId) -> tuple[Design, Change]:
    """Let a row no longer read one; without any it reads the row above."""
    left = [each for each in reads_at(design, place(design, layer_id)) if each != read]
    return set_reads(design, layer_id, left or None)
