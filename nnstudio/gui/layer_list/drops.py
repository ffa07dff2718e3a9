"""What travels when rows are dragged, copied and pasted, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.files import layers_from_text, layers_to_text
from nnstudio.design.model import Design, Excerpt, LayerId, LayerRow
from nnstudio.gui.document import Document
from nnstudio.i18n import ngettext

KIND_MIME = "application/x-nnstudio-layer"  # the key of a kind of layer, from the palette
ROWS_MIME = "application/x-nnstudio-rows"  # rows, as the text that copying gives
_IDS_MIME = "application/x-nnstudio-ids"  # which rows they are in the list they come from


def kind_mime(kind: str) -> QMimeData:
    data = QMimeData()
    data.setData(KIND_MIME, kind.encode())
    return data


def rows_mime(rows: Sequence[LayerRow]) -> QMimeData:
    text = layers_to_text(Excerpt(layers=tuple(rows)))
    data = QMimeData()
    data.setData(ROWS_MIME, text.encode())
    data.setData(_IDS_MIME, "\n".join(row.id for row in rows).encode())
    data.setText(text)  # so that rows can be dropped into a message, and copied into one
    return data


def ids_of(data: QMimeData) -> list[LayerId]:
    return bytes(data.data(_IDS_MIME).data()).decode().split("\n") if data.hasFormat(_IDS_MIME) else []


def drop(document: Document, data: QMimeData, at: int, *, move: bool) -> bool:
    """Insert or move what was dropped before layer ``at``; whether it could be."""
    if data.hasFormat(KIND_MIME):
        kind = bytes(data.data(KIND_MIME).data()).decode(errors="replace")
        return document.apply(edits.insert_layer, kind, at)
    ids = ids_of(data)
    here = {row.id for row in document.design.layers}
    if move and ids and here.issuperset(ids):
        return document.apply(move_rows, ids, at)
    text = bytes(data.data(ROWS_MIME).data()).decode(errors="replace")
    return document.apply(paste_rows, text, at)


def paste_rows(design: Design, text: str, at: int) -> tuple[Design, Change]:
    """Insert rows from text before layer ``at``; raises UserError for a text that is not rows."""
    return edits.insert_rows(design, layers_from_text(text).layers, at)


def move_rows(design: Design, ids: Sequence[LayerId], at: int) -> tuple[Design, Change]:
    """Bring rows together before the layer that stands at ``at`` now, in the order they have."""
    moving = [row.id for row in design.layers if row.id in ids]
    staying = [row.id for row in design.layers if row.id not in ids]
    at -= sum(row.id in ids for row in design.layers[:at])
    if len(moving) == 1:
        return edits.move_layer(design, moving[0], at)
    moved = design
    for to, layer_id in enumerate([*staying[:at], *moving, *staying[at:]]):
        if moved.index(layer_id) != to:
            moved, _change = edits.move_layer(moved, layer_id, to)
    count = len(moving)
    text = ngettext("Move {count} layer", "Move {count} layers", count).format(count=count)
    return moved, Change(Changed.MOVED, text)
