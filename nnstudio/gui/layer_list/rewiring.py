"""What becomes of a rail whose end is dragged to a row: one that is there, or one that begins with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.model import INPUT, Design, LayerId
from nnstudio.errors import UserError
from nnstudio.gui.layer_list.lines import INPUT_ROW, Line
from nnstudio.gui.layer_list.rails import Rail
from nnstudio.i18n import _


class End(Enum):
    SOURCE = auto()  # at the row that is read
    READER = auto()  # at the row that reads


@dataclass(frozen=True)
class Rewiring:
    """edit: what would do it; None where it cannot be, and why."""

    edit: Callable[[Design], tuple[Design, Change]] | None = None
    why: str = ""


def rewiring(design: Design, rail: Rail, end: End, line: Line) -> Rewiring:
    """Put this end of a rail on the row of a line."""
    row = _row(design, line, end)
    if not row:
        return Rewiring(why=_("Drop it on a layer."))
    if end is End.SOURCE:
        edit = partial(edits.rewire, layer_id=rail.layer, old=rail.source, new=row)
    elif not rail.layer:
        edit = partial(edits.let_read, layer_id=row, reads=(rail.source,))
    else:
        edit = partial(edits.move_read, layer_id=rail.layer, read=rail.source, reader=row)
    try:
        edit(design)
    except UserError as error:
        return Rewiring(why=error.message)
    return Rewiring(edit)


def _row(design: Design, line: Line, end: End) -> LayerId:
    """The row that a line stands for: of a heading, what its group gives; "" for none."""
    if line.is_layer:
        return line.key
    if end is End.SOURCE and line.key == INPUT_ROW:
        return INPUT
    if end is End.SOURCE and line.is_heading:
        return design.rows_in(line.group)[-1].id
    return ""
