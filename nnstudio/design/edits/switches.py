"""Edits that freeze rows and switch them off."""

from __future__ import annotations

from collections.abc import Collection

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import place
from nnstudio.design.model import Design, LayerId
from nnstudio.design.names import kind_title
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext


def freeze(design: Design, ids: Collection[LayerId], frozen: bool) -> tuple[Design, Change]:
    """Keep the weights of rows as they are, or train them again."""
    one = _("Freeze {layer}") if frozen else _("Unfreeze {layer}")
    count = len(set(ids))
    many = (
        ngettext("Freeze {count} layer", "Freeze {count} layers", count)
        if frozen
        else ngettext("Unfreeze {count} layer", "Unfreeze {count} layers", count)
    )
    return _switched(design, ids, "trainable", not frozen, one, many)


def switch_on(design: Design, ids: Collection[LayerId], on: bool) -> tuple[Design, Change]:
    """Build rows, or leave them out: then they pass on what they read."""
    one = _("Switch on {layer}") if on else _("Switch off {layer}")
    count = len(set(ids))
    many = (
        ngettext("Switch on {count} layer", "Switch on {count} layers", count)
        if on
        else ngettext("Switch off {count} layer", "Switch off {count} layers", count)
    )
    return _switched(design, ids, "enabled", on, one, many)


def _switched(
    design: Design, ids: Collection[LayerId], field: str, value: bool, one: str, many: str
) -> tuple[Design, Change]:
    places = sorted(place(design, layer_id) for layer_id in set(ids))
    if not places:
        raise UserError(_("Select a layer first."))
    rows = list(design.layers)
    for at in places:
        rows[at] = rows[at].model_copy(update={field: value})
    text = many.format(count=len(places))
    if len(places) == 1:
        text = one.format(layer=kind_title(rows[places[0]]))
    changed = design if tuple(rows) == design.layers else design.model_copy(update={"layers": tuple(rows)})
    return changed, Change(Changed.ROWS, text, layer=rows[places[0]].id)
