"""Edits of the list of layers.

A row that names the rows it reads keeps to them, and none can be moved to where it would read from below
itself. Where one of those is removed, the row reads what that one read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from immutabledict import immutabledict

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.params import Param, unknown_name
from nnstudio.catalogue.values import Value, frozen_mapping
from nnstudio.catalogue.wrappers import MERGE, POWER_ITERATIONS, WRAPPER
from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.standing import arranged, check_order, check_reads
from nnstudio.design.excerpts import renamed
from nnstudio.design.flat import passed_on
from nnstudio.design.model import INPUT, Design, Group, GroupId, LayerId, LayerRow
from nnstudio.design.names import kind_title as title
from nnstudio.design.normal import entry, normal_row, normal_value
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext

_NO_PARAMS: Mapping[str, Value] = immutabledict()


def insert_layer(
    design: Design,
    kind: str,
    at: int | None = None,
    params: Mapping[str, Value] = _NO_PARAMS,
    reads: Sequence[LayerId] | None = None,
    into: GroupId | None = None,
) -> tuple[Design, Change]:
    """A new row before the one that stands at ``at``; at the end by default.

    into: the group that it joins, should it stand at its edge.
    """
    at = len(design.layers) if at is None else at
    row = LayerRow(
        id=free_id("l", (row.id for row in design.layers)),
        kind=kind,
        params=frozen_mapping(params),
        reads=tuple(reads) if reads else None,
    )
    checked = normal_row(row, "")
    if checked.reads is not None:
        check_reads(design, checked, at, checked.reads)
    inserted = _inserted(design, [checked], at, into)
    text = _("Add {layer}").format(layer=title(row))
    return inserted, Change(Changed.INSERTED, text, layer=row.id, index=at, target=at)


def insert_rows(
    design: Design,
    rows: Sequence[LayerRow],
    at: int | None = None,
    groups: Sequence[Group] = (),
    into: GroupId | None = None,
) -> tuple[Design, Change]:
    """Rows of an excerpt, with ids of their own here; among themselves they read as they did.

    groups: those that come along, which are put below a group rather than into it.
    """
    at = len(design.layers) if at is None else at
    if not rows:
        return design, Change(Changed.ROWS, _("Paste nothing"))
    if groups:
        at = _below_group(design, at)
    here = [row.id for row in design.layers]
    ids = dict(zip((row.id for row in rows), free_ids("l", here, len(rows)), strict=True))
    names = free_ids("g", (group.id for group in design.groups), len(groups))
    own = dict(zip((group.id for group in groups), names, strict=True))
    above = here[at - 1] if 0 < at <= len(here) else INPUT
    new = renamed(tuple(rows), ids, own, frozenset((INPUT, *here[:at])), above)
    brought = [group.model_copy(update={"id": own[group.id]}) for group in groups]
    inserted = _inserted(design, [normal_row(row, "") for row in new], at, None if groups else into, brought)
    count = len(rows)
    text = ngettext("Paste {count} layer", "Paste {count} layers", count).format(count=count)
    if count == 1:
        text = _("Paste {layer}").format(layer=title(new[0]))
    return inserted, Change(Changed.INSERTED, text, layer=new[0].id, index=at, target=at + count - 1)


def remove_layers(design: Design, ids: Collection[LayerId]) -> tuple[Design, Change]:
    """Without these rows. Rows that stood together are REMOVED from index to target, else it is ALL."""
    places = sorted(place(design, layer_id) for layer_id in set(ids))
    if not places:
        return design, Change(Changed.ROWS, _("Remove nothing"))
    first, last, count = places[0], places[-1], len(places)
    text = ngettext("Remove {count} layer", "Remove {count} layers", count).format(count=count)
    if count == 1:
        text = _("Remove {layer}").format(layer=title(design.layers[first]))
    changed = arranged(design, _without(design, frozenset(ids)))
    if last - first + 1 != count:
        return changed, Change(Changed.ALL, text)
    return changed, Change(Changed.REMOVED, text, layer=design.layers[first].id, index=first, target=last)


def move_layer(design: Design, layer_id: LayerId, to: int) -> tuple[Design, Change]:
    """The row stands at ``to`` afterwards."""
    at = place(design, layer_id)
    if not 0 <= to < len(design.layers):
        raise UserError(_("The layer is already at the end of the list."))
    return move_rows(design, [layer_id], to if to <= at else to + 1)


def move_rows(
    design: Design, ids: Collection[LayerId], at: int, into: GroupId | None = None
) -> tuple[Design, Change]:
    """Bring rows together before the one that stands at ``at`` now, in the order that they have.

    Raises UserError where a row would then read from below itself. into: a group that they join at its
    edge.
    """
    moving = [design.layers[each] for each in sorted(place(design, layer_id) for layer_id in set(ids))]
    if not 0 <= at <= len(design.layers) or not moving:
        raise UserError(_("There is no such place in the list."))
    chosen = frozenset(row.id for row in moving)
    staying = [row for row in design.layers if row.id not in chosen]
    to = at - sum(row.id in chosen for row in design.layers[:at])
    rows = [*staying[:to], *moving, *staying[to:]]
    check_order(design, rows)
    moved = arranged(design, rows, chosen, into)
    moved = design if moved == design else moved
    if len(moving) == 1:
        text = _("Move {layer}").format(layer=title(moving[0]))
        index = design.index(moving[0].id)
        return moved, Change(Changed.MOVED, text, layer=moving[0].id, index=index, target=to)
    text = ngettext("Move {count} layer", "Move {count} layers", len(moving)).format(count=len(moving))
    return moved, Change(Changed.MOVED, text)


def duplicate_layer(design: Design, layer_id: LayerId) -> tuple[Design, Change]:
    """The same row once more, below it: what reads one row reads the row above, a merge the same rows."""
    at = place(design, layer_id) + 1
    row = design.layers[at - 1]
    reads = row.reads if row.reads and len(row.reads) > 1 else None
    name = free_id("l", (row.id for row in design.layers))
    copy = row.model_copy(update={"id": name, "reads": reads, "group": None})
    text = _("Duplicate {layer}").format(layer=title(row))
    inserted = _inserted(design, [copy], at, row.group)
    return inserted, Change(Changed.INSERTED, text, layer=copy.id, index=at, target=at)


def set_param(design: Design, layer_id: LayerId, name: str, value: Value) -> tuple[Design, Change]:
    """One parameter of one row."""
    at = place(design, layer_id)
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
    return with_row(design, at, params=frozen_mapping({**row.params, name: checked})), change


def with_row(design: Design, at: int, **fields: object) -> Design:
    """The row at a place with other fields; the same design where they are as they were."""
    row = design.layers[at]
    changed = row.model_copy(update=fields)
    if changed == row:
        return design
    return design.model_copy(update={"layers": (*design.layers[:at], changed, *design.layers[at + 1 :])})


def set_wrapper(design: Design, layer_id: LayerId, wrapper: Value) -> tuple[Design, Change]:
    """Whether a layer runs as it is, both ways, or at each step; one of ``catalogue.wrappers``."""
    return _set_field(design, layer_id, WRAPPER, wrapper)


def set_merge(design: Design, layer_id: LayerId, merge: Value) -> tuple[Design, Change]:
    """How the two directions of a layer that runs both ways are joined."""
    return _set_field(design, layer_id, MERGE, merge)


def set_power_iterations(design: Design, layer_id: LayerId, rounds: Value) -> tuple[Design, Change]:
    """How often a step refines what is known of the norm of a kernel that is evened out."""
    return _set_field(design, layer_id, POWER_ITERATIONS, rounds)


def _set_field(design: Design, layer_id: LayerId, param: Param, value: Value) -> tuple[Design, Change]:
    at = place(design, layer_id)
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


def place(design: Design, layer_id: LayerId) -> int:
    """Where a row stands; raises UserError where it does not."""
    try:
        return design.index(layer_id)
    except KeyError:
        raise UserError(_("This layer is not in the list any more.")) from None


def free_id(letter: str, used: Iterable[str]) -> str:
    """Short, and not used."""
    return free_ids(letter, used, 1)[0]


def free_ids(letter: str, used: Iterable[str], count: int) -> list[str]:
    numbered = re.compile(f"{letter}([0-9]{{1,9}})")
    matches = (numbered.fullmatch(name) for name in used)
    first = 1 + max((int(match[1]) for match in matches if match), default=0)
    return [f"{letter}{number}" for number in range(first, first + count)]


def _inserted(
    design: Design,
    rows: Sequence[LayerRow],
    at: int,
    into: GroupId | None = None,
    groups: Sequence[Group] = (),
) -> Design:
    if not 0 <= at <= len(design.layers):
        raise UserError(_("There is no such place in the list."))
    layers = [*design.layers[:at], *rows, *design.layers[at:]]
    return arranged(design, layers, frozenset(row.id for row in rows), into, groups)


def _below_group(design: Design, at: int) -> int:
    """The place itself, or that below the group that it is in the middle of."""
    rows = design.layers
    while 0 < at < len(rows) and rows[at].group is not None and rows[at].group == rows[at - 1].group:
        at += 1
    return at


def _without(design: Design, gone: frozenset[LayerId]) -> list[LayerRow]:
    """The rows that are left; where they named one that is gone, they read what that one passed on."""
    places = {row.id: at for at, row in enumerate(design.layers)}
    passes: dict[LayerId, LayerId] = {}
    left: list[LayerRow] = []
    for at, row in enumerate(design.layers):
        above = design.layers[at - 1].id if at else INPUT
        named = (above,) if row.reads is None else row.reads
        reads = tuple(dict.fromkeys(passes.get(read, read) for read in named))
        if row.id in gone:
            passes[row.id] = passed_on(reads, places) if reads else passes.get(above, above)
            continue
        if row.reads is not None and not gone.isdisjoint(row.reads):
            plain = reads == (left[-1].id if left else INPUT,)
            row = row.model_copy(update={"reads": None if plain else reads})
        left.append(row)
    return left
