"""Edits of what a row reads. A row reads rows that stand above it, or the data itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import place, with_row
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.names import kind_title, row_name
from nnstudio.design.wiring import most_reads, reads_at
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext


def set_reads(design: Design, layer_id: LayerId, reads: Sequence[LayerId] | None) -> tuple[Design, Change]:
    """Let a row read these, each once; None for the row above, whichever that is."""
    at = place(design, layer_id)
    row = design.layers[at]
    wanted = None if reads is None else tuple(dict.fromkeys(reads))
    if wanted is not None:
        _check_reads(design, at, wanted)
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


def _check_reads(design: Design, at: int, reads: Sequence[LayerId]) -> None:
    row = design.layers[at]
    if not reads:
        raise UserError(_("A row must read something."), where="reads")
    known = {INPUT, *_ids(design.layers[:at])}
    for read in reads:
        if read == row.id:
            raise UserError(_("A row cannot read itself."), where="reads")
        if read not in known:
            raise UserError(_not_above(design, row, read), where="reads")
    most = most_reads(row.kind)
    if most is not None and len(reads) > most:
        message = ngettext(
            "{layer} reads {most} row, not {count}.", "{layer} reads up to {most} rows, not {count}.", most
        )
        raise UserError(message.format(layer=kind_title(row), most=most, count=len(reads)), where="reads")


def _not_above(design: Design, row: LayerRow, read: LayerId) -> str:
    if read not in _ids(design.layers):
        return _("This layer is not in the list any more.")
    return _("{row} cannot read {read}, which stands below it.").format(
        row=row_name(design, row.id), read=row_name(design, read)
    )


def _ids(rows: Iterable[LayerRow]) -> set[LayerId]:
    return {row.id for row in rows}
