"""What becomes of rows that are dropped or pasted."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.files import layers_from_text
from nnstudio.design.model import Design, GroupId, LayerId
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.mime import KIND_MIME, ROWS_MIME, ids_of


def drop(document: Document, data: QMimeData, at: int, into: GroupId | None, *, move: bool) -> bool:
    """Insert or move what was dropped before layer ``at``; whether it could be. into: the group that it
    joins at its edge."""
    if data.hasFormat(KIND_MIME):
        kind = bytes(data.data(KIND_MIME).data()).decode(errors="replace")
        return document.apply(edits.insert_layer, kind, at, into=into)
    if move and (ids := _ids_here(document.design, data)):
        return document.apply(edits.move_rows, ids, at, into)
    text = bytes(data.data(ROWS_MIME).data()).decode(errors="replace")
    return document.apply(paste_rows, text, at, into)


def refusal(design: Design, data: QMimeData, at: int, into: GroupId | None, *, move: bool) -> str:
    """Why rows that are dragged cannot be moved before layer ``at``; "" where they can."""
    ids = _ids_here(design, data)
    if not move or not ids:
        return ""
    try:
        edits.move_rows(design, ids, at, into)
    except UserError as error:
        return error.message
    return ""


def _ids_here(design: Design, data: QMimeData) -> list[LayerId]:
    """The rows that are dragged, where they are all of this list."""
    ids = ids_of(data)
    return ids if {row.id for row in design.layers}.issuperset(ids) else []


def paste_rows(design: Design, text: str, at: int, into: GroupId | None = None) -> tuple[Design, Change]:
    """Insert rows from text before layer ``at``; raises UserError for a text that is not rows."""
    taken = layers_from_text(text)
    return edits.insert_rows(design, taken.layers, at, taken.groups, into)
