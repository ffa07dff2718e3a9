"""Edits of what a row reads. A row reads rows that stand above it, or the data itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import place, with_row
from nnstudio.design.edits.standing import check_reads
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.design.names import kind_title, row_name
from nnstudio.design.wiring import most_reads, reads_at
from nnstudio.errors import UserError
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


def let_read(design: Design, layer_id: LayerId, reads: Sequence[LayerId]) -> tuple[Design, Change]:
    """Let a row read these too. One that reads a single row reads that in place of its own.

    Raises UserError where it reads them already.
    """
    at = place(design, layer_id)
    own = reads_at(design, at)
    names = {"layer": row_name(design, layer_id), "read": ", ".join(row_name(design, read) for read in reads)}
    if set(own).issuperset(reads):
        raise UserError(_("{layer} reads {read} already.").format(**names), where="reads")
    changed, change = set_reads(design, layer_id, [*_kept(design, at), *reads])
    return changed, replace(change, text=_("Let {layer} read {read}").format(**names))


def move_read(design: Design, layer_id: LayerId, read: LayerId, reader: LayerId) -> tuple[Design, Change]:
    """Let another row read what this one did. One that reads a single row reads that in place of its own."""
    if reader == layer_id:
        return design, Change(Changed.ROWS, _("Change nothing"))
    given, _change = set_reads(design, reader, [*_kept(design, place(design, reader)), read])
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


def _kept(design: Design, at: int) -> tuple[LayerId, ...]:
    """What the row at a place goes on reading where it is to read something more."""
    return () if most_reads(design.layers[at].kind) == 1 else reads_at(design, at)
