"""What an edit changed: enough to repaint only that, and to say it in the undo list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nnstudio.design.model import LayerId


class Changed(StrEnum):
    LAYER = "layer"  # parameters of one row
    INSERTED = "inserted"
    REMOVED = "removed"
    MOVED = "moved"
    ROWS = "rows"  # how rows are grouped, and which are frozen or off
    DATA = "data"
    FACTS = "facts"  # what is known of the data, which were read; the design is what it was
    RECIPE = "recipe"
    ABOUT = "about"  # title, notes
    ALL = "all"  # another design took its place


@dataclass(frozen=True)
class Change:
    """what: the kind of change. text: for the undo list, translated: "Change units of Dense".

    index, target: where a row was inserted, removed, or moved from and to.
    field: the parameter, so that turning one spin box is one undo step.
    """

    what: Changed
    text: str
    layer: LayerId = ""
    index: int = -1
    target: int = -1
    field: str = ""

    def inverse(self) -> Change:
        """The change that undoing this one makes."""
        swapped = {Changed.INSERTED: Changed.REMOVED, Changed.REMOVED: Changed.INSERTED}
        moved = self.what is Changed.MOVED
        return Change(
            what=swapped.get(self.what, self.what),
            text=self.text,
            layer=self.layer,
            index=self.target if moved else self.index,
            target=self.index if moved else self.target,
            field=self.field,
        )
