"""Where rows stand after an edit: groups stay whole, and no row reads from below itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from nnstudio.design.model import INPUT, Design, Group, GroupId, LayerId, LayerRow
from nnstudio.design.names import kind_title, row_name
from nnstudio.design.normal import check_count
from nnstudio.design.wiring import most_reads
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext

_Stretch = tuple[LayerRow, ...]


def arranged(
    design: Design,
    rows: Sequence[LayerRow],
    touched: Collection[LayerId] = (),
    into: GroupId | None = None,
    groups: Sequence[Group] = (),
) -> Design:
    """The design with these rows in this order.

    touched: rows that are new here or have moved. Between two rows of a group they belong to it; at its
    edge they do if it is named by into; elsewhere rows leave a group that they no longer stand in. groups:
    what comes with new rows. Raises UserError for a group inside another, and for too many layers.
    """
    known = {group.id: group for group in (*design.groups, *groups)}
    joined = _together(_joined(rows, frozenset(touched), into, known), frozenset(touched))
    standing = tuple(known[name] for name in dict.fromkeys(row.group for row in joined) if name is not None)
    check_count(joined, standing)
    return design.model_copy(update={"layers": tuple(joined), "groups": standing})


def check_order(before: Design, rows: Sequence[LayerRow]) -> None:
    """Raises UserError where a row, in this new order, would read from below itself."""
    places = {row.id: at for at, row in enumerate(rows)}
    old = {row.id: at for at, row in enumerate(before.layers)}
    for at, row in enumerate(rows):
        for read in row.reads or ():
            if places.get(read, -1) >= at and old.get(read, at) < old.get(row.id, -1):
                raise UserError(
                    _("{reader} reads {read}, so it must stand below it.").format(
                        reader=row_name(before, row.id), read=row_name(before, read)
                    )
                )


def check_reads(design: Design, row: LayerRow, at: int, reads: Sequence[LayerId]) -> None:
    """Raises UserError where a row that stands, or will stand, at a place cannot read these."""
    if not reads:
        raise UserError(_("A row must read something."), where="reads")
    above = {INPUT, *(each.id for each in design.layers[:at])}
    for read in reads:
        if read not in above:
            raise UserError(_not_above(design, row, read), where="reads")
    most = most_reads(row.kind)
    if most is not None and len(reads) > most:
        message = ngettext(
            "{layer} reads {most} row, not {count}.", "{layer} reads up to {most} rows, not {count}.", most
        )
        raise UserError(message.format(layer=kind_title(row), most=most, count=len(reads)), where="reads")


def _not_above(design: Design, row: LayerRow, read: LayerId) -> str:
    if read == row.id:
        return _("A row cannot read itself.")
    if all(read != each.id for each in design.layers):
        return _("This layer is not in the list any more.")
    return _("{row} cannot read {read}, which stands below it.").format(
        row=row_name(design, row.id), read=row_name(design, read)
    )


def _joined(
    rows: Sequence[LayerRow],
    touched: frozenset[LayerId],
    into: GroupId | None,
    known: Mapping[GroupId, Group],
) -> Iterator[LayerRow]:
    """The rows, with the groups that touched ones join."""
    runs = [(new, tuple(run)) for new, run in groupby(rows, key=lambda row: row.id in touched)]
    for at, (new, run) in enumerate(runs):
        if not new:
            yield from run
            continue
        above = runs[at - 1][1][-1].group if at else None
        below = runs[at + 1][1][0].group if at + 1 < len(runs) else None
        around = above if above is not None and above == below else None
        if around is None and into is not None and into in (above, below):
            around = into
        if around is None:
            yield from run
            continue
        _refuse_nesting(run, rows, around, known)
        yield from (row if row.group == around else row.model_copy(update={"group": around}) for row in run)


def _refuse_nesting(
    run: _Stretch, rows: Sequence[LayerRow], around: GroupId, known: Mapping[GroupId, Group]
) -> None:
    inside = {row.group for row in run} - {None, around}
    for name in inside:
        if name is not None and all(row in run for row in rows if row.group == name):
            raise UserError(
                _("A group cannot stand inside another one: ungroup “{title}” first.").format(
                    title=known[name].title
                )
            )


def _together(rows: Iterator[LayerRow], touched: frozenset[LayerId]) -> list[LayerRow]:
    """Of each group the stretch that did not move, else the longest; rows apart from it leave the group."""
    stretches = [(name, tuple(run)) for name, run in groupby(rows, key=lambda row: row.group)]
    best: dict[GroupId, _Stretch] = {}
    for name, run in stretches:
        if name is not None and _weight(run, touched) > _weight(best.get(name, ()), touched):
            best[name] = run
    return [
        row if name is None or run is best[name] else row.model_copy(update={"group": None})
        for name, run in stretches
        for row in run
    ]


def _weight(run: _Stretch, touched: frozenset[LayerId]) -> tuple[int, int]:
    return sum(row.id not in touched for row in run), len(run)
