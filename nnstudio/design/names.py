"""What a person calls a row."""

from __future__ import annotations

from nnstudio.catalogue import LAYERS
from nnstudio.design.flat import listed
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.i18n import _


def kind_title(row: LayerRow) -> str:
    """The translated name of its kind."""
    return _(LAYERS[row.kind].title) if row.kind in LAYERS else row.kind


def row_name(design: Design, layer_id: LayerId) -> str:
    """Its kind and its place, such as "Dense 2"; a copy is called as its row. A row that is not there
    keeps its id."""
    if layer_id == INPUT:
        return _("the input")
    try:
        at = design.index(listed(layer_id))
    except KeyError:
        return layer_id
    return f"{kind_title(design.layers[at])} {at + 1}"
