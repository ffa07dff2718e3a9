"""Where the parts of a row stand.

┌─────────────────────────────────────┐
│ ▌ Conv2D                  26×26×32  │   title, output shape
│ ▌ 32 · 3×3 · relu       320 params  │   what matters, how many numbers it holds
│ ⚠ One sentence where it cannot be…  │
│   ( what mends it )                 │
└─────────────────────────────────────┘

Where the list has skips, a gutter on the left is free for their rails. The heading of a group has a
triangle in place of the bar; its rows are set in.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt

from nnstudio.gui.layer_list.lines import Line
from nnstudio.gui.layer_list.row_fonts import RowFonts

UNIT = 4  # pixels: every distance is a multiple of it
EDGE = 2 * UNIT
BAR = UNIT
ICON = 4 * UNIT
GAP = 2 * UNIT
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TEXT_LEFT = EDGE + BAR + 2 * UNIT
_INDENT = 3 * UNIT  # of a group's rows


@dataclass(frozen=True)
class RowLayout:
    """Of rows this wide, in these fonts, with a gutter this wide on their left. All in pixels."""

    fonts: RowFonts
    width: int
    gutter: int

    def left_of(self, line: Line) -> int:
        """Where the row's own drawing begins."""
        return self.gutter + (_INDENT if line.group and line.is_layer else 0)

    def mark_of(self, line: Line) -> int:
        """The middle of the bar that shows the row's category."""
        return self.left_of(line) + EDGE + BAR // 2

    def stem_of(self, line: Line) -> int | None:
        """The middle of the triangle that a group's row hangs on; None for rows of no group."""
        return self.gutter + EDGE + BAR // 2 if line.group and line.is_layer else None

    def text_of(self, line: Line) -> int:
        """Where the title begins."""
        return self.left_of(line) + _TEXT_LEFT

    def sentence_of(self, line: Line) -> int:
        """Where the sentence of a problem and the button that mends it begin, right of its sign."""
        return self.text_of(line) + ICON + UNIT

    def height(self, line: Line) -> int:
        return self.fonts.body(line) + self._problem_height(line) + self.fonts.fix.height(line)

    def _problem_height(self, line: Line) -> int:
        if line.problem is None:
            return 0
        room = QRect(0, 0, max(ICON, self.width - self.sentence_of(line) - EDGE), 10_000)
        wrapped = self.fonts.small_metrics.boundingRect(room, WRAPPED, line.problem.message)
        return wrapped.height() + 2 * UNIT

    def body(self, row: QRect, line: Line) -> QRect:
        """A row without its problem, from where its own drawing begins."""
        return QRect(
            row.left() + self.left_of(line),
            row.top(),
            row.width() - self.left_of(line),
            self.fonts.body(line),
        )

    def inner(self, row: QRect, line: Line) -> QRect:
        """What texts have of the body."""
        return self.body(row, line).adjusted(_TEXT_LEFT, UNIT, -EDGE, -UNIT)

    def title_room(self, row: QRect, line: Line) -> QRect:
        """All of a row that has one line only."""
        inner = self.inner(row, line)
        if has_second(line):
            inner.setHeight(self.fonts.title_metrics.height())
        return inner

    def second_room(self, row: QRect, line: Line) -> QRect:
        inner = self.inner(row, line)
        top = self.title_room(row, line).bottom() + 1
        return QRect(inner.left(), top, inner.width(), self.fonts.small_metrics.height())

    def badge_frame(self, row: QRect, line: Line) -> QRect:
        """Where a heading says how often its group is built; empty where it is built once."""
        if not line.badge:
            return QRect()
        room, fonts = self.title_room(row, line), self.fonts
        left = room.left() + fonts.title_metrics.horizontalAdvance(line.title) + GAP
        width = fonts.small_metrics.horizontalAdvance(line.badge) + GAP
        return QRect(min(left, room.right() - width), room.top() + 1, width, room.height() - 2)

    def is_on_fix(self, row: QRect, line: Line, place: QPoint) -> bool:
        """Whether a place is on the button of a row that is there."""
        return self.fonts.fix.holds(row, self.sentence_of(line), line, place)


def has_second(line: Line) -> bool:
    """Whether something stands under the title."""
    return bool(line.summary or line.parameters)
