"""What travels when layers are dragged and copied: the key of a kind, or rows as text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from nnstudio.design.files import layers_to_text
from nnstudio.design.model import Excerpt, LayerId

KIND_MIME = "application/x-nnstudio-layer"  # the key of a kind of layer, from the palette
ROWS_MIME = "application/x-nnstudio-rows"  # rows, as the text that copying gives
_IDS_MIME = "application/x-nnstudio-ids"  # which rows they are in the list they come from


def kind_mime(kind: str) -> QMimeData:
    data = QMimeData()
    data.setData(KIND_MIME, kind.encode())
    return data


def rows_mime(taken: Excerpt) -> QMimeData:
    text = layers_to_text(taken)
    data = QMimeData()
    data.setData(ROWS_MIME, text.encode())
    data.setData(_IDS_MIME, "\n".join(row.id for row in taken.layers).encode())
    data.setText(text)  # so that rows can be dropped into a message, and copied into one
    return data


def ids_of(data: QMimeData) -> list[LayerId]:
    return bytes(data.data(_IDS_MIME).data()).decode().split("\n") if data.hasFormat(_IDS_MIME) else []
