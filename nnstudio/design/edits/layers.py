"""Edits of the list of layers.

A row that names the rows it reads keeps to them; where one of those is removed it reads the others, and
the row above when none is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from immutabledict import immutabledict

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.params import Param, unknown_name
from nnstudio.catalogue.values import Value, frozen_mapping
from nnstudio.catalogue.wrappers import MERGE, WRAPPER
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.normal import MOST_LAYERS, entry, normal_row, normal_value, too_many_layers
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext

_NUMBERED = re.compile(r"l([0-9]{1,9})")
_NO_PARAMS: Mapping[str, Value] = immutabledict()


def insert_layer(
    design: Design, kind: str, at: int | None = None, params: Mapping[str, Value] = _NO_PARAMS
) -> tuple[Design, Change]:
    """A new row before the one that stands at ``at``; at the end by default."""
    at = len(design.layers) if at is None else at
    row = LayerRow(id=_free_id(design), kind=kind, params=frozen_mapping(params))
    inserted = _inserted(design, [normal_row(row, "")], at)
    text = _("Add {layer}").format(layer=title(row))
    return inserted, Change(Changed.INSERTED, text, layer=row.id, index=at, target=at)


def insert_rows(design: Design, rows: Sequence[LayerRow], at: int | None = None) -> tuple[Design, Change]:
    """Rows from elsewhere, with ids of their own here; among themselves they read as they did."""
    at = len(design.layers) if at is None else at
    if not rows:
        return design, Change(Changed.LAYER, _("Paste nothing"))
    first = _free_number(design)
    ids = {row.id: f"l{first + offset}" for offset, row in enumerate(rows)}
    known = {INPUT, *(row.id for row in design.layers)}
    renamed = [
        row.model_copy(
            update={
                "id": ids[row.id],
                "reads": _kept([ids.get(read, read) for read in row.reads or ()], known | set(ids.values())),
            }
        )
        for row in rows
    ]
    inserted = _inserted(design, [normal_row(row, "") for row in renamed], at)
    count = len(rows)
    text = ngettext("Paste {count} layer", "Paste {count} layers", count).format(count=count)
    if count == 1:
        text = _("Paste {layer}").format(layer=title(renamed[0]))
    return inserted, Change(Changed.INSERTED, text, layer=renamed[0].id, index=at, target=at + count - 1)


def remove_layers(design: Design, ids: Collection[LayerId]) -> tuple[Design, Change]:
    """Without these rows. Rows that stood together are REMOVED from index to target, else it is ALL."""
    places = sorted(_place(design, layer_id) for layer_id in set(ids))
    if not places:
        return design, Change(Changed.LAYER, _("Remove nothing"))
    left = {INPUT, *(row.id for row in design.layers if row.id not in ids)}
    layers = tuple(_reading(row, _kept(row.reads, left)) for row in design.layers if row.id in left)
    first, last, count = places[0], places[-1], len(places)
    text = ngettext("Remove {count} layer", "Remove {count} layers", count).format(count=count)
    if count == 1:
        text = _("Remove {layer}").format(layer=title(design.layers[first]))
    changed = design.model_copy(update={"layers": layers})
    if last - first + 1 != count:
        return changed, Change(Changed.ALL, text)
    return changed, Change(Changed.REMOVED, text, layer=design.layers[first].id, index=first, target=last)


def move_layer(design: Design, layer_id: LayerId, to: int) -> tuple[Design, Change]:
    """The row stands at ``to`` afterwards."""
    at = _place(design, layer_id)
    if not 0 <= to < len(design.layers):
        raise UserError(_("The layer is already at the end of the list."))
    rows = list(design.layers)
    row = rows.pop(at)
    rows.insert(to, row)
    text = _("Move {layer}").format(layer=title(row))
    moved = design if at == to else design.model_copy(update={"layers": tuple(rows)})
    return moved, Change(Changed.MOVED, text, layer=layer_id, index=at, target=to)


def duplicate_layer(design: Design, layer_id: LayerId) -> tuple[Design, Change]:
    """The same row once more, below it."""
    at = _place(design, layer_id) + 1
    row = design.layers[at - 1]
    copy = row.model_copy(update={"id": _free_id(design), "reads": None})
    text = _("Duplicate {layer}").format(layer=title(row))
    return _inserted(design, [copy], at), Change(Changed.INSERTED, text, layer=copy.id, index=at, target=at)


def set_param(design: Design, layer_id: LayerId, name: str, value: Value) -> tuple[Design, Change]:
    """One parameter of one row."""
    at = _place(design, layer_id)
    row = design.layers[at]
    params = entry(LAYERS, row.kind, "").params
    param = param_named(params, name)
    checked = normal_value(param, value, name)
    text = _("Set “{param}” of {layer} to {value}").format(
        param=_(param.title), layer=title(row), value=param.text(checked)
    )
    change = Change(Changed.LAYER, text, layer=layer_id, index=at, target=at, field=name)
    if name in row.params and row.params[name] == checked:
        return design, change
    changed = row.model_copy(update={"params": frozen_mapping({**row.params, name: checked})})
    rows = (*design.layers[:at], changed, *design.layers[at + 1 :])
    return design.model_copy(update={"layers": rows}), change


def set_wrapper(design: Design, layer_id: LayerId, wrapper: Value) -> tuple[Design, Change]:
    """Whether a layer runs as it is, both ways, or at each step; one of ``catalogue.wrappers``."""
    return _set_field(design, layer_id, WRAPPER, wrapper)


def set_merge(design: Design, layer_id: LayerId, merge: Value) -> tuple[Design, Change]:
    """How the two directions of a layer that runs both ways are joined."""
    return _set_field(design, layer_id, MERGE, merge)


def _set_field(design: Design, layer_id: LayerId, param: Param, value: Value) -> tuple[Design, Change]:
    at = _place(design, layer_id)
    row = design.layers[at]
    checked = normal_value(param, value, param.name)
    changed = normal_row(row.model_copy(update={param.name: checked}), "")
    text = _("Set “{param}” of {layer} to {value}").format(
        param=_(param.title), layer=title(row), value=param.text(checked)
    )
    change = Change(Changed.LAYER, text, layer=layer_id, index=at, target=at, field=param.name)
    if changed == row:
        return design, change
    rows = (*design.layers[:at], changed, *design.layers[at + 1 :])
    return design.model_copy(update={"layers": rows}), change


def param_named(params: Sequence[Param], name: str) -> Param:
    """Raises UserError with the near names."""
    for param in params:
        if param.name == name:
            return param
    raise UserError(unknown_name(name, [param.name for param in params]), where=name)


def title(row: LayerRow) -> str:
    """The translated name of a row's kind."""
    return _(LAYERS[row.kind].title) if row.kind in LAYERS else row.kind


def _inserted(design: Design, rows: Sequence[LayerRow], at: int) -> Design:
    if not 0 <= at <= len(design.layers):
        raise UserError(_("There is no such place in the list."))
    count = len(design.layers) + len(rows)
    if count > MOST_LAYERS:
        raise UserError(too_many_layers(count))
    return design.model_copy(update={"layers": (*design.layers[:at], *rows, *design.layers[at:])})


def _place(design: Design, layer_id: LayerId) -> int:
    try:
        return design.index(layer_id)
    except KeyError:
        raise UserError(_("This layer is not in the list any more.")) from None


def _kept(reads: Sequence[LayerId] | None, known: Collection[LayerId]) -> tuple[LayerId, ...] | None:
    """What is left of the rows that are read; None, the row above, when nothing is."""
    return tuple(read for read in reads or () if read in known) or None


def _reading(row: LayerRow, reads: tuple[LayerId, ...] | None) -> LayerRow:
    return row if reads == row.reads else row.model_copy(update={"reads": reads})


def _free_number(design: Design) -> int:
    matches = (_NUMBERED.fullmatch(row.id) for row in design.layers)
    return 1 + max((int(match[1]) for match in matches if match), default=0)


def _free_id(design: Design) -> LayerId:
    """Short, and not used in this design."""
    return f"l{_free_number(design)}"
