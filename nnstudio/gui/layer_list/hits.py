"""What of the list is under the mouse."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QListView

from nnstudio.gui.layer_list.delegate import LayerDelegate
from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.rail_hand import RailHand
from nnstudio.i18n import N_


class Part(Enum):
    """GRIP: the end of a rail. STATION: where a new one begins. TRIANGLE, BADGE and HEADING are of a group;
    FIX mends a row."""

    NOTHING = auto()
    ROW = auto()
    GRIP = auto()
    STATION = auto()
    TRIANGLE = auto()
    BADGE = auto()
    HEADING = auto()
    FIX = auto()


CURSORS = {
    Part.GRIP: Qt.CursorShape.OpenHandCursor,
    Part.STATION: Qt.CursorShape.OpenHandCursor,
    Part.FIX: Qt.CursorShape.PointingHandCursor,
}
TIPS = {Part.STATION: N_("Drag it to a row below, which then reads this one.")}


class Hits:
    """Knows where the parts of a row are drawn."""

    def __init__(
        self, view: QListView, model: LayerListModel, delegate: LayerDelegate, rails: RailHand
    ) -> None:
        self._view = view
        self._model = model
        self._delegate = delegate
        self._rails = rails

    def at(self, place: QPointF) -> tuple[Part, Line | None]:
        """What is there, and the line that it belongs to; a grip belongs to none.

        A rail's end lies over the rows, so it comes first.
        """
        if self._rails.grip_at(place) is not None:
            return Part.GRIP, None
        index = self._view.indexAt(place.toPoint())
        if not index.isValid():
            return Part.NOTHING, None
        line, row = self._model.line(index.row()), self._view.visualRect(index)
        if self._rails.begins_at(place):
            return Part.STATION, line
        layout = self._delegate.layout(self._view.font())
        if layout.is_on_fix(row, line, place.toPoint()):
            return Part.FIX, line
        if not line.is_heading:
            return Part.ROW, line
        if place.x() < layout.text_of(line):
            return Part.TRIANGLE, line
        on_badge = layout.badge_frame(row, line).contains(place.toPoint())
        return (Part.BADGE if on_badge else Part.HEADING), line
