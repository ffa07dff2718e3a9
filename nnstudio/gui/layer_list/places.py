"""Which place in the design a gap between two lines of the list stands for."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.design.model import Design, GroupId
from nnstudio.gui.layer_list.lines import Line

Spot = tuple[int, GroupId | None]  # before which layer, and into which group at its edge


def spot_before(design: Design, lines: Sequence[Line], line: int) -> Spot:
    """The gap above a line; right below an open heading is inside its group."""
    count = len(design.layers)
    if not 0 < line < len(lines) - 1:
        return (0, None) if line == 0 else (count, _into(lines, len(lines) - 1))
    here = lines[line]
    first = design.rows_in(here.group)[0].id if here.is_heading else here.key
    return design.index(first), _into(lines, line)


def spot_after(design: Design, lines: Sequence[Line], line: int) -> Spot:
    """The place below a line: a layer's own group goes on, a heading's whole group is passed."""
    here = lines[line]
    if here.is_heading:
        return design.index(design.rows_in(here.group)[-1].id) + 1, None
    if here.is_layer:
        return design.index(here.key) + 1, here.group or None
    return (0, None) if line == 0 else (len(design.layers), None)


def _into(lines: Sequence[Line], line: int) -> GroupId | None:
    above = lines[line - 1]
    return above.group if above.is_heading and not above.folded else None
