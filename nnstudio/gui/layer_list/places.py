"""Which place in the design a gap between two lines of the list stands for."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.design.model import Design, GroupId, LayerId
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


def spot_beside(design: Design, layers: Sequence[LayerId], by: int) -> Spot | None:
    """One step up, -1, or down, 1: over a row, or a group that is folded or that a group cannot go into;
    None where the list ends."""
    places = [design.index(layer) for layer in layers]
    at = places[0] - 1 if by < 0 else places[-1] + 1
    if not 0 <= at < len(design.layers):
        return None
    over = design.layers[at].group
    whole = {row.group for row in design.layers if row.id in layers} - {over} != {None}
    if over is not None and over != design.layers[places[0]].group:
        passed = design.group(over).folded or whole
        if passed:
            rows = design.rows_in(over)
            return (design.index(rows[0].id), None) if by < 0 else (design.index(rows[-1].id) + 1, None)
    return (at, None) if by < 0 else (at + 1, None)


def _into(lines: Sequence[Line], line: int) -> GroupId | None:
    above = lines[line - 1]
    return above.group if above.is_heading and not above.folded else None
