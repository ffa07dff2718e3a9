"""How rails are drawn, and where their ends are: a metro map on the left of the list.

A rail leaves the row that it begins at, runs down its lane, and ends in an arrow at the row that reads. Where
rails cross, the one drawn later runs over a gap in the other. Rows that follow each other are joined by a
short line, so that a row that does not read the one above it is seen to stand apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.rails import Rail, Rails
from nnstudio.gui.layer_list.rewiring import End
from nnstudio.gui.theme import Theme

_SPACING: Final = 9.0  # pixels between lanes
_WIDEST: Final = 72.0  # of all lanes together; many are closer to each other
_EDGE: Final = 10  # between the lanes and the rows
_MARGIN: Final = 2  # on the left of the lanes
_LEFTMOST, _LEAST = 3.0, 9.0  # where a rail that is begun runs, and where it ends, without a gutter
_ROUND: Final = 5.0
_THIN, _THICK, _HALO = 1.6, 2.8, 3.0
_DOT: Final = 3.0
_ARROW: Final = 4.5
_REACH: Final = 8.0  # how near to an end a click takes hold of it
_LEAVES: Final = 0.72  # of a row's height: where rails leave, and
_ARRIVES: Final = 0.3  # where the first arrives
_BETWEEN: Final = 6.0  # pixels between those that arrive at one row


def gutter_width(rails: Rails) -> int:
    """What the list leaves free on its left."""
    return int(_lanes_width(rails)) + _EDGE + _MARGIN if rails.lanes else 0


def _lanes_width(rails: Rails) -> float:
    return min(rails.lanes * _SPACING, _WIDEST)


@dataclass(frozen=True)
class Grip:
    """An end that can be dragged."""

    rail: Rail
    end: End
    place: QPointF


@dataclass(frozen=True)
class Course:
    """A rail on the screen: from a row's edge into its lane and out of it again."""

    rail: Rail
    begin: QPointF
    turn: float  # the lane's x
    end: QPointF

    def path(self) -> QPainterPath:
        up = 1 if self.end.y() >= self.begin.y() else -1
        room = min(_ROUND, abs(self.end.y() - self.begin.y()) / 2, max(self.begin.x() - self.turn, 0.1))
        path = QPainterPath(self.begin)
        path.lineTo(self.turn + room, self.begin.y())
        path.quadTo(self.turn, self.begin.y(), self.turn, self.begin.y() + up * room)
        path.lineTo(self.turn, self.end.y() - up * room)
        path.quadTo(self.turn, self.end.y(), self.turn + room, self.end.y())
        path.lineTo(self.end)
        return path


class RailPainter:
    """Draws what the view hands to it. rows: where a line's row is, without its problem."""

    def __init__(self, rails: Rails, theme: Theme, rows: Callable[[int], QRect]) -> None:
        self._rails = rails
        self._theme = theme
        self._rows = rows
        self._edge = float(gutter_width(rails))
        self._spacing = _lanes_width(rails) / rails.lanes if rails.lanes else _SPACING
        self.courses = self._courses()

    def paint(self, painter: QPainter, ground: QColor, strong: Collection[Rail]) -> None:
        """strong: the rails of the selected row."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for course in sorted(self.courses, key=lambda course: course.rail in strong):
            shade = self._theme.accent if course.rail in strong else self._theme.muted
            self.draw(painter, course, QColor(shade), ground, thick=course.rail in strong)

    def draw(self, painter: QPainter, course: Course, shade: QColor, ground: QColor, *, thick: bool) -> None:
        path, width = course.path(), _THICK if thick else _THIN
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ground, width + _HALO))
        painter.drawPath(path)
        painter.setPen(QPen(shade, width))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawEllipse(course.begin, _DOT, _DOT)
        tip = course.end
        back = [QPointF(tip.x() - _ARROW - 1, tip.y() + side) for side in (-_ARROW, _ARROW)]
        painter.drawPolygon(QPolygonF([QPointF(tip.x() + 2, tip.y()), *back]))

    def paint_joints(
        self, painter: QPainter, lines: Sequence[Line], marks: Sequence[int], shown: range
    ) -> None:
        """Short lines between rows that follow each other; a bar above one that stands apart.

        marks: the middle of each row's bar.
        """
        painter.setPen(QPen(QColor(self._theme.muted), 2))
        for at in shown:
            if at == 0 or (at >= len(lines) - 1 and lines[at - 1].is_heading):
                continue
            top, x = float(self._rows(at).top()), float(marks[at])
            if at in self._rails.apart:
                painter.drawLine(QPointF(x - 5, top + 2), QPointF(x + 5, top + 2))
            elif marks[at] == marks[at - 1] and not lines[at - 1].problem:
                painter.drawLine(QPointF(x, top - 4), QPointF(x, top + 4))

    def grips(self) -> list[Grip]:
        """Every end, those of readers first: they are what is mostly dragged."""
        ends = [Grip(course.rail, End.READER, course.end) for course in self.courses]
        return [*ends, *(Grip(course.rail, End.SOURCE, course.begin) for course in self.courses)]

    def grip_at(self, place: QPointF) -> Grip | None:
        near = [grip for grip in self.grips() if _distance(grip.place, place) <= _REACH]
        return min(near, key=lambda grip: _distance(grip.place, place), default=None)

    def moved(self, grip: Grip, line: int) -> Course:
        """The rail with this end on another line."""
        row = self._rows(line)
        at = QPointF(self._edge, row.top() + row.height() * (_LEAVES if grip.end is End.SOURCE else _ARRIVES))
        if not grip.rail.layer:
            return self._begun(grip, at)
        old = next(course for course in self.courses if course.rail == grip.rail)
        ends = (at, old.end) if grip.end is End.SOURCE else (old.begin, at)
        return Course(grip.rail, ends[0], old.turn, ends[1])

    def _begun(self, grip: Grip, at: QPointF) -> Course:
        """A rail that no row reads yet: left of all lanes, and over the rows' edge where there are none."""
        turn = max(self._edge - _EDGE - (self._rails.lanes + 0.5) * self._spacing, _LEFTMOST)
        return Course(grip.rail, grip.place, turn, QPointF(max(at.x(), _LEAST), at.y()))

    def frame(self, line: int, width: int) -> QRectF:
        """Around the row of a line."""
        row = self._rows(line)
        return QRectF(self._edge + 2, row.top() + 1, width - self._edge - 4, row.height() - 2)

    def _courses(self) -> list[Course]:
        rails = self._rails
        arrived: dict[int, int] = {}
        courses = []
        for rail in sorted(rails.rails, key=lambda rail: (rail.bottom, rail.lane)):
            above, below = self._rows(rail.top), self._rows(rail.bottom)
            nth = arrived[rail.bottom] = arrived.get(rail.bottom, -1) + 1
            begin = QPointF(self._edge, above.top() + _LEAVES * above.height())
            arrives = below.top() + min(_ARRIVES * below.height() + nth * _BETWEEN, below.height() - 4.0)
            turn = self._edge - _EDGE - (rail.lane + 0.5) * self._spacing
            courses.append(Course(rail, begin, turn, QPointF(self._edge, arrives)))
        return courses


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()
