"""Edits of groups: rows that stand together under a heading, and are built once or several times."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import free_id, free_ids, place
from nnstudio.design.edits.standing import arranged
from nnstudio.design.excerpts import excerpt, renamed
from nnstudio.design.fields import REPEAT
from nnstudio.design.model import Design, Group, GroupId, LayerId, LayerRow
from nnstudio.design.normal import check_count, normal_group, normal_value
from nnstudio.errors import UserError
from nnstudio.i18n import _


def group_rows(design: Design, ids: Collection[LayerId], title: str = "") -> tuple[Design, Change]:
    """Put rows that stand together under a heading."""
    places = sorted(place(design, layer_id) for layer_id in set(ids))
    if not places:
        raise UserError(_("Select the layers that belong together."))
    if places[-1] - places[0] + 1 != len(places):
        raise UserError(_("Layers of a group stand together. Select layers without a gap between them."))
    chosen = [design.layers[at] for at in places]
    for name in {row.group for row in chosen} - {None}:
        assert name is not None
        raise UserError(
            _("Some of these layers are in the group “{title}” already. Ungroup it first.").format(
                title=design.group(name).title
            )
        )
    name = free_id("g", (group.id for group in design.groups))
    group = normal_group(Group(id=name, title=title or _("Group {number}").format(number=name[1:])), "group")
    inside = {row.id for row in chosen}
    rows = [row.model_copy(update={"group": name}) if row.id in inside else row for row in design.layers]
    text = _("Group “{title}”").format(title=group.title)
    return arranged(design, rows, groups=[group]), Change(Changed.ROWS, text, layer=chosen[0].id)


def ungroup(design: Design, group_id: GroupId) -> tuple[Design, Change]:
    """Without the heading. Repeats become rows of their own, so that the network stays what it is."""
    group = _group(design, group_id)
    rows = [row.model_copy(update={"group": None}) for row in design.rows_in(group_id)]
    first = design.index(rows[0].id)
    written = _written_out(design, group, rows)
    last = {row.id: copy.id for row, copy in zip(rows, written[-len(rows) :], strict=True)}
    below = [_reading(row, last) for row in design.layers[first + len(rows) :]]
    changed = arranged(design, [*design.layers[:first], *written, *below])
    return changed, Change(Changed.ROWS, _("Ungroup “{title}”").format(title=group.title))


def rename_group(design: Design, group_id: GroupId, title: str) -> tuple[Design, Change]:
    """Without a name it keeps the one that it has."""
    group = _group(design, group_id)
    title = title.strip() or group.title
    text = _("Rename the group to “{title}”").format(title=title)
    return _with(design, group, text, title=title)


def repeat_group(design: Design, group_id: GroupId, times: int) -> tuple[Design, Change]:
    """Build the group this many times, one after the other."""
    group = _group(design, group_id)
    checked = normal_value(REPEAT, times, REPEAT.name)
    text = _("Repeat “{title}” {count} times").format(title=group.title, count=checked)
    return _with(design, group, text, repeat=checked)


def fold_group(design: Design, group_id: GroupId, folded: bool) -> tuple[Design, Change]:
    """Show the heading alone, or its rows too."""
    group = _group(design, group_id)
    text = _("Fold “{title}”") if folded else _("Unfold “{title}”")
    return _with(design, group, text.format(title=group.title), folded=folded)


def _with(design: Design, group: Group, text: str, **fields: object) -> tuple[Design, Change]:
    changed = normal_group(group.model_copy(update=fields), "group")
    groups = tuple(changed if each.id == group.id else each for each in design.groups)
    check_count(design.layers, groups)
    change = Change(Changed.ROWS, text)
    return design if changed == group else design.model_copy(update={"groups": groups}), change


def _group(design: Design, group_id: GroupId) -> Group:
    try:
        return design.group(group_id)
    except KeyError:
        raise UserError(_("This group is not in the list any more.")) from None


def _written_out(design: Design, group: Group, rows: list[LayerRow]) -> list[LayerRow]:
    """The rows as often as the group is built, each copy going on from the one before."""
    copied = excerpt(design, [row.id for row in rows]).layers
    bare = tuple(row.model_copy(update={"group": None}) for row in copied)
    here = [row.id for row in design.layers]
    new = iter(free_ids("l", here, len(rows) * (group.repeat - 1)))
    copies = [rows]
    for _number in range(group.repeat - 1):
        ids = {row.id: next(new) for row in rows}
        copies.append(list(renamed(bare, ids, {}, here, copies[-1][-1].id)))
    return list(chain.from_iterable(copies))


def _reading(row: LayerRow, ids: dict[LayerId, LayerId]) -> LayerRow:
    reads = row.reads and tuple(ids.get(read, read) for read in row.reads)
    return row if reads == row.reads else row.model_copy(update={"reads": reads})
