"""Rows taken out of a list, to be put in elsewhere: a small network that goes on from the row above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from nnstudio.design.model import INPUT, Design, Excerpt, GroupId, LayerId, LayerRow

ABOVE: Final[LayerId] = "above"  # in an excerpt: whatever row stands above the place where it is put


def excerpt(design: Design, ids: Collection[LayerId]) -> Excerpt:
    """These rows, in the order of the list, with the groups of which none is missing.

    A read of the row that stands before the first of them becomes one of ABOVE.
    """
    chosen = frozenset(ids)
    places = [at for at, row in enumerate(design.layers) if row.id in chosen]
    if not places:
        return Excerpt()
    missing = {row.group for row in design.layers if row.id not in chosen}
    before = design.layers[places[0] - 1].id if places[0] else INPUT
    rows = tuple(_cut(design.layers[at], before, missing) for at in places)
    standing = {row.group for row in rows}
    return Excerpt(layers=rows, groups=tuple(group for group in design.groups if group.id in standing))


def _cut(row: LayerRow, before: LayerId, missing: Collection[GroupId | None]) -> LayerRow:
    reads = row.reads and tuple(ABOVE if read == before else read for read in row.reads)
    group = None if row.group in missing else row.group
    if reads == row.reads and group == row.group:
        return row
    return row.model_copy(update={"reads": reads, "group": group})


def renamed(
    rows: tuple[LayerRow, ...],
    ids: Mapping[LayerId, LayerId],
    groups: Mapping[GroupId, GroupId],
    known: Collection[LayerId],
    above: LayerId,
) -> tuple[LayerRow, ...]:
    """Rows of an excerpt with other ids. known: rows above them, which may go on being read.

    above: the row that will stand above them. Reads of rows that are not there are dropped.
    """

    def read_of(read: LayerId) -> LayerId | None:
        if read in ids:
            return ids[read]
        return above if read == ABOVE else read if read in known else None

    return tuple(
        row.model_copy(
            update={
                "id": ids[row.id],
                "group": None if row.group is None else groups.get(row.group),
                "reads": tuple(new for read in row.reads or () if (new := read_of(read))) or None,
            }
        )
        for row in rows
    )
