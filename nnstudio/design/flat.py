"""What is really built of a list: groups repeated, rows that are off left out, every read by name.

A group of n repeats is built n times one after the other. In each further copy, rows that read the row
before the group read the last row of the copy before; reads inside the group stay in the same copy, and
rows below the group read its last copy. Copies of a row "l3" are "l3", "l3.2", "l3.3", …
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from nnstudio.design.model import INPUT, Design, GroupId, LayerId, LayerRow

_COPY = "."  # stands in no id of the list


@dataclass(frozen=True)
class Flat:
    """rows: what is built, each with the ids that it reads. gives: what reading a row of the list comes
    to: its last copy, or what it passes on where it is off."""

    rows: tuple[LayerRow, ...]
    gives: Mapping[LayerId, LayerId]


def flat_rows(design: Design) -> tuple[LayerRow, ...]:
    """The rows that are built, in order. The last of them is what the network gives."""
    return flatten(design).rows


def flatten(design: Design) -> Flat:
    switched = _switched(design)
    repeats = {group.id: group.repeat for group in design.groups if group.repeat > 1}
    if not repeats:
        return Flat(tuple(switched.rows), switched.passes)
    return _repeated(switched, repeats)


def listed(layer_id: LayerId) -> LayerId:
    """The row of the list that something built comes from: "l3" for "l3.2"."""
    return layer_id.partition(_COPY)[0]


def copy_number(layer_id: LayerId) -> int:
    """Which copy of its row it is, counted from 1."""
    return int(layer_id.partition(_COPY)[2] or 1)


def copy_id(layer_id: LayerId, number: int) -> LayerId:
    """What that copy of a row of the list is called, counted from 1."""
    return layer_id if number == 1 else f"{layer_id}{_COPY}{number}"


def count_built(rows: Iterable[LayerRow], repeats: Mapping[GroupId | None, int]) -> int:
    """How many layers these rows come to; repeats: of their groups."""
    return sum(repeats.get(row.group, 1) for row in rows)


def passed_on(reads: Sequence[LayerId], places: Mapping[LayerId, int]) -> LayerId:
    """Of what a row reads, what stands in its place where it is not there: the lowest in the list."""
    return max(reads, key=lambda read: places.get(read, -1))


@dataclass
class _Switched:
    """The rows that are on. passes: what reading any row comes to. doors: for each group, what the rows
    before it and its own last row come to."""

    rows: list[LayerRow] = field(default_factory=list)
    passes: dict[LayerId, LayerId] = field(default_factory=lambda: {INPUT: INPUT})
    doors: dict[GroupId, tuple[LayerId, LayerId]] = field(default_factory=dict)


def _switched(design: Design) -> _Switched:
    on = _Switched()
    places = {row.id: at for at, row in enumerate(design.layers)}
    above = INPUT
    for row in design.layers:
        before = above
        named = (above,) if row.reads is None else row.reads
        reads = tuple(on.passes.get(read, read) for read in named)
        if row.enabled:
            above = row.id
            on.rows.append(row if reads == row.reads else row.model_copy(update={"reads": reads}))
        elif reads:
            above = passed_on(reads, places)
        on.passes[row.id] = above
        if row.group is not None:
            on.doors[row.group] = (on.doors.get(row.group, (before, ""))[0], above)
    return on


def _repeated(on: _Switched, repeats: Mapping[GroupId, int]) -> Flat:
    rows: list[LayerRow] = []
    built: dict[LayerId, LayerId] = {INPUT: INPUT}  # the last copy of each row
    for group, stretch in groupby(on.rows, key=lambda row: row.group):
        members = tuple(stretch)
        if group is None or group not in repeats:
            rows += (_renamed(row, row.id, built) for row in members)
            built |= {row.id: row.id for row in members}
            continue
        before, last = on.doors[group]
        names = built
        for number in range(1, repeats[group] + 1):
            copies = {row.id: copy_id(row.id, number) for row in members}
            names = {**built, before: names.get(last if number > 1 else before, before), **copies}
            rows += (_renamed(row, names[row.id], names) for row in members)
        built |= {row.id: names[row.id] for row in members}
    return Flat(tuple(rows), {row: built.get(given, given) for row, given in on.passes.items()})


def _renamed(row: LayerRow, name: LayerId, names: Mapping[LayerId, LayerId]) -> LayerRow:
    reads = tuple(names.get(read, read) for read in row.reads or ())
    if name == row.id and reads == row.reads:
        return row
    return row.model_copy(update={"id": name, "reads": reads})
