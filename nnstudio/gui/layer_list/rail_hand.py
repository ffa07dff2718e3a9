"""The rails over the list: drawn in the view, taken by their ends with the mouse, and begun at a row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QToolTip

from nnstudio.gui.layer_list.delegate import LayerDelegate
from nnstudio.gui.layer_list.edge_scroll import EdgeScroll
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.rail_painter import Grip, RailPainter, gutter_width
from nnstudio.gui.layer_list.rails import Rail
from nnstudio.gui.layer_list.rewiring import End, Rewiring
from nnstudio.gui.layer_list.stations import is_on, paint_station, source_of, station
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip

_FAR = 100  # pixels out of sight
_CUT = 5  # pixels: half of the cross where a rail cannot go


@dataclass
class _Held:
    """An end in the hand. place: of the mouse. line: the one it is over, -1 for none yet."""

    grip: Grip
    place: QPointF
    line: int = -1
    asked: Rewiring | None = None


class RailHand:
    """Belongs to one view. It asks the model what may be, and to do it when an end is let go."""

    def __init__(self, view: QListView, model: LayerListModel, delegate: LayerDelegate, theme: Theme) -> None:
        self._view = view
        self._model = model
        self._delegate = delegate
        self._edges = EdgeScroll(view)
        self._edges.scrolled.connect(self.follow_scrolling)
        self._held: _Held | None = None
        self._under = -1  # the line that the mouse is over
        self.theme = theme

    @property
    def is_holding(self) -> bool:
        return self._held is not None

    def make_room(self) -> bool:
        """Tell the delegate how wide the rails are; whether that is new."""
        width = gutter_width(self._model.rails)
        if width == self._delegate.gutter:
            return False
        self._delegate.gutter = width
        return True

    # Drawing

    def paint(self, painter: QPainter, selected: list[int]) -> None:
        rails, held = self._model.rails, self._held
        if not rails.lanes and held is None and not self._new_at(self._under):
            return
        shown = self._shown()
        drawn, ground = self._painter(shown), self._view.palette().base().color()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if rails.lanes:
            lines, chosen = self._model.lines, set(selected)
            layout = self._delegate.layout(self._view.font())
            drawn.paint_joints(painter, lines, [layout.mark_of(line) for line in lines], shown)
            strong = {rail for rail in rails.rails if rail.top in chosen or rail.bottom in chosen}
            drawn.paint(painter, ground, strong)
        if held is not None and held.asked is not None:
            self._paint_held(painter, drawn, ground, held)
        new = held.grip if held is not None and not held.grip.rail.layer else self._new_at(self._under)
        if new is not None:
            paint_station(painter, new.place, QColor(self.theme.accent), ground)

    def _paint_held(self, painter: QPainter, drawn: RailPainter, ground: QColor, held: _Held) -> None:
        may = held.asked is not None and held.asked.edit is not None
        shade = QColor(self.theme.accent if may else self.theme.bad)
        course = drawn.moved(held.grip, held.line)
        drawn.draw(painter, course, shade, ground, thick=True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shade, 2, Qt.PenStyle.SolidLine if may else Qt.PenStyle.DashLine))
        frame = drawn.frame(held.line, self._view.viewport().width())
        painter.drawRoundedRect(frame, 4, 4)
        if not may:
            middle = QPointF(frame.right() - 3 * _CUT, frame.center().y())
            painter.setBrush(ground)
            painter.drawEllipse(middle, 2 * _CUT, 2 * _CUT)
            painter.setPen(QPen(shade, 2))
            for side in (-_CUT, _CUT):
                painter.drawLine(middle + QPointF(-_CUT, side), middle + QPointF(_CUT, -side))

    def _painter(self, shown: range | None = None) -> RailPainter:
        """Of what is seen: to ask for the place of each row of a long list would take longer than to draw.
        Rows that are out of sight stand just outside."""
        shown = self._shown() if shown is None else shown
        height = self._view.viewport().height()

        def row(line: int) -> QRect:
            if line in shown:
                return self._row(line)
            return QRect(0, -_FAR if line < shown.start else height + _FAR, 0, 0)

        held = self._held.grip.rail if self._held is not None else None
        seen = [
            rail
            for rail in self._model.rails.rails
            if rail == held or (rail.top < shown.stop and rail.bottom >= shown.start)
        ]
        return RailPainter(replace(self._model.rails, rails=tuple(seen)), self.theme, row)

    def _row(self, line: int) -> QRect:
        """A line's place in the viewport, without the sentence under it."""
        rect = self._view.visualRect(self._model.index(line))
        rect.setHeight(self._delegate.layout(self._view.font()).fonts.body(self._model.line(line)))
        return rect

    def _shown(self) -> range:
        room = self._view.viewport().rect()
        first = self._view.indexAt(room.topLeft() + QPoint(room.width() - 2, 1)).row()
        last = self._view.indexAt(room.bottomLeft() + QPoint(room.width() - 2, -1)).row()
        count = self._model.rowCount()
        return range(max(first, 0), (last if last >= 0 else count - 1) + 1)

    # The mouse

    def grip_at(self, place: QPointF) -> Grip | None:
        return self._painter().grip_at(place) if self._model.rails.lanes else None

    def begins_at(self, place: QPointF) -> bool:
        """Whether a new rail can be drawn from there."""
        new = self._new_at(self._view.indexAt(place.toPoint()).row())
        return new is not None and is_on(new.place, place)

    def _new_at(self, line: int) -> Grip | None:
        """The end of a rail that begins at a line, still in its place."""
        source = source_of(self._model.lines, line)
        if not source:
            return None
        mark = self._delegate.layout(self._view.font()).mark_of(self._model.line(line))
        return Grip(Rail(source, "", line, line), End.READER, station(self._row(line), mark))

    def look_at(self, place: QPointF | None) -> None:
        """The mouse is over a row, which shows that a rail can begin at it; None where it is gone."""
        line = -1 if place is None else self._view.indexAt(place.toPoint()).row()
        before, self._under = self._under, line
        for changed in {before, line} if before != line else ():
            self._view.update(self._model.index(changed))

    def press(self, place: QPointF) -> bool:
        """Take the end that is there, or that begins there; whether there is one."""
        grip = self.grip_at(place)
        if grip is None and self.begins_at(place):
            grip = self._new_at(self._view.indexAt(place.toPoint()).row())
        self._held = None if grip is None else _Held(grip, place)
        return grip is not None

    def move(self, place: QPointF) -> None:
        """Follow the mouse, and say where it cannot go."""
        held = self._held
        if held is None:
            return
        held.place = place
        self._edges.drag_to(place.y())
        index = self._view.indexAt(QPoint(self._view.viewport().width() // 2, int(place.y())))
        if not index.isValid() or index.row() == held.line:
            return
        held.line, rail = index.row(), held.grip.rail
        at_home = not rail.layer and held.line == rail.top
        held.asked = None if at_home else self._model.rewiring(rail, held.grip.end, held.line)
        why = held.asked.why if held.asked is not None else ""
        self._view.viewport().setCursor(
            Qt.CursorShape.ForbiddenCursor if why else Qt.CursorShape.ClosedHandCursor
        )
        corner = self._view.viewport().mapToGlobal(self._row(held.line).bottomLeft())
        QToolTip.showText(corner, as_tip(why), self._view)
        self._view.viewport().update()

    def follow_scrolling(self) -> None:
        """Other rows are under the mouse, and what it holds begins elsewhere."""
        held = self._held
        if held is not None:
            if not held.grip.rail.layer:
                held.grip = self._new_at(held.grip.rail.top) or held.grip
            self.move(held.place)
            self._view.viewport().update()

    def release(self) -> None:
        """Let go: the edit is made where it can be."""
        held = self._held
        self.cancel()
        if held is not None and held.asked is not None:
            self._model.rewire(held.asked)
        elif held is not None and not held.grip.rail.layer:  # a click on the row
            self._view.setCurrentIndex(self._model.index(held.grip.rail.top))

    def cancel(self) -> None:
        self._held = None
        self._edges.stop()
        self._view.viewport().unsetCursor()
        QToolTip.hideText()
        self._view.viewport().update()
