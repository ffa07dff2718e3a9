"""What a person calls a row."""

from __future__ import annotations

from nnstudio.catalogue import LAYERS
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.i18n import _


def row_name(design: Design, layer_id: LayerId) -> str:
    """Its kind and its place in the list, such as "Dense 2"; raises KeyError if it is not there."""
    if layer_id == INPUT:
        return _("the input")
    at = design.index(layer_id)
    entry = LAYERS.get(design.layers[at].kind)
    return f"{_(entry.title) if entry else design.layers[at].kind} {at + 1}"
