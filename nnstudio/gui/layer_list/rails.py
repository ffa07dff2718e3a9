"""Where the skips of a list run: a rail for each read of a row that does not stand right above.

Rails of the same source share a trunk, as lines of a metro that begin at one station; trunks that overlap
run in lanes of their own, the shorter ones nearer to the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.design.wiring import reads_at
from nnstudio.gui.layer_list.lines import Line


@dataclass(frozen=True)
class Rail:
    """layer reads source; "" for no row yet, where the rail is just being drawn. top, bottom: the lines where
    the rail begins and ends; lane: 0 is the nearest."""

    source: LayerId
    layer: LayerId
    top: int
    bottom: int
    lane: int = 0


@dataclass(frozen=True)
class Rails:
    """What is drawn on the left of the lines. apart: lines that do not read what stands above them."""

    rails: tuple[Rail, ...] = ()
    lanes: int = 0
    apart: frozenset[int] = frozenset()


def rails_of(design: Design, lines: Sequence[Line]) -> Rails:
    """A row in a folded group has its heading's line; a rail inside such a group does not show."""
    if all(row.reads is None for row in design.layers):
        return Rails()
    places = _places(design, lines)
    found: dict[tuple[int, int], Rail] = {}
    apart = set()
    for at, row in enumerate(design.layers):
        if row.reads is None:
            continue
        above = design.layers[at - 1].id if at else INPUT
        reads = reads_at(design, at)
        bottom = places[row.id]
        if above not in reads and places[above] != bottom:
            apart.add(bottom)
        for read in reads:
            top = places.get(read, bottom)
            if read == above or (lines[bottom].is_heading and bottom == top + 1):
                continue  # the rows stand one below the other
            if top < bottom:
                found.setdefault((top, bottom), Rail(read, row.id, top, bottom))
    lanes = _lanes(tuple(found.values()))
    rails = tuple(
        Rail(rail.source, rail.layer, rail.top, rail.bottom, lanes[rail.top]) for rail in found.values()
    )
    return Rails(rails, max(lanes.values(), default=-1) + 1, frozenset(apart))


def _places(design: Design, lines: Sequence[Line]) -> dict[LayerId, int]:
    """The line of each row, which for a folded one is its group's heading."""
    lines_of_keys = {line.key: at for at, line in enumerate(lines)}
    headings = {line.group: at for at, line in enumerate(lines) if line.is_heading}
    places = {INPUT: 0}
    for row in design.layers:
        places[row.id] = lines_of_keys[row.id] if row.id in lines_of_keys else headings[row.group or ""]
    return places


def _lanes(rails: Sequence[Rail]) -> dict[int, int]:
    """The lane of each trunk, by the line where it begins."""
    ends: dict[int, int] = {}
    for rail in rails:
        ends[rail.top] = max(rail.bottom, ends.get(rail.top, 0))
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, int] = {}
    for top, bottom in sorted(ends.items(), key=lambda trunk: (trunk[1] - trunk[0], trunk[0])):
        free = (
            lane
            for lane, others in enumerate(taken)
            if all(bottom <= begin or end <= top for begin, end in others)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((top, bottom))
        lanes[top] = lane
    return lanes
